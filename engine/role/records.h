// What an export says, one struct a record, before anything is looked up: the vocabulary between
// the readers (engine/ingest, rules/catalogue) and the TenantBuilder.
//
// Texts are owned: a record outlives the buffer that it was read from. Ids of principals and role
// definitions are GUIDs already, scopes are parsed; what a reader could not parse never becomes a
// record but a diagnostic. Source: SPEC sections 2, 4, 5, 9.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/principal/directory.h"
#include "engine/scope/scope_path.h"

namespace leastwise {

// One permission block, patterns as they were written (surrounding blanks included).
struct BlockRecord {
  std::vector<std::string> actions = {};
  std::vector<std::string> not_actions = {};
  std::vector<std::string> data_actions = {};
  std::vector<std::string> not_data_actions = {};
  std::string condition = {};  // empty: none
  std::string condition_version = {};
};

// Stands in snapshots: the numbers do not change.
enum class RoleType : std::uint8_t { kUnstated = 0, kBuiltIn = 1, kCustom = 2 };

struct RoleDefinitionRecord {
  std::optional<Guid> id = {};  // a custom role that was not created yet has none
  std::string name = {};
  std::string description = {};
  RoleType type = RoleType::kUnstated;
  std::vector<BlockRecord> blocks = {};
  std::vector<std::string> assignable_scopes = {};  // as written: they never decide anything
  bool lossy = false;  // a PowerShell shape, in which the blocks were merged (SPEC section 2)
};

// A role assignment (`az`, REST, PowerShell, Resource Graph, AzureHound).
struct RoleAssignmentRecord {
  std::string id = {};  // resource id or name as written; may be empty
  ScopePath scope;
  Guid principal;
  PrincipalType principal_type = PrincipalType::kUnstated;
  std::string principal_name = {};  // for people to read; may be empty
  Guid role;
  std::string role_name = {};  // for people to read; never decides
  std::string condition = {};
  std::string condition_version = {};
};

// A PIM schedule instance: eligible, or active.
struct ScheduleInstanceRecord {
  RoleAssignmentRecord assignment;  // id is that of the instance
  bool eligible = false;
  std::string status = {};  // empty: not stated
  Window window = {};
  std::string origin_assignment_id = {};  // active ones: the ordinary assignment that it mirrors
};

struct DenyAssignmentRecord {
  // A principal of a deny assignment; kEveryone stands for all.
  struct Subject {
    Guid id;
    PrincipalType type = PrincipalType::kUnstated;
  };

  std::string id = {};
  std::string name = {};
  ScopePath scope;
  std::vector<BlockRecord> blocks = {};
  std::vector<Subject> principals = {};
  std::vector<Subject> excluded = {};
  bool does_not_apply_to_child_scopes = false;
  bool audit_only = false;  // denyAssignmentEffect `audit`: reported, not applied
  // A condition on the whole assignment beside those of its blocks.
  std::string condition = {};
};

// A management group, or a subscription, and what the hierarchy export says of its parent.
struct HierarchyRecord {
  enum class Parent : std::uint8_t {
    kUnstated,  // the export does not say: the ancestors are unknown
    kNone,      // the export says that there is none: this is the tenant root group
    kGroup,     // `parent`
  };

  ScopePath scope;  // REQUIRES: a management group or a subscription
  std::string display_name = {};
  Parent parent_kind = Parent::kUnstated;
  std::optional<ScopePath> parent = {};  // a management group
};

// A principal as a directory export describes it.
struct DirectoryRecord {
  Guid id;
  PrincipalType type = PrincipalType::kUnstated;
  std::string display_name = {};
  std::string user_principal_name = {};
  std::optional<Guid> app_id = {};
  std::optional<bool> guest = {};
  std::optional<bool> account_enabled = {};
};

// A member list of a group, or a part of one (a page, the members expanded in a group record).
struct MemberListRecord {
  Guid group;
  std::vector<DirectoryRecord> members = {};
  // Whether the list is all of the direct members. Several lists of one group are joined; the group
  // is complete when one complete list was read (SPEC section 9: `$expand=members` lists of 20 or
  // more are cut off, unless a member-list file completes them).
  bool complete = true;
};

}  // namespace leastwise

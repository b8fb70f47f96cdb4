// The tenant: everything that the input says, validated, joined, and immutable. Symbolic: patterns
// and conditions are texts here; engine/authorizer compiles them.
//
// Things are named by ids, which are indexes into the tables of this tenant, and texts are
// interned: tenant.text(tenant.role(id).name) is how a name is read. What the input does not say is
// kept too, as coverage gaps, for "nobody" and "nobody that was exported" are different answers.
//
// Built by TenantBuilder (tenant_builder.h). Any number of threads may read it.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/flat_array.h"
#include "engine/base/guid.h"
#include "engine/base/guid_index.h"
#include "engine/base/id.h"
#include "engine/base/result.h"
#include "engine/base/text_list.h"
#include "engine/permission/operation_catalogue.h"
#include "engine/principal/directory.h"
#include "engine/principal/group_graph.h"
#include "engine/role/role_definition.h"
#include "engine/scope/scope_tree.h"

namespace leastwise {

// What kind of thing was not exported; each has its own unknown. Stands in snapshots: the numbers
// do not change.
enum class GapKind : std::uint8_t {
  kTruncatedExport = 0,      // a `nextLink` that was not followed
  kMemberListMissing = 1,    // a group without members in the input
  kMemberListTruncated = 2,  // a group whose member list was cut off
  kPrincipalType = 3,        // nobody says whether a principal is a group
  kRoleUndefined = 4,        // a role that assignments name and nothing defines
  kHierarchyMissing = 5,     // a subscription or management group without known parents
  kLossyRole = 6,            // a role known only in the merged PowerShell shape
  kNothingOfKind = 7,        // no record of a kind at all (no deny assignments, ...)
};

// Stable kebab-case name, as in JSON output.
[[nodiscard]] std::string_view to_string(GapKind kind);

// Something that was not exported. `subject` names it for a person (a group, a scope, a file);
// the ids say what it bears on, where that is one thing.
struct CoverageGap {
  GapKind kind = GapKind::kTruncatedExport;
  std::string subject = {};
  std::string message = {};  // one line, lower case, no full stop
  std::optional<PrincipalId> principal = {};
  std::optional<RoleId> role = {};
  std::optional<ScopeId> scope = {};
};

// Immutable. Move-only: views into its texts stay valid when it is moved.
class Tenant {
 public:
  [[nodiscard]] const ScopeTree& scopes() const { return scopes_; }
  [[nodiscard]] const Directory& directory() const { return directory_; }
  [[nodiscard]] const GroupGraph& groups() const { return groups_; }
  [[nodiscard]] const OperationCatalogue& operations() const { return operations_; }
  [[nodiscard]] const FileTable& files() const { return files_; }
  // Names a further file of the run, so that places in it can be told like places in exports.
  // REQUIRES: nobody else reads the tenant yet.
  FileId add_file(std::string name) { return files_.add(std::move(name)); }
  [[nodiscard]] std::span<const CoverageGap> gaps() const { return gaps_; }
  // Whether directory exports list the principals of a type, and none of these was cut off: then
  // one that they do not describe is not there. Member lists are no such exports.
  [[nodiscard]] bool lists_all(PrincipalType type) const {
    return lists_all_[static_cast<std::size_t>(type)];
  }

  // By RoleId: defined roles (of the catalogue only where no input defines them; catalogue roles
  // that nobody assigns are here too) and undefined ones that assignments name.
  [[nodiscard]] std::span<const RoleDefinition> roles() const { return roles_; }
  [[nodiscard]] const RoleDefinition& role(RoleId id) const { return roles_[id.index()]; }
  [[nodiscard]] std::optional<RoleId> find_role(const Guid& guid) const;
  // The role that `name` means: its GUID or any resource id that ends in it, or its name ignoring
  // case. Errors: no such role; several of that name (the candidates are in the help).
  [[nodiscard]] Result<RoleId> resolve_role(std::string_view name) const;

  // By AssignmentId, active and eligible ones, whatever their validity.
  [[nodiscard]] std::span<const RoleAssignment> assignments() const { return assignments_.all(); }
  [[nodiscard]] const RoleAssignment& assignment(AssignmentId id) const {
    return assignments_[id.index()];
  }
  // The id as exported; empty where the export gave none.
  [[nodiscard]] std::string id_text(const RoleAssignment& assignment) const;
  // By DenialId, audit ones included.
  [[nodiscard]] std::span<const DenyAssignment> denials() const { return denials_; }
  [[nodiscard]] const DenyAssignment& denial(DenialId id) const { return denials_[id.index()]; }

  // Texts of names, ids and descriptions; the display name of a management group or subscription.
  [[nodiscard]] std::string_view text(StringId id) const { return texts_.text(id); }
  [[nodiscard]] std::string_view scope_name(ScopeId id) const;
  // Distinct patterns as written, and distinct condition texts.
  [[nodiscard]] std::size_t pattern_count() const { return patterns_.size(); }
  [[nodiscard]] std::string_view pattern(PatternId id) const {
    return patterns_.text(StringId(id.value()));
  }
  [[nodiscard]] std::size_t condition_count() const { return conditions_.size(); }
  [[nodiscard]] std::string_view condition(ConditionId id) const {
    return conditions_.text(StringId(id.value()));
  }

  // The members that are arrays, for a snapshot (tenant_arrays.h has the others).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("texts", self.texts_);
    visitor.part("patterns", self.patterns_);
    visitor.part("conditions", self.conditions_);
    visitor.part("scopes", self.scopes_);
    visitor("scope-names", self.scope_names_);
    visitor.part("principals", self.directory_);
    visitor.part("groups", self.groups_);
    visitor.part("operations", self.operations_);
    visitor.part("role-by-guid", self.role_by_guid_);
    visitor("assignments", self.assignments_);
    visitor.value("lists-all", self.lists_all_);
  }

 private:
  friend class TenantBuilder;
  friend class TenantArrays;
  Tenant() : groups_(0, {}, {}) {}

  // The display name of a scope that has one.
  struct ScopeName {
    ScopeId scope;
    StringId name;
  };

  FileTable files_;
  TextList texts_;  // INVARIANT: StringId(0) is the empty text
  TextList patterns_;
  TextList conditions_;
  ScopeTree scopes_;
  FlatArray<ScopeName> scope_names_;  // INVARIANT: ascending by scope
  Directory directory_;
  GroupGraph groups_;
  OperationCatalogue operations_;
  std::vector<RoleDefinition> roles_;
  GuidIndex role_by_guid_;
  FlatArray<RoleAssignment> assignments_;
  std::vector<DenyAssignment> denials_;
  std::vector<CoverageGap> gaps_;
  std::array<bool, kPrincipalTypeCount> lists_all_ = {};
};

}  // namespace leastwise

// A small tenant told by names, and questions to it: what the tests of decisions are written in.
//
//     SmallTenant t;
//     t.user("ann");
//     t.group("team", {"ann"});
//     t.role("Reader", {{.actions = {"*/read"}}});
//     t.assign("a1", {"team", "Reader", "/subscriptions/s"});
//     EXPECT_EQ(t.decide({"ann", "x/read", "/subscriptions/s"}), kAllow);
//
// decide() asks the engine in every way there is (see below) and fails the test where two of them
// differ, so each test of a rule is a test of all forms.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/role/records.h"
#include "engine/tenant/tenant.h"

namespace leastwise::testing {

// Decisions as decide() writes them.
inline constexpr std::string_view kAllow = "allow: granted-by-role-assignment";
inline constexpr std::string_view kNoGrant = "deny: no-matching-grant";
inline constexpr std::string_view kDenied = "deny: denied-by-deny-assignment";

// The GUID of a name of at most 16 characters: its letters.
[[nodiscard]] Guid guid_of(std::string_view name);
[[nodiscard]] std::string text_of(const AccessDecision& decision);

using Names = std::vector<std::string>;

class SmallTenant {
 public:
  // Principals. The members of a group may be named before or after they are told.
  void principal(std::string_view name, PrincipalType type);
  void user(std::string_view name) { principal(name, PrincipalType::kUser); }
  // A user of whom the directory says whether it is a guest, and enabled.
  void account(std::string_view name, bool guest, bool enabled);
  // A group with its whole member list; without one; with a part of it.
  void group(std::string_view name, const Names& members) { list(name, members, true); }
  void group_without_list(std::string_view name) { principal(name, PrincipalType::kGroup); }
  void cut_off_group(std::string_view name, const Names& members) { list(name, members, false); }

  // A role of these blocks; one that the tenant assigns and nobody tells is undefined.
  void role(std::string_view name, std::vector<BlockRecord> blocks);

  // A role as a record tells it, under the id of its name; or without an id, as a draft has none.
  void role(RoleDefinitionRecord record);
  void draft(RoleDefinitionRecord record) { roles_.push_back(std::move(record)); }
  // A role, and an operation, that only the catalogue knows.
  void catalogue_role(std::string_view name, std::vector<BlockRecord> blocks);
  void catalogue_operation(std::string_view name);
  // The input is one page of a longer export.
  void cut_off() { cut_off_ = true; }

  // A built-in role, whose GUID is known: assignments name it by `name` all the same.
  void built_in(std::string_view name, std::string_view guid, std::vector<BlockRecord> blocks);

  struct Grant {
    std::string principal;
    std::string role;
    std::string scope;
    std::string condition = {};
    PrincipalType type = PrincipalType::kUser;  // what the assignment says; the directory beats it
  };
  void assign(std::string_view id, const Grant& grant);
  // An eligible one (PIM), and an active schedule instance.
  void eligible(std::string_view id, const Grant& grant, Window window = {});
  void scheduled(std::string_view id, const Grant& grant, Window window);

  struct Denial {
    Names principals = {};  // `everyone` stands for all
    Names excluded = {};
    std::string scope = "/";
    std::vector<BlockRecord> blocks = {{.actions = {"*"}}};
    std::string condition = {};
    bool scope_only = false;
    bool audit = false;
  };
  void deny(std::string_view id, const Denial& denial);

  // The hierarchy. Management groups are named; `child` is a scope or the name of a group.
  void root_group(std::string_view name);
  void place(std::string_view child, std::string_view parent, std::string_view display_name = {});

  void operation(std::string_view name, OperationPlane plane = OperationPlane::kControl);

  // The tenant so far; fails the running test on any error.
  [[nodiscard]] Tenant build() const;

  struct Question {
    std::string principal;
    std::string action;
    std::string scope;
    Plane plane = Plane::kControl;
  };
  // The decision as text. Asked are: grant tables merged and unmerged; the action as a known
  // operation and as a string that no table has; from strings and from looked-up ids; and the
  // explanation. All of them must agree.
  [[nodiscard]] std::string decide(const Question& question, CompileOptions options = {}) const {
    return decide(question, {}, std::move(options));
  }
  // Conditions are evaluated on `request`.
  [[nodiscard]] std::string decide(const Question& question, const ConditionRequest& request,
                                   CompileOptions options = {}) const;

 private:
  struct Operation {
    std::string name;
    OperationPlane plane;
    Origin origin = Origin::kInput;
  };

  void list(std::string_view name, const Names& members, bool complete);
  [[nodiscard]] RoleAssignmentRecord record(std::string_view id, const Grant& grant) const;

  std::vector<DirectoryRecord> principals_;
  std::vector<MemberListRecord> lists_;
  std::vector<RoleDefinitionRecord> roles_;
  std::vector<RoleDefinitionRecord> catalogue_roles_;
  bool cut_off_ = false;
  std::vector<RoleAssignmentRecord> assignments_;
  std::vector<ScheduleInstanceRecord> instances_;
  std::vector<DenyAssignmentRecord> denials_;
  std::vector<HierarchyRecord> hierarchy_;
  std::vector<Operation> operations_;
};

// A compiled small tenant, with its things by name.
class SmallCompiled {
 public:
  explicit SmallCompiled(const SmallTenant& sketch, CompileOptions options = {})
      : tenant(sketch.build()), compiled(tenant, options) {}
  SmallCompiled(const SmallCompiled&) = delete;  // `compiled` refers to `tenant`
  SmallCompiled& operator=(const SmallCompiled&) = delete;

  // REQUIRES of all: the tenant holds it (checked); a built-in role is found by its name.
  [[nodiscard]] PrincipalId principal(std::string_view name) const;
  [[nodiscard]] SubjectRef subject(std::string_view name) const;
  [[nodiscard]] RoleId role(std::string_view name) const;
  [[nodiscard]] AssignmentId assignment(std::string_view id) const;
  [[nodiscard]] DenialId denial(std::string_view id) const;
  [[nodiscard]] ScopeId scope(std::string_view text) const;
  // The names again, for what tests print.
  [[nodiscard]] std::string name_of(PrincipalId id) const;
  [[nodiscard]] std::string id_of(AssignmentId id) const;
  [[nodiscard]] std::string id_of(DenialId id) const;
  [[nodiscard]] Names names_of(std::span<const PrincipalId> ids) const;

  const Tenant tenant;
  const CompiledTenant compiled;
};

// The scope of a management group.
[[nodiscard]] std::string group_scope(std::string_view name);

}  // namespace leastwise::testing

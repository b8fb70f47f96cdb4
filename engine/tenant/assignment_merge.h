// Role assignments and PIM schedule instances of all files joined to one a grant. Private to
// engine/tenant.
//
// Ordinary assignments, active instances and eligible instances are three kinds of record; two
// records are the same one when they are of one kind and their whole ids are equal ignoring case.
//
// An active instance that names the ordinary assignment it stands for (`originRoleAssignmentId`)
// mirrors it. Both say one grant: the ordinary one stays and takes the instance's window. Where
// several instances mirror one assignment with different windows, the grant counts in each of them:
// the assignment takes the earliest, and each further one stays a grant of its own.
//   ordinary a1, instance i1 -> a1 [May, June)             => a1 [May, June)
//   and     instance i2 -> a1 [September, October)         => and i2 [September, October)
// Counter-example: an instance that names a1, but another principal, role, scope or condition, is
// no mirror. Both count, with a warning: a grant is never lost to a doubtful link.
// Tests: tests/engine/tenant/assignment_merge_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/hash_index.h"
#include "engine/role/role_definition.h"
#include "engine/scope/scope_tree.h"
#include "engine/tenant/tenant_texts.h"

namespace leastwise {

// The records of one kind, by id.
class AssignmentList {
 public:
  // `kind` names a record in messages: `role assignment`.
  AssignmentList(std::string_view kind, const TenantTexts& texts, const ScopeTreeBuilder& scopes,
                 MergeReporter& reporter)
      : kind_(kind), texts_(&texts), scopes_(&scopes), reporter_(&reporter) {}

  // The index of `assignment`, which is new or the one that stands under its id, `id`, already
  // (reported if the two differ). A record without an id is always new here; see drop_copies().
  std::size_t add(const RoleAssignment& assignment, std::string_view id);
  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;

  [[nodiscard]] std::vector<RoleAssignment>& all() { return all_; }
  // Drops records without an id that say what another one says. Indexes change.
  // Cost: nothing where every record has an id, otherwise a sort.
  void drop_copies();

 private:
  [[nodiscard]] std::optional<std::size_t> find(std::string_view id, std::uint64_t hash) const;

  std::string_view kind_;
  const TenantTexts* texts_;
  const ScopeTreeBuilder* scopes_;
  MergeReporter* reporter_;
  std::vector<RoleAssignment> all_;
  HashIndex by_id_;          // hashes of the folded ids; indexes into all_
  bool has_copies_ = false;  // whether a record without an id was added
};

class AssignmentMerge {
 public:
  AssignmentMerge(TenantTexts& texts, const ScopeTreeBuilder& scopes, MergeReporter& reporter);

  // `id` is the text of the record's id. `origin` is that of the ordinary assignment that an
  // instance mirrors, or empty.
  void add_ordinary(const RoleAssignment& assignment, std::string_view id);
  void add_active(const RoleAssignment& instance, std::string_view id, std::string_view origin);
  void add_eligible(const RoleAssignment& instance, std::string_view id);

  [[nodiscard]] bool has_ordinary() { return !ordinary_.all().empty(); }

  // All grants: ordinary ones, active instances that mirror none, eligible instances. Leaves the
  // lists empty.
  [[nodiscard]] std::vector<RoleAssignment> finish();

 private:
  void bind_mirrors();
  [[nodiscard]] std::optional<std::size_t> mirrored(std::size_t instance);

  TenantTexts* texts_;
  const ScopeTreeBuilder* scopes_;
  MergeReporter* reporter_;
  AssignmentList ordinary_;
  AssignmentList active_;
  AssignmentList eligible_;
  std::vector<StringId> origins_;  // INVARIANT: indexed like active_
};

}  // namespace leastwise

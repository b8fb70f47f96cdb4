// Subject classes: principals that are in the same groups, as far as these matter.
// Private to engine/authorizer.
//
// A **part** is the set of groups that matter in one component of the group graph and above it:
// what being a direct member of one of these groups brings along. The **class** of a principal is
// the set of the parts of its direct groups. Groups that matter are those that were granted
// something, that a deny assignment names, or in which everybody may be.
//
// Example: `ml-leads` is in `ml-team`, both were granted something. The part of ml-leads is
// {ml-leads, ml-team}, that of ml-team is {ml-team}; bob, direct member of ml-leads, has the class
// {part of ml-leads}. Cost: about linear in memberships times the groups of a part. Thread safety:
// immutable.
// Tests: tests/engine/authorizer/grant_tables_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "engine/principal/group_graph.h"

namespace leastwise {

using GroupSet = std::vector<PrincipalId>;  // ascending, each once

class SubjectClasses {
 public:
  // `matters` holds the groups that matter, ascending.
  SubjectClasses(const GroupGraph& graph, std::span<const PrincipalId> matters);

  [[nodiscard]] std::span<const GroupSet> parts() const { return parts_; }
  // By class: its parts, ascending. Class 0 has none: principals in no group that matters.
  [[nodiscard]] std::span<const std::vector<std::uint32_t>> classes() const { return classes_; }
  // By class: how many principals it has.
  [[nodiscard]] std::span<const std::size_t> population() const { return population_; }
  // By PrincipalId.
  [[nodiscard]] const std::vector<std::uint32_t>& class_of() const { return class_of_; }

  // The groups of all parts of a class.
  [[nodiscard]] GroupSet groups(std::uint32_t class_id) const;

 private:
  std::uint32_t intern_part(GroupSet set);
  void build_parts(const GroupGraph& graph, std::span<const PrincipalId> matters);
  void build_classes(const GroupGraph& graph);

  std::vector<GroupSet> parts_;  // INVARIANT: part 0 is empty
  std::map<GroupSet, std::uint32_t> part_ids_;
  std::vector<std::uint32_t> part_of_component_;
  std::vector<std::vector<std::uint32_t>> classes_;
  std::vector<std::size_t> population_;
  std::vector<std::uint32_t> class_of_;
};

}  // namespace leastwise

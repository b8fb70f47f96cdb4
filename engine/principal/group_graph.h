// Who is in which group, through groups, cycles included.
//
// The **subject set** of a principal is itself and every group that holds it, directly or through
// other groups. Membership is three-valued: a group whose member list was not exported, or was cut
// off, may hold anybody; so may every group that holds such a group. These **open** groups are the
// same for every principal, so they are kept once and not for each.
//
// Example: `ml-team` holds ann and `ml-leads`; `ml-leads` holds bob. bob's groups: ml-leads,
// ml-team. Counter-example: the list of `vendors` was not exported. Everybody, ann too, may be in
// `vendors`: membership(ann, vendors) is unknown, not no.
//
// Cycles (Microsoft Entra allows them) are condensed to strongly connected components (Boost.Graph
// in the .cc): all groups of a cycle have the same members.
// Cost: build n log n in principals and memberships, groups_of and members_of in the answer and the
// memberships that lead to it.
// Tests: tests/engine/principal/group_graph_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/flat_array.h"
#include "engine/base/id.h"
#include "engine/base/truth.h"

namespace leastwise {

// `member` stands in the member list of `group`.
struct Membership {
  PrincipalId group;
  PrincipalId member;

  friend auto operator<=>(const Membership&, const Membership&) = default;
};

// Immutable; any number of threads may read.
class GroupGraph {
 public:
  // The graph of principals 0 .. principal_count-1. `incomplete` names the groups whose member list
  // is absent or cut off; duplicates in either list do no harm.
  // REQUIRES: every id is below principal_count (checked).
  GroupGraph(std::size_t principal_count, std::span<const Membership> memberships,
             std::span<const PrincipalId> incomplete);

  [[nodiscard]] std::size_t principal_count() const { return first_group_.size() - 1; }

  // The groups whose exported list holds `member`, and the exported members of `group`; ascending.
  [[nodiscard]] std::span<const PrincipalId> direct_groups(PrincipalId member) const;
  [[nodiscard]] std::span<const PrincipalId> direct_members(PrincipalId group) const;

  // All groups that certainly hold `member`, ascending; the principal itself is not among them
  // unless it is in a cycle.
  [[nodiscard]] std::vector<PrincipalId> groups_of(PrincipalId member) const;
  // All principals that `group` certainly holds, ascending, with the same exception.
  [[nodiscard]] std::vector<PrincipalId> members_of(PrincipalId group) const;

  // The groups in which everybody may be: incomplete ones, and those that hold one of them.
  [[nodiscard]] std::span<const PrincipalId> open_groups() const { return open_.all(); }
  [[nodiscard]] bool is_open(PrincipalId group) const {
    return openness_[group.index()] != Openness::kClosed;
  }
  [[nodiscard]] bool is_incomplete(PrincipalId group) const {
    return openness_[group.index()] == Openness::kIncomplete;
  }

  // Whether `subject` is `group` or is in it.
  [[nodiscard]] Truth membership(PrincipalId subject, PrincipalId group) const;

  // A shortest chain member, group, ..., `group` of direct memberships; just {member} where both
  // are the same; empty where `group` does not certainly hold `member`.
  [[nodiscard]] std::vector<PrincipalId> path(PrincipalId member, PrincipalId group) const;

  // The strongly connected component of a principal; principals outside of cycles have their own.
  // Components are numbered so that a group's component is below its members' (a topological
  // order).
  [[nodiscard]] std::uint32_t component(PrincipalId id) const { return component_[id.index()]; }

  // Whether every member can be asked: for a graph from a file. Cost: linear.
  [[nodiscard]] bool is_sound() const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("first-group", self.first_group_);
    visitor("groups", self.groups_);
    visitor("first-member", self.first_member_);
    visitor("members", self.members_);
    visitor("component", self.component_);
    visitor("open", self.open_);
    visitor("openness", self.openness_);
  }

 private:
  // Whether everybody may be in a group. Stands in snapshots: the numbers do not change.
  enum class Openness : std::uint8_t {
    kClosed = 0,
    kHoldsOpen = 1,   // it holds an incomplete one
    kIncomplete = 2,  // its own list is absent or cut off
  };

  void open_from(std::span<const PrincipalId> incomplete);
  [[nodiscard]] std::vector<PrincipalId> reach(PrincipalId from, bool upward) const;

  // Compressed adjacency, both ways: the neighbours of principal i are
  // groups_[first_group_[i] .. first_group_[i + 1]), likewise for members.
  FlatArray<std::uint32_t> first_group_;
  FlatArray<PrincipalId> groups_;
  FlatArray<std::uint32_t> first_member_;
  FlatArray<PrincipalId> members_;
  FlatArray<std::uint32_t> component_;
  FlatArray<PrincipalId> open_;
  FlatArray<Openness> openness_;  // by PrincipalId
};

}  // namespace leastwise

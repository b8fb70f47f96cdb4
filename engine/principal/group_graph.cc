// Memberships are sorted twice and stored as compressed adjacency, upwards and downwards: two
// arrays each, no allocation a node. All walks are breadth first with a queue of their own; nesting
// is input, so nothing here recurses (and Boost's depth-first search keeps its own stack).
#include "engine/principal/group_graph.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/base/array_checks.h"
#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// The compressed adjacency of `edges`, which are sorted by their first member.
struct Adjacency {
  Adjacency(std::size_t count, std::span<const std::pair<PrincipalId, PrincipalId>> edges)
      : first(count + 1, 0) {
    neighbours.reserve(edges.size());
    for (const auto& [from, to] : edges) {
      ++first[from.index() + 1];
      neighbours.push_back(to);
    }
    for (std::size_t i = 0; i < count; ++i) {
      first[i + 1] += first[i];
    }
  }

  std::vector<std::uint32_t> first;
  std::vector<PrincipalId> neighbours;
};

}  // namespace

GroupGraph::GroupGraph(std::size_t principal_count, std::span<const Membership> memberships,
                       std::span<const PrincipalId> incomplete) {
  std::vector<std::pair<PrincipalId, PrincipalId>> up;  // member, group
  up.reserve(memberships.size());
  for (const Membership& membership : memberships) {
    check(membership.group.index() < principal_count && membership.member.index() < principal_count,
          "memberships name known principals");
    up.emplace_back(membership.member, membership.group);
  }
  sort_unique(up);
  Adjacency upward(principal_count, up);
  first_group_ = FlatArray(std::move(upward.first));
  groups_ = FlatArray(std::move(upward.neighbours));

  // The components of member -> group. Boost numbers a component after those it leads to, so the
  // group of a member has the lower number.
  using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
  const auto edges = [&up] {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> plain;
    plain.reserve(up.size());
    for (const auto& [member, group] : up) {
      plain.emplace_back(member.value(), group.value());
    }
    return plain;
  }();
  const Graph graph(boost::edges_are_sorted, edges.begin(), edges.end(), principal_count);
  std::vector<std::uint32_t> component(principal_count);
  boost::strong_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  component_ = FlatArray(std::move(component));

  std::vector<std::pair<PrincipalId, PrincipalId>> down;  // group, member
  down.reserve(up.size());
  for (const auto& [member, group] : up) {
    down.emplace_back(group, member);
  }
  std::ranges::sort(down);
  Adjacency downward(principal_count, down);
  first_member_ = FlatArray(std::move(downward.first));
  members_ = FlatArray(std::move(downward.neighbours));

  openness_.resize(principal_count);
  open_from(incomplete);
  for (std::size_t i = 0; i < principal_count; ++i) {
    if (is_open(PrincipalId::from_index(i))) {
      open_.push_back(PrincipalId::from_index(i));
    }
  }
}

// Marks the incomplete groups and, walking up from all of them at once, those that hold one.
void GroupGraph::open_from(std::span<const PrincipalId> incomplete) {
  std::vector<PrincipalId> pending;
  const auto open = [this, &pending](PrincipalId group, Openness openness) {
    if (!is_open(group)) {
      openness_.mutable_at(group.index()) = openness;
      pending.push_back(group);
    }
  };
  for (const PrincipalId group : incomplete) {
    check(group.index() < principal_count(), "incomplete groups are known principals");
    open(group, Openness::kIncomplete);
  }
  while (!pending.empty()) {
    const PrincipalId group = pending.back();
    pending.pop_back();
    for (const PrincipalId above : direct_groups(group)) {
      open(above, Openness::kHoldsOpen);
    }
  }
}

std::span<const PrincipalId> GroupGraph::direct_groups(PrincipalId member) const {
  const std::uint32_t begin = first_group_[member.index()];
  return groups_.part(begin, first_group_[member.index() + 1] - begin);
}

std::span<const PrincipalId> GroupGraph::direct_members(PrincipalId group) const {
  const std::uint32_t begin = first_member_[group.index()];
  return members_.part(begin, first_member_[group.index() + 1] - begin);
}

// Lists of neighbours need not be ascending for any call to be safe, but answers are: they are told
// to be.
bool GroupGraph::is_sound() const {
  const std::size_t count = component_.size();
  if (!cuts_into_ranges(first_group_.all(), count, groups_.size()) || !all_below(groups_, count) ||
      !cuts_into_ranges(first_member_.all(), count, members_.size()) ||
      !all_below(members_, count) || openness_.size() != count || !all_below(component_, count)) {
    return false;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const PrincipalId id = PrincipalId::from_index(i);
    if (!std::ranges::is_sorted(direct_groups(id)) || !std::ranges::is_sorted(direct_members(id)) ||
        openness_[i] > Openness::kIncomplete) {
      return false;
    }
  }
  return std::ranges::is_sorted(open_) && all_below(open_, count);
}

// Everything reachable from `from` along memberships, `from` itself only if a cycle leads back.
// The answer is mostly small beside the graph, so what was seen is a hash set and not a bitmap.
std::vector<PrincipalId> GroupGraph::reach(PrincipalId from, bool upward) const {
  std::unordered_set<PrincipalId> seen;
  std::vector<PrincipalId> found;  // also the queue: what stands behind `next` was not expanded yet
  PrincipalId at = from;
  for (std::size_t next = 0;; ++next) {
    for (const PrincipalId near : upward ? direct_groups(at) : direct_members(at)) {
      if (seen.insert(near).second) {
        found.push_back(near);
      }
    }
    if (next == found.size()) {
      break;
    }
    at = found[next];
  }
  std::ranges::sort(found);
  return found;
}

std::vector<PrincipalId> GroupGraph::groups_of(PrincipalId member) const {
  return reach(member, true);
}

std::vector<PrincipalId> GroupGraph::members_of(PrincipalId group) const {
  return reach(group, false);
}

// A certain membership counts in an open group too; what is open is only who else is in it.
Truth GroupGraph::membership(PrincipalId subject, PrincipalId group) const {
  if (subject == group || std::ranges::binary_search(groups_of(subject), group)) {
    return Truth::kYes;
  }
  return is_open(group) ? Truth::kUnknown : Truth::kNo;
}

// Breadth first, keeping for each principal the one it was reached from.
std::vector<PrincipalId> GroupGraph::path(PrincipalId member, PrincipalId group) const {
  if (member == group) {
    return {member};
  }
  std::unordered_map<PrincipalId, PrincipalId> came_from{{member, member}};
  std::vector<PrincipalId> queue{member};
  for (std::size_t next = 0; next < queue.size() && !came_from.contains(group); ++next) {
    for (const PrincipalId above : direct_groups(queue[next])) {
      if (came_from.try_emplace(above, queue[next]).second) {
        queue.push_back(above);
      }
    }
  }
  if (!came_from.contains(group)) {
    return {};
  }
  std::vector<PrincipalId> chain{group};
  while (chain.back() != member) {
    chain.push_back(came_from.at(chain.back()));
  }
  std::ranges::reverse(chain);
  return chain;
}

}  // namespace leastwise

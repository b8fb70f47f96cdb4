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

#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// Fills the compressed adjacency of `edges`, which are sorted by their first member.
void compress(std::size_t count, std::span<const std::pair<PrincipalId, PrincipalId>> edges,
              std::vector<std::uint32_t>& first, std::vector<PrincipalId>& neighbours) {
  first.assign(count + 1, 0);
  neighbours.reserve(edges.size());
  for (const auto& [from, to] : edges) {
    ++first[from.index() + 1];
    neighbours.push_back(to);
  }
  for (std::size_t i = 0; i < count; ++i) {
    first[i + 1] += first[i];
  }
}

}  // namespace

GroupGraph::GroupGraph(std::size_t principal_count, std::span<const Membership> memberships,
                       std::span<const PrincipalId> incomplete)
    : component_(principal_count), is_open_(principal_count), is_incomplete_(principal_count) {
  std::vector<std::pair<PrincipalId, PrincipalId>> up;  // member, group
  up.reserve(memberships.size());
  for (const Membership& membership : memberships) {
    check(membership.group.index() < principal_count && membership.member.index() < principal_count,
          "memberships name known principals");
    up.emplace_back(membership.member, membership.group);
  }
  sort_unique(up);
  compress(principal_count, up, first_group_, groups_);

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
  boost::strong_components(graph, boost::make_iterator_property_map(
                                      component_.begin(), get(boost::vertex_index, graph)));

  std::vector<std::pair<PrincipalId, PrincipalId>> down;  // group, member
  down.reserve(up.size());
  for (const auto& [member, group] : up) {
    down.emplace_back(group, member);
  }
  std::ranges::sort(down);
  compress(principal_count, down, first_member_, members_);

  open_from(incomplete);
  for (std::size_t i = 0; i < principal_count; ++i) {
    if (is_open_[i]) {
      open_.push_back(PrincipalId::from_index(i));
    }
  }
}

// Marks the incomplete groups and, walking up from all of them at once, those that hold one.
void GroupGraph::open_from(std::span<const PrincipalId> incomplete) {
  std::vector<PrincipalId> pending;
  const auto open = [this, &pending](PrincipalId group) {
    if (!is_open_[group.index()]) {
      is_open_[group.index()] = true;
      pending.push_back(group);
    }
  };
  for (const PrincipalId group : incomplete) {
    check(group.index() < principal_count(), "incomplete groups are known principals");
    is_incomplete_[group.index()] = true;
    open(group);
  }
  while (!pending.empty()) {
    const PrincipalId group = pending.back();
    pending.pop_back();
    std::ranges::for_each(direct_groups(group), open);
  }
}

std::span<const PrincipalId> GroupGraph::direct_groups(PrincipalId member) const {
  const std::uint32_t begin = first_group_[member.index()];
  return std::span(groups_).subspan(begin, first_group_[member.index() + 1] - begin);
}

std::span<const PrincipalId> GroupGraph::direct_members(PrincipalId group) const {
  const std::uint32_t begin = first_member_[group.index()];
  return std::span(members_).subspan(begin, first_member_[group.index() + 1] - begin);
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

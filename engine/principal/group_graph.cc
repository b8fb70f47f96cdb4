#include "engine/principal/group_graph.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <utility>

#include "engine/base/check.h"

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
  std::ranges::sort(up);
  up.erase(std::ranges::unique(up).begin(), up.end());
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

  for (const PrincipalId group : incomplete) {
    is_incomplete_[group.index()] = true;
    if (is_open_[group.index()]) {
      continue;
    }
    is_open_[group.index()] = true;
    for (const PrincipalId above : groups_of(group)) {
      is_open_[above.index()] = true;
    }
  }
  for (std::size_t i = 0; i < principal_count; ++i) {
    if (is_open_[i]) {
      open_.push_back(PrincipalId::from_index(i));
    }
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
// The answer is small beside the graph, so what was seen is a sorted vector and not a bitmap.
std::vector<PrincipalId> GroupGraph::reach(PrincipalId from, bool upward) const {
  std::vector<PrincipalId> found;
  std::vector<PrincipalId> frontier{from};
  while (!frontier.empty()) {
    std::vector<PrincipalId> next;
    for (const PrincipalId at : frontier) {
      const auto near = upward ? direct_groups(at) : direct_members(at);
      next.insert(next.end(), near.begin(), near.end());
    }
    std::ranges::sort(next);
    next.erase(std::ranges::unique(next).begin(), next.end());
    frontier.clear();
    std::ranges::set_difference(next, found, std::back_inserter(frontier));
    const auto middle = static_cast<std::ptrdiff_t>(found.size());
    found.insert(found.end(), frontier.begin(), frontier.end());
    std::inplace_merge(found.begin(), found.begin() + middle, found.end());
  }
  return found;
}

std::vector<PrincipalId> GroupGraph::groups_of(PrincipalId member) const {
  return reach(member, true);
}

std::vector<PrincipalId> GroupGraph::members_of(PrincipalId group) const {
  return reach(group, false);
}

Truth GroupGraph::membership(PrincipalId subject, PrincipalId group) const {
  if (subject == group || std::ranges::binary_search(groups_of(subject), group)) {
    return Truth::kYes;
  }
  return is_open(group) ? Truth::kUnknown : Truth::kNo;
}

// Breadth first, each frontier with the principal it was reached from.
std::vector<PrincipalId> GroupGraph::path(PrincipalId member, PrincipalId group) const {
  if (member == group) {
    return {member};
  }
  std::vector<std::pair<PrincipalId, PrincipalId>> came_from;  // principal, from where; sorted
  std::vector<PrincipalId> frontier{member};
  const auto find = [&came_from](PrincipalId id) {
    return std::ranges::lower_bound(came_from, id, {}, &std::pair<PrincipalId, PrincipalId>::first);
  };
  while (!frontier.empty()) {
    std::vector<PrincipalId> next;
    for (const PrincipalId at : frontier) {
      for (const PrincipalId above : direct_groups(at)) {
        const auto place = find(above);
        if (above == member || (place != came_from.end() && place->first == above)) {
          continue;
        }
        came_from.insert(place, {above, at});
        next.push_back(above);
      }
    }
    frontier = std::move(next);
  }
  std::vector<PrincipalId> chain;
  for (PrincipalId at = group; at != member;) {
    const auto place = find(at);
    if (place == came_from.end() || place->first != at) {
      return {};
    }
    chain.push_back(at);
    at = place->second;
  }
  chain.push_back(member);
  std::ranges::reverse(chain);
  return chain;
}

}  // namespace leastwise

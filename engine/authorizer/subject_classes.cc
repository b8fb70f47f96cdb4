#include "engine/authorizer/subject_classes.h"

#include <algorithm>
#include <utility>

#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

constexpr std::uint32_t kEmptyPart = 0;

}  // namespace

SubjectClasses::SubjectClasses(const GroupGraph& graph, std::span<const PrincipalId> matters) {
  intern_part({});
  build_parts(graph, matters);
  build_classes(graph);
  part_ids_ = {};
  part_of_component_ = {};
}

std::uint32_t SubjectClasses::intern_part(GroupSet set) {
  const auto [entry, is_new] =
      part_ids_.try_emplace(std::move(set), static_cast<std::uint32_t>(parts_.size()));
  if (is_new) {
    parts_.push_back(entry->first);
  }
  return entry->second;
}

// Components are numbered from the top of the graph down, so the parts above a component are ready
// when its own is built.
void SubjectClasses::build_parts(const GroupGraph& graph, std::span<const PrincipalId> matters) {
  const std::size_t count = graph.principal_count();
  std::vector<PrincipalId> order;
  for (std::size_t i = 0; i < count; ++i) {
    order.push_back(PrincipalId::from_index(i));
  }
  std::ranges::sort(order, {}, [&](PrincipalId id) { return graph.component(id); });
  part_of_component_.assign(count, kEmptyPart);
  for (std::size_t i = 0; i < count;) {
    const std::uint32_t component = graph.component(order[i]);
    GroupSet set;
    for (; i < count && graph.component(order[i]) == component; ++i) {
      const PrincipalId group = order[i];
      if (graph.direct_members(group).empty()) {
        continue;  // nobody is in it
      }
      if (std::ranges::binary_search(matters, group)) {
        set.push_back(group);
      }
      for (const PrincipalId above : graph.direct_groups(group)) {
        const GroupSet& part = parts_[part_of_component_[graph.component(above)]];
        set.insert(set.end(), part.begin(), part.end());
      }
    }
    sort_unique(set);
    part_of_component_[component] = intern_part(std::move(set));
  }
}

void SubjectClasses::build_classes(const GroupGraph& graph) {
  std::map<std::vector<std::uint32_t>, std::uint32_t> ids{{{}, 0}};
  classes_.emplace_back();
  population_.push_back(0);
  for (std::size_t i = 0; i < graph.principal_count(); ++i) {
    std::vector<std::uint32_t> parts;
    for (const PrincipalId group : graph.direct_groups(PrincipalId::from_index(i))) {
      const std::uint32_t part = part_of_component_[graph.component(group)];
      if (part != kEmptyPart) {
        parts.push_back(part);
      }
    }
    sort_unique(parts);
    const auto [entry, is_new] =
        ids.try_emplace(parts, static_cast<std::uint32_t>(classes_.size()));
    if (is_new) {
      classes_.push_back(std::move(parts));
      population_.push_back(0);
    }
    class_of_.push_back(entry->second);
    ++population_[entry->second];
  }
}

GroupSet SubjectClasses::groups(std::uint32_t class_id) const {
  GroupSet groups;
  for (const std::uint32_t part : classes_[class_id]) {
    groups.insert(groups.end(), parts_[part].begin(), parts_[part].end());
  }
  sort_unique(groups);
  return groups;
}

}  // namespace leastwise

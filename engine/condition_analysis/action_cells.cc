#include "engine/condition_analysis/action_cells.h"

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "engine/action/atoms.h"

namespace leastwise {
namespace {

std::vector<bool> matches_of(std::span<const ActionPattern* const> patterns,
                             std::string_view action) {
  std::vector<bool> matches;
  for (const ActionPattern* pattern : patterns) {
    matches.push_back(pattern->matches(action));
  }
  return matches;
}

}  // namespace

std::optional<std::vector<ActionCell>> action_cells(std::span<const ActionPattern* const> patterns,
                                                    const RequestSpace& space) {
  const AttributeModel* offered = space.by_offers ? space.model : nullptr;
  std::vector<ActionCell> cells;
  std::set<std::vector<bool>> seen;
  std::set<std::pair<std::vector<bool>, std::uint32_t>> seen_in_class;
  for (const std::string_view action : space.actions) {
    const std::uint32_t offers = offered != nullptr ? offered->action_class(action) : 0;
    std::vector<bool> matches = matches_of(patterns, action);
    seen.insert(matches);
    if (seen_in_class.emplace(matches, offers).second) {
      cells.push_back({std::string(action), std::move(matches)});
    }
  }
  if (space.only_these) {
    return cells;
  }
  const auto atoms = AtomPartition::build(patterns);
  if (!atoms) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < atoms->atom_count(); ++i) {
    const auto& witness = atoms->witness(AtomId::from_index(i));
    std::vector<bool> matches = witness ? matches_of(patterns, *witness) : std::vector<bool>();
    if (witness && seen.insert(matches).second) {
      cells.push_back({*witness, std::move(matches)});
    }
  }
  return cells;
}

}  // namespace leastwise

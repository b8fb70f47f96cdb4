#include "engine/synthesis/plane_need.h"

#include <algorithm>

#include "engine/action/action_set.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise {

std::vector<ActionPattern> both_readings(std::string_view text) {
  std::vector<ActionPattern> patterns;
  for (const WildcardReading reading : kReadings) {
    Result<ActionPattern> pattern = ActionPattern::parse(text, reading);
    check(pattern.has_value(), "a string of a role is within the limit of patterns");
    patterns.push_back(*std::move(pattern));
  }
  return patterns;
}

// What the outer pattern demands in front of its wildcard, all strings of the inner one must begin
// with: that tells most pairs apart without an automaton. Two patterns never pass its limit.
bool contains(const ActionPattern& outer, const ActionPattern& inner) {
  if (!inner.literal_prefix().starts_with(outer.literal_prefix())) {
    return false;
  }
  const ActionPattern* const both[] = {&outer, &inner};
  const Result<AtomPartition> partition = AtomPartition::build(both);
  check(partition.has_value(), "two patterns are within the limit of the automaton");
  return ActionSet::of(*partition, 1).is_subset_of(ActionSet::of(*partition, 0));
}

PlaneNeed::PlaneNeed(const OperationCatalogue& known, std::span<const NeededAction> need,
                     Plane plane) {
  for (const NeededAction& needed : need) {
    if (needed.plane != plane) {
      continue;
    }
    const std::string_view text = trim_blanks(needed.action);
    const auto operation = known.find(text);
    NeedItem item{std::string(operation ? known.name(*operation) : text), folded(text)};
    if (text.find('*') != std::string_view::npos) {
      item.patterns = both_readings(text);
    }
    items_.push_back(std::move(item));
  }
  std::ranges::stable_sort(items_, {}, &NeedItem::folded);
  const auto repeated = std::ranges::unique(items_, {}, &NeedItem::folded);
  items_.erase(repeated.begin(), repeated.end());
  for (const NeedItem& item : items_) {
    if (item.is_pattern()) {
      patterns_.push_back(&item);
    } else {
      operations_.insert(item.folded);
    }
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (!known[id].is_in(plane)) {
      continue;
    }
    ForbiddenOperation operation{folded(known.name(id))};
    for (std::size_t r = 0; r < kReadings.size(); ++r) {
      operation.outside[r] = !asks_for(operation.folded, r);
    }
    if (std::ranges::find(operation.outside, true) != operation.outside.end()) {
      forbidden_.push_back(std::move(operation));
    }
  }
  std::ranges::sort(forbidden_, {}, &ForbiddenOperation::folded);
}

bool PlaneNeed::asks_for(const std::string& folded_action, std::size_t reading) const {
  return operations_.contains(folded_action) ||
         std::ranges::any_of(patterns_, [&](const NeedItem* item) {
           return item->patterns[reading].matches(folded_action);
         });
}

}  // namespace leastwise

// Names are folded once and sorted, so whatever begins alike stands together: a provider is a
// range, and so is what a pattern may match.
#include "rules/audit/operation_index.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// Providers that a statement lists; more would hide what it says.
constexpr std::size_t kListedProviders = 5;

}  // namespace

OperationIndex::OperationIndex(const OperationCatalogue& operations) : operations_(&operations) {
  entries_.reserve(operations.size());
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (operations.name(id).find('*') == std::string_view::npos) {
      entries_.push_back({folded(operations.name(id)), id});
    }
  }
  std::ranges::sort(entries_, {}, &Entry::folded);
}

std::span<const OperationIndex::Entry> OperationIndex::with_prefix(std::string_view prefix) const {
  const auto cut = [&prefix](const Entry& entry) {
    return std::string_view(entry.folded).substr(0, prefix.size());
  };
  const auto range = std::ranges::equal_range(entries_, prefix, {}, cut);
  return {range.begin(), range.end()};
}

std::vector<OperationId> OperationIndex::matching(const ActionPattern& pattern, Plane plane) const {
  std::vector<OperationId> found;
  for (const Entry& entry : with_prefix(pattern.literal_prefix())) {
    if ((*operations_)[entry.id].is_in(plane) && pattern.matches(entry.folded)) {
      found.push_back(entry.id);
    }
  }
  return found;
}

bool OperationIndex::matches_any(const ActionPattern& pattern, Plane plane) const {
  return std::ranges::any_of(with_prefix(pattern.literal_prefix()), [&](const Entry& entry) {
    return (*operations_)[entry.id].is_in(plane) && pattern.matches(entry.folded);
  });
}

bool OperationIndex::knows_provider(std::string_view provider) const {
  return provider.empty() ? !entries_.empty() : !with_prefix(fmt::format("{}/", provider)).empty();
}

bool OperationIndex::exported_provider(std::string_view provider) const {
  const std::string prefix = provider.empty() ? std::string() : fmt::format("{}/", provider);
  return std::ranges::any_of(with_prefix(prefix), [this](const Entry& entry) {
    return (*operations_)[entry.id].origin == Origin::kInput;
  });
}

std::string provider_of(const ActionPattern& pattern) {
  const std::string_view text = pattern.folded();
  const std::string_view first = text.substr(0, text.find('/'));
  return first.find('*') == std::string_view::npos ? std::string(first) : std::string();
}

bool UnknownProviders::note(const OperationIndex& index, const ActionPattern& pattern) {
  const std::string provider = provider_of(pattern);
  if (provider.empty() || index.knows_provider(provider)) {
    return false;
  }
  const auto place = std::ranges::lower_bound(
      providers_, provider, {}, [](const std::string& written) { return folded(written); });
  if (place == providers_.end() || !equals_folded(*place, provider)) {
    providers_.insert(place, pattern.text().substr(0, provider.size()));
  }
  return true;
}

void UnknownProviders::state(RuleOutcome& outcome, std::string_view consequence) const {
  if (providers_.empty()) {
    return;
  }
  std::string list;
  for (std::size_t i = 0; i < std::min(providers_.size(), kListedProviders); ++i) {
    list += fmt::format("{}`{}`", i == 0 ? "" : ", ", providers_[i]);
  }
  if (providers_.size() > kListedProviders) {
    list += fmt::format(" and {} more", providers_.size() - kListedProviders);
  }
  outcome.unverifiable(fmt::format("no operation of {} is known (`az provider operation list`): {}",
                                   list, consequence));
}

}  // namespace leastwise

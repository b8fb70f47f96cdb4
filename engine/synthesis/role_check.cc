#include "engine/synthesis/role_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// The strings of a role, parsed: most are literal and found by hashing.
struct RoleStrings {
  std::unordered_set<std::string> literals;
  std::vector<std::vector<ActionPattern>> wildcards;  // each in both readings

  [[nodiscard]] bool grants(const NeedItem& item, std::size_t reading) const {
    if (!item.is_pattern() && literals.contains(item.folded)) {
      return true;
    }
    return std::ranges::any_of(wildcards, [&](const std::vector<ActionPattern>& patterns) {
      const ActionPattern& pattern = patterns[reading];
      return item.is_pattern() ? contains(pattern, item.patterns[reading])
                               : pattern.matches(item.folded);
    });
  }
};

// The forbidden operations that begin like the pattern; a literal is its own beginning.
std::span<const ForbiddenOperation> beginning_with(const PlaneNeed& need, std::string_view prefix) {
  const auto& all = need.forbidden();
  const auto begins = [&](const ForbiddenOperation& operation) {
    return std::string_view(operation.folded).substr(0, prefix.size());
  };
  const auto range = std::ranges::equal_range(all, prefix, {}, begins);
  return {range.begin(), range.end()};
}

std::optional<std::string> surplus(const PlaneNeed& need, const std::string& text) {
  const std::vector<ActionPattern> patterns = both_readings(text);
  for (std::size_t r = 0; r < patterns.size(); ++r) {
    for (const auto& operation : beginning_with(need, patterns[r].literal_prefix())) {
      if (operation.outside[r] && patterns[r].matches(operation.folded)) {
        return fmt::format("`{}` grants `{}` in the {} reading, which is not needed", text,
                           operation.folded, to_string(kReadings[r]));
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> flaw_of_role(const PlaneNeed& need,
                                        std::span<const std::string> strings) {
  RoleStrings role;
  for (const std::string& text : strings) {
    std::vector<ActionPattern> patterns = both_readings(text);
    if (patterns.front().wildcard_count() > 1) {
      return fmt::format("`{}` holds more than one wildcard", text);
    }
    if (std::optional<std::string> flaw = surplus(need, text)) {
      return flaw;
    }
    if (patterns.front().is_literal()) {
      role.literals.insert(patterns.front().folded());
    } else {
      role.wildcards.push_back(std::move(patterns));
    }
  }
  for (const NeedItem& item : need.items()) {
    for (std::size_t r = 0; r < kReadings.size(); ++r) {
      if (!role.grants(item, r)) {
        return fmt::format("`{}` is needed and not granted in the {} reading", item.text,
                           to_string(kReadings[r]));
      }
    }
  }
  return std::nullopt;
}

}  // namespace leastwise

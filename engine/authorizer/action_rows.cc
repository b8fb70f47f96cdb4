#include "engine/authorizer/action_rows.h"

#include <algorithm>

#include "engine/base/array_checks.h"

namespace leastwise {
namespace {

constexpr std::size_t kWordBits = 64;

}  // namespace

ActionRows::Found ActionRows::find(std::string_view folded, std::uint64_t hash,
                                   Plane plane) const noexcept {
  const auto found = index_.find(folded, hash);
  return found.payload == nullptr
             ? Found{kUnseen, folded}
             : Found{found.payload->rows[static_cast<std::size_t>(plane)], found.text};
}

bool ActionRows::any_matches(std::span<const std::uint32_t> patterns,
                             std::string_view folded) const noexcept {
  return std::ranges::any_of(patterns,
                             [&](std::uint32_t number) { return wild_.matches(number, folded); });
}

Truth ActionRows::unseen(std::string_view folded, Plane plane,
                         std::size_t definition) const noexcept {
  const std::size_t index = definition * 2 + (plane == Plane::kData ? 1 : 0);
  Truth result = undefined_[definition] != 0 ? Truth::kUnknown : Truth::kNo;
  for (std::uint32_t i = first_wild_block_[index]; i < first_wild_block_[index + 1]; ++i) {
    const WildBlock& block = wild_blocks_[i];
    const Truth grant = block.conditional != 0 ? Truth::kUnknown : Truth::kYes;
    const auto granted =
        wild_patterns_.part(block.first_granted, block.first_subtracted - block.first_granted);
    const auto subtracted =
        wild_patterns_.part(block.first_subtracted, block.end - block.first_subtracted);
    if (grant > result && any_matches(granted, folded) && !any_matches(subtracted, folded)) {
      result = grant;
    }
  }
  return result;
}

bool ActionRows::are_rows_sound() const {
  const std::size_t definitions = undefined_.size();
  if (shape_.stride < 2 || shape_.stride % 2 != 0 || rows_.size() % shape_.stride != 0 ||
      shape_.stride / 2 * kWordBits < definitions || row_of_.size() != actions_.size() * 2 ||
      may_be_denied_.size() != distinct_row_count()) {
    return false;
  }
  const auto is_row = [this](std::uint32_t row) { return row < distinct_row_count(); };
  return all_below(row_of_, distinct_row_count()) &&
         std::ranges::all_of(actions_,
                             [this](const TextRange& text) { return index_.holds(text); }) &&
         index_.is_sound([&](const KnownRows& known) {
           return is_row(known.rows[0]) && is_row(known.rows[1]);
         });
}

bool ActionRows::are_parts_sound(std::size_t conditions) const {
  const auto is_part = [&](const ConditionalBlock& block) {
    return block.part >= shape_.first_part && block.part < undefined_.size() &&
           block.condition.index() < conditions;
  };
  return cuts_into_ranges(first_conditional_.all(), shape_.first_part,
                          conditional_blocks_.size()) &&
         std::ranges::all_of(conditional_blocks_, is_part);
}

bool ActionRows::are_wild_blocks_sound() const {
  const auto is_block = [this](const WildBlock& block) {
    return block.first_granted <= block.first_subtracted && block.first_subtracted <= block.end &&
           block.end <= wild_patterns_.size();
  };
  return cuts_into_ranges(first_wild_block_.all(), undefined_.size() * 2, wild_blocks_.size()) &&
         std::ranges::all_of(wild_blocks_, is_block) && all_below(wild_patterns_, wild_.size());
}

bool ActionRows::is_sound(const Tenant& tenant, WildcardReading reading) const {
  const std::size_t roles = tenant.roles().size();
  const std::size_t denials = tenant.denials().size();
  return shape_.first_denial >= roles && shape_.first_part >= shape_.first_denial &&
         shape_.first_part - shape_.first_denial >= denials &&
         undefined_.size() >= shape_.first_part && are_rows_sound() &&
         operation_action_.size() == tenant.operations().size() &&
         all_below(operation_action_, actions_.size()) &&
         are_parts_sound(tenant.condition_count()) && wild_.is_sound(reading) &&
         are_wild_blocks_sound();
}

}  // namespace leastwise

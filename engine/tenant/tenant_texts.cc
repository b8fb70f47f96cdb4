// Beside the table of texts as written stands a second one of their normal forms, and a list from
// the one to the other that is filled when a text is first seen. Both are small: a tenant has a few
// thousand distinct patterns and a few hundred conditions, however many assignments repeat them.
//
// Patterns lose U+0020 at their ends and their case, as the matcher reads them (SPEC section 1).
// Conditions lose only what surrounds them: inside, blanks and case can stand in a string literal,
// and deciding where would mean parsing a text that may be broken.
#include "engine/tenant/tenant_texts.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// Conditions are written over many lines, so more than U+0020 surrounds them.
constexpr std::string_view kWhiteSpace = " \t\r\n";

std::string_view trim_white_space(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

}  // namespace

TenantTexts::TenantTexts() { texts_.intern(""); }

PatternId TenantTexts::pattern(std::string_view text) {
  const PatternId id(patterns_.intern(text).value());
  if (id.index() == pattern_normal_.size()) {
    pattern_normal_.push_back(normal_patterns_.intern(trim_blanks(text)).value());
  }
  return id;
}

std::vector<PatternId> TenantTexts::patterns(std::span<const std::string> texts) {
  std::vector<PatternId> ids;
  ids.reserve(texts.size());
  for (const std::string& text : texts) {
    ids.push_back(pattern(text));
  }
  return ids;
}

std::optional<ConditionId> TenantTexts::condition(std::string_view text) {
  const std::string_view trimmed = trim_white_space(text);
  if (trimmed.empty()) {
    return std::nullopt;
  }
  const ConditionId id(conditions_.intern(text).value());
  if (id.index() == condition_normal_.size()) {
    condition_normal_.push_back(normal_conditions_.intern(trimmed).value());
  }
  return id;
}

std::vector<PermissionBlock> TenantTexts::blocks(std::span<const BlockRecord> records) {
  std::vector<PermissionBlock> blocks;
  blocks.reserve(records.size());
  for (const BlockRecord& record : records) {
    blocks.push_back(PermissionBlock{.control = {.granted = patterns(record.actions),
                                                 .subtracted = patterns(record.not_actions)},
                                     .data = {.granted = patterns(record.data_actions),
                                              .subtracted = patterns(record.not_data_actions)},
                                     .condition = condition(record.condition)});
  }
  return blocks;
}

NormalCondition TenantTexts::normal(std::optional<ConditionId> condition) const {
  return condition ? condition_normal_[condition->index()] : kNoCondition;
}

std::vector<std::uint32_t> TenantTexts::normal(std::span<const PatternId> patterns) const {
  std::vector<std::uint32_t> forms;
  forms.reserve(patterns.size());
  for (const PatternId pattern : patterns) {
    forms.push_back(pattern_normal_[pattern.index()]);
  }
  sort_unique(forms);
  return forms;
}

std::vector<NormalBlock> TenantTexts::normal(std::span<const PermissionBlock> blocks) const {
  std::vector<NormalBlock> forms;
  forms.reserve(blocks.size());
  for (const PermissionBlock& block : blocks) {
    forms.push_back(
        NormalBlock{.lists = {normal(block.control.granted), normal(block.control.subtracted),
                              normal(block.data.granted), normal(block.data.subtracted)},
                    .condition = normal(block.condition)});
  }
  std::ranges::sort(forms);
  return forms;
}

// Blocks of one role are compared as a multiset: which comes first says nothing.
bool TenantTexts::same_blocks(std::span<const PermissionBlock> a,
                              std::span<const PermissionBlock> b) const {
  // Nearly every duplicate is a copy, so the cheap test comes first.
  return std::ranges::equal(a, b) || normal(a) == normal(b);
}

void MergeReporter::report(Severity severity, std::string code, std::string message,
                           SourcePlace place, std::string help) {
  diagnostics_->report({.severity = severity,
                        .code = std::move(code),
                        .message = std::move(message),
                        .place = place,
                        .help = std::move(help)});
}

void MergeReporter::conflict(std::string_view what, std::string_view difference, SourcePlace first,
                             SourcePlace second) {
  report(
      Severity::kError, "conflicting-duplicate",
      fmt::format("{} stands twice, with different {}", what, difference), second,
      fmt::format("the first stands at {}: remove the one that is out of date", place_text(first)));
}

std::string MergeReporter::place_text(SourcePlace place) const {
  if (!place.known() || place.file.index() >= files_->size()) {
    return "a place that is not known";
  }
  return fmt::format("{}:{}:{}", files_->name(place.file), place.line, place.column);
}

}  // namespace leastwise

// What every merge step of the TenantBuilder shares: the tables of texts, the names of the files,
// and the one way to report that two records contradict each other. Private to engine/tenant.
//
// Patterns and conditions are interned as they were written, for people to read; beside each stands
// its **normal form**, a number that is equal for texts that decide alike: patterns trimmed of
// blanks and case folded, conditions trimmed of white space. So comparing two records compares
// numbers.
// Example: `Microsoft.Web/*` and ` microsoft.web/* ` are two PatternIds with one normal form.
// Tests: tests/engine/tenant/tenant_texts_test.cc.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/id.h"
#include "engine/base/string_table.h"
#include "engine/permission/permission_block.h"
#include "engine/role/records.h"

namespace leastwise {

// The normal form of a condition; kNoCondition where there is none.
using NormalCondition = std::uint32_t;
inline constexpr NormalCondition kNoCondition = 0xFFFFFFFFU;

// What decides of one permission block, so that equal blocks are equal values: each list of
// patterns as an ascending set of normal forms.
struct NormalBlock {
  std::array<std::vector<std::uint32_t>, 4> lists = {};
  NormalCondition condition = kNoCondition;

  friend auto operator<=>(const NormalBlock&, const NormalBlock&) = default;
};

// Counter-example: `(A)` and `( A )` are two conditions, also in normal form.
class TenantTexts {
 public:
  TenantTexts();

  // Names, ids and descriptions: everything that never decides.
  [[nodiscard]] StringId text(std::string_view text) { return texts_.intern(text); }
  [[nodiscard]] std::string_view text(StringId id) const { return texts_.text(id); }

  // Empty where `text` is empty but for white space.
  [[nodiscard]] std::optional<ConditionId> condition(std::string_view text);
  [[nodiscard]] std::vector<PermissionBlock> blocks(std::span<const BlockRecord> records);

  [[nodiscard]] NormalCondition normal(std::optional<ConditionId> condition) const;
  // Sorted: the order of blocks does not matter, their number does.
  [[nodiscard]] std::vector<NormalBlock> normal(std::span<const PermissionBlock> blocks) const;
  // Whether the two decide alike. Cost: mostly one comparison, for most duplicates are copies.
  [[nodiscard]] bool same_blocks(std::span<const PermissionBlock> a,
                                 std::span<const PermissionBlock> b) const;

  // The texts themselves, for the finished tenant. Call each once, at the end.
  [[nodiscard]] TextList take_texts() { return std::move(texts_.texts()); }
  [[nodiscard]] TextList take_patterns() { return std::move(patterns_.texts()); }
  [[nodiscard]] TextList take_conditions() { return std::move(conditions_.texts()); }

 private:
  [[nodiscard]] PatternId pattern(std::string_view text);
  [[nodiscard]] std::vector<PatternId> patterns(std::span<const std::string> texts);
  [[nodiscard]] std::vector<std::uint32_t> normal(std::span<const PatternId> patterns) const;

  StringTable texts_;  // INVARIANT: StringId(0) is the empty text
  StringTable patterns_;
  StringTable conditions_;
  StringTable normal_patterns_{CaseRule::kFolded};
  StringTable normal_conditions_;
  std::vector<std::uint32_t> pattern_normal_;    // INVARIANT: indexed by PatternId
  std::vector<std::uint32_t> condition_normal_;  // INVARIANT: indexed by ConditionId
};

// Reports problems of records with both of their places.
class MergeReporter {
 public:
  MergeReporter(Diagnostics& diagnostics, const FileTable& files)
      : diagnostics_(&diagnostics), files_(&files) {}

  void report(Severity severity, std::string code, std::string message, SourcePlace place,
              std::string help = {});
  // Error `conflicting-duplicate`: `what` (a kind and a name) stands at both places, and the two
  // say something else of `difference`.
  void conflict(std::string_view what, std::string_view difference, SourcePlace first,
                SourcePlace second);
  // `file.json:3:7`, or words that say that the place is not known.
  [[nodiscard]] std::string place_text(SourcePlace place) const;

 private:
  Diagnostics* diagnostics_;
  const FileTable* files_;
};

}  // namespace leastwise

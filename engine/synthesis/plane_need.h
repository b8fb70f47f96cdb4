// A need on one plane, worked out: its strings, each once, and the known operations outside of it.
//
// A string of the need is an operation, or a pattern that goes into the role as it stands. What a
// pattern of the need asks for depends on the reading of `*`, so "outside" does too: with the need
// `A/*/b` the known operation `A/b` is inside in the segment reading and outside in the literal
// one.
//
// Example: of {`A/b/read`, `a/B/READ`, `A/c/*`} two strings are left.
// Counter-example: an operation that a pattern of the need matches is no string of the need.
// Cost: known operations times patterns of the need. Thread safety: immutable.
// Tests: tests/engine/synthesis/minimal_role_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/permission/need.h"
#include "engine/permission/operation_catalogue.h"

namespace leastwise {

// A role must hold in both of them: arrays by reading are in this order.
inline constexpr std::array kReadings = {WildcardReading::kAzure, WildcardReading::kLiteral};

// One string of a need. REQUIRES: fit for a role (unfit_for_role).
struct NeedItem {
  std::string text;    // spelled as the known operation is; else as it was given
  std::string folded;  // INVARIANT: items of a need differ in it
  std::vector<ActionPattern> patterns = {};  // by reading; none for an operation

  [[nodiscard]] bool is_pattern() const { return !patterns.empty(); }
};

// A known operation that is not needed, in at least one reading.
struct ForbiddenOperation {
  std::string folded;
  std::array<bool, kReadings.size()> outside = {};
};

class PlaneNeed {
 public:
  PlaneNeed(const OperationCatalogue& known, std::span<const NeededAction> need, Plane plane);

  // Ascending by folded text.
  [[nodiscard]] const std::vector<NeedItem>& items() const { return items_; }
  [[nodiscard]] const std::vector<ForbiddenOperation>& forbidden() const { return forbidden_; }
  // Whether the need asks for an action, in reading number `reading`.
  [[nodiscard]] bool asks_for(const std::string& folded_action, std::size_t reading) const;

 private:
  std::vector<NeedItem> items_;
  std::vector<const NeedItem*> patterns_;            // of items_; both are set once
  std::unordered_set<std::string_view> operations_;  // folded texts of items_
  std::vector<ForbiddenOperation> forbidden_;
};

// Parses `text` in both readings. REQUIRES: at most kMaxActionBytes long.
[[nodiscard]] std::vector<ActionPattern> both_readings(std::string_view text);

// Whether everything that `inner` matches is matched by `outer`: exact. REQUIRES: one reading.
[[nodiscard]] bool contains(const ActionPattern& outer, const ActionPattern& inner);

}  // namespace leastwise

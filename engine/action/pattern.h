// Action patterns: the strings of role definitions, in which `*` may stand, and their matcher.
//
// A pattern is read into literal text and **gaps**. Two readings of `*` exist (SPEC section 1):
//
//   segment reading (Azure)   `A/*/B`  ->  "a/" (nothing, or a non-empty run and "/") "b"
//                             `A/*`    ->  "a/" (a non-empty run)
//                             `*/B`    ->  (a non-empty run) "/b"
//                             `*`      ->  (any run)
//                             `A/vm*`  ->  "a/vm" (any run): a wildcard inside a segment
//   literal reading           every `*` is any run of characters and nothing else
//
// Example: `Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action` matches
// `.../userAssignedIdentities/assign/action` in the segment reading and not in the literal one.
// Counter-example: `A/*/B` matches neither `A//B` (the run would be empty) nor `A/xB`.
//
// The same gaps are also given as the states of a small nondeterministic automaton, from which
// automaton.h builds the deterministic one of many patterns: one meaning, two uses. What matching
// needs beside the folded text is eight bytes, PatternShape, so that patterns can lie in a file.
// Tests: tests/engine/action/pattern_test.cc, tests/exhaustive/ (against brute force).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leastwise {

// How `*` is read: `--wildcards azure|literal`. Stands in snapshots: the numbers do not change.
enum class WildcardReading : std::uint8_t { kAzure = 0, kLiteral = 1 };

[[nodiscard]] std::string_view to_string(WildcardReading reading);

// What a reader of the role definition should be told; bits, since several can hold.
enum class PatternIssue : std::uint8_t {
  kSurroundingBlanks = 1,  // blanks around the pattern were dropped
  kEmpty = 2,              // matches no action
  kTrailingSlash = 4,      // matches as written; no operation ends in `/`
  kControlCharacter = 8,   // holds a byte below 0x20 or 0x7f
  kPartialWildcard = 16,   // a `*` that is not a whole segment
  kSeveralWildcards = 32,  // Azure refuses these in custom roles
};

// One state of a pattern's automaton. State i goes to state i + 1 on what it `reads`, stays on any
// byte when `loop`, and goes to state i + `skip` without reading when `skip` is not 0.
// State 0 begins, the state behind the last one accepts.
struct PatternState {
  enum class Reads : std::uint8_t { kNothing, kByte, kAnyByte };

  Reads reads = Reads::kNothing;
  char byte = '\0';  // what kByte reads
  bool loop = false;
  std::uint8_t skip = 0;  // INVARIANT: 0, 1 or 2

  friend bool operator==(const PatternState&, const PatternState&) = default;
};

// What may stand between two literal pieces of a pattern. Stands in snapshots: the numbers do not
// change.
enum class PatternGap : std::uint8_t {
  kAnyRun = 0,            // any run of bytes, also none
  kNonEmptyRun = 1,       // one byte or more
  kOptionalSegments = 2,  // none, or one byte or more and then `/`
};

// What matching needs of a pattern beside its folded text.
struct PatternShape {
  std::uint16_t prefix = 0;  // bytes of the literal before the first gap
  std::uint16_t suffix = 0;  // bytes of the literal behind the last one
  std::uint16_t gaps = 0;
  PatternGap first_gap = PatternGap::kAnyRun;  // where gaps is not 0
  WildcardReading reading = WildcardReading::kAzure;

  // REQUIRES: `folded` is case folded, without blanks around it, of kMaxActionBytes at most.
  [[nodiscard]] static PatternShape of(std::string_view folded, WildcardReading reading);

  friend bool operator==(const PatternShape&, const PatternShape&) = default;
};

// Whether the whole of `folded_action` matches the pattern. Allocates nothing.
// REQUIRES: `shape` is that of `folded`; `folded_action` holds no `A`..`Z` (see base/ascii.h).
// Cost: linear for up to one wildcard; length times pattern length / 64 beyond.
[[nodiscard]] bool matches_pattern(std::string_view folded, PatternShape shape,
                                   std::string_view folded_action) noexcept;

// A pattern, parsed in one reading. Immutable value.
class ActionPattern {
 public:
  // Reads `text`, dropping U+0020 around it.
  // Error: the pattern is longer than kMaxActionBytes (base/limits.h).
  [[nodiscard]] static Result<ActionPattern> parse(std::string_view text, WildcardReading reading);

  // As matches_pattern().
  [[nodiscard]] bool matches(std::string_view folded_action) const noexcept {
    return matches_pattern(folded_, shape_, folded_action);
  }
  [[nodiscard]] PatternShape shape() const { return shape_; }

  // The pattern as it was written, without surrounding blanks.
  [[nodiscard]] const std::string& text() const { return text_; }
  // The same, case folded: two patterns with equal folded text and reading match the same.
  [[nodiscard]] const std::string& folded() const { return folded_; }

  [[nodiscard]] bool is_literal() const { return wildcards_ == 0; }
  // The number of `*` in the text.
  [[nodiscard]] std::size_t wildcard_count() const { return wildcards_; }
  [[nodiscard]] bool has(PatternIssue issue) const {
    return (issues_ & static_cast<std::uint8_t>(issue)) != 0;
  }
  // The literal bytes before the first wildcard, folded; the whole pattern for a literal one.
  [[nodiscard]] std::string_view literal_prefix() const {
    return std::string_view(folded_).substr(0, shape_.prefix);
  }

  // The automaton of the pattern; the accepting state is number states().size().
  [[nodiscard]] std::span<const PatternState> states() const { return states_; }

 private:
  ActionPattern() = default;
  void note_issues(bool had_blanks);

  std::string text_;
  std::string folded_;
  PatternShape shape_;
  std::vector<PatternState> states_;
  std::size_t wildcards_ = 0;
  std::uint8_t issues_ = 0;
};

}  // namespace leastwise

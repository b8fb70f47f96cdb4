#include "engine/action/pattern.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"

namespace leastwise {
namespace {

// A byte becomes at most one state, and a `*` at most two.
constexpr std::size_t kMaxStates = 2 * kMaxActionBytes + 1;
constexpr std::size_t kStateWords = (kMaxStates + 63) / 64;

// The states that the simulation is in, as bits on the stack.
class StateSet {
 public:
  void add(std::size_t state) { words_[state / 64] |= std::uint64_t{1} << (state % 64); }
  [[nodiscard]] bool holds(std::size_t state) const {
    return ((words_[state / 64] >> (state % 64)) & 1U) != 0;
  }
  [[nodiscard]] std::uint64_t word(std::size_t index) const { return words_[index]; }
  void clear(std::size_t words) { std::fill_n(words_.begin(), words, std::uint64_t{0}); }

 private:
  std::array<std::uint64_t, kStateWords> words_{};
};

// Adds a state and what it reaches without reading: a skip may lead to the next one.
void add_closed(StateSet& set, std::span<const PatternState> states, std::size_t state) {
  set.add(state);
  while (state < states.size() && states[state].skip != 0) {
    state += states[state].skip;
    set.add(state);
  }
}

// What a terminal would act on instead of showing it.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

}  // namespace

// As `--wildcards` spells them.
std::string_view to_string(WildcardReading reading) {
  switch (reading) {
    case WildcardReading::kAzure:
      return "azure";
    case WildcardReading::kLiteral:
      return "literal";
  }
  return "azure";
}

// There is no wrong pattern but one that is too long: Azure stores what it is given, and what was
// stored decides. Oddities are issues for a person to read.
Result<ActionPattern> ActionPattern::parse(std::string_view text, WildcardReading reading) {
  const std::string_view trimmed = trim_blanks(text);
  if (trimmed.size() > kMaxActionBytes) {
    return fail(fmt::format("pattern of {} bytes is longer than the limit of {}", trimmed.size(),
                            kMaxActionBytes));
  }
  ActionPattern pattern;
  pattern.text_ = trimmed;
  pattern.folded_ = leastwise::folded(trimmed);
  pattern.wildcards_ = static_cast<std::size_t>(std::ranges::count(trimmed, '*'));
  pattern.pieces_.emplace_back();
  if (reading == WildcardReading::kLiteral) {
    pattern.parse_literal_reading();
  } else {
    pattern.parse_segment_reading();
  }
  pattern.build_states();
  pattern.note_issues(trimmed.size() != text.size());
  return pattern;
}

// A slash means nothing in this reading, so the whole pattern is one segment.
void ActionPattern::parse_literal_reading() { parse_segment(folded_); }

// A `*` in here is any run of characters, `/` included.
void ActionPattern::parse_segment(std::string_view segment) {
  for (const char c : segment) {
    if (c == '*') {
      append_gap(Gap::kAnyRun);
    } else {
      append_literal(c);
    }
  }
}

// Only a segment that is exactly `*` is special. In the middle it takes the slash behind it along,
// so that `a/*/b` is "a/", a gap of optional segments, "b".
void ActionPattern::parse_segment_reading() {
  if (folded_ == "*") {
    append_gap(Gap::kAnyRun);
    return;
  }
  const std::string_view all = folded_;
  bool last = false;
  for (std::size_t begin = 0; !last;) {
    const std::size_t slash = std::min(all.find('/', begin), all.size());
    last = slash == all.size();
    const std::string_view segment = all.substr(begin, slash - begin);
    const bool optional = segment == "*" && begin != 0 && !last;
    if (optional) {
      append_gap(Gap::kOptionalSegments);
    } else if (segment == "*") {
      append_gap(Gap::kNonEmptyRun);
    } else {
      parse_segment(segment);
    }
    if (!last && !optional) {
      append_literal('/');
    }
    begin = slash + 1;
  }
}

// Literal bytes belong to the piece behind the last gap.
void ActionPattern::append_literal(char c) { pieces_.back() += c; }

// Two gaps with nothing between them are one: what the second could add, the first can already
// stand for. Any run takes in everything; behind optional segments only optional segments or a
// final non-empty run can follow, and the latter takes in the former.
void ActionPattern::append_gap(Gap gap) {
  if (!gaps_.empty() && pieces_.back().empty()) {
    gaps_.back() = gap;
    return;
  }
  gaps_.push_back(gap);
  pieces_.emplace_back();
}

// The meaning of gaps, told to automata: what gap_holds() says of a whole run, state by state.
void ActionPattern::build_states() {
  using Reads = PatternState::Reads;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    for (const char c : pieces_[i]) {
      states_.push_back({.reads = Reads::kByte, .byte = c});
    }
    if (i == gaps_.size()) {
      break;
    }
    switch (gaps_[i]) {
      case Gap::kAnyRun:
        states_.push_back({.loop = true, .skip = 1});
        break;
      case Gap::kNonEmptyRun:
        states_.push_back({.reads = Reads::kAnyByte});
        states_.push_back({.loop = true, .skip = 1});
        break;
      case Gap::kOptionalSegments:
        states_.push_back({.reads = Reads::kAnyByte, .skip = 2});
        states_.push_back({.reads = Reads::kByte, .byte = '/', .loop = true});
        break;
    }
  }
}

// Issues change nothing: the pattern matches as written (SPEC section 1).
void ActionPattern::note_issues(bool had_blanks) {
  const auto note = [this](bool holds, PatternIssue issue) {
    if (holds) {
      issues_ |= static_cast<std::uint8_t>(issue);
    }
  };
  std::size_t whole_segments = 0;
  const std::string_view all = folded_;
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find('/', begin), all.size());
    whole_segments += all.substr(begin, end - begin) == "*" ? 1U : 0U;
    begin = end + 1;
  }
  note(had_blanks, PatternIssue::kSurroundingBlanks);
  note(folded_.empty(), PatternIssue::kEmpty);
  note(folded_.ends_with('/'), PatternIssue::kTrailingSlash);
  note(std::ranges::any_of(folded_, is_control), PatternIssue::kControlCharacter);
  note(whole_segments < wildcards_, PatternIssue::kPartialWildcard);
  note(wildcards_ > 1, PatternIssue::kSeveralWildcards);
}

// The meaning of gaps, told to the fast path of matches(): one gap between a prefix and a suffix.
bool ActionPattern::gap_holds(Gap gap, std::string_view run) const noexcept {
  switch (gap) {
    case Gap::kAnyRun:
      return true;
    case Gap::kNonEmptyRun:
      return !run.empty();
    case Gap::kOptionalSegments:
      return run.empty() || (run.size() >= 2 && run.back() == '/');
  }
  return false;
}

// Nearly all patterns have at most one wildcard, and nearly all actions fail at the prefix.
bool ActionPattern::matches(std::string_view folded_action) const noexcept {
  if (gaps_.empty()) {
    return folded_action == folded_;
  }
  const std::string_view prefix = pieces_.front();
  const std::string_view suffix = pieces_.back();
  if (folded_action.size() < prefix.size() + suffix.size() || !folded_action.starts_with(prefix) ||
      !folded_action.ends_with(suffix)) {
    return false;
  }
  if (gaps_.size() > 1) {
    return simulate(folded_action);
  }
  return gap_holds(
      gaps_.front(),
      folded_action.substr(prefix.size(), folded_action.size() - prefix.size() - suffix.size()));
}

// Runs the automaton of states_ on all of its states at once.
bool ActionPattern::simulate(std::string_view folded_action) const noexcept {
  using Reads = PatternState::Reads;
  const std::size_t words = (states_.size() + 1 + 63) / 64;
  std::array<StateSet, 2> sets;
  std::size_t current = 0;
  add_closed(sets[current], states_, 0);
  for (const char c : folded_action) {
    const StateSet& from = sets[current];
    StateSet& to = sets[1 - current];
    to.clear(words);
    for (std::size_t word = 0; word < words; ++word) {
      for (std::uint64_t bits = from.word(word); bits != 0; bits &= bits - 1) {
        const std::size_t state = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
        if (state == states_.size()) {
          continue;  // accepted too early: nothing leads on from here
        }
        const PatternState& step = states_[state];
        if (step.reads == Reads::kAnyByte || (step.reads == Reads::kByte && step.byte == c)) {
          add_closed(to, states_, state + 1);
        }
        if (step.loop) {
          add_closed(to, states_, state);
        }
      }
    }
    current = 1 - current;
  }
  return sets[current].holds(states_.size());
}

}  // namespace leastwise

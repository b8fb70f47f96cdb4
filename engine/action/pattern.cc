#include "engine/action/pattern.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

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

// Tells `sink` the parts of a folded pattern in order: literal(c) for a byte, gap(PatternGap) for a
// gap. Two gaps never come one after the other: what the second could add, the first can already
// stand for, but for its own end. Any run takes in everything; behind optional segments only
// optional segments or a final non-empty run can follow, and the latter takes in the former.
template <class Sink>
class PatternReader {
 public:
  explicit PatternReader(Sink& sink) : sink_(sink) {}

  void read(std::string_view folded, WildcardReading reading) {
    // A slash means nothing in the literal reading, so the whole pattern is one segment.
    if (reading == WildcardReading::kLiteral || folded == "*") {
      read_segment(folded);
    } else {
      read_segments(folded);
    }
    flush();
  }

 private:
  void literal(char c) {
    flush();
    sink_.literal(c);
  }
  void flush() {
    if (gap_) {
      sink_.gap(*gap_);
      gap_.reset();
    }
  }

  // A `*` in here is any run of characters, `/` included.
  void read_segment(std::string_view segment) {
    for (const char c : segment) {
      if (c == '*') {
        gap_ = PatternGap::kAnyRun;
      } else {
        literal(c);
      }
    }
  }

  // Only a segment that is exactly `*` is special. In the middle it takes the slash behind it
  // along, so that `a/*/b` is "a/", a gap of optional segments, "b".
  void read_segments(std::string_view all) {
    bool last = false;
    for (std::size_t begin = 0; !last;) {
      const std::size_t slash = std::min(all.find('/', begin), all.size());
      last = slash == all.size();
      const std::string_view segment = all.substr(begin, slash - begin);
      const bool optional = segment == "*" && begin != 0 && !last;
      if (optional) {
        gap_ = PatternGap::kOptionalSegments;
      } else if (segment == "*") {
        gap_ = PatternGap::kNonEmptyRun;
      } else {
        read_segment(segment);
      }
      if (!last && !optional) {
        literal('/');
      }
      begin = slash + 1;
    }
  }

  Sink& sink_;
  std::optional<PatternGap> gap_;  // not told yet: another may replace it
};

// The meaning of gaps, told to automata: what gap_holds() says of a whole run, state by state.
template <class Add>
struct StateSink {
  using Reads = PatternState::Reads;

  void literal(char c) { add({.reads = Reads::kByte, .byte = c}); }
  void gap(PatternGap gap) {
    switch (gap) {
      case PatternGap::kAnyRun:
        add({.loop = true, .skip = 1});
        break;
      case PatternGap::kNonEmptyRun:
        add({.reads = Reads::kAnyByte});
        add({.loop = true, .skip = 1});
        break;
      case PatternGap::kOptionalSegments:
        add({.reads = Reads::kAnyByte, .skip = 2});
        add({.reads = Reads::kByte, .byte = '/', .loop = true});
        break;
    }
  }

  Add add;
};

template <class Add>
void read_states(std::string_view folded, WildcardReading reading, const Add& add) {
  StateSink<Add> sink{add};
  PatternReader(sink).read(folded, reading);
}

struct ShapeSink {
  void literal(char /*c*/) { ++(shape.gaps == 0 ? shape.prefix : shape.suffix); }
  void gap(PatternGap gap) {
    if (shape.gaps++ == 0) {
      shape.first_gap = gap;
    }
    shape.suffix = 0;
  }

  PatternShape shape;
};

// The meaning of gaps, told to the fast path: one gap between a prefix and a suffix.
bool gap_holds(PatternGap gap, std::string_view run) noexcept {
  switch (gap) {
    case PatternGap::kAnyRun:
      return true;
    case PatternGap::kNonEmptyRun:
      return !run.empty();
    case PatternGap::kOptionalSegments:
      return run.empty() || (run.size() >= 2 && run.back() == '/');
  }
  return false;
}

// Runs the automaton of a pattern with several gaps on all of its states at once. Such patterns are
// rare (Azure refuses them in custom roles), so the states are not kept but read again.
bool simulate(std::string_view folded, WildcardReading reading,
              std::string_view folded_action) noexcept {
  using Reads = PatternState::Reads;
  std::array<PatternState, kMaxStates> buffer;  // NOLINT(*-member-init): filled as used
  std::size_t count = 0;
  read_states(folded, reading, [&](const PatternState& state) { buffer[count++] = state; });
  const std::span<const PatternState> states(buffer.data(), count);
  const std::size_t words = (count + 1 + 63) / 64;
  std::array<StateSet, 2> sets;
  std::size_t current = 0;
  add_closed(sets[current], states, 0);
  for (const char c : folded_action) {
    const StateSet& from = sets[current];
    StateSet& to = sets[1 - current];
    to.clear(words);
    for (std::size_t word = 0; word < words; ++word) {
      for (std::uint64_t bits = from.word(word); bits != 0; bits &= bits - 1) {
        const std::size_t state = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
        if (state == count) {
          continue;  // accepted too early: nothing leads on from here
        }
        const PatternState& step = states[state];
        if (step.reads == Reads::kAnyByte || (step.reads == Reads::kByte && step.byte == c)) {
          add_closed(to, states, state + 1);
        }
        if (step.loop) {
          add_closed(to, states, state);
        }
      }
    }
    current = 1 - current;
  }
  return sets[current].holds(count);
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
  pattern.shape_ = PatternShape::of(pattern.folded_, reading);
  read_states(pattern.folded_, reading,
              [&pattern](const PatternState& state) { pattern.states_.push_back(state); });
  pattern.note_issues(trimmed.size() != text.size());
  return pattern;
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

PatternShape PatternShape::of(std::string_view folded, WildcardReading reading) {
  ShapeSink sink;
  sink.shape.reading = reading;
  PatternReader(sink).read(folded, reading);
  return sink.shape;
}

// Nearly all patterns have at most one wildcard, and nearly all actions fail at the prefix.
bool matches_pattern(std::string_view folded, PatternShape shape,
                     std::string_view folded_action) noexcept {
  if (shape.gaps == 0) {
    return folded_action == folded;
  }
  const std::size_t literal = std::size_t{shape.prefix} + shape.suffix;
  if (folded_action.size() < literal ||
      !folded_action.starts_with(folded.substr(0, shape.prefix)) ||
      !folded_action.ends_with(folded.substr(folded.size() - shape.suffix))) {
    return false;
  }
  if (shape.gaps > 1) {
    return simulate(folded, shape.reading, folded_action);
  }
  return gap_holds(shape.first_gap,
                   folded_action.substr(shape.prefix, folded_action.size() - literal));
}

}  // namespace leastwise

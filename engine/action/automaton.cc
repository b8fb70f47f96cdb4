#include "engine/action/automaton.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/check.h"

namespace leastwise {

// Builds an Automaton. One state of the result is one interned list of states of the patterns'
// automata, which are numbered through.
class SubsetConstruction {
 public:
  SubsetConstruction(std::span<const ActionPattern* const> patterns, std::size_t max_states);

  Result<Automaton> run();

 private:
  using State = Automaton::State;

  // A state of a pattern's automaton; what follows it has the next number.
  struct Member {
    PatternState step = {};
    ByteClass byte_class = ByteClasses::kNone;  // of step.byte where it reads a byte
    bool accepts = false;
    std::uint32_t pattern = 0;
  };
  struct Reader {
    ByteClass byte_class = 0;
    std::uint32_t member = 0;

    friend auto operator<=>(const Reader&, const Reader&) = default;
  };

  void number_members();
  void add_closed(std::vector<std::uint32_t>& subset, std::uint32_t member) const;
  void expand(State state);
  void read(std::span<const std::uint32_t> subset);
  [[nodiscard]] std::size_t count_reader_classes() const;
  static void put_in_order(std::vector<std::uint32_t>& subset);
  State target_of(std::span<const std::uint32_t> subset);
  [[nodiscard]] std::unexpected<Error> give_up() const;

  std::span<const ActionPattern* const> patterns_;
  std::size_t max_states_;
  Automaton result_;
  std::vector<Member> members_;
  // The subset of state s + 1 is list s. That of state 0 stands apart: a byte may lead back to the
  // same members, but never to the empty string.
  ListTable subsets_;
  std::vector<std::uint32_t> start_;
  std::vector<std::uint32_t> base_;      // scratch: members that any byte leads to
  std::vector<Reader> readers_;          // scratch: members that wait for one byte
  std::vector<std::uint32_t> extra_;     // scratch: members that one byte leads to
  std::vector<std::uint32_t> targets_;   // scratch: both
  std::vector<std::uint32_t> accepted_;  // scratch
};

SubsetConstruction::SubsetConstruction(std::span<const ActionPattern* const> patterns,
                                       std::size_t max_states)
    : patterns_(patterns), max_states_(max_states), result_(ByteClasses(patterns)) {
  number_members();
}

void SubsetConstruction::number_members() {
  for (std::uint32_t p = 0; p < patterns_.size(); ++p) {
    const auto first = static_cast<std::uint32_t>(members_.size());
    for (const PatternState& step : patterns_[p]->states()) {
      const bool reads_byte = step.reads == PatternState::Reads::kByte;
      const ByteClass c = reads_byte ? result_.classes_.of(step.byte) : ByteClasses::kNone;
      members_.push_back({.step = step, .byte_class = c, .pattern = p});
    }
    members_.push_back({.accepts = true, .pattern = p});
    add_closed(start_, first);
  }
}

// Adds a member and those that it skips to without reading.
void SubsetConstruction::add_closed(std::vector<std::uint32_t>& subset,
                                    std::uint32_t member) const {
  subset.push_back(member);
  while (members_[member].step.skip != 0) {
    member += members_[member].step.skip;
    subset.push_back(member);
  }
}

Result<Automaton> SubsetConstruction::run() {
  accepted_.clear();
  result_.accept_sets_.intern(accepted_);  // number 0: nothing matches
  result_.begins_.push_back(0);
  for (State state = 0; state <= subsets_.size(); ++state) {
    if (subsets_.size() >= max_states_ || subsets_.entry_count() > kMaxAutomatonEntries) {
      return give_up();
    }
    expand(state);
  }
  return std::move(result_);
}

// Fills the row of one state. States that it leads to are numbered in the order of the classes, so
// the numbering depends on what the patterns match and not on their order.
void SubsetConstruction::expand(State state) {
  if (state == Automaton::kStart) {
    read(start_);
  } else {
    read(subsets_.list(state - 1));
  }
  const bool has_others = count_reader_classes() < result_.classes_.count();
  result_.others_.push_back(has_others ? target_of(base_) : Automaton::kNoState);
  for (auto reader = readers_.begin(); reader != readers_.end();) {
    const ByteClass c = reader->byte_class;
    extra_.clear();
    for (; reader != readers_.end() && reader->byte_class == c; ++reader) {
      add_closed(extra_, reader->member + 1);
    }
    put_in_order(extra_);
    targets_.clear();
    std::ranges::set_union(base_, extra_, std::back_inserter(targets_));
    const State to = target_of(targets_);
    if (to != result_.others_.back()) {
      result_.edges_.push_back({.byte_class = c, .target = to});
    }
  }
  result_.begins_.push_back(result_.edges_.size());
}

// Sorts the members of a state by what they do: base_ gets those that any byte leads to, readers_
// those that wait for a byte; and the state's accept set is noted.
void SubsetConstruction::read(std::span<const std::uint32_t> subset) {
  base_.clear();
  readers_.clear();
  accepted_.clear();
  for (const std::uint32_t m : subset) {
    const Member& member = members_[m];
    if (member.accepts) {
      accepted_.push_back(member.pattern);
    }
    if (member.step.loop) {
      add_closed(base_, m);
    }
    switch (member.step.reads) {
      case PatternState::Reads::kNothing:
        break;
      case PatternState::Reads::kByte:
        readers_.push_back({.byte_class = member.byte_class, .member = m});
        break;
      case PatternState::Reads::kAnyByte:
        add_closed(base_, m + 1);
        break;
    }
  }
  put_in_order(base_);
  std::ranges::sort(readers_);
  result_.accepts_.push_back(result_.accept_sets_.intern(accepted_));
}

std::size_t SubsetConstruction::count_reader_classes() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    count += i == 0 || readers_[i].byte_class != readers_[i - 1].byte_class ? 1U : 0U;
  }
  return count;
}

// Members ascending, each once. They come nearly so, mostly quite so.
void SubsetConstruction::put_in_order(std::vector<std::uint32_t>& subset) {
  if (!std::ranges::is_sorted(subset)) {
    std::ranges::sort(subset);
  }
  const auto repeated = std::ranges::unique(subset);
  subset.erase(repeated.begin(), repeated.end());
}

// The state of a subset. REQUIRES: it is in order.
SubsetConstruction::State SubsetConstruction::target_of(std::span<const std::uint32_t> subset) {
  return subsets_.intern(subset) + 1;
}

// Names the pattern that is at work in most states. A pattern that only waits in its last loop, as
// `*` does, multiplies nothing and is not blamed.
std::unexpected<Error> SubsetConstruction::give_up() const {
  std::vector<std::size_t> states_with(patterns_.size());
  for (std::size_t s = 0; s < subsets_.size(); ++s) {
    std::size_t counted = patterns_.size();
    for (const std::uint32_t m : subsets_.list(s)) {
      const Member& member = members_[m];
      if (member.step.reads != PatternState::Reads::kNothing && member.pattern != counted) {
        counted = member.pattern;
        ++states_with[counted];
      }
    }
  }
  const auto worst = std::ranges::max_element(states_with) - states_with.begin();
  return fail(fmt::format("{} wildcard patterns need an automaton of more than {} states, most of "
                          "them because of `{}`",
                          patterns_.size(), std::min(max_states_, subsets_.size()),
                          patterns_[static_cast<std::size_t>(worst)]->text()),
              "ask about fewer patterns at a time, or replace wildcards by the operations meant");
}

Automaton::Automaton() : Automaton(std::move(*build({}))) {}

Result<Automaton> Automaton::build(std::span<const ActionPattern* const> patterns,
                                   std::size_t max_states) {
  return SubsetConstruction(patterns, max_states).run();
}

Automaton::State Automaton::step(State state, ByteClass byte_class) const {
  for (const Edge& edge : edges(state)) {
    if (edge.byte_class == byte_class) {
      return edge.target;
    }
  }
  return others_[state];
}

Automaton::State Automaton::walk(std::string_view folded_action) const {
  State state = kStart;
  for (const char byte : folded_action) {
    const ByteClass c = classes_.of(byte);
    check(c != ByteClasses::kNone, "an action is folded and holds no wildcard");
    state = step(state, c);
  }
  return state;
}

}  // namespace leastwise

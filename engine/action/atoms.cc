#include "engine/action/atoms.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/action/byte_classes.h"
#include "engine/action/shortest_strings.h"
#include "engine/base/check.h"

namespace leastwise {
namespace {

using State = Automaton::State;

// A number of strings. The exact value matters only while it is small: it is compared with a number
// of literals.
using Count = std::uint64_t;
constexpr Count kInfinite = std::numeric_limits<Count>::max();

Count add(Count a, Count b) { return a > kInfinite - b ? kInfinite : a + b; }
Count multiply(Count a, Count b) { return b != 0 && a > kInfinite / b ? kInfinite : a * b; }

// Calls visit(target, number of bytes) for every row entry of a state that some byte takes.
template <class Visit>
void for_each_step(const Automaton& automaton, State state, Visit visit) {
  std::size_t others = action_bytes().size();
  for (const Automaton::Edge& edge : automaton.edges(state)) {
    const std::size_t bytes = automaton.classes().bytes(edge.byte_class).size();
    others -= bytes;
    visit(edge.target, bytes);
  }
  if (others != 0) {
    visit(automaton.other_target(state), others);
  }
}

// By accept id: how many strings have that accept set. Strings are counted along the states in
// topological order; a state that lies on a cycle or behind one has infinitely many strings, since
// every state is reachable.
std::vector<Count> count_strings(const Automaton& automaton) {
  const std::size_t states = automaton.state_count();
  std::vector<std::size_t> steps_in(states);
  for (State s = 0; s < states; ++s) {
    for_each_step(automaton, s, [&](State to, std::size_t) { ++steps_in[to]; });
  }
  std::vector<Count> strings(states, kInfinite);
  std::vector<Count> sums(states);
  std::vector<State> ready = {Automaton::kStart};
  sums[Automaton::kStart] = 1;
  while (!ready.empty()) {
    const State s = ready.back();
    ready.pop_back();
    strings[s] = sums[s];
    for_each_step(automaton, s, [&](State to, std::size_t bytes) {
      sums[to] = add(sums[to], multiply(sums[s], bytes));
      if (--steps_in[to] == 0) {
        ready.push_back(to);
      }
    });
  }
  std::vector<Count> counts(automaton.accept_set_count());
  for (State s = 1; s < states; ++s) {
    Count& count = counts[automaton.accept_id(s)];
    count = add(count, strings[s]);
  }
  return counts;
}

std::optional<std::string> printable_or_nothing(std::string_view literal) {
  if (std::ranges::all_of(literal, is_printable)) {
    return std::string(literal);
  }
  return std::nullopt;
}

}  // namespace

// Builds an AtomPartition in the order of its methods.
class PartitionBuilder {
 public:
  explicit PartitionBuilder(std::span<const ActionPattern* const> patterns) : patterns_(patterns) {}

  Result<AtomPartition> run(std::size_t max_states);

 private:
  // Each distinct pattern once, apart by kind.
  void collect(AtomPartition& partition);
  void number_atoms(AtomPartition& partition);
  std::vector<std::vector<StringId>> sort_literals(const AtomPartition& partition);
  void find_witnesses(AtomPartition& partition) const;
  void link_patterns(AtomPartition& partition) const;

  // INVARIANT of all but patterns_: a StringId is one of the partition's texts_.
  std::span<const ActionPattern* const> patterns_;
  std::vector<const ActionPattern*> wildcards_;  // the distinct ones
  std::vector<StringId> wildcard_texts_;         // by wildcard
  std::vector<StringId> literals_;               // the distinct ones, without the empty one
};

// Only the automaton can fail; all that follows is bookkeeping over a finite number of regions.
Result<AtomPartition> PartitionBuilder::run(std::size_t max_states) {
  AtomPartition partition;
  collect(partition);
  Result<Automaton> automaton = Automaton::build(wildcards_, max_states);
  if (!automaton) {
    return std::unexpected(std::move(automaton.error()));
  }
  partition.automaton_ = std::move(*automaton);
  number_atoms(partition);
  find_witnesses(partition);
  link_patterns(partition);
  return partition;
}

void PartitionBuilder::collect(AtomPartition& partition) {
  for (const ActionPattern* pattern : patterns_) {
    const StringId id = partition.texts_.intern(pattern->folded());
    if (id.index() == partition.distinct_.size()) {
      partition.firsts_.push_back(static_cast<std::uint32_t>(partition.distinct_of_.size()));
      partition.distinct_.push_back({.text = pattern->text(), .literal = pattern->is_literal()});
      if (!pattern->is_literal()) {
        wildcards_.push_back(pattern);
        wildcard_texts_.push_back(id);
      } else if (!pattern->folded().empty()) {
        literals_.push_back(id);
      }
    }
    partition.distinct_of_.push_back(id.value());
  }
}

// Gives every region its own atom, unless all its strings are literals, and then its literals.
void PartitionBuilder::number_atoms(AtomPartition& partition) {
  const auto text = [&](StringId literal) { return partition.texts_.text(literal); };
  const std::vector<std::vector<StringId>> literals_in = sort_literals(partition);
  const std::vector<Count> counts = count_strings(partition.automaton_);
  for (std::uint32_t r = 0; r < counts.size(); ++r) {
    check(counts[r] >= literals_in[r].size(), "a region holds its literals");
    AtomPartition::Region region{.begin = static_cast<std::uint32_t>(partition.atom_count()),
                                 .has_own = counts[r] > literals_in[r].size()};
    if (region.has_own) {
      partition.witnesses_.emplace_back();
    }
    for (const StringId literal : literals_in[r]) {
      partition.distinct_[literal.index()].atom = AtomId::from_index(partition.atom_count());
      partition.witnesses_.push_back(printable_or_nothing(text(literal)));
    }
    region.end = static_cast<std::uint32_t>(partition.atom_count());
    partition.regions_.push_back(region);
  }
}

// By accept id: the literals of the region, by text.
std::vector<std::vector<StringId>> PartitionBuilder::sort_literals(const AtomPartition& partition) {
  const Automaton& automaton = partition.automaton_;
  const auto text = [&](StringId literal) { return partition.texts_.text(literal); };
  std::vector<std::vector<StringId>> literals_in(automaton.accept_set_count());
  std::ranges::sort(literals_, {}, text);
  for (const StringId literal : literals_) {
    literals_in[automaton.accept_id(automaton.walk(text(literal)))].push_back(literal);
  }
  return literals_in;
}

// Most shortest strings of regions are no literals; those that are cost a second search, in which
// only the literals of these regions need to be avoided.
void PartitionBuilder::find_witnesses(AtomPartition& partition) const {
  const Automaton& automaton = partition.automaton_;
  std::vector<std::optional<std::string>> shortest = shortest_strings(automaton, {});
  const auto is_literal = [&](const std::optional<std::string>& text) {
    return text && partition.texts_.find(*text).has_value();
  };
  std::vector<std::string_view> avoid;
  for (const StringId literal : literals_) {
    const std::string_view text = partition.texts_.text(literal);
    const std::uint32_t r = automaton.accept_id(automaton.walk(text));
    if (partition.regions_[r].has_own && is_literal(shortest[r])) {
      avoid.push_back(text);
    }
  }
  std::vector<std::optional<std::string>> beside;
  if (!avoid.empty()) {
    beside = shortest_strings(automaton, avoid);
  }
  for (std::size_t r = 0; r < shortest.size(); ++r) {
    if (partition.regions_[r].has_own) {
      partition.witnesses_[partition.regions_[r].begin] =
          is_literal(shortest[r]) ? std::move(beside[r]) : std::move(shortest[r]);
    }
  }
}

// What an accept set says by pattern, said by pattern instead of by set: the regions of each.
void PartitionBuilder::link_patterns(AtomPartition& partition) const {
  const Automaton& automaton = partition.automaton_;
  for (std::uint32_t r = 0; r < partition.regions_.size(); ++r) {
    for (const std::uint32_t wildcard : automaton.accept_set(r)) {
      partition.distinct_[wildcard_texts_[wildcard].index()].regions.push_back(r);
    }
  }
}

Result<AtomPartition> AtomPartition::build(std::span<const ActionPattern* const> patterns,
                                           std::size_t max_states) {
  return PartitionBuilder(patterns).run(max_states);
}

Result<AtomPartition> AtomPartition::build(std::span<const ActionPattern> patterns,
                                           std::size_t max_states) {
  std::vector<const ActionPattern*> pointers(patterns.size());
  std::ranges::transform(patterns, pointers.begin(), [](const ActionPattern& p) { return &p; });
  return build(pointers, max_states);
}

// Kept as regions, not as bits: 4,000 patterns with a bitset of half a kilobyte each would be more
// than everything else together, and filling a few ranges costs no more than copying one.
Bitset AtomPartition::atoms_of(std::size_t pattern) const {
  const Distinct& distinct = distinct_[distinct_of_[pattern]];
  Bitset atoms(atom_count());
  if (distinct.literal) {
    if (!distinct.text.empty()) {
      atoms.set(distinct.atom.index());
    }
    return atoms;
  }
  for (const std::uint32_t r : distinct.regions) {
    for (std::size_t atom = regions_[r].begin; atom < regions_[r].end; ++atom) {
      atoms.set(atom);
    }
  }
  return atoms;
}

// An action holds no `*`, so of the texts of patterns it can only be a literal's.
AtomId AtomPartition::atom_of(std::string_view folded_action) const {
  check(!folded_action.empty(), "an action is not empty");
  if (const std::optional<StringId> literal = texts_.find(folded_action)) {
    check(distinct_[literal->index()].literal, "an action holds no wildcard");
    return distinct_[literal->index()].atom;
  }
  const Region& region = regions_[automaton_.accept_id(automaton_.walk(folded_action))];
  check(region.has_own, "a region whose strings are all literals holds no other string");
  return AtomId(region.begin);
}

std::string_view AtomPartition::pattern_text(std::size_t pattern) const {
  return distinct_[distinct_of_[pattern]].text;
}

bool AtomPartition::is_literal(std::size_t pattern) const {
  return distinct_[distinct_of_[pattern]].literal;
}

}  // namespace leastwise

#include "engine/action/atoms.h"

#include <algorithm>
#include <limits>
#include <utility>

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

// Calls visit(class, target) once for every target that a printable byte leads to, ascending; of
// the classes without an edge of their own the least stands for all.
template <class Visit>
void for_each_printable_step(const Automaton& automaton, State state, Visit visit) {
  const std::size_t printable = automaton.classes().printable_count();
  bool others_done = false;
  std::size_t next = 0;
  for (const Automaton::Edge& edge : automaton.edges(state)) {
    if (!others_done && edge.byte_class > next && next < printable) {
      visit(static_cast<ByteClass>(next), automaton.other_target(state));
      others_done = true;
    }
    next = edge.byte_class + std::size_t{1};
    if (edge.byte_class < printable) {
      visit(edge.byte_class, edge.target);
    }
  }
  if (!others_done && next < printable) {
    visit(static_cast<ByteClass>(next), automaton.other_target(state));
  }
}

// By accept id: the nicest of the shortest printable strings with that accept set. A breadth-first
// walk that takes the classes in their order meets the strings in just that order.
std::vector<std::optional<std::string>> shortest_strings(const Automaton& automaton) {
  struct Arrival {
    State from = Automaton::kNoState;
    ByteClass byte_class = 0;
  };
  std::vector<Arrival> arrivals(automaton.state_count());
  std::vector<std::optional<std::string>> shortest(automaton.accept_set_count());
  std::vector<State> queue = {Automaton::kStart};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const State s = queue[i];
    std::optional<std::string>& text = shortest[automaton.accept_id(s)];
    if (s != Automaton::kStart && !text) {
      text.emplace();
      for (State at = s; at != Automaton::kStart; at = arrivals[at].from) {
        *text += automaton.classes().bytes(arrivals[at].byte_class).front();
      }
      std::ranges::reverse(*text);
    }
    for_each_printable_step(automaton, s, [&](ByteClass c, State to) {
      if (arrivals[to].from == Automaton::kNoState) {
        arrivals[to] = {.from = s, .byte_class = c};
        queue.push_back(to);
      }
    });
  }
  return shortest;
}

// Finds the nicest of the shortest printable strings of one accept set that are none of its
// literals. The same walk; but as long as the string so far begins some literal it is kept apart
// from the others that lead to its state, since how it may go on depends on the literals.
class SearchBesideLiterals {
 public:
  // REQUIRES: `literals` ascending.
  SearchBesideLiterals(const Automaton& automaton, std::uint32_t accept_id,
                       std::span<const std::string_view> literals)
      : automaton_(automaton),
        accept_id_(accept_id),
        literals_(literals),
        met_(automaton.state_count()) {}

  std::optional<std::string> run() {
    nodes_.push_back({.state = Automaton::kStart, .end = literals_.size()});
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (i != 0 && is_found(nodes_[i])) {
        return text_of(i);
      }
      expand(i);
    }
    return std::nullopt;
  }

 private:
  struct Node {
    State state = 0;
    std::size_t begin = 0;  // the literals that begin with the string so far
    std::size_t end = 0;
    std::size_t length = 0;
    std::size_t parent = 0;
    char byte = '\0';  // the last one of the string
  };

  [[nodiscard]] bool is_found(const Node& node) const {
    return automaton_.accept_id(node.state) == accept_id_ &&
           (node.begin == node.end || literals_[node.begin].size() != node.length);
  }

  void expand(std::size_t index) {
    const Node node = nodes_[index];
    for (const char byte : action_bytes()) {
      if (!is_printable(byte)) {
        break;
      }
      const State to = automaton_.step(node.state, automaton_.classes().of(byte));
      const auto [begin, end] = literals_with(node, byte);
      if (begin == end && met_[to]) {
        continue;
      }
      met_[to] = met_[to] || begin == end;
      nodes_.push_back({to, begin, end, node.length + 1, index, byte});
    }
  }

  // Those of the node's literals that go on with `byte`.
  [[nodiscard]] std::pair<std::size_t, std::size_t> literals_with(const Node& node,
                                                                  char byte) const {
    const auto next_byte = [&](std::string_view literal) {
      return literal.size() == node.length ? -1 : static_cast<unsigned char>(literal[node.length]);
    };
    const auto range = literals_.subspan(node.begin, node.end - node.begin);
    const auto found =
        std::ranges::equal_range(range, static_cast<unsigned char>(byte), {}, next_byte);
    const auto begin = node.begin + static_cast<std::size_t>(found.begin() - range.begin());
    return {begin, begin + found.size()};
  }

  [[nodiscard]] std::string text_of(std::size_t index) const {
    std::string text;
    for (; index != 0; index = nodes_[index].parent) {
      text += nodes_[index].byte;
    }
    std::ranges::reverse(text);
    return text;
  }

  const Automaton& automaton_;
  std::uint32_t accept_id_;
  std::span<const std::string_view> literals_;
  std::vector<bool> met_;  // states that were reached by a string that begins no literal
  std::vector<Node> nodes_;
};

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
  void collect(AtomPartition& partition);
  void number_atoms(AtomPartition& partition);
  void link_patterns(AtomPartition& partition) const;

  std::span<const ActionPattern* const> patterns_;
  std::vector<const ActionPattern*> wildcards_;  // the distinct ones
  std::vector<StringId> wildcard_texts_;         // by wildcard
  std::vector<StringId> literals_;               // the distinct ones, without the empty one
};

Result<AtomPartition> PartitionBuilder::run(std::size_t max_states) {
  AtomPartition partition;
  collect(partition);
  Result<Automaton> automaton = Automaton::build(wildcards_, max_states);
  if (!automaton) {
    return std::unexpected(std::move(automaton.error()));
  }
  partition.automaton_ = std::move(*automaton);
  number_atoms(partition);
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
  const Automaton& automaton = partition.automaton_;
  const auto text = [&](StringId literal) { return partition.texts_.text(literal); };
  std::vector<std::vector<StringId>> literals_in(automaton.accept_set_count());
  std::ranges::sort(literals_, {}, text);
  for (const StringId literal : literals_) {
    literals_in[automaton.accept_id(automaton.walk(text(literal)))].push_back(literal);
  }
  const std::vector<Count> counts = count_strings(automaton);
  std::vector<std::optional<std::string>> shortest = shortest_strings(automaton);
  for (std::uint32_t r = 0; r < counts.size(); ++r) {
    AtomPartition::Region region{.begin = static_cast<std::uint32_t>(partition.atom_count())};
    std::vector<std::string_view> texts(literals_in[r].size());
    std::ranges::transform(literals_in[r], texts.begin(), text);
    check(counts[r] >= texts.size(), "a region holds its literals");
    region.has_own = counts[r] > texts.size();
    if (region.has_own) {
      const bool taken = shortest[r] && std::ranges::binary_search(texts, *shortest[r]);
      partition.witnesses_.push_back(taken ? SearchBesideLiterals(automaton, r, texts).run()
                                           : std::move(shortest[r]));
    }
    for (const StringId literal : literals_in[r]) {
      partition.distinct_[literal.index()].atom = AtomId::from_index(partition.atom_count());
      partition.witnesses_.push_back(printable_or_nothing(text(literal)));
    }
    region.end = static_cast<std::uint32_t>(partition.atom_count());
    partition.regions_.push_back(region);
  }
}

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

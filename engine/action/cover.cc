#include "engine/action/cover.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise {
namespace {

constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();
constexpr std::uint32_t kNoPattern = std::numeric_limits<std::uint32_t>::max();

// How many of the widest terms are each tried as the first of a cover, beside the greedy choice.
constexpr std::size_t kForcedFirst = 4;

// A subtraction that names more patterns than this many times the atoms that it leaves is not
// pursued: naming what is left says the same in fewer words.
constexpr std::size_t kWorthwhile = 4;

std::size_t count_common(const Bitset& a, const Bitset& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.words().size(); ++i) {
    count += static_cast<std::size_t>(std::popcount(a.words()[i] & b.words()[i]));
  }
  return count;
}

// Values instead of the operators that change their left side: the search works on many small sets.
Bitset minus(Bitset a, const Bitset& b) { return std::move(a.and_not(b)); }
Bitset common(Bitset a, const Bitset& b) { return std::move(a &= b); }

Bitset complement(const Bitset& a) {
  Bitset all(a.size());
  all.set_all();
  return minus(std::move(all), a);
}

// A pattern with a wildcard, or everything.
struct Candidate {
  std::uint32_t pattern = kNoPattern;  // kNoPattern stands for everything
  std::string text = {};               // folded
  Bitset atoms = {};
  std::size_t count = 0;
};

// The wider, then the shorter, then the first by text. Total on patterns of different text.
bool is_wider(const Candidate& a, const Candidate& b) {
  if (a.count != b.count) {
    return a.count > b.count;
  }
  return a.text.size() != b.text.size() ? a.text.size() < b.text.size() : a.text < b.text;
}

// A term under consideration. Its cost is the number of patterns that a reader has to read.
struct Draft {
  CoverTerm term;
  Bitset atoms;
  std::size_t cost = 1;
};

using Drafts = std::vector<Draft>;

std::size_t cost_of(const Drafts& drafts) {
  std::size_t cost = 0;
  for (const Draft& draft : drafts) {
    cost += draft.cost;
  }
  return cost;
}

// Drops what the others say already, the narrowest first: greedy choice begins with what gains most
// at the time, and a later, wider choice may take that in. `needed` is what must stay covered,
// `part(i)` what number i covers. Gives the numbers that stay, ascending.
template <class Part>
std::vector<std::size_t> irredundant(std::size_t count, const Bitset& needed, Part part) {
  std::vector<std::size_t> covering(needed.size());
  std::vector<std::pair<std::size_t, std::size_t>> by_width;
  by_width.reserve(count);
  const auto for_each_needed = [&](std::size_t i, auto visit) {
    const Bitset atoms = common(part(i), needed);
    for (std::size_t a = atoms.find_next(0); a < atoms.size(); a = atoms.find_next(a + 1)) {
      visit(a);
    }
    return atoms.count();
  };
  for (std::size_t i = 0; i < count; ++i) {
    by_width.emplace_back(for_each_needed(i, [&](std::size_t a) { ++covering[a]; }), i);
  }
  std::ranges::sort(by_width);
  std::vector<std::size_t> kept;
  for (const auto& [width, i] : by_width) {
    bool superfluous = true;
    for_each_needed(i, [&](std::size_t a) { superfluous = superfluous && covering[a] > 1; });
    if (superfluous) {
      for_each_needed(i, [&](std::size_t a) { --covering[a]; });
    } else {
      kept.push_back(i);
    }
  }
  std::ranges::sort(kept);
  return kept;
}

// The search, in three steps: drafts of terms (draft_terms), covers chosen from them (greedy), and
// of several such covers the one with the fewest patterns (run).
class CoverSearch {
 public:
  CoverSearch(const AtomPartition& partition, const Bitset& target);

  std::vector<CoverTerm> run();

 private:
  void collect_patterns();
  void draft_terms();
  [[nodiscard]] std::size_t least_cost(const Bitset& atoms) const;
  [[nodiscard]] std::size_t cost_without_subtraction() const;
  [[nodiscard]] std::optional<Draft> subtract(const Candidate& from, std::size_t enough) const;
  [[nodiscard]] std::vector<const Candidate*> clean_subtrahends(const Candidate& from,
                                                                const Bitset& surplus) const;
  [[nodiscard]] const Candidate* least_harmful(const Bitset& kept, const Bitset& surplus) const;
  [[nodiscard]] Draft finish_subtraction(const Candidate& from, const Bitset& surplus,
                                         std::span<const Candidate* const> wildcards,
                                         const Bitset& literals) const;
  [[nodiscard]] Drafts greedy(const Draft* first) const;
  [[nodiscard]] const Draft* best_draft(const Bitset& open) const;
  [[nodiscard]] Draft literal_draft(std::size_t atom) const;
  [[nodiscard]] Draft cube(std::size_t atom) const;
  [[nodiscard]] std::string folded_text(std::uint32_t pattern) const;
  void sort_by_text(std::vector<std::uint32_t>& patterns) const;
  [[nodiscard]] std::vector<std::string> sort_key(const CoverTerm& term) const;

  const AtomPartition& partition_;
  const Bitset& target_;
  Bitset outside_;                       // the complement of target_
  Bitset literal_atoms_;                 // atoms that are one literal
  std::vector<std::uint32_t> literals_;  // by atom: its literal, or kNoPattern
  std::vector<Candidate> wildcards_;     // the widest first; none two with the same atoms
  Drafts drafts_;                        // terms within the target, apart from literals
};

CoverSearch::CoverSearch(const AtomPartition& partition, const Bitset& target)
    : partition_(partition),
      target_(target),
      outside_(complement(target)),
      literal_atoms_(target.size()),
      literals_(target.size(), kNoPattern) {
  check(target.size() == partition.atom_count(), "an action set is covered by its own partition");
  collect_patterns();
  draft_terms();
}

// Literals are kept apart: each is one atom, so there is nothing to search for, and there are many.
void CoverSearch::collect_patterns() {
  Bitset everything(target_.size());
  everything.set_all();
  wildcards_.push_back({.text = "*", .atoms = everything, .count = everything.count()});
  for (const std::uint32_t pattern : partition_.distinct_patterns()) {
    Bitset atoms = partition_.atoms_of(pattern);
    const std::size_t first = atoms.find_next(0);
    if (first == atoms.size()) {
      continue;
    }
    if (partition_.is_literal(pattern)) {
      literals_[first] = pattern;
      literal_atoms_.set(first);
    } else {
      const std::size_t count = atoms.count();
      wildcards_.push_back({pattern, folded_text(pattern), std::move(atoms), count});
    }
  }
  // Of patterns that say the same the first stays; one of the tenant goes before "everything".
  std::ranges::sort(wildcards_, [](const Candidate& a, const Candidate& b) {
    return is_wider(a, b) || (!is_wider(b, a) && a.pattern < b.pattern);
  });
  const auto repeated = std::ranges::unique(wildcards_, {}, &Candidate::atoms);
  wildcards_.erase(repeated.begin(), repeated.end());
}

std::string CoverSearch::folded_text(std::uint32_t pattern) const {
  return folded(partition_.pattern_text(pattern));
}

// What lies within the target as it stands, and then what does so after subtraction. A draft is
// left out where another one says the same, or more, in no more words.
void CoverSearch::draft_terms() {
  for (const Candidate& candidate : wildcards_) {
    if (candidate.atoms.is_subset_of(target_) && least_cost(candidate.atoms) > 1) {
      drafts_.push_back({.term = {}, .atoms = candidate.atoms});
      if (candidate.pattern != kNoPattern) {
        drafts_.back().term.all_of.push_back(candidate.pattern);
      }
    }
  }
  const std::size_t bound = cost_without_subtraction();
  for (const Candidate& candidate : wildcards_) {
    const Bitset inner = common(candidate.atoms, target_);
    const std::size_t cost = std::min({bound, least_cost(inner), kWorthwhile * inner.count() + 2});
    if (inner.none() || cost <= 2) {
      continue;
    }
    if (std::optional<Draft> draft = subtract(candidate, cost - 2)) {
      drafts_.push_back(std::move(*draft));
    }
  }
}

// The cost of the cheapest draft that takes all of `atoms` in.
std::size_t CoverSearch::least_cost(const Bitset& atoms) const {
  std::size_t cost = kUnbounded;
  for (const Draft& draft : drafts_) {
    if (draft.cost < cost && atoms.is_subset_of(draft.atoms)) {
      cost = draft.cost;
    }
  }
  return cost;
}

// What a cover by whole patterns costs, if there is one.
std::size_t CoverSearch::cost_without_subtraction() const {
  Bitset open = minus(target_, literal_atoms_);
  for (const Draft& draft : drafts_) {
    open.and_not(draft.atoms);
  }
  return open.none() ? cost_of(greedy(nullptr)) : kUnbounded;
}

// `from` less patterns that leave nothing outside the target. Patterns that take nothing of the
// target away go first; where these do not suffice, those that take the least. Nothing where more
// than `enough` patterns would have to be subtracted.
std::optional<Draft> CoverSearch::subtract(const Candidate& from, std::size_t enough) const {
  const Bitset surplus = minus(from.atoms, target_);
  Bitset kept = common(from.atoms, target_);
  std::vector<const Candidate*> chosen;
  Bitset left = surplus;
  for (const Candidate* candidate : clean_subtrahends(from, surplus)) {
    if (chosen.size() > enough) {
      return std::nullopt;
    }
    if (candidate->atoms.intersects(left)) {
      left.and_not(candidate->atoms);
      chosen.push_back(candidate);
    }
  }
  for (Bitset regions = minus(left, literal_atoms_); !regions.none();) {
    const Candidate* candidate = least_harmful(kept, regions);
    if (candidate == nullptr || chosen.size() > enough) {
      return std::nullopt;
    }
    kept.and_not(candidate->atoms);
    left.and_not(candidate->atoms);
    regions.and_not(candidate->atoms);
    chosen.push_back(candidate);
  }
  const Bitset& literals = left;  // each is named by itself
  if (chosen.size() + literals.count() > enough) {
    return std::nullopt;
  }
  return finish_subtraction(from, surplus, chosen, literals);
}

// Those that meet the surplus and nothing else of `from`: what takes most of it first, and of these
// the narrowest pattern.
std::vector<const Candidate*> CoverSearch::clean_subtrahends(const Candidate& from,
                                                             const Bitset& surplus) const {
  std::vector<std::pair<std::size_t, const Candidate*>> clean;
  for (const Candidate& candidate : wildcards_) {
    const std::size_t taken = count_common(candidate.atoms, surplus);
    if (taken != 0 && taken == count_common(candidate.atoms, from.atoms)) {
      clean.emplace_back(taken, &candidate);
    }
  }
  std::ranges::sort(clean, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : is_wider(*b.second, *a.second);
  });
  std::vector<const Candidate*> sorted(clean.size());
  std::ranges::transform(clean, sorted.begin(), [](const auto& entry) { return entry.second; });
  return sorted;
}

// The pattern that takes something of the surplus and the least, but not all, of what is kept.
const Candidate* CoverSearch::least_harmful(const Bitset& kept, const Bitset& surplus) const {
  const std::size_t kept_count = kept.count();
  const Candidate* best = nullptr;
  std::pair<std::size_t, std::size_t> best_score;
  for (const Candidate& candidate : wildcards_) {
    const std::size_t taken = count_common(candidate.atoms, surplus);
    const std::size_t harm = count_common(candidate.atoms, kept);
    const std::pair score(harm, surplus.size() - taken);
    if (taken != 0 && harm != kept_count && (best == nullptr || score <= best_score)) {
      best = &candidate;
      best_score = score;
    }
  }
  return best;
}

// REQUIRES: `wildcards` and `literals` together take in the surplus.
Draft CoverSearch::finish_subtraction(const Candidate& from, const Bitset& surplus,
                                      std::span<const Candidate* const> wildcards,
                                      const Bitset& literals) const {
  Draft draft{.term = {}, .atoms = minus(from.atoms, literals)};
  const Bitset for_wildcards = minus(surplus, literals);
  const auto part = [&](std::size_t i) { return wildcards[i]->atoms; };
  for (const std::size_t i : irredundant(wildcards.size(), for_wildcards, part)) {
    draft.term.none_of.push_back(wildcards[i]->pattern);
    draft.atoms.and_not(wildcards[i]->atoms);
  }
  for (std::size_t a = literals.find_next(0); a < literals.size(); a = literals.find_next(a + 1)) {
    draft.term.none_of.push_back(literals_[a]);
  }
  if (from.pattern != kNoPattern) {
    draft.term.all_of.push_back(from.pattern);
  }
  draft.cost = 1 + draft.term.none_of.size();
  return draft;
}

// The draft that covers most of what is open for its cost; then the one that covers more, then the
// one drafted first.
const Draft* CoverSearch::best_draft(const Bitset& open) const {
  const Draft* best = nullptr;
  std::size_t best_gain = 0;
  for (const Draft& draft : drafts_) {
    const std::size_t gain = count_common(draft.atoms, open);
    if (gain == 0) {
      continue;
    }
    const std::size_t mine = gain * (best == nullptr ? 1 : best->cost);
    const std::size_t theirs = best_gain * draft.cost;
    if (best == nullptr || mine > theirs || (mine == theirs && gain > best_gain)) {
      best = &draft;
      best_gain = gain;
    }
  }
  return best;
}

// A cover by greedy choice. A draft that gains less than it costs waits until the literals that are
// open have been named one by one; what then is still open and no draft reaches needs a cube.
Drafts CoverSearch::greedy(const Draft* first) const {
  Drafts chosen;
  Bitset open = target_;
  const auto choose = [&](Draft draft) {
    open.and_not(draft.atoms);
    chosen.push_back(std::move(draft));
  };
  if (first != nullptr) {
    choose(*first);
  }
  while (!open.none()) {
    const Draft* best = best_draft(open);
    const Bitset literals = common(open, literal_atoms_);
    if (best != nullptr && (literals.none() || count_common(best->atoms, open) >= best->cost)) {
      choose(*best);
    } else if (const std::size_t literal = literals.find_next(0); literal < literals.size()) {
      choose(literal_draft(literal));
    } else {
      choose(cube(open.find_next(0)));
    }
  }
  Drafts kept;
  const auto part = [&](std::size_t i) { return chosen[i].atoms; };
  for (const std::size_t i : irredundant(chosen.size(), target_, part)) {
    kept.push_back(std::move(chosen[i]));
  }
  return kept;
}

// REQUIRES: the atom is a literal.
Draft CoverSearch::literal_draft(std::size_t atom) const {
  Draft draft{.term = {.all_of = {literals_[atom]}, .none_of = {}},
              .atoms = Bitset(target_.size())};
  draft.atoms.set(atom);
  return draft;
}

// An intersection of patterns that hold the atom, less patterns that do not, within the target.
// There is always one: for each atom outside some pattern matches one of the two only.
// REQUIRES: the atom is no literal.
Draft CoverSearch::cube(std::size_t atom) const {
  std::vector<std::pair<const Candidate*, Bitset>> chosen;  // with what each one shuts out
  Bitset left = minus(outside_, literal_atoms_);
  const auto shut_out = [&](const Candidate& candidate) {
    return candidate.atoms.test(atom) ? complement(candidate.atoms) : candidate.atoms;
  };
  while (!left.none()) {
    const Candidate* best = nullptr;
    std::size_t best_gain = 0;
    for (const Candidate& candidate : wildcards_) {
      const std::size_t common_count = count_common(candidate.atoms, left);
      const std::size_t gain =
          candidate.atoms.test(atom) ? left.count() - common_count : common_count;
      if (gain > best_gain) {
        best = &candidate;
        best_gain = gain;
      }
    }
    check(best != nullptr, "some pattern tells two regions apart");
    chosen.emplace_back(best, shut_out(*best));
    left.and_not(chosen.back().second);
  }
  Draft draft{.term = {}, .atoms = complement(Bitset(target_.size()))};
  const auto part = [&](std::size_t i) { return chosen[i].second; };
  for (const std::size_t i : irredundant(chosen.size(), minus(outside_, literal_atoms_), part)) {
    const auto& [candidate, shut] = chosen[i];
    (candidate->atoms.test(atom) ? draft.term.all_of : draft.term.none_of)
        .push_back(candidate->pattern);
    draft.atoms.and_not(shut);
  }
  const Bitset literals = common(draft.atoms, outside_);
  for (std::size_t a = literals.find_next(0); a < literals.size(); a = literals.find_next(a + 1)) {
    draft.term.none_of.push_back(literals_[a]);
  }
  draft.atoms.and_not(literals);
  draft.cost = std::max<std::size_t>(1, draft.term.all_of.size()) + draft.term.none_of.size();
  return draft;
}

void CoverSearch::sort_by_text(std::vector<std::uint32_t>& patterns) const {
  std::ranges::sort(patterns, {}, [this](std::uint32_t p) { return folded_text(p); });
}

// Greedy choice can be led astray by a term that gains much for little; to begin with one of the
// widest terms instead often needs fewer words in the end, so a few of these are tried.
std::vector<CoverTerm> CoverSearch::run() {
  std::vector<const Draft*> widest(drafts_.size());
  std::ranges::transform(drafts_, widest.begin(), [](const Draft& draft) { return &draft; });
  std::ranges::stable_sort(widest, std::ranges::greater{},
                           [](const Draft* draft) { return draft->atoms.count(); });
  widest.resize(std::min(widest.size(), kForcedFirst));
  Drafts best = greedy(nullptr);
  for (const Draft* first : widest) {
    Drafts other = greedy(first);
    if (std::pair(cost_of(other), other.size()) < std::pair(cost_of(best), best.size())) {
      best = std::move(other);
    }
  }
  Bitset covered(target_.size());
  std::vector<CoverTerm> terms(best.size());
  for (std::size_t i = 0; i < best.size(); ++i) {
    covered |= best[i].atoms;
    terms[i] = std::move(best[i].term);
    sort_by_text(terms[i].all_of);
    sort_by_text(terms[i].none_of);
  }
  check(covered == target_, "a cover is exact");
  std::ranges::sort(terms, {}, [this](const CoverTerm& term) { return sort_key(term); });
  return terms;
}

// The texts of a term's patterns, with an empty one before those that are subtracted.
std::vector<std::string> CoverSearch::sort_key(const CoverTerm& term) const {
  std::vector<std::string> key(term.all_of.size() + 1 + term.none_of.size());
  const auto text = [this](std::uint32_t pattern) { return folded_text(pattern); };
  const auto end = std::ranges::transform(term.all_of, key.begin(), text).out;
  std::ranges::transform(term.none_of, end + 1, text);
  return key;
}

std::string join(const AtomPartition& partition, std::span<const std::uint32_t> patterns,
                 std::string_view separator) {
  std::string text;
  for (const std::uint32_t pattern : patterns) {
    text += fmt::format("{}`{}`", text.empty() ? "" : separator, partition.pattern_text(pattern));
  }
  return text;
}

}  // namespace

std::vector<CoverTerm> cover(const AtomPartition& partition, const ActionSet& set) {
  return CoverSearch(partition, set.atoms()).run();
}

ActionSet actions_of(const AtomPartition& partition, const CoverTerm& term) {
  ActionSet set = ActionSet::all(partition);
  for (const std::uint32_t pattern : term.all_of) {
    set &= ActionSet::of(partition, pattern);
  }
  for (const std::uint32_t pattern : term.none_of) {
    set -= ActionSet::of(partition, pattern);
  }
  return set;
}

std::string to_string(const AtomPartition& partition, const CoverTerm& term) {
  std::string text = term.all_of.empty() ? "`*`" : join(partition, term.all_of, " and ");
  if (!term.none_of.empty()) {
    text += fmt::format(" minus {}", join(partition, term.none_of, ", "));
  }
  return text;
}

}  // namespace leastwise

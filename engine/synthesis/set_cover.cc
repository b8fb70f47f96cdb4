// One type, CoverState, is a problem that has partly been decided: lists of what is left, and what
// was chosen. Reductions, bounds and branches all work on it; a branch is a copy.
//
// Lists are kept sorted and without what has been dropped, so inclusion is one merge of two of
// them.
#include "engine/synthesis/set_cover.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

using Index = std::uint32_t;
using List = std::vector<Index>;

// One in the fixed-point numbers of the dual bound; every rounding goes down, which keeps the dual
// feasible and the bound true.
constexpr std::uint64_t kOne = std::uint64_t{1} << 32U;

void erase_sorted(List& list, Index value) {
  const auto found = std::ranges::lower_bound(list, value);
  list.erase(found);
}

class CoverState {
 public:
  CoverState(std::size_t rows, std::span<const Bitset> columns);

  // Applies the reductions until none applies.
  void reduce();
  // Takes a column: its rows are done.
  void choose(Index column);
  // Rules a column out. REQUIRES: it is not the only one that holds some row.
  void drop_column(Index column);

  [[nodiscard]] bool done() const { return open_rows_ == 0; }
  [[nodiscard]] const List& chosen() const { return chosen_; }
  // No cover that contains what was chosen has fewer columns than this.
  [[nodiscard]] std::size_t lower_bound() const;
  // A cover that contains what was chosen.
  [[nodiscard]] List greedy() const;
  // The columns of the row to branch on, the largest first. REQUIRES: not done().
  [[nodiscard]] List branches() const;
  // The parts that have no column in common; nothing is chosen in them. REQUIRES: reduced.
  [[nodiscard]] std::vector<CoverState> components() const;

 private:
  CoverState() = default;
  bool choose_essential();
  bool drop_dominated_rows();
  bool drop_dominated_columns();
  void drop_row(Index row);
  [[nodiscard]] List reachable(Index first, std::vector<bool>& seen) const;
  [[nodiscard]] std::vector<Index> open_by_degree() const;
  [[nodiscard]] std::size_t independent_rows(const std::vector<Index>& order) const;
  [[nodiscard]] std::size_t dual_bound(const std::vector<Index>& order) const;
  // Of the numbers in `of` the one whose list is the shortest.
  [[nodiscard]] static Index shortest(const List& of, const std::vector<List>& lists) {
    return *std::ranges::min_element(of, {}, [&](Index i) { return lists[i].size(); });
  }

  std::vector<List> rows_of_;     // by column: its open rows, ascending; empty where it is dropped
  std::vector<List> columns_of_;  // by row: its live columns, ascending; empty where it is done
  List names_;                    // by column: what the input calls it
  List chosen_;                   // by name
  std::size_t open_rows_ = 0;
};

// Rows that the same columns hold are one row: they are merged before anything is compared.
CoverState::CoverState(std::size_t rows, std::span<const Bitset> columns)
    : rows_of_(columns.size()), columns_of_(rows), names_(columns.size()) {
  std::iota(names_.begin(), names_.end(), Index{0});
  for (std::size_t c = 0; c < columns.size(); ++c) {
    check(columns[c].size() == rows, "every column is a set of the rows");
    for (std::size_t r = columns[c].find_next(0); r < rows; r = columns[c].find_next(r + 1)) {
      columns_of_[r].push_back(static_cast<Index>(c));
    }
  }
  std::vector<Index> order(rows);
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, {}, [&](Index r) -> const List& { return columns_of_[r]; });
  for (std::size_t i = rows; i-- > 1;) {
    if (columns_of_[order[i]] == columns_of_[order[i - 1]]) {
      columns_of_[order[i]].clear();
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    for (const Index c : columns_of_[r]) {
      rows_of_[c].push_back(static_cast<Index>(r));
    }
    open_rows_ += columns_of_[r].empty() ? 0U : 1U;
  }
}

void CoverState::drop_row(Index row) {
  for (const Index c : columns_of_[row]) {
    erase_sorted(rows_of_[c], row);
  }
  columns_of_[row].clear();
  --open_rows_;
}

void CoverState::drop_column(Index column) {
  for (const Index r : rows_of_[column]) {
    erase_sorted(columns_of_[r], column);
  }
  rows_of_[column].clear();
}

void CoverState::choose(Index column) {
  chosen_.push_back(names_[column]);
  const List rows = rows_of_[column];
  for (const Index r : rows) {
    drop_row(r);
  }
}

void CoverState::reduce() {
  bool changed = true;
  while (changed && !done()) {
    changed = choose_essential();
    changed = drop_dominated_rows() || changed;
    changed = drop_dominated_columns() || changed;
  }
}

bool CoverState::choose_essential() {
  bool changed = false;
  for (const List& columns : columns_of_) {
    if (columns.size() == 1) {
      choose(columns.front());
      changed = true;
    }
  }
  return changed;
}

// A row that contains another one's columns shares all of them, so it is found among the rows of
// any single one; the shortest list is looked through.
bool CoverState::drop_dominated_rows() {
  bool changed = false;
  for (std::size_t r = 0; r < columns_of_.size(); ++r) {
    if (columns_of_[r].empty()) {
      continue;
    }
    const List candidates = rows_of_[shortest(columns_of_[r], rows_of_)];
    for (const Index other : candidates) {
      if (other != r && std::ranges::includes(columns_of_[other], columns_of_[r])) {
        drop_row(other);
        changed = true;
      }
    }
  }
  return changed;
}

// Likewise. Of two columns that hold the same rows the first one stays: the input's preference.
bool CoverState::drop_dominated_columns() {
  bool changed = false;
  for (std::size_t c = rows_of_.size(); c-- > 0;) {
    if (rows_of_[c].empty()) {
      continue;
    }
    const List& candidates = columns_of_[shortest(rows_of_[c], columns_of_)];
    const bool dominated = std::ranges::any_of(candidates, [&](Index other) {
      return other != c && (rows_of_[other].size() > rows_of_[c].size() || other < c) &&
             std::ranges::includes(rows_of_[other], rows_of_[c]);
    });
    if (dominated) {
      drop_column(static_cast<Index>(c));
      changed = true;
    }
  }
  return changed;
}

std::vector<Index> CoverState::open_by_degree() const {
  std::vector<Index> order;
  for (std::size_t r = 0; r < columns_of_.size(); ++r) {
    if (!columns_of_[r].empty()) {
      order.push_back(static_cast<Index>(r));
    }
  }
  std::ranges::stable_sort(order, {}, [&](Index r) { return columns_of_[r].size(); });
  return order;
}

std::size_t CoverState::lower_bound() const {
  const std::vector<Index> order = open_by_degree();
  return chosen_.size() + std::max(independent_rows(order), dual_bound(order));
}

// Rows of which no two share a column need a column each.
std::size_t CoverState::independent_rows(const std::vector<Index>& order) const {
  std::vector<bool> taken(rows_of_.size());
  std::size_t count = 0;
  for (const Index r : order) {
    if (std::ranges::none_of(columns_of_[r], [&](Index c) { return taken[c]; })) {
      ++count;
      for (const Index c : columns_of_[r]) {
        taken[c] = true;
      }
    }
  }
  return count;
}

// Prices of rows such that the rows of no column cost more than 1: then a cover has at least as
// many columns as all rows cost. Each row first gets the share that it has in its largest column,
// and then what is left of its tightest one.
std::size_t CoverState::dual_bound(const std::vector<Index>& order) const {
  std::vector<std::uint64_t> slack(rows_of_.size(), kOne);
  std::uint64_t total = 0;
  const auto pay = [&](Index row, std::uint64_t price) {
    total += price;
    for (const Index c : columns_of_[row]) {
      slack[c] -= price;
    }
  };
  for (const Index r : order) {
    std::size_t largest = 1;
    for (const Index c : columns_of_[r]) {
      largest = std::max(largest, rows_of_[c].size());
    }
    pay(r, kOne / largest);
  }
  for (const Index r : order) {
    std::uint64_t tightest = kOne;
    for (const Index c : columns_of_[r]) {
      tightest = std::min(tightest, slack[c]);
    }
    pay(r, tightest);
  }
  return (total + kOne - 1) / kOne;
}

// The column that holds most of what is open, again and again; then without those that the others
// have made superfluous, the last chosen first.
List CoverState::greedy() const {
  std::vector<Index> covering(columns_of_.size());  // by row: how many picked columns hold it
  List picked;
  for (std::size_t open = open_rows_; open != 0;) {
    Index best = 0;
    std::size_t best_gain = 0;
    for (std::size_t c = 0; c < rows_of_.size(); ++c) {
      if (rows_of_[c].size() <= best_gain) {
        continue;
      }
      const auto gain = static_cast<std::size_t>(
          std::ranges::count_if(rows_of_[c], [&](Index r) { return covering[r] == 0; }));
      if (gain > best_gain) {
        best = static_cast<Index>(c);
        best_gain = gain;
      }
    }
    check(best_gain != 0, "every row is in a column");
    picked.push_back(best);
    open -= best_gain;
    for (const Index r : rows_of_[best]) {
      ++covering[r];
    }
  }
  List cover = chosen_;
  for (std::size_t i = picked.size(); i-- > 0;) {
    const List& rows = rows_of_[picked[i]];
    if (std::ranges::all_of(rows, [&](Index r) { return covering[r] > 1; })) {
      std::ranges::for_each(rows, [&](Index r) { --covering[r]; });
    } else {
      cover.push_back(names_[picked[i]]);
    }
  }
  return cover;
}

// Few columns make few branches, and a large column first makes a good cover early.
List CoverState::branches() const {
  List columns = columns_of_[open_by_degree().front()];
  std::ranges::stable_sort(columns, std::greater<>(), [&](Index c) { return rows_of_[c].size(); });
  return columns;
}

// The rows that can be reached from `first` by shared columns, ascending; marks them as seen.
List CoverState::reachable(Index first, std::vector<bool>& seen) const {
  List rows = {first};
  seen[first] = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const Index c : columns_of_[rows[i]]) {
      for (const Index next : rows_of_[c]) {
        if (!seen[next]) {
          seen[next] = true;
          rows.push_back(next);
        }
      }
    }
  }
  std::ranges::sort(rows);
  return rows;
}

// Each part is numbered anew, so that a branch copies what is left and not what once was.
std::vector<CoverState> CoverState::components() const {
  std::vector<CoverState> parts;
  std::vector<bool> seen(columns_of_.size());
  std::vector<Index> new_number(rows_of_.size());
  for (const Index first : open_by_degree()) {
    if (seen[first]) {
      continue;
    }
    CoverState part;
    const List rows = reachable(first, seen);
    List columns;
    for (const Index r : rows) {
      columns.insert(columns.end(), columns_of_[r].begin(), columns_of_[r].end());
    }
    sort_unique(columns);
    for (const Index c : columns) {
      new_number[c] = static_cast<Index>(part.names_.size());
      part.names_.push_back(names_[c]);
    }
    part.rows_of_.resize(columns.size());
    for (const Index r : rows) {
      part.columns_of_.emplace_back();
      for (const Index c : columns_of_[r]) {
        part.columns_of_.back().push_back(new_number[c]);
        part.rows_of_[new_number[c]].push_back(static_cast<Index>(part.open_rows_));
      }
      ++part.open_rows_;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

// The branch and bound of one component.
class CoverSearch {
 public:
  // REQUIRES: `root` is reduced, and not done.
  CoverSearch(CoverState root, std::size_t max_nodes) : max_nodes_(max_nodes) {
    best_ = root.greedy();
    push(std::move(root));
  }

  SetCover run() {
    while (!open_.empty() && nodes_ < max_nodes_) {
      Node node = std::move(open_.back());
      open_.pop_back();
      if (node.bound < best_.size()) {
        ++nodes_;
        expand(node.state);
      }
    }
    std::size_t bound = best_.size();
    for (const Node& node : open_) {
      bound = std::min(bound, node.bound);
    }
    return {best_, bound, nodes_};
  }

 private:
  struct Node {
    CoverState state;
    std::size_t bound;  // of its parent or better: true for it
  };

  // A node that cannot become better than the best is not kept.
  void push(CoverState state) {
    const std::size_t bound = state.lower_bound();
    if (bound < best_.size()) {
      open_.push_back({std::move(state), bound});
    }
  }

  // One child a column of the chosen row; the columns before it are ruled out in it, since the
  // children before have tried them. No other row loses its last column by that: its columns would
  // all hold the chosen row, which row dominance has left only where that is not so.
  void expand(const CoverState& state) {
    std::vector<CoverState> children;
    CoverState rest = state;
    const List columns = state.branches();
    for (const Index column : columns) {
      CoverState child = rest;
      child.choose(column);
      child.reduce();
      const List cover = child.greedy();
      if (cover.size() < best_.size()) {
        best_ = cover;
      }
      children.push_back(std::move(child));
      if (column != columns.back()) {
        rest.drop_column(column);
      }
    }
    // The first child goes on top of the stack.
    for (std::size_t i = children.size(); i-- > 0;) {
      push(std::move(children[i]));
    }
  }

  std::size_t max_nodes_;
  std::size_t nodes_ = 0;
  List best_;
  std::vector<Node> open_;  // a stack: the depth of the search is no recursion
};

}  // namespace

SetCover minimum_set_cover(std::size_t rows, std::span<const Bitset> columns,
                           std::size_t max_nodes) {
  CoverState root(rows, columns);
  root.reduce();
  SetCover whole{root.chosen(), root.chosen().size(), 0};
  for (CoverState& part : root.components()) {
    const SetCover solved = CoverSearch(std::move(part), max_nodes - whole.nodes).run();
    whole.columns.insert(whole.columns.end(), solved.columns.begin(), solved.columns.end());
    whole.lower_bound += solved.lower_bound;
    whole.nodes += solved.nodes;
  }
  sort_unique(whole.columns);
  return whole;
}

}  // namespace leastwise

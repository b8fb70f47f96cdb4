#include "rules/conditions/condition_meaning.h"

#include <algorithm>
#include <utility>

namespace leastwise {
namespace {

// The kinds of calls of one action cell: they differ in their suboperation.
struct CellCalls {
  std::vector<bool> matches;
  std::vector<CallKind> kinds;
};

std::vector<CellCalls> by_cell(std::vector<CallKind> kinds) {
  std::vector<CellCalls> cells;
  for (CallKind& kind : kinds) {
    if (kind.suboperation.empty()) {
      cells.push_back({kind.matches, {}});
    }
    cells.back().kinds.push_back(std::move(kind));
  }
  return cells;
}

// Names cells by the patterns that match them.
class CellNames {
 public:
  CellNames(std::vector<const ActionPattern*> patterns, const std::vector<CellCalls>& cells)
      : patterns_(std::move(patterns)), cells_(cells) {}

  [[nodiscard]] std::string name(const std::vector<bool>& matches) const {
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (matches[i] && !has_narrower(i, matches) && !is_repeated(i)) {
        own.push_back(i);
      }
    }
    if (own.empty()) {
      return cells_.size() == 1 ? "every action" : "every other action";
    }
    std::string text;
    for (const std::size_t i : own) {
      text += (text.empty() ? "" : " that is also in ") + patterns_[i]->text();
    }
    // The pattern also matches cells with names of their own.
    const bool alone = std::ranges::none_of(cells_, [&](const CellCalls& cell) {
      return cell.matches != matches &&
             std::ranges::all_of(own, [&](std::size_t i) { return cell.matches[i]; });
    });
    return alone ? text : "other actions of " + text;
  }

 private:
  // Whether another pattern of the cell matches less: the name is the narrowest.
  [[nodiscard]] bool has_narrower(std::size_t wide, const std::vector<bool>& matches) const {
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (i != wide && matches[i] && within(i, wide) && !within(wide, i)) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool within(std::size_t narrow, std::size_t wide) const {
    return std::ranges::all_of(
        cells_, [&](const CellCalls& cell) { return !cell.matches[narrow] || cell.matches[wide]; });
  }

  // The same set of actions as an earlier pattern of the text.
  [[nodiscard]] bool is_repeated(std::size_t pattern) const {
    for (std::size_t i = 0; i < pattern; ++i) {
      if (within(i, pattern) && within(pattern, i)) {
        return true;
      }
    }
    return false;
  }

  std::vector<const ActionPattern*> patterns_;
  const std::vector<CellCalls>& cells_;
};

// Entries of one cell, still without a name: suboperations of which the condition asks the same are
// one, and the first entry is that of calls with no suboperation that it names.
std::vector<MeaningEntry> entries_of(const CellCalls& cell) {
  std::vector<MeaningEntry> entries;
  std::vector<std::string> named;  // those that are unlike a call without one
  const Requirement& plain = cell.kinds.front().requirement;
  entries.push_back({{}, "", plain});
  for (const CallKind& kind : cell.kinds) {
    if (kind.requirement == plain) {
      continue;
    }
    named.push_back(kind.suboperation);
    const auto same = std::ranges::find(entries, kind.requirement, &MeaningEntry::requirement);
    if (same == entries.end()) {
      entries.push_back({{}, "as " + kind.suboperation, kind.requirement});
    } else {
      same->calls += " or " + kind.suboperation;
    }
  }
  for (const std::string& name : named) {
    entries.front().calls += (entries.front().calls.empty() ? "other than as " : " or ") + name;
  }
  return entries;
}

// Where the first pattern that matches the cell stands; behind all where none does.
std::size_t first_match(const std::vector<bool>& matches) {
  return static_cast<std::size_t>(std::ranges::find(matches, true) - matches.begin());
}

}  // namespace

std::optional<std::vector<MeaningEntry>> meaning_of(const Condition& condition,
                                                    const RequestSpace& space) {
  auto kinds = kinds_of_calls(condition, space);
  if (!kinds) {
    return std::nullopt;
  }
  std::vector<CellCalls> cells = by_cell(*std::move(kinds));
  std::ranges::stable_sort(cells, {},
                           [](const CellCalls& cell) { return first_match(cell.matches); });
  const CellNames names(condition.program().action_patterns(), cells);
  std::vector<MeaningEntry> entries;
  for (const CellCalls& cell : cells) {
    const std::string name = names.name(cell.matches);
    for (MeaningEntry& entry : entries_of(cell)) {
      const auto same = std::ranges::find_if(entries, [&](const MeaningEntry& other) {
        return other.requirement == entry.requirement && other.calls == entry.calls;
      });
      MeaningEntry& target = same == entries.end() ? entries.emplace_back(std::move(entry)) : *same;
      if (std::ranges::find(target.actions, name) == target.actions.end()) {
        target.actions.push_back(name);
      }
    }
  }
  return entries;
}

}  // namespace leastwise

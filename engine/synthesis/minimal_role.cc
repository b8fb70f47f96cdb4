// Plane by plane: the strings of the need and (if asked for) the safe wildcard strings become the
// columns of a set cover, the cover is made narrow, and the result is checked.
#include "engine/synthesis/minimal_role.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/action/known_operations.h"
#include "engine/action/pattern.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/synthesis/plane_need.h"
#include "engine/synthesis/role_check.h"
#include "engine/synthesis/set_cover.h"
#include "engine/synthesis/wildcard_family.h"

namespace leastwise {
namespace {

constexpr std::size_t kReadingCount = kReadings.size();

// One string that the role may have: of the need, or of the family.
struct Column {
  std::size_t item = 0;                     // whose string it is
  std::optional<WildcardShape> shape = {};  // of the family
};

class PlaneSearch {
 public:
  PlaneSearch(const PlaneNeed& need, RoleWildcards wildcards)
      : need_(need), wildcards_(wildcards), family_(need) {}

  PlaneStrings run(std::size_t max_nodes) {
    if (wildcards_ == RoleWildcards::kSafe) {
      add_family();
    }
    add_need();
    const SetCover cover = minimum_set_cover(family_.row_count(), rows_, max_nodes);
    PlaneStrings strings{texts(cover.columns), cover.lower_bound};
    std::ranges::sort(strings.strings, {}, folded);
    return strings;
  }

 private:
  void add(Column column, Bitset rows) {
    columns_.push_back(column);
    rows_.push_back(std::move(rows));
  }

  void add_family() {
    for (WildcardCandidate& candidate : family_.candidates()) {
      add({candidate.shape.item, candidate.shape}, std::move(candidate.rows));
    }
  }

  // What a single string of the family covers as well is not worth a column of its own; narrowing
  // brings the string back where nothing else of that column is needed.
  void add_need() {
    std::vector<bool> within_other(need_.items().size());
    for (const Bitset& rows : rows_) {
      for_each_row(rows, [&](std::size_t row) {
        if (row % kReadingCount == 0 && rows.test(row + 1)) {
          within_other[row / kReadingCount] = true;
        }
      });
    }
    for (std::size_t i = 0; i < need_.items().size(); ++i) {
      if (!within_other[i] || need_.items()[i].is_pattern()) {
        add({i}, rows_of_item(i));
      }
    }
  }

  // A pattern of the need covers itself and whatever else it takes in.
  [[nodiscard]] Bitset rows_of_item(std::size_t number) const {
    Bitset rows(family_.row_count());
    const NeedItem& item = need_.items()[number];
    for (std::size_t r = 0; r < kReadingCount; ++r) {
      rows.set(number * kReadingCount + r);
      for (std::size_t i = 0; item.is_pattern() && i < need_.items().size(); ++i) {
        const NeedItem& other = need_.items()[i];
        const bool taken_in = other.is_pattern() ? contains(item.patterns[r], other.patterns[r])
                                                 : item.patterns[r].matches(other.folded);
        if (taken_in) {
          rows.set(i * kReadingCount + r);
        }
      }
    }
    return rows;
  }

  // One after the other, each keeps what no other one covers and lets go of the rest: the surplus
  // of the future shrinks, the number of strings does not grow.
  [[nodiscard]] std::vector<std::string> texts(const std::vector<std::uint32_t>& chosen) const {
    std::vector<std::size_t> covering(family_.row_count());
    for (const std::uint32_t c : chosen) {
      for_each_row(rows_[c], [&](std::size_t row) { ++covering[row]; });
    }
    std::vector<std::string> texts;
    for (const std::uint32_t c : chosen) {
      Bitset own(family_.row_count());
      for_each_row(rows_[c], [&](std::size_t row) {
        if (covering[row] == 1) {
          own.set(row);
        } else {
          --covering[row];
        }
      });
      if (!own.none()) {
        texts.push_back(narrowed(columns_[c], own));
      }
    }
    return texts;
  }

  // The narrowest string in place of a column that must cover `own`.
  [[nodiscard]] std::string narrowed(const Column& column, const Bitset& own) const {
    const std::size_t first = own.find_next(0) / kReadingCount;
    const bool single = own.find_next((first + 1) * kReadingCount) >= own.size();
    if (single) {
      return need_.items()[first].text;
    }
    return column.shape ? family_.text(family_.narrowest(*column.shape, own))
                        : need_.items()[column.item].text;
  }

  template <class Visit>
  static void for_each_row(const Bitset& rows, Visit visit) {
    for (std::size_t row = rows.find_next(0); row < rows.size(); row = rows.find_next(row + 1)) {
      visit(row);
    }
  }

  const PlaneNeed& need_;
  RoleWildcards wildcards_;
  WildcardFamily family_;
  std::vector<Column> columns_;
  std::vector<Bitset> rows_;  // by column
};

bool is_asked_for(const PlaneNeed& need, const std::string& action) {
  const std::string text = folded(action);
  return need.asks_for(text, 0) || need.asks_for(text, 1);
}

// The pattern with a name in place of `*` that nobody has taken; nothing where all that were tried
// are asked for by patterns of the need.
std::optional<std::string> told_example(const OperationCatalogue& known, const PlaneNeed& need,
                                        const std::string& pattern) {
  const std::size_t star = pattern.find('*');
  const std::string front = (star == 0 ? "Microsoft.New/" : "") + pattern.substr(0, star);
  const std::string back = pattern.substr(star + 1);
  for (const std::string_view name : {"newType", "anotherType", "yetAnotherType"}) {
    std::string example = fmt::format("{}{}{}", front, name, back.empty() ? "/write" : back);
    if (!known.find(example) && !is_asked_for(need, example)) {
      return example;
    }
  }
  return std::nullopt;
}

// What the pattern matches less what the need asks for and what is known, exactly: nothing where no
// string is left, or none that can be printed. In the segment reading: a string of the family
// matches nothing beyond it in the other one but empty segments.
std::optional<std::string> exact_example(const OperationCatalogue& known, const PlaneNeed& need,
                                         Plane plane, const std::string& text) {
  std::vector<ActionPattern> patterns = {both_readings(text).front()};
  for (const NeedItem& item : need.items()) {
    patterns.push_back(both_readings(item.folded).front());
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (known[id].is_in(plane) && patterns.front().matches(folded(known.name(id)))) {
      patterns.push_back(both_readings(known.name(id)).front());
    }
  }
  const auto partition = AtomPartition::build(patterns);
  if (!partition) {
    return std::nullopt;
  }
  ActionSet left = ActionSet::of(*partition, 0);
  for (std::size_t i = 1; i < patterns.size(); ++i) {
    left -= ActionSet::of(*partition, i);
  }
  return made_up_witness(*partition, left);
}

// In words. REQUIRES: a string of the family: `*` is a whole segment.
std::string future_shape(std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  const std::string_view front = pattern.substr(0, star == 0 ? 0 : star - 1);
  const std::string_view back = pattern.substr(star + 1);
  std::string shape = front.empty() ? "of any provider" : fmt::format("below {}", front);
  return back.empty() ? shape : fmt::format("{}, ending in {}", shape, back);
}

// Whether a pattern of the need asks for all that `text` matches: then nothing of it is surplus.
bool is_within_need(const PlaneNeed& need, const std::string& text) {
  const std::vector<ActionPattern> patterns = both_readings(text);
  return std::ranges::any_of(need.items(), [&](const NeedItem& item) {
    return item.is_pattern() && contains(item.patterns[0], patterns[0]) &&
           contains(item.patterns[1], patterns[1]);
  });
}

void add_future(const OperationCatalogue& known, const PlaneNeed& need, Plane plane,
                MinimalRole& role) {
  for (const std::string& text : role.plane(plane).strings) {
    if (text.find('*') == std::string::npos || is_within_need(need, text)) {
      continue;
    }
    std::optional<std::string> example = told_example(known, need, text);
    if (!example) {
      example = exact_example(known, need, plane, text);
    }
    role.future.push_back({plane, text, future_shape(text), example.value_or("")});
  }
}

}  // namespace

std::optional<Error> unfit_for_role(const NeededAction& needed) {
  const std::string_view text = trim_blanks(needed.action);
  const auto pattern = ActionPattern::parse(text, WildcardReading::kAzure);
  if (!pattern) {
    return pattern.error();
  }
  if (pattern->has(PatternIssue::kEmpty)) {
    return Error{"an operation is empty", {}};
  }
  if (pattern->has(PatternIssue::kControlCharacter)) {
    return Error{fmt::format("`{}` holds a control character", text), {}};
  }
  if (pattern->has(PatternIssue::kTrailingSlash)) {
    return Error{fmt::format("`{}` ends in `/`: no operation does", text), {}};
  }
  if (pattern->has(PatternIssue::kSeveralWildcards)) {
    return Error{fmt::format("`{}` holds {} wildcards", text, pattern->wildcard_count()),
                 "Azure takes one wildcard in a string of a custom role"};
  }
  return std::nullopt;
}

Result<MinimalRole> minimal_role(const OperationCatalogue& known,
                                 std::span<const NeededAction> need, RoleWildcards wildcards,
                                 std::size_t max_nodes) {
  MinimalRole role;
  for (const NeededAction& needed : need) {
    if (const std::optional<Error> error = unfit_for_role(needed)) {
      return std::unexpected(*error);
    }
    const std::string_view text = trim_blanks(needed.action);
    const auto operation = known.find(text);
    const bool is_known = operation && known[*operation].is_in(needed.plane);
    if (text.find('*') == std::string_view::npos && !is_known) {
      role.unknown.push_back(needed);
    }
  }
  for (const Plane plane : kPlanes) {
    const PlaneNeed on_plane(known, need, plane);
    PlaneStrings& strings = role.planes[static_cast<std::size_t>(plane)];
    strings = PlaneSearch(on_plane, wildcards).run(max_nodes);
    const std::optional<std::string> flaw = flaw_of_role(on_plane, strings.strings);
    check(!flaw, flaw.value_or(""));
    add_future(known, on_plane, plane, role);
  }
  return role;
}

}  // namespace leastwise

// The strings with a wildcard that a smallest role may be made of, and what each one covers.
//
// **The family.** Take a string of the need and put one `*` in place of some of its segments, or
// between two of them: `A/b/c/read` gives `A/*`, `A/*/read`, `A/b/*/read`, `*/read`,
// `A/b/c/*/read`,
// `*`, ... A pattern of the need gives what takes its own wildcard in. A string is **safe** when it
// grants no known operation outside the need, whichever way `*` is read. All optima that are
// claimed are optima over the safe strings of this family, the strings of the need themselves
// included. Wildcards inside a segment (`list*`) are left out: what Azure does with them is not
// documented.
//
// There are some twenty strings for each one of the need, and only the widest safe ones are worth
// looking at: a narrower one covers less, and is no safer than needed.
//
// A **row** is a string of the need in one reading, since a role must cover it in both:
// number 2 * item + reading. `A/*/b` covers `A/b` in the segment reading alone.
//
// Counter-example: `A/*/read` is not safe while `A/x/read` is known and not needed.
// Cost: segments squared for each string of the need, segments for each known operation.
// Tests: tests/engine/synthesis/minimal_role_test.cc, against all strings of the family.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/bitset.h"
#include "engine/base/string_table.h"
#include "engine/synthesis/plane_need.h"

namespace leastwise {

// The first `before` segments of an item, `*`, and its last `after` segments.
struct WildcardShape {
  std::uint32_t item = 0;
  std::uint32_t before = 0;
  std::uint32_t after = 0;
};

struct WildcardCandidate {
  WildcardShape shape;
  Bitset rows;
};

class WildcardFamily {
 public:
  // REQUIRES: `need` outlives it.
  explicit WildcardFamily(const PlaneNeed& need);

  // Safe strings: all that cover something which no other safe string of the family covers as well,
  // and more. Each covers two items at least. In the order of the items.
  [[nodiscard]] std::vector<WildcardCandidate> candidates() const;
  // The string with the most literal text that still covers all of `rows`, no wider than `shape`.
  // REQUIRES: `shape` covers `rows`, which are not empty.
  [[nodiscard]] WildcardShape narrowest(const WildcardShape& shape, const Bitset& rows) const;
  [[nodiscard]] std::string text(const WildcardShape& shape) const;
  [[nodiscard]] std::size_t row_count() const { return items_.size() * kReadings.size(); }

 private:
  // Nodes of a tree of segments, from the front or from the back; 0 is the root.
  using Edges = std::unordered_map<std::uint64_t, std::uint32_t>;
  static constexpr std::uint32_t kNoNode = 0xFFFFFFFFU;

  struct Item {
    std::vector<std::uint32_t> segments = {};
    std::size_t wildcard_at = 0;  // of a pattern: the segment that holds `*`; else segments.size()
    bool is_pattern = false;
    std::vector<std::uint32_t> fronts = {};  // nodes by `before`, as far as a shape may reach
    std::vector<std::uint32_t> backs = {};   // nodes by `after`, likewise
  };
  struct Outside {
    std::vector<std::uint32_t> segments;
    std::array<bool, kReadings.size()> outside;
  };
  // All that is looked at for one front: the items and the forbidden operations behind it.
  struct Front {
    std::uint32_t depth = 0;
    std::vector<std::uint32_t> items = {};
    std::vector<std::uint32_t> outside = {};
  };
  struct Search;

  [[nodiscard]] std::vector<std::uint32_t> segments_of(std::string_view folded);
  static std::uint32_t step(Edges& edges, std::uint32_t node, std::uint32_t segment);
  [[nodiscard]] static std::uint32_t walk(const Edges& edges, std::uint32_t node,
                                          std::uint32_t segment);
  void add_item(const NeedItem& item);
  void add_outside(const ForbiddenOperation& operation);
  // Whether a string with `before` and `after` segments at its ends, which `segments` has there
  // too, matches it.
  [[nodiscard]] bool matches(const std::vector<std::uint32_t>& segments, std::size_t before,
                             std::size_t after, std::size_t reading) const;
  [[nodiscard]] bool covers(const Item& item, std::size_t before, std::size_t after,
                            std::size_t reading) const;
  [[nodiscard]] bool covers_all(const WildcardShape& shape, const Bitset& rows) const;
  [[nodiscard]] bool may_shape(const Item& item, std::size_t before, std::size_t after) const;

  const PlaneNeed& need_;
  StringTable segment_texts_;
  std::uint32_t empty_segment_;
  bool has_empty_segments_ = false;
  std::vector<Item> items_;  // by item of the need
  std::vector<Outside> outside_;
  Edges front_edges_;
  Edges back_edges_;
  std::vector<Front> fronts_;  // by node of front_edges_
};

}  // namespace leastwise

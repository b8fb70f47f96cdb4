// Front by front: which backs are unsafe behind it is marked by one walk over the forbidden
// operations below it, then each item below it asks for its shortest safe back.
//
// For one item, a longer front allows a shorter back. So its widest safe strings are the steps of a
// staircase: those fronts for which the back becomes shorter than for the front before. Segments
// that are empty break this order (`*/b` does not match `/b`, `/*/b` does), so where some operation
// has one, which Azure's do not, every safe string is looked at instead.
#include "engine/synthesis/wildcard_family.h"

#include <algorithm>
#include <utility>

namespace leastwise {
namespace {

constexpr std::uint32_t kNever = 0xFFFFFFFFU;  // no back is short enough; no front came before

// How many of the first `limit` nodes the two paths share.
std::size_t common_length(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                          std::size_t limit) {
  std::size_t length = 0;
  while (length < std::min({limit, a.size(), b.size()}) && a[length] == b[length]) {
    ++length;
  }
  return length;
}

}  // namespace

std::vector<std::uint32_t> WildcardFamily::segments_of(std::string_view folded) {
  std::vector<std::uint32_t> segments;
  while (true) {
    const std::size_t slash = folded.find('/');
    segments.push_back(segment_texts_.intern(folded.substr(0, slash)).value());
    has_empty_segments_ = has_empty_segments_ || segments.back() == empty_segment_;
    if (slash == std::string_view::npos) {
      return segments;
    }
    folded.remove_prefix(slash + 1);
  }
}

// The child of a node, made on its first sight.
std::uint32_t WildcardFamily::step(Edges& edges, std::uint32_t node, std::uint32_t segment) {
  const std::uint64_t key = (std::uint64_t{node} << 32U) | segment;
  return edges.try_emplace(key, static_cast<std::uint32_t>(edges.size() + 1)).first->second;
}

std::uint32_t WildcardFamily::walk(const Edges& edges, std::uint32_t node, std::uint32_t segment) {
  const auto found = edges.find((std::uint64_t{node} << 32U) | segment);
  return found == edges.end() ? kNoNode : found->second;
}

WildcardFamily::WildcardFamily(const PlaneNeed& need)
    : need_(need), empty_segment_(segment_texts_.intern("").value()) {
  for (const NeedItem& item : need.items()) {
    add_item(item);
  }
  fronts_.resize(front_edges_.size() + 1);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    for (std::size_t before = 0; before < items_[i].fronts.size(); ++before) {
      Front& front = fronts_[items_[i].fronts[before]];
      front.depth = static_cast<std::uint32_t>(before);
      front.items.push_back(static_cast<std::uint32_t>(i));
    }
  }
  for (const ForbiddenOperation& operation : need.forbidden()) {
    add_outside(operation);
  }
}

// Both trees hold what a shape may have at its ends: for a pattern, what stands around its `*`.
void WildcardFamily::add_item(const NeedItem& item) {
  Item added{.segments = segments_of(item.folded), .is_pattern = item.is_pattern()};
  const std::size_t count = added.segments.size();
  added.wildcard_at = count;
  if (item.is_pattern()) {
    added.wildcard_at = static_cast<std::size_t>(
        std::ranges::count(item.folded.begin(), std::ranges::find(item.folded, '*'), '/'));
  }
  const std::size_t longest_back = item.is_pattern() ? count - added.wildcard_at - 1 : count;
  added.fronts.push_back(0);
  for (std::size_t i = 0; i < added.wildcard_at; ++i) {
    added.fronts.push_back(step(front_edges_, added.fronts.back(), added.segments[i]));
  }
  added.backs.push_back(0);
  for (std::size_t i = 0; i < longest_back; ++i) {
    added.backs.push_back(step(back_edges_, added.backs.back(), added.segments[count - 1 - i]));
  }
  items_.push_back(std::move(added));
}

void WildcardFamily::add_outside(const ForbiddenOperation& operation) {
  outside_.push_back({segments_of(operation.folded), operation.outside});
  const auto number = static_cast<std::uint32_t>(outside_.size() - 1);
  std::uint32_t node = 0;
  fronts_[node].outside.push_back(number);
  for (const std::uint32_t segment : outside_.back().segments) {
    node = walk(front_edges_, node, segment);
    if (node == kNoNode) {
      return;
    }
    fronts_[node].outside.push_back(number);
  }
}

// SPEC section 1, for one `*` between whole segments. The segment reading asks for a run that is
// not empty, or for none at all where something stands on both sides.
bool WildcardFamily::matches(const std::vector<std::uint32_t>& segments, std::size_t before,
                             std::size_t after, std::size_t reading) const {
  const bool segment_reading = kReadings[reading] == WildcardReading::kAzure;
  if (before + after >= segments.size()) {
    return before + after == segments.size() && segment_reading && before != 0 && after != 0;
  }
  const bool empty_run =
      before + after + 1 == segments.size() && segments[before] == empty_segment_;
  return !segment_reading || !empty_run;
}

// A pattern is covered where its own wildcard is within that of the string: `A/*` takes in `A/*/b`,
// `A/b/*` and `A/x*/b`.
bool WildcardFamily::covers(const Item& item, std::size_t before, std::size_t after,
                            std::size_t reading) const {
  if (item.is_pattern) {
    return before <= item.wildcard_at && after < item.segments.size() - item.wildcard_at;
  }
  return matches(item.segments, before, after, reading);
}

// Whether the item gives a string of this shape: one that covers it in some reading.
bool WildcardFamily::may_shape(const Item& item, std::size_t before, std::size_t after) const {
  return covers(item, before, after, 0) || covers(item, before, after, 1);
}

// One run of candidates(): what is marked for the front that is being looked at.
struct WildcardFamily::Search {
  const WildcardFamily& family;
  std::vector<std::uint32_t> unsafe_for;     // by back: the front for which it was marked last
  std::vector<std::uint32_t> shortest_back;  // by item: for the front before this one
  std::vector<WildcardCandidate> found = {};
  std::vector<std::uint32_t> candidate_of = {};  // by back: its candidate of this front
  std::vector<std::uint32_t> candidate_for = {};

  explicit Search(const WildcardFamily& of)
      : family(of),
        unsafe_for(of.back_edges_.size() + 1, kNever),
        shortest_back(of.items_.size(), kNever),
        candidate_of(of.back_edges_.size() + 1),
        candidate_for(of.back_edges_.size() + 1, kNever) {}

  void mark_unsafe(std::uint32_t node);
  void collect(std::uint32_t node);
  void cover(std::uint32_t node);
  void propose(std::uint32_t node, std::uint32_t item, std::uint32_t after);
};

// Follows each forbidden operation from its end as far as backs of the need go.
void WildcardFamily::Search::mark_unsafe(std::uint32_t node) {
  const Front& front = family.fronts_[node];
  for (const std::uint32_t number : front.outside) {
    const Outside& operation = family.outside_[number];
    const std::size_t count = operation.segments.size();
    std::uint32_t back = 0;
    for (std::size_t after = 0; back != kNoNode && after + front.depth <= count; ++after) {
      for (std::size_t r = 0; r < kReadings.size(); ++r) {
        if (operation.outside[r] && family.matches(operation.segments, front.depth, after, r)) {
          unsafe_for[back] = node;
        }
      }
      if (after == count) {
        break;
      }
      back = walk(family.back_edges_, back, operation.segments[count - 1 - after]);
    }
  }
}

void WildcardFamily::Search::propose(std::uint32_t node, std::uint32_t item, std::uint32_t after) {
  const std::uint32_t back = family.items_[item].backs[after];
  if (candidate_for[back] != node) {
    candidate_for[back] = node;
    candidate_of[back] = static_cast<std::uint32_t>(found.size());
    found.push_back({{item, family.fronts_[node].depth, after}, Bitset(family.row_count())});
  }
}

// The steps of each item's staircase at this front.
void WildcardFamily::Search::collect(std::uint32_t node) {
  const Front& front = family.fronts_[node];
  for (const std::uint32_t i : front.items) {
    const Item& item = family.items_[i];
    std::uint32_t shortest = kNever;
    for (std::uint32_t after = 0; after < item.backs.size(); ++after) {
      if (unsafe_for[item.backs[after]] == node || !family.may_shape(item, front.depth, after)) {
        continue;
      }
      if (shortest == kNever) {
        shortest = after;
      }
      if (family.has_empty_segments_ || (after == shortest && shortest < shortest_back[i])) {
        propose(node, i, after);
      }
    }
    shortest_back[i] = std::min(shortest, shortest_back[i]);
  }
}

void WildcardFamily::Search::cover(std::uint32_t node) {
  const Front& front = family.fronts_[node];
  for (const std::uint32_t i : front.items) {
    const Item& item = family.items_[i];
    for (std::size_t after = 0; after < item.backs.size(); ++after) {
      if (candidate_for[item.backs[after]] != node) {
        continue;
      }
      for (std::size_t r = 0; r < kReadings.size(); ++r) {
        if (family.covers(item, front.depth, after, r)) {
          found[candidate_of[item.backs[after]]].rows.set(i * kReadings.size() + r);
        }
      }
    }
  }
}

// A parent node has a lower number than its children, so fronts come from the shortest on.
std::vector<WildcardCandidate> WildcardFamily::candidates() const {
  Search search(*this);
  for (std::uint32_t node = 0; node < fronts_.size(); ++node) {
    const std::size_t before = search.found.size();
    search.mark_unsafe(node);
    search.collect(node);
    if (search.found.size() != before) {
      search.cover(node);
    }
  }
  std::erase_if(search.found, [](const WildcardCandidate& candidate) {
    const std::size_t item = candidate.rows.find_next(0) / kReadings.size();
    return candidate.rows.find_next((item + 1) * kReadings.size()) >= candidate.rows.size();
  });
  std::ranges::stable_sort(search.found, {},
                           [](const WildcardCandidate& found) { return found.shape.item; });
  return std::move(search.found);
}

// Both ends may be as long as what all covered items have in common there. Where the two would
// overlap in one of them, the longer text decides, and then the longer front. A string that is
// nowhere wider than a safe one is safe, but for empty segments.
WildcardShape WildcardFamily::narrowest(const WildcardShape& shape, const Bitset& rows) const {
  if (has_empty_segments_) {
    return shape;
  }
  const auto number = static_cast<std::uint32_t>(rows.find_next(0) / kReadings.size());
  const Item& first = items_[number];
  std::size_t before = first.fronts.size();
  std::size_t after = first.backs.size();
  for (std::size_t row = rows.find_next(0); row < rows.size(); row = rows.find_next(row + 1)) {
    const Item& item = items_[row / kReadings.size()];
    before = common_length(first.fronts, item.fronts, before);
    after = common_length(first.backs, item.backs, after);
  }
  WildcardShape best{number, shape.before, shape.after};
  for (auto b = shape.before; b < before; ++b) {
    for (auto a = shape.after; a < after; ++a) {
      const WildcardShape tried{number, b, a};
      if (covers_all(tried, rows) &&
          std::pair(text(tried).size(), b) > std::pair(text(best).size(), best.before)) {
        best = tried;
      }
    }
  }
  return best;
}

bool WildcardFamily::covers_all(const WildcardShape& shape, const Bitset& rows) const {
  for (std::size_t row = rows.find_next(0); row < rows.size(); row = rows.find_next(row + 1)) {
    const Item& item = items_[row / kReadings.size()];
    if (!covers(item, shape.before, shape.after, row % kReadings.size())) {
      return false;
    }
  }
  return true;
}

// In the spelling of the item. A shape that covers its own item has a `/` behind each segment in
// front and before each one at the end; both ends may meet in the same one.
std::string WildcardFamily::text(const WildcardShape& shape) const {
  const std::string_view whole = need_.items()[shape.item].text;
  std::size_t front = 0;
  for (std::uint32_t i = 0; i < shape.before; ++i) {
    front = whole.find('/', front) + 1;
  }
  std::size_t back = whole.size();
  for (std::uint32_t i = 0; i < shape.after; ++i) {
    back = whole.rfind('/', back - 1);
  }
  std::string text(whole.substr(0, front));
  text += '*';
  text += whole.substr(back);
  return text;
}

}  // namespace leastwise

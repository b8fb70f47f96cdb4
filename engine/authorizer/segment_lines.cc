#include "engine/authorizer/segment_lines.h"

#include <algorithm>

#include "engine/base/array_checks.h"

namespace leastwise {

std::uint32_t SegmentLines::reserve(std::size_t words) {
  const std::size_t left = kBlock - used_ % kBlock;
  if (left != kBlock && words > left) {
    used_ += left;
  }
  const std::size_t first = used_;
  used_ += words;
  lines_.resize(used_ / kBlock + 1, Line{});
  return static_cast<std::uint32_t>(first);
}

GrantTable SegmentLines::add(std::span<const std::uint32_t> begins, std::span<const Range> ranges) {
  GrantTable table{.first = 0, .count = static_cast<std::uint32_t>(begins.size())};
  table.first = reserve(table_words(table));
  if (is_small(table)) {
    for (std::size_t i = 0; i < begins.size(); ++i) {
      put(table.first + i, begins[i]);
      put(table.first + begins.size() + i * 2, ranges[i].first);
      put(table.first + begins.size() + i * 2 + 1, ranges[i].count);
    }
    return table;
  }
  const std::size_t directory = directory_words(table);
  for (std::size_t b = 0; b < block_count(table); ++b) {
    put(table.first + b, begins[b * kBlock]);
    const std::size_t at = table.first + directory + b * 3 * kBlock;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const std::size_t segment = b * kBlock + i;
      const bool real = segment < begins.size();
      put(at + i, real ? begins[segment] : kPadding);
      put(at + kBlock + i * 2, real ? ranges[segment].first : 0);
      put(at + kBlock + i * 2 + 1, real ? ranges[segment].count : 0);
    }
  }
  return table;
}

bool SegmentLines::is_sound(GrantTable table) const {
  if (!lies_within(table.first, table_words(table), word_count())) {
    return false;
  }
  if (is_small(table)) {
    return std::ranges::is_sorted(std::span(word(table), table.count));
  }
  // A block begins with what the directory says, so a search in it finds something.
  std::uint32_t before = 0;
  for (std::uint32_t b = 0; b < block_count(table); ++b) {
    const std::span<const std::uint32_t> begins(block(table, b), kBlock);
    if (begins.front() != word(table)[b] || begins.front() < before ||
        !std::ranges::is_sorted(begins)) {
      return false;
    }
    before = begins.back();
  }
  return true;
}

}  // namespace leastwise

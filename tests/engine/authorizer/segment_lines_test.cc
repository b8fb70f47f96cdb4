#include "engine/authorizer/segment_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace leastwise {
namespace {

struct Sketch {
  std::vector<std::uint32_t> begins;
  std::vector<SegmentLines::Range> ranges;
  GrantTable table;
};

// A table of so many segments, each with a range of its own.
Sketch add(SegmentLines& lines, std::size_t count, std::mt19937& random) {
  Sketch sketch;
  auto begin = static_cast<std::uint32_t>(random() % 3);
  for (std::size_t i = 0; i < count; ++i) {
    sketch.begins.push_back(begin);
    sketch.ranges.push_back({static_cast<std::uint32_t>(random()), begin + 1});
    begin += 1 + static_cast<std::uint32_t>(random() % 5);
  }
  sketch.table = lines.add(sketch.begins, sketch.ranges);
  return sketch;
}

// By a look at every segment.
SegmentLines::Range expected(const Sketch& sketch, std::uint32_t number) {
  SegmentLines::Range found;
  for (std::size_t i = 0; i < sketch.begins.size() && sketch.begins[i] <= number; ++i) {
    found = sketch.ranges[i];
  }
  return found;
}

// Sizes around those of a line, a block and a directory line, many tables in one store.
TEST(SegmentLines, FindTheLastSegmentThatBegins) {
  std::mt19937 random(3);  // NOLINT(*-msc51-cpp): the same tables every time
  SegmentLines lines;
  std::vector<Sketch> sketches;
  for (const std::size_t count : std::initializer_list<std::size_t>{
           1, 2, 5, 6, 15, 16, 17, 31, 32, 33, 255, 256, 257, 300, 1, 5000}) {
    sketches.push_back(add(lines, count, random));
  }
  for (const Sketch& sketch : sketches) {
    ASSERT_EQ(sketch.table.count, sketch.begins.size());
    for (std::uint32_t number = 0; number < sketch.begins.back() + 3; ++number) {
      lines.prefetch_block(sketch.table, number);
      const SegmentLines::Range found = lines.find(sketch.table, number);
      const SegmentLines::Range wanted = expected(sketch, number);
      ASSERT_EQ(found.first, wanted.first) << number << " of " << sketch.begins.size();
      ASSERT_EQ(found.count, wanted.count) << number << " of " << sketch.begins.size();
    }
    EXPECT_EQ(lines.find(sketch.table, 0xFFFFFFFEU).count, sketch.ranges.back().count);
    for (std::uint32_t i = 0; i < sketch.table.count; ++i) {
      ASSERT_EQ(lines.begin(sketch.table, i), sketch.begins[i]);
      ASSERT_EQ(lines.range(sketch.table, i).first, sketch.ranges[i].first);
    }
  }
}

TEST(SegmentLines, OfNoTableIsNothing) {
  const SegmentLines lines;
  EXPECT_EQ(lines.find(GrantTable(), 7).count, 0U);
}

}  // namespace
}  // namespace leastwise

#include "engine/snapshot/snapshot_image.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/hash.h"
#include "tests/engine/snapshot/rich_tenant.h"

namespace leastwise {
namespace {

using testing::rich_tenant;
using testing::SmallCompiled;

std::string bytes_of(const SnapshotImage& image) {
  std::string bytes;
  for (const std::string_view piece : image.pieces()) {
    bytes += piece;
  }
  return bytes;
}

TEST(SnapshotImage, TheSameTenantGivesTheSameBytes) {
  const SmallCompiled one(rich_tenant(), {.at = Instant{15}});
  const SmallCompiled two(rich_tenant(), {.at = Instant{15}});
  const SnapshotOrigin origin{.program = "leastwise 1.2.3"};
  EXPECT_EQ(bytes_of(SnapshotImage(one.compiled, origin)),
            bytes_of(SnapshotImage(two.compiled, origin)));
  EXPECT_NE(bytes_of(SnapshotImage(one.compiled, origin)),
            bytes_of(SnapshotImage(one.compiled, {})));
}

TEST(SnapshotImage, IsAsLongAsItSaysAndWhole) {
  const SmallCompiled tenant(rich_tenant());
  const SnapshotImage image(tenant.compiled, {});
  const std::string bytes = bytes_of(image);
  EXPECT_EQ(bytes.size(), image.byte_count());
  EXPECT_EQ(bytes.size() % kSnapshotAlignment, 0U);
  EXPECT_TRUE(is_snapshot(bytes));
}

// Grants begin at 10 and 30 and end at 20 and 40.
TEST(SnapshotImage, SaysForHowLongItsTablesHold) {
  const auto span_at = [](std::int64_t at) {
    const SmallCompiled tenant(rich_tenant(), {.at = Instant{at}});
    const SnapshotCompilation compilation = SnapshotImage(tenant.compiled, {}).compilation();
    return std::pair(compilation.valid_from, compilation.valid_until);
  };
  EXPECT_EQ(span_at(9), std::pair(kBeginningOfTime, Instant{10}));
  EXPECT_EQ(span_at(10), std::pair(Instant{10}, Instant{20}));
  EXPECT_EQ(span_at(25), std::pair(Instant{20}, Instant{30}));
  EXPECT_EQ(span_at(40), std::pair(Instant{40}, kEndOfTime));
}

}  // namespace
}  // namespace leastwise

#include "engine/base/guid.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_set>

namespace leastwise {
namespace {

constexpr std::string_view kText = "1823dd4f-9b8c-4ab6-ab4e-7397a3684615";

TEST(Guid, ReadsBytesInTheOrderOfTheDigitsAndAnyCase) {
  const auto guid = parse_guid("1823DD4F-9b8c-4AB6-ab4e-7397a3684615");
  ASSERT_TRUE(guid);
  EXPECT_EQ(guid->bytes[0], 0x18);
  EXPECT_EQ(guid->bytes[4], 0x9B);
  EXPECT_EQ(guid->bytes[15], 0x15);
  EXPECT_EQ(to_string(*guid), kText);
  EXPECT_EQ(*guid, *parse_guid(kText));
}

TEST(Guid, RoundTripsRandomValues) {
  std::mt19937 random(1);
  for (int round = 0; round < 1000; ++round) {
    Guid guid;
    for (std::uint8_t& byte : guid.bytes) {
      byte = static_cast<std::uint8_t>(random());
    }
    EXPECT_EQ(parse_guid(to_string(guid)), guid);
    std::string compact = to_string(guid);
    std::erase(compact, '-');
    EXPECT_EQ(parse_guid_compact(compact), guid);
  }
}

TEST(Guid, AcceptsNothingElse) {
  const std::string_view bad[] = {
      "",
      "1823dd4f-9b8c-4ab6-ab4e-7397a368461",
      "1823dd4f-9b8c-4ab6-ab4e-7397a36846155",
      "{1823dd4f-9b8c-4ab6-ab4e-7397a3684615}",
      " 1823dd4f-9b8c-4ab6-ab4e-7397a368461",
      "1823dd4f9b8c-4ab6-ab4e-7397a3684615-",
      "1823dd4g-9b8c-4ab6-ab4e-7397a3684615",
      "1823dd4f-9b8c-4ab6-ab4e-7397a368461-",
      "1823dd4f09b8c04ab60ab4e07397a3684615",
      "1823dd4f9b8c4ab6ab4e7397a3684615",
  };
  for (const auto text : bad) {
    EXPECT_FALSE(parse_guid(text)) << text;
  }
}

TEST(Guid, CompactFormHasNoDashes) {
  EXPECT_TRUE(parse_guid_compact("1823dd4f9b8c4ab6ab4e7397a3684615"));
  EXPECT_FALSE(parse_guid_compact(kText));
  EXPECT_FALSE(parse_guid_compact("1823dd4f9b8c4ab6ab4e7397a368461"));
  EXPECT_FALSE(parse_guid_compact("1823dd4f9b8c4ab6ab4e7397a368461z"));
}

TEST(Guid, EveryoneIsAllZero) {
  EXPECT_EQ(to_string(kEveryone), "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(Guid(), kEveryone);
}

TEST(Guid, TrailingGuidIsBehindTheLastSlash) {
  const Guid guid = *parse_guid(kText);
  const std::string id =
      "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/" + std::string(kText);
  EXPECT_EQ(trailing_guid(id), guid);
  EXPECT_EQ(trailing_guid(id + "//"), guid);
  EXPECT_EQ(trailing_guid(kText), guid);
  EXPECT_EQ(trailing_guid("/" + std::string(kText)), guid);
  EXPECT_FALSE(trailing_guid(id + "/x"));
  EXPECT_FALSE(trailing_guid(""));
  EXPECT_FALSE(trailing_guid("///"));
}

TEST(Guid, HashSpreadsNeighbours) {
  std::unordered_set<std::size_t> low_bits;
  for (unsigned i = 0; i < 4096; ++i) {
    Guid guid;
    guid.bytes[14] = static_cast<std::uint8_t>(i >> 8U);
    guid.bytes[15] = static_cast<std::uint8_t>(i);
    low_bits.insert(std::hash<Guid>()(guid) % 65536);
  }
  EXPECT_GT(low_bits.size(), 2500U);
}

TEST(Guid, OrdersByBytes) {
  Guid a;
  Guid b;
  b.bytes[15] = 1;
  EXPECT_LT(a, b);
  a.bytes[0] = 1;
  EXPECT_GT(a, b);
}

}  // namespace
}  // namespace leastwise

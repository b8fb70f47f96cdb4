#include "engine/base/instant.h"

#include <gtest/gtest.h>

#include <random>

namespace leastwise {
namespace {

constexpr std::int64_t kSecond = 10'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

std::int64_t ticks(std::string_view text) {
  const auto instant = parse_instant(text);
  EXPECT_TRUE(instant) << text;
  return instant ? instant->ticks : -1;
}

TEST(Instant, ReadsWhatAzurePrints) {
  EXPECT_EQ(ticks("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ticks("1970-01-02T00:00:01Z"), kDay + kSecond);
  EXPECT_EQ(ticks("2022-06-01T23:38:32.8883645Z"), 1'654'126'712 * kSecond + 8'883'645);
  EXPECT_EQ(ticks("2000-03-01T00:00:00Z"), 951'868'800 * kSecond);
  EXPECT_EQ(ticks("1969-12-31T23:59:59Z"), -kSecond);
}

TEST(Instant, FormsOfOneInstantAreEqual) {
  const std::int64_t same = ticks("2024-02-29T10:30:00Z");
  for (const std::string_view text :
       {"2024-02-29T10:30:00", "2024-02-29 10:30:00", "2024-02-29T10:30", "2024-02-29T10:30Z",
        "2024-02-29T10:30:00+00:00", "2024-02-29T10:30:00-00:00", "2024-02-29T12:30:00+02:00",
        "2024-02-29T05:00:00-05:30", "2024-03-01T00:30:00+14:00", "2024-02-29T10:30:00.000Z",
        "2024-02-29T10:30:00.0Z", "2024-02-28T22:30:00-12:00", "2024-02-29t10:30:00z",
        "2024-02-29T12:30:00+0200"}) {
    EXPECT_EQ(ticks(text), same) << text;
  }
  EXPECT_EQ(ticks("2024-02-29"), ticks("2024-02-29T00:00:00Z"));
}

TEST(Instant, FractionsAreCutToTicks) {
  const std::int64_t whole = ticks("2024-01-01T00:00:00Z");
  EXPECT_EQ(ticks("2024-01-01T00:00:00.1Z"), whole + 1'000'000);
  EXPECT_EQ(ticks("2024-01-01T00:00:00.0000001Z"), whole + 1);
  EXPECT_EQ(ticks("2024-01-01T00:00:00.12345678Z"), whole + 1'234'567);
  EXPECT_EQ(ticks("2024-01-01T00:00:00.123456799Z"), whole + 1'234'567);
  EXPECT_EQ(ticks("2024-01-01T00:00:00.5+00:00"), whole + 5'000'000);
  EXPECT_EQ(ticks("2024-01-01T00:00:00.5"), whole + 5'000'000);
}

TEST(Instant, LeapDaysFollowTheCalendar) {
  EXPECT_TRUE(parse_instant("2000-02-29"));
  EXPECT_TRUE(parse_instant("2024-02-29"));
  EXPECT_FALSE(parse_instant("1900-02-29"));
  EXPECT_FALSE(parse_instant("2023-02-29"));
  EXPECT_EQ(ticks("2024-03-01") - ticks("2024-02-28"), 2 * kDay);
  EXPECT_EQ(ticks("2023-03-01") - ticks("2023-02-28"), kDay);
}

TEST(Instant, RefusesEverythingElse) {
  const std::string_view bad[] = {
      "",
      "2024",
      "2024-01",
      "2024-1-01",
      "24-01-01",
      "2024-00-01",
      "2024-13-01",
      "2024-01-00",
      "2024-01-32",
      "2024-04-31",
      "2024-01-01T",
      "2024-01-01Z",
      "2024-01-01T10",
      "2024-01-01T10Z",
      "2024-01-01T24:00:00Z",
      "2024-01-01T23:60:00Z",
      "2024-01-01T23:59:60Z",
      "2024-01-01T10:00:00.Z",
      "2024-01-01T10:00:00.1234567890Z",
      "2024-01-01T10:00.5Z",
      "2024-01-01T10:00:00,5Z",
      "2024-01-01T10:00:00+24:00",
      "2024-01-01T10:00:00+02:60",
      "2024-01-01T10:00:00+2",
      "2024-01-01T10:00:00+02",
      "2024-01-01T10:00:00+02:0",
      "2024-01-01T10:00:00ZZ",
      "2024-01-01T10:00:00Z ",
      " 2024-01-01T10:00:00Z",
      "2024-01-01  10:00:00Z",
      "2024/01/01T10:00:00Z",
      "-2024-01-01",
      "2024-01-01T-1:00:00Z",
      "/Date(1700000000000)/",
      "now",
  };
  for (const auto text : bad) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Instant, PrintsShortestFractions) {
  EXPECT_EQ(to_string(*parse_instant("2026-11-24T03:04:05Z")), "2026-11-24T03:04:05Z");
  EXPECT_EQ(to_string(*parse_instant("2026-11-24T03:04:05.1200000Z")), "2026-11-24T03:04:05.12Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.9999999Z");
  EXPECT_EQ(to_string(kBeginningOfTime), "-");
  EXPECT_EQ(to_string(kEndOfTime), "-");
}

TEST(Instant, RoundTripsThroughText) {
  std::mt19937_64 random(3);
  const std::int64_t first = ticks("0000-01-01");
  const std::int64_t last = ticks("9999-12-31T23:59:59.9999999Z");
  std::uniform_int_distribution<std::int64_t> any(first, last);
  for (int round = 0; round < 5000; ++round) {
    const Instant instant{any(random)};
    EXPECT_EQ(parse_instant(to_string(instant)), instant) << instant.ticks;
  }
  EXPECT_EQ(parse_instant(to_string(Instant{last})), Instant{last});
  EXPECT_EQ(parse_instant(to_string(Instant{first})), Instant{first});
}

TEST(Window, HoldsItsBeginButNotItsEnd) {
  const Window window{Instant{10}, Instant{20}};
  EXPECT_FALSE(window.holds(Instant{9}));
  EXPECT_TRUE(window.holds(Instant{10}));
  EXPECT_TRUE(window.holds(Instant{19}));
  EXPECT_FALSE(window.holds(Instant{20}));
  EXPECT_TRUE(Window().holds(Instant{0}));
  EXPECT_TRUE(Window().holds(kBeginningOfTime));
  const Window none{Instant{10}, Instant{10}};
  EXPECT_FALSE(none.holds(Instant{10}));
}

}  // namespace
}  // namespace leastwise

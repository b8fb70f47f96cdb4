#include "engine/base/hash_index.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace leastwise {
namespace {

TEST(HashIndex, FindsWhatWasAddedWhileItGrows) {
  HashIndex index;
  EXPECT_EQ(index.find(7, [](std::uint32_t) { return true; }), std::nullopt);
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    hashes.push_back(i * 0x9E3779B97F4A7C15ULL);
    index.add(hashes.back(), i);
  }
  EXPECT_TRUE(index.is_sound(1'000));
  EXPECT_FALSE(index.is_sound(999));
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    EXPECT_EQ(index.find(hashes[i], [i](std::uint32_t number) { return number == i; }), i);
    EXPECT_EQ(index.find(hashes[i], [](std::uint32_t) { return false; }), std::nullopt);
  }
  EXPECT_EQ(index.find(12345, [](std::uint32_t) { return true; }), std::nullopt);
}

TEST(HashIndex, EqualHashesAreToldApartByTheCaller) {
  HashIndex index;
  for (std::uint32_t i = 0; i < 100; ++i) {
    index.add(42, i);
  }
  for (std::uint32_t i = 0; i < 100; ++i) {
    EXPECT_EQ(index.find(42, [i](std::uint32_t number) { return number == i; }), i);
  }
}

}  // namespace
}  // namespace leastwise

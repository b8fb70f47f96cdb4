#include "engine/authorizer/folded_key.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(FoldedKey, IsTheFoldedTextAndItsHash) {
  std::array<char, 8> buffer = {};
  const FoldedKey key = FoldedKey::of("A/Read", buffer);
  EXPECT_EQ(key.text, "a/read");
  EXPECT_EQ(key.hash, hash_bytes("a/read"));
  EXPECT_EQ(key.text.data(), buffer.data());
  EXPECT_EQ(FoldedKey::of("", buffer).text, "");
}

}  // namespace
}  // namespace leastwise

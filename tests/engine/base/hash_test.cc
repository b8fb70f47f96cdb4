#include "engine/base/hash.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

TEST(Hash, DependsOnEveryByteAndOnTheLength) {
  const std::string text(100, 'x');
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = 'y';
    EXPECT_NE(hash_bytes(text), hash_bytes(other)) << i;
    EXPECT_NE(hash_bytes(text), hash_bytes(text.substr(0, i))) << i;
  }
}

// The published values of XXH3 for the empty text: the hash names catalogues in answers, so it must
// never change.
TEST(Hash, IsXxh3) {
  EXPECT_EQ(hash_bytes(""), 0x2D06800538D394C2ULL);
  EXPECT_EQ(hash_text(""), "99aa06d3014798d86001c324468d497f");
}

TEST(Hash, TextIsThirtyTwoLowerCaseDigits) {
  const std::string text = hash_text("Microsoft.Web/sites/read");
  EXPECT_EQ(text.size(), 32U);
  EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(text, hash_text("microsoft.web/sites/read"));
}

TEST(Hash, FoldedIgnoresCaseAtEveryLength) {
  std::string text;
  for (std::size_t length = 0; length < 800; ++length) {
    EXPECT_EQ(hash_folded(text), hash_folded(folded(text))) << length;
    std::string other = text + "!";
    EXPECT_NE(hash_folded(text), hash_folded(other)) << length;
    if (length > 0) {
      other = text;
      other[length / 2] = '?';
      EXPECT_NE(hash_folded(text), hash_folded(other)) << length;
    }
    text += static_cast<char>('A' + length % 26);
  }
}

// Two pieces of the folding buffer in the other order are another text.
TEST(Hash, FoldedDependsOnTheOrderOfPieces) {
  const std::string a(256, 'a');
  const std::string b(256, 'b');
  EXPECT_NE(hash_folded(a + b), hash_folded(b + a));
  EXPECT_NE(hash_folded(a + a), hash_folded(a));
}

TEST(HashPieces, IsTheHashOfTheWhole) {
  const std::string whole(5'000, 'x');
  const std::string_view text = whole;
  const std::vector<std::string_view> pieces{text.substr(0, 1), "", text.substr(1, 2'000),
                                             text.substr(2'001)};
  EXPECT_EQ(hash_pieces(pieces), hash_bytes(whole));
  EXPECT_EQ(hash_pieces({}), hash_bytes(""));
}

}  // namespace
}  // namespace leastwise

// A text as the tables know it: case folded, and its hash. Private to engine/authorizer.
// Tests: tests/engine/authorizer/folded_key_test.cc.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {

struct FoldedKey {
  std::string_view text = {};
  std::uint64_t hash = 0;  // hash_bytes(text)

  // Folds into `buffer`, where the text lives from then on. REQUIRES: it fits.
  template <std::size_t Size>
  [[nodiscard]] static FoldedKey of(std::string_view text, std::array<char, Size>& buffer) {
    std::ranges::transform(text, buffer.begin(), fold);
    const std::string_view folded{buffer.data(), text.size()};
    return {folded, hash_bytes(folded)};
  }
};

}  // namespace leastwise

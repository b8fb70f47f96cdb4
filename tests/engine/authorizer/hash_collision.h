// Two texts that a small hash table cannot tell apart by their hashes, to show that it compares the
// texts. Whoever names scopes and actions can look for such names as well as a test can.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/base/hash.h"

namespace leastwise::testing {

// Two texts that begin with `prefix`, with the same upper half of hash_bytes() (the fingerprint)
// and the same lowest three bits (the slot, in a table of up to 8). Cost: some 200,000 hashes, by
// the birthday paradox over 35 bits.
inline std::pair<std::string, std::string> colliding_texts(std::string_view prefix) {
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  for (std::uint32_t i = 0;; ++i) {
    std::string text = std::string(prefix) + std::to_string(i);
    const std::uint64_t hash = hash_bytes(text);
    const auto [entry, is_new] = seen.try_emplace((hash >> 32U << 3U) | (hash & 7U), i);
    if (!is_new) {
      return {std::string(prefix) + std::to_string(entry->second), std::move(text)};
    }
  }
}

}  // namespace leastwise::testing

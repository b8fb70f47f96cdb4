// A table from texts to what is first asked of them, for lookups that miss the caches.
//
// One slot is half a cache line: a fingerprint, where the text lies, and the answer's first data.
// So a lookup touches the line of the slot and those of the text, and nothing in between. The
// caller hashes, prefetches, does other work, and looks up. The text is compared before an answer
// counts: names can be chosen by an attacker, so a fingerprint only finds the slot. Cost: one or
// two slots at a load of at most one half. Thread safety: immutable once filled. Tests:
// tests/engine/authorizer/text_index_test.cc.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/hash.h"

namespace leastwise {

// `Payload` is copied into the slots.
template <class Payload>
class TextIndex {
 public:
  static_assert(std::is_trivially_copyable_v<Payload> && sizeof(Payload) <= 16);

  struct Found {
    const Payload* payload = nullptr;  // null where the text is not in the table
    std::string_view text = {};        // as it is kept here
  };

  // Room for so many texts.
  explicit TextIndex(std::size_t count) : slots_(std::bit_ceil(count * 2 + 2)) {}

  // REQUIRES: the text is not in the table yet; there is room.
  void add(std::string_view text, const Payload& payload) {
    const std::uint64_t hash = hash_bytes(text);
    std::size_t slot = hash & mask();
    while (slots_[slot].length != kEmpty) {
      slot = (slot + 1) & mask();
    }
    slots_[slot] = {fingerprint(hash), static_cast<std::uint32_t>(text.size()), texts_.size(),
                    payload};
    texts_ += text;
  }

  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[hash & mask()]); }

  // Brings the text near that the first slot of the hash names, if it is the one.
  void prefetch_text(std::uint64_t hash) const noexcept {
    constexpr std::uint32_t kLine = 64;
    constexpr std::uint32_t kMost = 256;
    const Slot& it = slots_[hash & mask()];
    if (it.length != kEmpty && it.fingerprint == fingerprint(hash)) {
      for (std::uint32_t at = 0; at < it.length && at < kMost; at += kLine) {
        __builtin_prefetch(texts_.data() + it.offset + at);
      }
    }
  }

  // REQUIRES: `hash` is hash_bytes(text).
  [[nodiscard]] Found find(std::string_view text, std::uint64_t hash) const noexcept {
    for (std::size_t slot = hash & mask();; slot = (slot + 1) & mask()) {
      const Slot& it = slots_[slot];
      if (it.length == kEmpty) {
        return {};
      }
      if (it.fingerprint == fingerprint(hash) && it.length == text.size()) {
        const std::string_view kept = std::string_view(texts_).substr(it.offset, it.length);
        if (kept == text) {
          return {&it.payload, kept};
        }
      }
    }
  }
  [[nodiscard]] Found find(std::string_view text) const noexcept {
    return find(text, hash_bytes(text));
  }

 private:
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;

  struct alignas(32) Slot {
    std::uint32_t fingerprint = 0;
    std::uint32_t length = kEmpty;
    std::uint64_t offset = 0;  // of the text in texts_
    Payload payload = {};
  };

  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
  static std::uint32_t fingerprint(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 32U);
  }

  std::string texts_;        // one behind the other
  std::vector<Slot> slots_;  // INVARIANT: a power of two, half full at most
};

}  // namespace leastwise

// A table from texts to what is first asked of them, for lookups that miss the caches.
//
// One slot is half a cache line: a fingerprint, where the text lies, and the answer's first data.
// So a lookup touches the line of the slot and those of the text, and nothing in between. The
// caller hashes, prefetches, does other work, and looks up. The text is compared before an answer
// counts: names can be chosen by an attacker, so a fingerprint only finds the slot. Cost: one or
// two slots at a load of at most one half. Thread safety: immutable once filled. Tests:
// tests/engine/authorizer/text_index_test.cc.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "engine/base/array_checks.h"
#include "engine/base/flat_array.h"
#include "engine/base/hash.h"

namespace leastwise {

// Where a text lies among those of a TextIndex.
struct TextRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// `Payload` is copied into the slots.
template <class Payload>
class TextIndex {
 public:
  static_assert(std::is_trivially_copyable_v<Payload> && sizeof(Payload) == 8);

  // What find() gives.
  struct Found {
    const Payload* payload = nullptr;  // null where the text is not in the table
    std::string_view text = {};        // as it is kept here
  };

  // Room for so many texts.
  explicit TextIndex(std::size_t count) { slots_.resize(std::bit_ceil(count * 2 + 2)); }

  // Where the text lies now. REQUIRES: it is not in the table yet; there is room.
  TextRange add(std::string_view text, const Payload& payload) {
    const std::uint64_t hash = hash_bytes(text);
    std::size_t slot = hash & mask();
    while (slots_[slot].length != kEmpty) {
      slot = (slot + 1) & mask();
    }
    const TextRange range{texts_.size(), text.size()};
    slots_.mutable_at(slot) = {.fingerprint = fingerprint(hash),
                               .length = static_cast<std::uint32_t>(text.size()),
                               .offset = range.offset,
                               .payload = payload};
    texts_.append(text);
    return range;
  }

  // Asks memory for the first slot of the hash.
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
        const std::string_view kept(texts_.data() + it.offset, it.length);
        if (kept == text) {
          return {&it.payload, kept};
        }
      }
    }
  }
  [[nodiscard]] Found find(std::string_view text) const noexcept {
    return find(text, hash_bytes(text));
  }
  // REQUIRES: add() gave the range, or holds().
  [[nodiscard]] std::string_view text(const TextRange& range) const noexcept {
    return {texts_.data() + range.offset, range.length};
  }
  [[nodiscard]] bool holds(const TextRange& range) const noexcept {
    return lies_within(range.offset, range.length, texts_.size());
  }

  // Whether every search ends, and every text and payload may be used: for a table from a file.
  template <class IsSoundPayload>
  [[nodiscard]] bool is_sound(const IsSoundPayload& is_sound_payload) const {
    const auto is_empty = [](const Slot& slot) { return slot.length == kEmpty; };
    return searches_end(slots_, is_empty) && std::ranges::all_of(slots_, [&](const Slot& slot) {
             return is_empty(slot) ||
                    (holds({slot.offset, slot.length}) && is_sound_payload(slot.payload));
           });
  }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("slots", self.slots_);
    visitor("bytes", self.texts_);
  }

 private:
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;

  // Half a cache line.
  struct alignas(32) Slot {
    std::uint32_t fingerprint = 0;
    std::uint32_t length = kEmpty;
    std::uint64_t offset = 0;  // of the text in texts_
    Payload payload = {};
    std::uint64_t unused = 0;
  };

  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
  static std::uint32_t fingerprint(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 32U);
  }

  FlatArray<char> texts_;  // one behind the other
  FlatArray<Slot> slots_;  // INVARIANT: a power of two, half full at most
};

}  // namespace leastwise

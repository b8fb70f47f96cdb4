// An open hash table of small slots over a list of views. A slot keeps 32 bits of the hash beside
// the id, so that a probe reads the text only where it is nearly sure to be equal; the low bits
// choose the slot, the high ones are kept, so both say something.
//
// Texts go into blocks of 64 KiB that are never moved or freed; a text that does not fit begins a
// new block. At most half of the slots are taken, and growing hashes every text again: the full
// hashes would cost more memory than the time is worth.
#include "engine/base/string_table.h"

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

constexpr std::size_t kFirstSlots = 16;
constexpr std::size_t kBlockBytes = std::size_t{1} << 16U;

}  // namespace

StringTable::StringTable(CaseRule rule) : rule_(rule) {}

// Spelled out, because the place for the next text must not stay with the source: it lies in a
// block that the target now owns.
StringTable::StringTable(StringTable&& other) noexcept
    : rule_(other.rule_),
      texts_(std::exchange(other.texts_, {})),
      slots_(std::exchange(other.slots_, {})),
      blocks_(std::exchange(other.blocks_, {})),
      block_free_(std::exchange(other.block_free_, 0)),
      block_next_(std::exchange(other.block_next_, nullptr)) {}

StringTable& StringTable::operator=(StringTable&& other) noexcept {
  StringTable taken(std::move(other));
  std::swap(rule_, taken.rule_);
  texts_.swap(taken.texts_);
  slots_.swap(taken.slots_);
  blocks_.swap(taken.blocks_);
  std::swap(block_free_, taken.block_free_);
  std::swap(block_next_, taken.block_next_);
  return *this;
}

std::uint64_t StringTable::hash(std::string_view text) const {
  return rule_ == CaseRule::kExact ? hash_bytes(text) : hash_folded(text);
}

bool StringTable::equal(std::string_view a, std::string_view b) const {
  return rule_ == CaseRule::kExact ? a == b : equals_folded(a, b);
}

// The slot that holds `text`, or the empty one where it belongs. Linear probing.
std::size_t StringTable::find_slot(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  const auto fingerprint = static_cast<std::uint32_t>(hash >> 32U);
  std::size_t slot = hash & mask;
  while (slots_[slot].id != kEmptySlot) {
    if (slots_[slot].fingerprint == fingerprint && equal(texts_[slots_[slot].id], text)) {
      return slot;
    }
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::optional<StringId> StringTable::find(std::string_view text) const {
  if (slots_.empty()) {
    return std::nullopt;
  }
  const std::size_t slot = find_slot(text, hash(text));
  if (slots_[slot].id == kEmptySlot) {
    return std::nullopt;
  }
  return StringId(slots_[slot].id);
}

StringId StringTable::intern(std::string_view text) {
  if (slots_.empty()) {
    slots_.resize(kFirstSlots);
  }
  const std::uint64_t text_hash = hash(text);
  std::size_t slot = find_slot(text, text_hash);
  if (slots_[slot].id != kEmptySlot) {
    return StringId(slots_[slot].id);
  }
  if ((texts_.size() + 1) * 2 > slots_.size()) {
    grow();
    slot = find_slot(text, text_hash);
  }
  const StringId id = StringId::from_index(texts_.size());
  texts_.push_back(copy(text));
  slots_[slot] = Slot{static_cast<std::uint32_t>(text_hash >> 32U), id.value()};
  return id;
}

std::string_view StringTable::copy(std::string_view text) {
  if (text.size() > block_free_) {
    block_free_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique<char[]>(block_free_));
    block_next_ = blocks_.back().get();
  }
  char* const begin = block_next_;
  std::ranges::copy(text, begin);
  block_next_ += text.size();
  block_free_ -= text.size();
  return {begin, text.size()};
}

void StringTable::grow() {
  std::vector<Slot> bigger(slots_.size() * 2);
  slots_.swap(bigger);
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const std::uint64_t text_hash = hash(texts_[i]);
    const std::size_t slot = find_slot(texts_[i], text_hash);
    slots_[slot] =
        Slot{static_cast<std::uint32_t>(text_hash >> 32U), static_cast<std::uint32_t>(i)};
  }
}

}  // namespace leastwise

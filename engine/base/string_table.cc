// An open hash table of small slots over a list of places. A slot keeps 32 bits of the hash beside
// the id, so that a probe reads the text only where it is nearly sure to be equal; the low bits
// choose the slot, the high ones are kept, so both say something.
//
// At most half of the slots are taken, and growing hashes every text again: the full
// hashes would cost more memory than the time is worth.
#include "engine/base/string_table.h"

#include <algorithm>

#include "engine/base/array_checks.h"
#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

constexpr std::size_t kFirstSlots = 16;

}  // namespace

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
    if (slots_[slot].fingerprint == fingerprint &&
        equal(this->text(StringId(slots_[slot].id)), text)) {
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
  if ((places_.size() + 1) * 2 > slots_.size()) {
    grow();
    slot = find_slot(text, text_hash);
  }
  const StringId id = StringId::from_index(places_.size());
  places_.push_back(blocks_.add(text));
  slots_.mutable_at(slot) = Slot{static_cast<std::uint32_t>(text_hash >> 32U), id.value()};
  return id;
}

void StringTable::grow() {
  FlatArray<Slot> bigger;
  bigger.resize(slots_.size() * 2);
  slots_.swap(bigger);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const StringId id = StringId::from_index(i);
    const std::uint64_t text_hash = hash(text(id));
    const std::size_t slot = find_slot(text(id), text_hash);
    slots_.mutable_at(slot) = Slot{static_cast<std::uint32_t>(text_hash >> 32U), id.value()};
  }
}

bool StringTable::is_sound() const {
  const auto is_empty = [](const Slot& slot) { return slot.id == kEmptySlot; };
  const auto is_slot = [&](const Slot& slot) { return is_empty(slot) || slot.id < places_.size(); };
  return std::ranges::all_of(places_, [this](const TextExtent& t) { return blocks_.holds(t); }) &&
         std::ranges::all_of(slots_, is_slot) && (slots_.empty() || searches_end(slots_, is_empty));
}

}  // namespace leastwise

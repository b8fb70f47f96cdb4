#include "engine/authorizer/lookup.h"

#include <bit>
#include <functional>

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {

PrincipalIndex::PrincipalIndex(const Directory& directory)
    : slots_(std::bit_ceil(directory.size() * 2 + 2)) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const Guid& id = directory.all()[i].id;
    std::size_t slot = std::hash<Guid>{}(id)&mask;
    while (slots_[slot].principal != kEmpty) {
      slot = (slot + 1) & mask;
    }
    slots_[slot] = Slot{id, static_cast<std::uint32_t>(i)};
  }
}

std::optional<PrincipalId> PrincipalIndex::find(const Guid& id) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<Guid>{}(id)&mask;
  while (slots_[slot].principal != kEmpty) {
    if (slots_[slot].id == id) {
      return PrincipalId(slots_[slot].principal);
    }
    slot = (slot + 1) & mask;
  }
  return std::nullopt;
}

ScopeIndex::ScopeIndex(const ScopeTree& tree) : slots_(std::bit_ceil(tree.size() * 2 + 2)) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const std::string key = folded(tree.text(ScopeId::from_index(i)));
    first_.push_back(texts_.size());
    texts_ += key;
    if (key.empty()) {
      continue;  // an unplaced node cannot be asked for
    }
    const std::uint64_t hash = hash_bytes(key);
    std::size_t slot = hash & mask;
    while (slots_[slot].scope != kEmpty) {
      slot = (slot + 1) & mask;
    }
    slots_[slot] = Slot{static_cast<std::uint32_t>(hash >> 32U), static_cast<std::uint32_t>(i)};
  }
  first_.push_back(texts_.size());
}

std::optional<ScopeId> ScopeIndex::find(std::string_view folded) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  const std::uint64_t hash = hash_bytes(folded);
  const auto fingerprint = static_cast<std::uint32_t>(hash >> 32U);
  std::size_t slot = hash & mask;
  while (slots_[slot].scope != kEmpty) {
    if (slots_[slot].fingerprint == fingerprint && text(slots_[slot].scope) == folded) {
      return ScopeId(slots_[slot].scope);
    }
    slot = (slot + 1) & mask;
  }
  return std::nullopt;
}

ScopeTree::Place ScopeIndex::nearest(std::string_view folded,
                                     std::span<const ScopePath::Level> levels) const noexcept {
  for (std::size_t i = levels.size(); i > 0; --i) {
    if (const auto node = find(folded.substr(0, levels[i - 1].length))) {
      return {*node, i == levels.size()};
    }
  }
  return ScopeTree::without_known_levels(levels);
}

}  // namespace leastwise

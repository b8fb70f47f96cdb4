#include "engine/authorizer/lookup.h"

#include <algorithm>
#include <bit>

#include "engine/base/array_checks.h"
#include "engine/base/ascii.h"

namespace leastwise {

PrincipalIndex::PrincipalIndex(const Directory& directory,
                               std::span<const GrantTables::Held> held) {
  slots_.resize(std::bit_ceil(directory.size() * 2 + 2));
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const Guid& id = directory.all()[i].id;
    std::size_t slot = hash(id) & mask();
    while (slots_[slot].principal != kEmpty) {
      slot = (slot + 1) & mask();
    }
    slots_.mutable_at(slot) =
        Slot{id, static_cast<std::uint32_t>(i), held.empty() ? GrantTables::Held() : held[i]};
  }
}

std::optional<PrincipalIndex::Found> PrincipalIndex::find(const Guid& id,
                                                          std::uint64_t hash) const noexcept {
  for (std::size_t slot = hash & mask();; slot = (slot + 1) & mask()) {
    const Slot& it = slots_[slot];
    if (it.principal == kEmpty) {
      return std::nullopt;
    }
    if (it.id == id) {
      return Found{PrincipalId(it.principal), it.held};
    }
  }
}

bool PrincipalIndex::is_sound(std::span<const GrantTables::Held> held) const {
  const auto is_empty = [](const Slot& slot) { return slot.principal == kEmpty; };
  return searches_end(slots_, is_empty) && std::ranges::all_of(slots_, [&](const Slot& slot) {
           return is_empty(slot) ||
                  (slot.principal < held.size() && slot.held == held[slot.principal]);
         });
}

// An unplaced node has no text: it cannot be asked for.
ScopeIndex::ScopeIndex(const ScopeTree& tree) : index_(tree.size()) {
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const ScopeId id = ScopeId::from_index(i);
    if (const std::string key = folded(tree.text(id)); !key.empty()) {
      index_.add(key, {id, tree.preorder(id)});
    }
  }
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

bool ScopeIndex::is_sound(const ScopeTree& tree) const {
  return index_.is_sound([&tree](const Known& known) {
    return known.id.index() < tree.size() && tree.preorder(known.id) == known.preorder;
  });
}

}  // namespace leastwise

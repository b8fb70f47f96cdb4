#include "engine/base/string_table.h"

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {

std::uint64_t StringTable::hash(std::string_view text) const {
  return rule_ == CaseRule::kExact ? hash_bytes(text) : hash_folded(text);
}

std::optional<StringId> StringTable::find(std::string_view text, std::uint64_t hash) const {
  const auto known = index_.find(hash, [&](std::uint32_t id) {
    const std::string_view other = this->text(StringId(id));
    return rule_ == CaseRule::kExact ? other == text : equals_folded(other, text);
  });
  return known ? std::optional(StringId(*known)) : std::nullopt;
}

std::optional<StringId> StringTable::find(std::string_view text) const {
  return find(text, hash(text));
}

StringId StringTable::intern(std::string_view text) {
  const std::uint64_t text_hash = hash(text);
  if (const auto known = find(text, text_hash)) {
    return *known;
  }
  const StringId id = texts_.add(text);
  index_.add(text_hash, id.value());
  return id;
}

bool StringTable::is_sound() const { return texts_.is_sound() && index_.is_sound(texts_.size()); }

}  // namespace leastwise

#include "engine/base/guid_index.h"

#include <algorithm>
#include <bit>

namespace leastwise {

// One empty slot is enough for every search to end.
bool GuidIndex::is_sound(std::size_t bound) const {
  if (slots_.empty()) {
    return true;
  }
  bool has_empty = false;
  for (const std::uint32_t number : slots_) {
    has_empty = has_empty || number == kEmpty;
    if (number != kEmpty && number >= bound) {
      return false;
    }
  }
  return std::has_single_bit(slots_.size()) && has_empty;
}

}  // namespace leastwise

#include "engine/base/guid_index.h"

#include <algorithm>

#include "engine/base/array_checks.h"

namespace leastwise {

// A table without slots is one to which nothing was added.
bool GuidIndex::is_sound(std::size_t bound) const {
  if (slots_.empty()) {
    return true;
  }
  const auto is_empty = [](std::uint32_t number) { return number == kEmpty; };
  return searches_end(slots_, is_empty) && std::ranges::all_of(slots_, [&](std::uint32_t number) {
           return is_empty(number) || number < bound;
         });
}

}  // namespace leastwise

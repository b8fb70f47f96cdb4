// Law: a text that is read as a GUID is that GUID's own text but for the case of its letters, and
// the GUID at the end of a resource id is the one that stands there.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/guid.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using leastwise::check;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parsers read characters
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto guid = leastwise::parse_guid(text)) {
    check(leastwise::to_string(*guid) == leastwise::folded(text), "text of a parsed GUID");
    const auto trailing = leastwise::trailing_guid("/x/" + std::string(text) + "/");
    check(trailing == guid, "GUID at the end of an id");
  }
  if (const auto compact = leastwise::parse_guid_compact(text)) {
    check(leastwise::parse_guid(leastwise::to_string(*compact)) == compact,
          "text of a compact GUID");
  }
  return 0;
}

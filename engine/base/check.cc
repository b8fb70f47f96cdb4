#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace leastwise {

// Written with stdio alone: the process is in an unknown state, so nothing here may allocate.
void fail_check(std::string_view what, std::source_location where) noexcept {
  std::fprintf(stderr, "leastwise: internal error: %.*s\n  at %s:%u\n  please report this\n",
               static_cast<int>(what.size()), what.data(), where.file_name(), where.line());
  std::abort();
}

}  // namespace leastwise

// The real exports that benchmarks run on where they are at hand.
#pragma once

#include <string>

namespace leastwise::bench {

inline constexpr const char* kNoRealExports = "no real exports: set LEASTWISE_SHARED_DATA";

// The bytes of azure/`name` in the folder that LEASTWISE_SHARED_DATA names; empty where there is
// none.
[[nodiscard]] std::string real_export(const std::string& name);

}  // namespace leastwise::bench

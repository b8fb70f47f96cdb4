// Where tests find the source tree, the build tree and the optional real exports.
//
// Tests ask here and never carry a path as a compile definition of their own, so their objects are
// the same in every checkout and the compiler cache can share them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace leastwise::testing {

[[nodiscard]] std::filesystem::path source_dir();
[[nodiscard]] std::filesystem::path build_dir();

// The folder of real exports: the environment variable LEASTWISE_SHARED_DATA, else the CMake cache
// variable of that name. Empty where there is none; a test then skips and says so:
//     const auto data = shared_data_dir();
//     if (!data) GTEST_SKIP() << kNoSharedData;
[[nodiscard]] std::optional<std::filesystem::path> shared_data_dir();
inline constexpr const char* kNoSharedData = "no real exports: set LEASTWISE_SHARED_DATA";

// The bytes of a file; a file that cannot be read fails the running test and gives "".
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace leastwise::testing

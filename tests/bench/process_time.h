// Runs a program from start to exit, for benchmarks of whole processes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace leastwise::bench {

// Runs `program` with `arguments`, its output thrown away. The exit code; -1 where it could not be
// started or did not end by itself.
[[nodiscard]] int run_process(const std::filesystem::path& program,
                              const std::vector<std::string>& arguments);

// How long the program load_exports took to load and compile a folder, and its peak memory.
struct LoadCost {
  double seconds = 0;
  double peak_kib = 0;
};
[[nodiscard]] LoadCost load_process(const std::filesystem::path& folder);

// The command-line program of the build tree that the running program stands in.
[[nodiscard]] std::filesystem::path built_leastwise();

}  // namespace leastwise::bench

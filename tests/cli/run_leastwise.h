// Runs the built program as a user would: a process with arguments, an input and an environment.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace leastwise::testing {

// How a run ended.
struct ProcessResult {
  int exit_code = -1;  // 128 + the signal where one ended it
  std::string out;
  std::string err;
};

// What surrounds a run.
struct Surroundings {
  std::filesystem::path folder = {};  // the current folder; empty: the tests' own
  std::string input = {};             // standard input
  // Added to a small fixed environment (PATH, LANG=C.UTF-8), `NAME=value` each.
  std::vector<std::string> environment = {};
};

// The built program.
[[nodiscard]] std::filesystem::path leastwise_program();

// Runs `program`. A run that does not start fails the test.
[[nodiscard]] ProcessResult run_process(const std::filesystem::path& program,
                                        const std::vector<std::string>& arguments,
                                        const Surroundings& around = {});
[[nodiscard]] ProcessResult run_leastwise(const std::vector<std::string>& arguments,
                                          const Surroundings& around = {});

// A folder that is removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Writes a file into the folder and gives its path.
  std::string write(std::string_view name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace leastwise::testing

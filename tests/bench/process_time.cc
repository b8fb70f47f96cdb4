#include "tests/bench/process_time.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <system_error>

#include "engine/base/check.h"

namespace leastwise::bench {

int run_process(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  std::vector<std::string> texts{program.string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& text : texts) {
    argv.push_back(text.data());
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), ::environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (failed != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
    return -1;
  }
  return WEXITSTATUS(status);
}

namespace {

// Where the running program stands: tests/bench of the build tree.
std::filesystem::path own_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

}  // namespace

LoadCost load_process(const std::filesystem::path& folder) {
  const std::string command =
      (own_folder() / "load_exports").string() + " '" + folder.string() + "'";
  LoadCost cost;
  std::FILE* const output = ::popen(command.c_str(), "r");
  check(output != nullptr, "the program starts");
  const int read = std::fscanf(output, "%lf %lf", &cost.seconds, &cost.peak_kib);
  check(::pclose(output) == 0 && read == 2, "the exports are loaded");
  return cost;
}

std::filesystem::path built_leastwise() {
  return own_folder().parent_path().parent_path() / "leastwise";
}

}  // namespace leastwise::bench

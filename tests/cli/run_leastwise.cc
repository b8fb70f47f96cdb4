#include "tests/cli/run_leastwise.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/paths.h"

namespace leastwise::testing {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) {
    list.push_back(text.data());
  }
  list.push_back(nullptr);
  return list;
}

// Sanitizers take their options from the environment; everything else is fixed.
std::vector<std::string> environment_of(const Surroundings& around) {
  std::vector<std::string> all = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                  "TERM=xterm"};
  for (const char* kept : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
    if (const char* value = std::getenv(kept); value != nullptr) {
      all.push_back(std::string(kept) + "=" + value);
    }
  }
  all.insert(all.end(), around.environment.begin(), around.environment.end());
  return all;
}

}  // namespace

std::filesystem::path leastwise_program() { return build_dir() / "leastwise"; }

// The three streams are files: nothing can block, whatever the program reads or writes.
ProcessResult run_process(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments, const Surroundings& around) {
  const TemporaryFolder streams;
  const std::string in = streams.write("in", around.input);
  const std::string out = streams.write("out", "");
  const std::string err = streams.write("err", "");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_TRUNC, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_TRUNC, 0);
  if (!around.folder.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, around.folder.c_str());
  }
  std::vector<std::string> words = {program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_of(around);
  pid_t child = 0;
  const int started = posix_spawn(&child, program.c_str(), &actions, nullptr,
                                  pointers(words).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_EQ(started, 0) << "cannot run " << program;
  if (started != 0) {
    return {};
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  ProcessResult result;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = read_file(out);
  result.err = read_file(err);
  return result;
}

ProcessResult run_leastwise(const std::vector<std::string>& arguments, const Surroundings& around) {
  return run_process(leastwise_program(), arguments, around);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "leastwise.XXXXXX").string();
  const char* made = mkdtemp(name.data());
  EXPECT_NE(made, nullptr) << "cannot make a temporary folder";
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view text) const {
  const std::filesystem::path file = path_ / name;
  std::ofstream out(file, std::ios::binary);
  out << text;
  return file.string();
}

}  // namespace leastwise::testing

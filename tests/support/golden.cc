#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/paths.h"

namespace leastwise::testing {
namespace {

bool update_wanted() {
  const char* set = std::getenv("LEASTWISE_UPDATE_GOLDEN");
  return set != nullptr && std::string_view(set) == "1";
}

void write_golden(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  EXPECT_TRUE(out.good()) << "cannot write " << path;
}

std::string_view line_at(std::string_view text, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, text.find('\n', offset) - begin);
}

}  // namespace

void expect_golden(std::string_view file, std::string_view actual) {
  const std::filesystem::path path = source_dir() / file;
  if (update_wanted()) {
    write_golden(path, actual);
    return;
  }
  if (!std::filesystem::exists(path)) {
    ADD_FAILURE() << "golden file " << file << " is missing; LEASTWISE_UPDATE_GOLDEN=1 writes it";
    return;
  }
  const std::string expected = read_file(path);
  if (expected == actual) {
    return;
  }
  const auto differ = std::ranges::mismatch(expected, actual);
  const auto offset = static_cast<std::size_t>(differ.in1 - expected.begin());
  const auto line = 1 + std::count(expected.begin(), differ.in1, '\n');
  ADD_FAILURE() << file << ":" << line << ": expected\n  " << line_at(expected, offset)
                << "\nbut the answer is\n  " << line_at(actual, offset) << "\nThe whole answer:\n"
                << actual << "\nLEASTWISE_UPDATE_GOLDEN=1 accepts it";
}

}  // namespace leastwise::testing

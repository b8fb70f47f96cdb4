#include "tests/support/paths.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace leastwise::testing {

std::filesystem::path source_dir() { return LEASTWISE_SOURCE_DIR; }

std::filesystem::path build_dir() { return LEASTWISE_BUILD_DIR; }

std::optional<std::filesystem::path> shared_data_dir() {
  const char* set = std::getenv("LEASTWISE_SHARED_DATA");
  std::filesystem::path folder = set != nullptr ? set : LEASTWISE_SHARED_DATA;
  if (!std::filesystem::is_directory(folder)) {
    return std::nullopt;
  }
  return folder;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    ADD_FAILURE() << "cannot read " << file;
    return {};
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace leastwise::testing

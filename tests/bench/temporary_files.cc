#include "tests/bench/temporary_files.h"

#include <fmt/core.h>
#include <unistd.h>

#include <fstream>

#include "engine/base/check.h"
#include "engine/snapshot/snapshot_image.h"

namespace leastwise::bench {
namespace {

// Folders made by this process so far.
int made = 0;

}  // namespace

TemporaryFolder::TemporaryFolder(std::string_view name)
    : path_(std::filesystem::temp_directory_path() /
            fmt::format("leastwise_bench_{}_{}_{}", ::getpid(), name, ++made)) {
  std::filesystem::remove_all(path_);
  std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

SnapshotFile::SnapshotFile(const CompiledTenant& compiled) {
  const SnapshotImage image(compiled, {});
  std::ofstream file(path(), std::ios::binary);
  for (const std::string_view piece : image.pieces()) {
    file << piece;
  }
  check(file.good(), "the snapshot is written");
  bytes_ = image.byte_count();
}

}  // namespace leastwise::bench

// Files that benchmarks need for a while.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "engine/authorizer/authorizer.h"

namespace leastwise::bench {

// A folder of this process, removed at the end.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(std::string_view name);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A compiled tenant as a snapshot in a file.
class SnapshotFile {
 public:
  explicit SnapshotFile(const CompiledTenant& compiled);

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "tenant.lws"; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  TemporaryFolder folder_{"snapshot"};
  std::size_t bytes_ = 0;
};

}  // namespace leastwise::bench

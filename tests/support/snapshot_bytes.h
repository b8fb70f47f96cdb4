// The bytes of a snapshot in memory, aligned as they need to be, to open and to damage.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/snapshot/snapshot_image.h"

namespace leastwise::testing {

// The bytes of a snapshot, which begin at a multiple of 64.
class SnapshotBytes {
 public:
  explicit SnapshotBytes(const CompiledTenant& compiled, const SnapshotOrigin& origin = {});
  explicit SnapshotBytes(std::span<const std::byte> bytes);

  [[nodiscard]] std::span<std::byte> all() { return {lines_.data()->bytes, size_}; }
  [[nodiscard]] std::span<const std::byte> all() const { return {lines_.data()->bytes, size_}; }

 private:
  struct alignas(64) Line {
    std::byte bytes[64] = {};
  };

  void assign(std::span<const std::byte> bytes);

  std::vector<Line> lines_;
  std::size_t size_ = 0;
};

}  // namespace leastwise::testing

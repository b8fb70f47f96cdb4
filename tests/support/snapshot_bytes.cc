#include "tests/support/snapshot_bytes.h"

#include <cstring>
#include <string>

namespace leastwise::testing {

SnapshotBytes::SnapshotBytes(const CompiledTenant& compiled, const SnapshotOrigin& origin) {
  const SnapshotImage image(compiled, origin);
  std::string bytes;
  for (const std::string_view piece : image.pieces()) {
    bytes += piece;
  }
  assign(std::as_bytes(std::span(bytes)));
}

SnapshotBytes::SnapshotBytes(std::span<const std::byte> bytes) { assign(bytes); }

void SnapshotBytes::assign(std::span<const std::byte> bytes) {
  size_ = bytes.size();
  lines_.resize(size_ / sizeof(Line) + 1);
  std::memcpy(lines_.data()->bytes, bytes.data(), bytes.size());
}

}  // namespace leastwise::testing

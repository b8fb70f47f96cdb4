// A compiled tenant laid out as the bytes of a snapshot, without a copy of its arrays.
//
//   const SnapshotImage image(compiled, origin);
//   for (const std::string_view piece : image.pieces()) { file.write(piece); }
//
// The same tenant, options and origin give the same bytes: nothing of the time of writing, of the
// machine or of addresses is in them. Whoever writes the pieces to a file does so beside its final
// name, syncs, and renames.
// Tests: tests/engine/snapshot/snapshot_test.cc
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/snapshot/format.h"
#include "engine/tenant/tenant_arrays.h"

namespace leastwise {

// What made a snapshot, for a person to read back.
struct SnapshotOrigin {
  std::string program = {};  // `leastwise 1.2.0`
  std::string catalogue_hash = {};
  std::string catalogue_date = {};
  std::vector<std::string> catalogue_sources = {};
  bool has_input = false;  // whether anything but the catalogue was read

  friend bool operator==(const SnapshotOrigin&, const SnapshotOrigin&) = default;
};

class OriginTexts;

class SnapshotImage {
 public:
  // `compiled` must outlive the image. Cost: a hash of all bytes.
  SnapshotImage(const CompiledTenant& compiled, const SnapshotOrigin& origin);
  ~SnapshotImage();
  SnapshotImage(const SnapshotImage&) = delete;
  SnapshotImage& operator=(const SnapshotImage&) = delete;

  // The bytes of the file in order.
  [[nodiscard]] const std::vector<std::string_view>& pieces() const { return pieces_; }
  [[nodiscard]] std::size_t byte_count() const { return header_.file_size; }
  [[nodiscard]] const SnapshotCompilation& compilation() const { return compilation_; }

 private:
  void lay_out(const std::vector<CollectedArray>& arrays);

  SnapshotCompilation compilation_;
  SnapshotHeader header_;
  std::vector<SnapshotArray> table_;
  TenantArrays tenant_arrays_;
  std::unique_ptr<const OriginTexts> origin_texts_;
  std::vector<std::string_view> pieces_;
};

}  // namespace leastwise

// A SnapshotOrigin as arrays. Private to engine/snapshot.
// Tests: tests/engine/snapshot/snapshot_test.cc.
#pragma once

#include "engine/base/array_list.h"
#include "engine/base/flat_array.h"
#include "engine/base/text_blocks.h"
#include "engine/snapshot/snapshot_image.h"

namespace leastwise {

// The texts of an origin: program, hash and date of the catalogue, then its sources.
class OriginTexts {
 public:
  OriginTexts() = default;
  explicit OriginTexts(const SnapshotOrigin& origin);

  // Whether the texts lie in the file.
  [[nodiscard]] bool is_sound() const;
  // REQUIRES: made of an origin, or is_sound().
  [[nodiscard]] SnapshotOrigin origin(bool has_input) const;

  // Its arrays (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("texts", self.texts_);
    visitor("bytes", self.blocks_);
  }

 private:
  static constexpr std::size_t kFixedTexts = 3;

  FlatArray<TextExtent> texts_;
  TextBlocks blocks_;
};

}  // namespace leastwise

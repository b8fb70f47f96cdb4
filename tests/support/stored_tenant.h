// A compiled tenant that went through the bytes of a snapshot: what it answers must be what the
// built form answers.
#pragma once

#include "engine/authorizer/authorizer.h"
#include "engine/snapshot/snapshot.h"
#include "tests/support/snapshot_bytes.h"

namespace leastwise::testing {

class StoredTenant {
 public:
  // Fails the running test where the bytes are refused; then nothing else may be asked.
  explicit StoredTenant(const CompiledTenant& compiled);

  [[nodiscard]] bool opened() const { return snapshot_.has_value(); }
  [[nodiscard]] const Snapshot& snapshot() const { return *snapshot_; }
  [[nodiscard]] const CompiledTenant& compiled() const { return snapshot_->compiled(); }

 private:
  SnapshotBytes bytes_;
  Result<Snapshot> snapshot_;
};

}  // namespace leastwise::testing

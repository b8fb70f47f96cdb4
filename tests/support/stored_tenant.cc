#include "tests/support/stored_tenant.h"

#include <gtest/gtest.h>

namespace leastwise::testing {

StoredTenant::StoredTenant(const CompiledTenant& compiled)
    : bytes_(compiled),
      snapshot_(Snapshot::of_bytes(bytes_.all(),
                                   {.wildcards = compiled.options().wildcards,
                                    .at = compiled.options().at,
                                    .include_eligible = compiled.options().include_eligible})) {
  if (!snapshot_) {
    ADD_FAILURE() << snapshot_.error().message;
  } else {
    EXPECT_FALSE(snapshot_->recompiled());
  }
}

}  // namespace leastwise::testing

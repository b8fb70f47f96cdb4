// A random world as the engine sees it: built, or built and then read back from the bytes of a
// snapshot, as its spelling says. So every property of compiled tenants is one of snapshots too.
#pragma once

#include <optional>

#include "engine/authorizer/authorizer.h"
#include "tests/property/random_model.h"
#include "tests/support/stored_tenant.h"

namespace leastwise::property {

class CompiledWorld {
 public:
  // Discards the running property's case where the model is no valid input, which is a failure.
  explicit CompiledWorld(const World& world) : CompiledWorld(world.model, world) {}
  // Another model than that of `world`, seen and spelled like it.
  CompiledWorld(const oracle::Model& model, const World& world);

  [[nodiscard]] const CompiledTenant& compiled() const {
    return stored_ ? stored_->compiled() : *built_;
  }
  [[nodiscard]] const Tenant& tenant() const { return compiled().tenant(); }

 private:
  std::optional<Tenant> tenant_;
  std::optional<CompiledTenant> built_;
  std::optional<testing::StoredTenant> stored_;
};

}  // namespace leastwise::property

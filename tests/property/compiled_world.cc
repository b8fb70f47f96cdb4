#include "tests/property/compiled_world.h"

#include <rapidcheck.h>

#include "tests/property/model_tenant.h"

namespace leastwise::property {

CompiledWorld::CompiledWorld(const oracle::Model& model, const World& world)
    : tenant_(tenant_of(model, world.spelling)) {
  RC_ASSERT(tenant_.has_value());
  built_.emplace(*tenant_, options_of(world.view, world.spelling));
  // Any bit that says nothing else of the spelling.
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
  if ((world.spelling * kMix) >> 63U == 1) {
    stored_.emplace(*built_);
    RC_ASSERT(stored_->opened());
  }
}

}  // namespace leastwise::property

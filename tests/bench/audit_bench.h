// Benchmarks of the audit: all rules over a generated tenant, and each rule by itself.
#pragma once

#include <functional>
#include <string>

#include "tests/bench/world.h"

namespace leastwise::bench {

// `audit/all/M` and `audit/LWnnn/M`. `world` is asked for when a benchmark runs, and outlives it.
void register_audits(const std::function<const World&()>& world, const std::string& size);

}  // namespace leastwise::bench

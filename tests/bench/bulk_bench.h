// What whole processes do with whole tenants.
//
//   exports/compiled/SIZE   the export files of a tenant, as the tools print them, to a compiled
//                           tenant, in a process of its own. Counters: MiB of exports, peak memory
//                           of the process
//   process/requests/SIZE   `check --requests` of 400,000 lines about a trusted snapshot, from
//   start
//                           to exit. Counter: lines a second
#pragma once

#include <functional>
#include <string>

#include "tests/bench/world.h"

namespace leastwise::bench {

// `world` is asked for when a benchmark runs, and outlives it.
void register_exports(const TenantShape& shape, const std::string& size);
void register_requests(const std::function<const World&()>& world, const std::string& size);

}  // namespace leastwise::bench

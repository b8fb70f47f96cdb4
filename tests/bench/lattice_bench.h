// Benchmarks of the order of roles: of the real built-in ones, alone and with thousands of custom
// roles over the real operations. Skipped where the real exports are not at hand.
#pragma once

namespace leastwise::bench {

void register_lattice();

}  // namespace leastwise::bench

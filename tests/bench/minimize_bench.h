// Benchmarks of the smallest role: 50 needs of 200 operations each, sampled from the real ones in
// three ways. Skipped where the real exports are not at hand.
//
//   minimize/uniform     any operations
//   minimize/neighbours  operations of a few types each, as somebody who runs them would need
//   minimize/verbs       only reads of some providers, the other half anything: wildcards meet
// Counters: needs within 100 ms, needs with a proof, the slowest one, strings on average.
#pragma once

namespace leastwise::bench {

void register_minimize();

}  // namespace leastwise::bench

// Benchmarks of conditions: reading, evaluation, and texts at the limit of 8 KB made to be slow.
//
//   condition/compile            delegation conditions, parsed and compiled: bytes a second
//   condition/evaluate/N         two clauses with a set of N GUIDs each, on a request for the first
//   condition/adversarial/NAME   one text of 8 KB, parsed, compiled and evaluated
#pragma once

namespace leastwise::bench {

void register_conditions();

}  // namespace leastwise::bench

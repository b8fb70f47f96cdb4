// A list as a set: sorted, each value once. The form in which sets of ids are kept and compared.
//
// Example: {3, 1, 3} becomes {1, 3}.
// Tests: tests/engine/base/sort_unique_test.cc.
#pragma once

#include <algorithm>
#include <vector>

namespace leastwise {

// Sorts `values` ascending and drops repetitions. Cost: that of the sort.
template <class T>
void sort_unique(std::vector<T>& values) {
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
}

}  // namespace leastwise

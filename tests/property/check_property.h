// Runs a RapidCheck property as a GoogleTest, from a fixed seed: a build that passed passes again.
//
// LEASTWISE_PROPERTY_SEED=N draws other tenants, LEASTWISE_PROPERTY_CASES=N more or fewer of them.
// A failure prints its seed and the smallest counterexample found.
#pragma once

#include <functional>

namespace leastwise::property {

// `body` draws its values with `*generator` and asserts with RC_ASSERT.
void check_property(int cases, const std::function<void()>& body);

}  // namespace leastwise::property

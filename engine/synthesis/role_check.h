// The check of a role's strings against a need, by matching: it shares no code with the search that
// has found them.
//
// In both readings of `*`: every string of the need is granted, no known operation outside of it
// is, and no string holds more than one wildcard. Example: for the need `A/b/read` the strings
// {`A/*/read`} pass unless, say, `A/c/read` is known. Counter-example: the strings may grant what
// nobody knows yet; see FutureGrant. Cost: for each string with a wildcard, the known operations
// that begin as it does. Tests: tests/engine/synthesis/role_check_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/synthesis/plane_need.h"

namespace leastwise {

// What is wrong with the strings as a role for the need: one sentence; nothing where they are
// right.
[[nodiscard]] std::optional<std::string> flaw_of_role(const PlaneNeed& need,
                                                      std::span<const std::string> strings);

}  // namespace leastwise

// What a condition still asks of a request once its action and suboperation are known.
//
// `!(ActionMatches{'A/write'}) OR @Request[x] ...` asks nothing of `A/read`, and of `A/write` the
// comparison alone. NOT is pushed down to the tests, so what is left is AND and OR over tests that
// have to hold, or not to hold.
// Example: `NOT (a AND b)` gives "one of: not a, not b".
// Tests: tests/engine/condition_analysis/requirement_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/condition_analysis/request_space.h"

namespace leastwise {

struct Requirement {
  enum class Kind : std::uint8_t {
    kNothing,     // met, whatever else the request says
    kImpossible,  // not met, whatever else it says; or unknown for certain
    kTest,
    kAll,
    kAny,
  };

  Kind kind = Kind::kNothing;
  // kTest: a test of the condition's program, by position, that has to be met, or with `negated`
  // not to be met. Of tests that ask the same it is the first.
  std::uint32_t test = 0;
  bool negated = false;
  // kAll, kAny: at least two, each once, none of the same kind, none that is nothing or impossible;
  // in the order of the text.
  std::vector<Requirement> parts = {};

  friend bool operator==(const Requirement&, const Requirement&) = default;
};

// REQUIRES: the condition is valid, `folded_action` is case folded. A call has the given
// suboperations and no other.
[[nodiscard]] Requirement requirement_of(const Condition& condition, std::string_view folded_action,
                                         std::span<const std::string> suboperations);

// The tests of a requirement, in the order of the text.
[[nodiscard]] std::vector<std::uint32_t> tests_of(const Requirement& requirement);

// A kind of call: an action, or one of several that the condition treats alike, and a suboperation.
struct CallKind {
  std::string action;         // folded; made up where no known one is of this kind
  std::vector<bool> matches;  // by position of the condition's action patterns
  std::string suboperation;   // as the condition writes it; empty: none that it names
  Requirement requirement;
};

// What the condition asks of each kind of call there is, an action's suboperations together. None
// where its patterns are too many to be told apart. A call has one suboperation at most, as Azure's
// own have; suboperations that the action's calls cannot have are left to the reader.
[[nodiscard]] std::optional<std::vector<CallKind>> kinds_of_calls(const Condition& condition,
                                                                  const RequestSpace& space);

// The suboperations that the condition asks for, each once ignoring case, in the order of the text.
[[nodiscard]] std::vector<std::string> named_suboperations(const Condition& condition);

// Those of `names` that are not among `given`, ignoring case: what a call with these certainly has
// not.
[[nodiscard]] std::vector<std::string> ruled_out(std::span<const std::string> names,
                                                 std::span<const std::string> given);

}  // namespace leastwise

// Finds a request on which conditions turn out as wanted, or shows that there is none.
//
// All that a request can say of the conditions' tests is finite: the action is in one of a few
// cells (action/atoms.h), each attribute in one of a few states (attribute_states.h). The search
// walks over these, deciding next what an open test needs, and turns back as soon as the formulas
// say that the goal cannot be reached any more. So an answer "there is none" holds for every value
// of every attribute, and is no sampling; an answer "this one" is a request that was evaluated.
// Example: for `@Request[r] GuidEquals A AND @Request[r] GuidEquals B` and the goal "met", the
// states of r are A, B, another one and "not given"; none will do.
//
// Two attributes that are compared with each other have no finite states. Such a test may be true
// or false freely where both are given, which is more than can be; what is found that way is tried
// out on a few values, and unknown where that fails. The search also gives up, with unknown, beyond
// kMaxSearchSteps; the worst condition can need as many as the product of its states.
// Thread safety: immutable. Tests: tests/engine/condition_analysis/request_search_test.cc,
// tests/property/condition_analysis_test.cc (against all requests of a small space).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/truth.h"
#include "engine/condition/condition.h"
#include "engine/condition_analysis/formula.h"
#include "engine/condition_analysis/request_space.h"

namespace leastwise {

struct SearchVariables;  // what a request can say, taken apart (variables.h)

// A request that shows something. An attribute of the conditions that does not stand here is not
// given.
struct ShownRequest {
  struct Attribute {
    AttributeSource source = AttributeSource::kResource;
    std::string name;                 // as the condition writes it
    std::vector<std::string> values;  // of a list also none

    friend bool operator==(const Attribute&, const Attribute&) = default;
  };
  std::string action;  // as the space writes it, or made up
  std::vector<std::string> suboperations = {};
  std::vector<Attribute> attributes = {};

  friend bool operator==(const ShownRequest&, const ShownRequest&) = default;
};

// The request as the evaluator takes it, every source complete.
[[nodiscard]] ConditionRequest request_of(const ShownRequest& shown);

struct SearchAnswer {
  Truth found = Truth::kUnknown;
  std::optional<ShownRequest> request = {};  // where found is yes
  std::size_t steps = 0;                     // that it took
};

// What the outcomes of the formulas mean for the goal: yes, no, or open as yet. Monotone: an answer
// of yes or no stays when outcomes lose values.
using SearchGoal = std::function<Truth(std::span<const ConditionOutcome>)>;

// The goals that are asked most, by position of the formula.
[[nodiscard]] SearchGoal met(std::size_t formula);
[[nodiscard]] SearchGoal not_met(std::size_t formula);
[[nodiscard]] SearchGoal met_only_by(std::size_t formula, std::size_t other);

// Which requests count beside those of the space.
enum class Given : std::uint8_t {
  kAnything,
  kEverything,  // those that give every attribute that the action has, with a value
};

class RequestSearch {
 public:
  // Prepares the search for conditions whose tests are numbered one after the other. `conditions`
  // and `space` stay with the caller and outlive this. REQUIRES: all are valid.
  RequestSearch(std::span<const Condition* const> conditions, const RequestSpace& space);
  RequestSearch(const RequestSearch&) = delete;
  RequestSearch& operator=(const RequestSearch&) = delete;
  ~RequestSearch();

  // The formula of a condition, by its position.
  [[nodiscard]] Formula formula(std::size_t condition,
                                ConditionReading reading = ConditionReading::kAndBeforeOr) const;

  [[nodiscard]] SearchAnswer find(std::span<const Formula> formulas, const SearchGoal& goal,
                                  Given given = Given::kAnything) const;

  // Whether anything can be found at all: false where the conditions have too many attributes, or
  // ask too many cases of one.
  [[nodiscard]] bool searchable() const;
  // Why answers may be unknown, for people to read: `it compares two attributes`. Empty where
  // nothing but the effort can be the reason.
  [[nodiscard]] const std::string& reason() const;

 private:
  class Walk;

  std::vector<const Condition*> conditions_;
  RequestSpace space_;
  std::unique_ptr<const SearchVariables> variables_;
};

}  // namespace leastwise

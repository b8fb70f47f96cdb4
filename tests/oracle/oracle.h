// The decision function of docs/semantics.md as naive code, name by name: slow, short, and written
// without a look at the engine, which is held equal to it (tests/property/). Linked only into
// tests.
//
// It works on a plain Model of strings and vectors. Ids are GUIDs in lower case; every other text
// may be spelled in any case.
// Cost: exponential in the number of `*` of a pattern, everything else quadratic or worse.
// Tests: tests/oracle/oracle_test.cc, by hand-worked cases.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/authorizer/decision.h"
#include "engine/base/truth.h"
#include "engine/condition/attribute.h"
#include "engine/permission/permission_block.h"

namespace leastwise::oracle {

// The principal that stands for all in a denial.
inline constexpr std::string_view kEveryoneId = "00000000-0000-0000-0000-000000000000";

struct Block {
  std::vector<std::string> actions = {};
  std::vector<std::string> not_actions = {};
  std::vector<std::string> data_actions = {};
  std::vector<std::string> not_data_actions = {};
  std::string condition = {};  // empty: none
};

// Who told of a role; the first in this order is believed.
enum class Telling : std::uint8_t { kInput, kCatalogue, kLossyInput };

struct Role {
  std::string id;
  std::vector<Block> blocks = {};
  Telling told_by = Telling::kInput;
};

struct Principal {
  std::string id;
  std::string type = {};  // Azure's spelling; empty: nobody states it
};

struct MemberList {
  std::string group;
  std::vector<std::string> members = {};
  bool complete = true;
};

// What the hierarchy export says of a management group or subscription.
struct Placement {
  std::string child;
  std::string parent =
      {};  // a management group; `/`: child is the tenant root group; empty: unstated
};

struct Grant {
  std::string id;
  std::string principal;
  std::string role;
  std::string scope;
  std::string condition = {};
  bool instance = false;     // a PIM schedule instance
  bool eligible = false;     // of an instance
  std::string status = {};   // of an instance
  std::string mirrors = {};  // of an active instance: the id of an ordinary assignment
  std::optional<std::int64_t> begin = {};
  std::optional<std::int64_t> end = {};
};

struct Denial {
  std::string id;
  std::string scope;
  std::vector<Block> blocks = {};
  std::vector<std::string> principals = {};
  std::vector<std::string> excluded = {};
  bool scope_only = false;
  bool audit = false;
  std::string condition = {};
};

struct Model {
  std::vector<Principal> principals = {};
  std::vector<MemberList> lists = {};
  std::vector<Placement> placements = {};
  std::vector<Role> roles = {};
  std::vector<Grant> grants = {};
  std::vector<Denial> denials = {};
};

// How a tenant is asked: the engine's CompileOptions.
struct View {
  WildcardReading reading = WildcardReading::kAzure;
  std::int64_t at = 0;
  bool include_eligible = false;
};

// What a request says. Names as between the brackets, in the normal spelling of the condition.
struct ConditionFacts {
  std::string action = {};  // in any letter case
  std::vector<std::string> suboperations = {};
  std::map<std::pair<AttributeSource, std::string>, std::vector<std::string>> attributes = {};
  std::set<AttributeSource> complete = {};
  WildcardReading reading = WildcardReading::kAzure;
};

struct Question {
  std::string principal;
  std::string action;
  Plane plane = Plane::kControl;
  std::string scope;
  ConditionFacts facts = {};  // but for the action and the reading, which are the question's
};

// A truth value with the reasons for which it is unknown.
struct Verdict {
  Truth value = Truth::kNo;
  ReasonSet why = {};
};

[[nodiscard]] bool matches(std::string_view pattern, std::string_view action,
                           WildcardReading reading);
[[nodiscard]] Truth above(const Model& model, const std::string& x, const std::string& scope);
[[nodiscard]] Truth in(const Model& model, const std::string& principal, const std::string& group);
// With `all_met` as if every condition were met.
[[nodiscard]] Verdict granted(const Model& model, const View& view, const Question& question,
                              bool all_met = false);
[[nodiscard]] Verdict denied(const Model& model, const View& view, const Question& question);
[[nodiscard]] AccessDecision decide(const Model& model, const View& view, const Question& question);

}  // namespace leastwise::oracle

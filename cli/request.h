// One request of `check --requests`: a line that is a JSON object (SPEC section 10).
//
//   {"principal": "ann@example.org", "action": "Microsoft.X/y/read", "scope": "/subscriptions/...",
//    "dataAction": false, "attributes": {"resource": {"name": "x"}}, "suboperations": [],
//    "complete": false, "id": 7}
//
// Only the first three are needed. A key that is none of these is an error and not ignored: a
// misspelled `dataAction` would ask another question than the one that was meant.
// Tests: tests/cli/request_test.cc, fuzz/request_fuzz.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/attribute_argument.h"
#include "engine/base/result.h"
#include "engine/permission/permission_block.h"

namespace leastwise::cli {

struct Request {
  std::string principal;
  std::string action;
  std::string scope;
  Plane plane = Plane::kControl;
  std::vector<AttributeArgument> attributes = {};  // values as text, lists as several
  std::vector<std::string> suboperations = {};
  CompleteSources complete = {};
};

struct ParsedRequest {
  Result<Request> request;
  std::string id = {};  // the `id` of the request as JSON text; empty where it has none
};

// Errors: not a JSON object, a duplicate or unknown key, a value of the wrong type, nesting deeper
// than kMaxJsonDepth. Cost: linear.
[[nodiscard]] ParsedRequest parse_request(std::string_view line);

// A request to a condition alone: `action`, `attributes`, `suboperations` and `complete`, each of
// which may be absent. Errors likewise.
[[nodiscard]] Result<Request> parse_condition_request(std::string_view text);

}  // namespace leastwise::cli

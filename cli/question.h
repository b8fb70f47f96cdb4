// A question with its names looked up: what an answer repeats, in text and in JSON.
//
// Example: --principal "Ines Okafor" becomes a GUID and a PrincipalId. Counter-example: a GUID that
// no input names is no error; it is asked about as a principal without grants.
// Tests: golden files in tests/golden/cli/ (refused_principal, refused_level, explain_unknown_*).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/options.h"
#include "cli/tenant_data.h"
#include "engine/base/guid.h"
#include "engine/base/result.h"
#include "engine/condition/request.h"
#include "engine/scope/scope_path.h"

namespace leastwise::cli {

// A principal, known or not.
struct AskedPrincipal {
  Guid id;
  std::optional<PrincipalId> known;  // nothing in the input names it where this is empty
};

// A scope, and where it hangs in the tree: itself, or below its nearest known scope.
struct AskedScope {
  ScopePath path;
  ScopeTree::Place place;
};

// Any name that SPEC section 4 takes. Errors: nobody or several are called so.
[[nodiscard]] Result<AskedPrincipal> find_principal(const Tenant& tenant, std::string_view name);
// Errors: the text is no scope.
[[nodiscard]] Result<AskedScope> find_scope(const Tenant& tenant, std::string_view text);
// Any name that Tenant::resolve_role() takes. Errors: no role, or several, are called so.
[[nodiscard]] Result<RoleId> find_role(const Tenant& tenant, std::string_view name);
// The level called `name`. Errors: there is none, with a suggestion.
[[nodiscard]] Result<const AccessLevel*> find_level(const AccessLevels& levels,
                                                    std::string_view name);

// What is asked, as far as the command asks it.
struct Question {
  std::string_view command;
  std::optional<AskedPrincipal> principal = {};
  std::string action = {};  // as given; empty for an access level
  const AccessLevel* level = nullptr;
  Plane plane = Plane::kControl;
  std::optional<AskedScope> scope = {};
  ConditionRequest request = {};  // what conditions are evaluated on
};

// Looks up what `options` give, and checks the action. The level that it may point to lives as long
// as `data`.
[[nodiscard]] Result<Question> find_question(const TenantData& data, const Options& options);

// The actions of a question about a principal: one, or those of its level.
struct AskedAction {
  std::string action;
  Plane plane = Plane::kControl;
};
[[nodiscard]] std::vector<AskedAction> asked_actions(const Question& question);

}  // namespace leastwise::cli

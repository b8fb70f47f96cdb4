// From the texts of the command line to the ids of a tenant. All of it can fail for reasons that
// the user can mend, so each failure says what to do: the candidates of an ambiguous name, the name
// that a mistyped one is closest to, the levels there are.
#include "cli/question.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/suggestion.h"

namespace leastwise::cli {

namespace {

// Names that a mistyped one is compared with; in a larger directory many would be as close.
constexpr std::size_t kComparedNames = 10'000;

// The closest name that somebody has; `name` itself where it is ambiguous and not mistyped.
std::string_view closest_name(const Directory& directory, std::string_view name) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < std::min(directory.size(), kComparedNames); ++i) {
    const Principal& principal = directory[PrincipalId::from_index(i)];
    names.push_back(directory.text(principal.display_name));
    names.push_back(directory.text(principal.user_principal_name));
  }
  return closest(name, names);
}

}  // namespace

Result<AskedPrincipal> find_principal(const Tenant& tenant, std::string_view name) {
  const auto found = tenant.directory().resolve(name);
  if (!found) {
    return std::unexpected(found.error());
  }
  if (*found) {
    return AskedPrincipal{tenant.directory()[**found].id, *found};
  }
  const auto guid = parse_guid(name);
  check(guid.has_value(), "only a GUID resolves to a principal that the input does not know");
  return AskedPrincipal{*guid, std::nullopt};
}

// A scope that no export names is fine: it hangs below the nearest one that is known.
Result<AskedScope> find_scope(const Tenant& tenant, std::string_view text) {
  auto path = ScopePath::parse(text);
  if (!path) {
    return std::unexpected(path.error());
  }
  const ScopeTree::Place place = tenant.scopes().nearest(*path);
  return AskedScope{std::move(*path), place};
}

// Where no role is called so, with the name that may be meant.
Result<RoleId> find_role(const Tenant& tenant, std::string_view name) {
  const auto role = tenant.resolve_role(name);
  if (role) {
    return role;
  }
  std::vector<std::string_view> names;
  for (const RoleDefinition& known : tenant.roles()) {
    names.push_back(tenant.text(known.name));
  }
  const std::string_view guess = closest(name, names);
  if (guess.empty() || equals_folded(guess, name)) {
    return role;
  }
  return fail(role.error().message, fmt::format("did you mean `{}`?", guess));
}

Result<const AccessLevel*> find_level(const AccessLevels& levels, std::string_view name) {
  if (const AccessLevel* level = levels.find(name); level != nullptr) {
    return level;
  }
  std::vector<std::string_view> names;
  std::string list;
  for (const AccessLevel& level : levels.all()) {
    names.push_back(level.name);
    list += fmt::format("{}{}", list.empty() ? "levels: " : ", ", level.name);
  }
  const std::string guess = did_you_mean(name, names);
  return fail(fmt::format("no access level `{}`", name), guess.empty() ? list : guess);
}

namespace {

// The principal that a person names: where nobody is called so, with the name that may be meant.
Result<AskedPrincipal> find_named(const Tenant& tenant, std::string_view name) {
  auto principal = find_principal(tenant, name);
  if (!principal) {
    const std::string_view guess = closest_name(tenant.directory(), name);
    if (!guess.empty() && !equals_folded(guess, name)) {
      return fail(principal.error().message, fmt::format("did you mean `{}`?", guess));
    }
  }
  return principal;
}

}  // namespace

// Looks at whatever was given: which parts a command needs was checked with the command line.
Result<Question> find_question(const TenantData& data, const Options& options) {
  const QuestionOptions& given = options.question;
  Question question{command_spec(options.command).name};
  question.plane = given.plane;
  question.request =
      condition_request(given.attributes, given.suboperations, given.complete, options.global.at);
  if (!given.principal.empty()) {
    auto principal = find_named(data.tenant(), given.principal);
    if (!principal) {
      return std::unexpected(principal.error());
    }
    question.principal = *principal;
  }
  if (!given.scope.empty()) {
    auto scope = find_scope(data.tenant(), given.scope);
    if (!scope) {
      return std::unexpected(scope.error());
    }
    question.scope = std::move(*scope);
  }
  if (!given.access.empty()) {
    const auto level = find_level(data.levels(), given.access);
    if (!level) {
      return std::unexpected(level.error());
    }
    question.level = *level;
  }
  if (!given.action.empty()) {
    const auto folded = fold_asked_action(given.action);
    if (!folded) {
      return std::unexpected(folded.error());
    }
    question.action = given.action;
  }
  return question;
}

// A level is asked as its actions; nobody looks up what a level "means" for a role.
std::vector<AskedAction> asked_actions(const Question& question) {
  if (question.level == nullptr) {
    return {{question.action, question.plane}};
  }
  std::vector<AskedAction> actions;
  for (const std::string& action : question.level->actions) {
    actions.push_back({action, question.level->plane});
  }
  return actions;
}

}  // namespace leastwise::cli

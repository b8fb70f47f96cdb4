#include "tests/property/random_model.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <utility>

namespace leastwise::property {
namespace {

using oracle::Block;
using oracle::Denial;
using oracle::Grant;
using oracle::Model;

std::string id(unsigned kind, std::size_t number) {
  return fmt::format("0000000{}-0000-4000-8000-00000000000{}", kind, number);
}

// The draws below are for use inside rc::gen::exec. Each shrinks towards its first value.
std::size_t below(std::size_t bound) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, bound));
}
bool chance(std::size_t percent) { return below(100) >= 100 - percent; }
// Grows with RapidCheck's size: the first tenants of a run are tiny.
std::size_t count(std::size_t most) { return *rc::gen::inRange<std::size_t>(0, most + 1); }

template <class T>
const T& pick(const std::vector<T>& pool) {
  return pool[below(pool.size())];
}

std::vector<std::string> users() { return {id(1, 0), id(1, 1), id(1, 2), id(1, 3)}; }
std::vector<std::string> groups() { return {id(2, 0), id(2, 1), id(2, 2), id(2, 3), id(2, 4)}; }
const std::string kDeleted = id(3, 0);
const std::string kUntyped = id(3, 1);
const std::string kStranger = id(3, 2);  // in no model

std::string management_group(std::size_t number) {
  return fmt::format("/providers/microsoft.management/managementgroups/m{}", number);
}
std::string subscription(std::size_t number) { return fmt::format("/subscriptions/s{}", number); }
constexpr std::size_t kManagementGroups = 5;
constexpr std::size_t kSubscriptions = 3;

// Scopes at which grants and denials stand: the ordinary ones twice, so that they are drawn more.
std::vector<std::string> scopes_of_models() {
  std::vector<std::string> scopes{"/"};
  for (std::size_t i = 0; i < kManagementGroups; ++i) {
    scopes.push_back(management_group(i));
  }
  for (const int twice : {0, 1}) {
    for (std::size_t i = 0; i < kSubscriptions; ++i) {
      scopes.push_back(subscription(i));
    }
    scopes.push_back("/subscriptions/s0/resourcegroups/g");
    scopes.push_back("/subscriptions/s0/resourcegroups/g2");
    scopes.push_back("/subscriptions/s1/resourcegroups/g");
    if (twice == 0) {
      continue;
    }
    scopes.push_back("/subscriptions/s0/resourcegroups/g/providers/n.s/t/x");
    scopes.push_back("/subscriptions/s0/resourcegroups/g/providers/n.s/t/x/u/y");
    scopes.push_back("/subscriptions/s0/resourcegroups/g/providers/n.s/t/x/providers/e/f/z");
    scopes.push_back("/subscriptions/s0/providers/n.s/t/x");
    scopes.push_back(management_group(1) + "/providers/n.s/t/x");
    scopes.push_back("/providers/microsoft.management");
    scopes.push_back("/providers/n.s");
    scopes.push_back("/providers/n.s/t/x");
  }
  return scopes;
}

std::string pattern() {
  static const std::vector<std::string> kSegments{"a", "b", "c", "*", "*", "a*", "*b", "**", ""};
  static const std::vector<std::string> kVerbs{"read", "write", "*", "b", "", "*ad", "re*"};
  if (chance(18)) {
    return "*";
  }
  std::string text;
  for (std::size_t left = below(3); left > 0; --left) {
    // The usual segments are drawn five times as often as the odd ones.
    text += kSegments[chance(15) ? 5 + below(4) : below(5)] + "/";
  }
  return text + kVerbs[chance(15) ? 3 + below(4) : below(3)];
}

std::vector<std::string> patterns(std::size_t least, std::size_t most) {
  std::vector<std::string> texts(least + below(most - least + 1));
  for (std::string& text : texts) {
    text = pattern();
  }
  return texts;
}

constexpr const char* kConditions[] = {
    "@Resource[Microsoft.X/y:name] StringEquals 'z'",
    "@Request[Microsoft.X/y:name] StringEquals 'z'",
    "( @request[microsoft.x/Y:name]stringEquals'z' )",
    "!(ActionMatches{'a/*'}) OR @Request[Microsoft.X/y:name] StringEquals 'z'",
    "ActionMatches{'*/read'} AND NOT SubOperationMatches{'S.One'}",
    "Exists @Resource[Microsoft.X/y:name] AND !(ActionMatches{'b/*/write'})",
    "nonsense",
};

// Which kinds of ignorance a tenant has.
struct Ignorance {
  bool members = false;
  bool hierarchy = false;
  bool roles = false;
  bool conditions = false;
};

std::string condition(const Ignorance& ignorance, std::size_t percent) {
  return ignorance.conditions && chance(percent) ? kConditions[below(std::size(kConditions))] : "";
}

std::vector<Block> blocks(const Ignorance& ignorance) {
  std::vector<Block> blocks(1 + below(3));
  for (Block& block : blocks) {
    block.actions = patterns(1, 3);
    block.not_actions = chance(40) ? patterns(1, 2) : std::vector<std::string>{};
    block.data_actions = patterns(0, 2);
    block.not_data_actions = chance(30) ? patterns(1, 1) : std::vector<std::string>{};
    block.condition = condition(ignorance, 35);
  }
  return blocks;
}

std::vector<std::string> some_principals(std::size_t most) {
  std::vector<std::string> ids(below(most + 1));
  for (std::string& one : ids) {
    one = chance(50)   ? pick(groups())
          : chance(90) ? pick(users())
                       : pick(std::vector{kDeleted, kUntyped});
  }
  return ids;
}

void add_principals(Model& model, const Ignorance& ignorance) {
  for (const std::string& user : users()) {
    model.principals.push_back({user, chance(20) ? "ServicePrincipal" : "User"});
  }
  model.principals.push_back({kDeleted, "Unknown"});
  model.principals.push_back({kUntyped, ignorance.members ? "" : "Device"});
  for (const std::string& group : groups()) {
    const bool missing = ignorance.members && chance(20);
    const bool foreign = missing && chance(30);
    model.principals.push_back({group, foreign ? "ForeignGroup" : chance(90) ? "Group" : ""});
    if (missing) {
      continue;
    }
    const bool cut_off = ignorance.members && chance(15);
    model.lists.push_back({group, some_principals(4), !cut_off});
    if (chance(10)) {
      model.lists.push_back({group, some_principals(2), false});  // an expanded list beside it
    }
  }
}

void add_hierarchy(Model& model, const Ignorance& ignorance) {
  const auto known = [&] { return !ignorance.hierarchy || chance(60); };
  for (std::size_t i = 0; i < kManagementGroups; ++i) {
    if (known()) {
      model.placements.push_back({management_group(i), i == 0 ? "/" : management_group(below(i))});
    } else if (chance(50)) {
      model.placements.push_back({management_group(i), ""});
    }
  }
  for (std::size_t i = 0; i < kSubscriptions; ++i) {
    if (known()) {
      model.placements.push_back({subscription(i), management_group(below(kManagementGroups))});
    } else if (chance(30)) {
      model.placements.push_back({subscription(i), ""});
    }
  }
}

constexpr std::size_t kRoles = 4;

void add_roles(Model& model, const Ignorance& ignorance) {
  using enum oracle::Telling;
  for (std::size_t i = 0; i < kRoles; ++i) {
    if (ignorance.roles && chance(40)) {
      continue;
    }
    const oracle::Telling told_by = chance(80) ? kInput : chance(50) ? kLossyInput : kCatalogue;
    model.roles.push_back({id(4, i), blocks(ignorance), told_by});
    for (const oracle::Telling less : {kCatalogue, kLossyInput}) {
      if (less > told_by && chance(15)) {  // is not believed
        model.roles.push_back({id(4, i), blocks(ignorance), less});
      }
    }
  }
}

void bound(Grant& grant) {
  if (chance(40)) {
    grant.begin = static_cast<std::int64_t>(below(6));
  }
  if (chance(40)) {
    grant.end = grant.begin.value_or(0) + 1 + static_cast<std::int64_t>(below(8));
  }
}

Grant grant(const Ignorance& ignorance, std::size_t number) {
  Grant grant;
  grant.id = fmt::format("/providers/x/roleassignments/a{}", number);
  grant.principal = chance(60) ? pick(groups()) : chance(95) ? pick(users()) : kUntyped;
  grant.role = id(4, below(kRoles));
  grant.scope = pick(scopes_of_models());
  grant.condition = condition(ignorance, 35);
  grant.instance = chance(30);
  if (grant.instance) {
    grant.eligible = chance(60);
    grant.status = pick(std::vector<std::string>{"", "Provisioned", "Accepted", "Revoked"});
    bound(grant);
  }
  return grant;
}

// An active instance that stands for the last ordinary assignment, mostly.
Grant mirror_of(const Grant& ordinary, const Ignorance& ignorance, std::size_t number) {
  Grant mirror = ordinary;
  mirror.id = fmt::format("/providers/x/roleassignments/a{}", number);
  mirror.mirrors = ordinary.id;
  mirror.instance = true;
  mirror.status = pick(std::vector<std::string>{"", "Provisioned", "Revoked"});
  if (chance(15)) {
    mirror.condition = condition(ignorance, 70);
  }
  if (chance(15)) {
    mirror.scope = pick(scopes_of_models());
  }
  bound(mirror);
  return mirror;
}

void add_grants(Model& model, const Ignorance& ignorance) {
  for (std::size_t left = 2 + count(12); left > 0; --left) {
    model.grants.push_back(grant(ignorance, model.grants.size()));
    const Grant last = model.grants.back();
    while (!last.instance && chance(20)) {
      model.grants.push_back(mirror_of(last, ignorance, model.grants.size()));
    }
    if (chance(10)) {
      model.grants.back().id = "";
    }
  }
}

void add_denials(Model& model, const Ignorance& ignorance) {
  for (std::size_t left = count(4); left > 0; --left) {
    Denial denial;
    denial.id = fmt::format("/providers/x/denyassignments/d{}", model.denials.size());
    denial.scope = pick(scopes_of_models());
    denial.blocks = blocks(ignorance);
    denial.principals = some_principals(2);
    if (chance(40)) {
      denial.principals.emplace_back(oracle::kEveryoneId);
    }
    denial.excluded = chance(50) ? some_principals(2) : std::vector<std::string>{};
    if (chance(3)) {
      denial.excluded.emplace_back(oracle::kEveryoneId);
    }
    denial.scope_only = chance(30);
    denial.audit = chance(15);
    denial.condition = condition(ignorance, 15);
    model.denials.push_back(denial);
  }
}

// An action that an action pattern of the blocks matches, most of the time.
std::string action_of(const std::vector<Block>& blocks, const oracle::Question& question) {
  if (blocks.empty()) {
    return question.action;
  }
  const Block& block = pick(blocks);
  const auto& patterns = question.plane == Plane::kData ? block.data_actions : block.actions;
  if (patterns.empty()) {
    return question.action;
  }
  std::string action;
  for (const char c : pick(patterns)) {
    action +=
        c == '*' ? pick(std::vector<std::string>{"a", "b", "read", "a/b"}) : std::string(1, c);
  }
  return action.empty() ? question.action : action;
}

// Something below the scope, or the scope.
std::string deeper(const std::string& scope) {
  if (scope.starts_with("/providers/microsoft.management") || scope == "/" || chance(50)) {
    return scope;
  }
  return scope + (scope.starts_with("/sub") ? "/providers/q/t/new" : "");
}

// Moves the question towards what the grant grants.
void aim(oracle::Question& question, const Model& model, const Grant& grant) {
  if (chance(80)) {
    question.scope = deeper(grant.scope);
  }
  if (chance(70)) {
    question.principal = grant.principal;
    for (const oracle::MemberList& list : model.lists) {
      if (list.group == grant.principal && !list.members.empty() && chance(60)) {
        question.principal = pick(list.members);
      }
    }
  }
  for (const oracle::Role& role : model.roles) {
    if (role.id == grant.role && chance(70)) {
      question.action = action_of(role.blocks, question);
    }
  }
}

// What a request gives of the attribute that conditions ask for.
oracle::ConditionFacts some_facts() {
  oracle::ConditionFacts facts;
  for (const AttributeSource source : {AttributeSource::kResource, AttributeSource::kRequest}) {
    if (chance(40)) {
      facts.attributes[{source, "microsoft.x/y:name"}] = {chance(60) ? "z" : "q"};
    }
    if (chance(30)) {
      facts.complete.insert(source);
    }
  }
  if (chance(30)) {
    facts.suboperations.emplace_back("s.one");
  }
  return facts;
}

}  // namespace

rc::Gen<World> random_world() {
  return rc::gen::exec([] {
    World world;
    const Ignorance ignorance{.members = chance(45),
                              .hierarchy = chance(60),
                              .roles = chance(30),
                              .conditions = chance(50)};
    add_principals(world.model, ignorance);
    add_hierarchy(world.model, ignorance);
    add_roles(world.model, ignorance);
    add_grants(world.model, ignorance);
    add_denials(world.model, ignorance);
    world.view.reading = chance(30) ? WildcardReading::kLiteral : WildcardReading::kAzure;
    world.view.at = static_cast<std::int64_t>(below(10));
    world.view.include_eligible = chance(40);
    world.spelling = below(1'000'000);
    return world;
  });
}

rc::Gen<std::string> random_action() {
  return rc::gen::exec([] {
    static const std::vector<std::string> kSegments{"a", "b", "c", "A", "ab", "", "d"};
    static const std::vector<std::string> kVerbs{"read", "write", "b", "WRITE", "", "x"};
    std::string text;
    for (std::size_t left = below(4); left > 0; --left) {
      text += kSegments[chance(15) ? 3 + below(4) : below(3)] + "/";
    }
    text += kVerbs[chance(15) ? 2 + below(4) : below(2)];
    return text.empty() ? "/" : text;
  });
}

namespace {

void complete_members(Model& model) {
  for (oracle::Principal& principal : model.principals) {
    const bool listed = std::ranges::any_of(
        model.lists, [&](const auto& list) { return list.group == principal.id; });
    if (principal.type.empty()) {
      principal.type = listed || chance(50) ? "Group" : "User";
    }
    const bool complete = std::ranges::any_of(
        model.lists, [&](const auto& list) { return list.group == principal.id && list.complete; });
    if ((listed || principal.type.ends_with("Group")) && !complete) {
      model.lists.push_back({principal.id, some_principals(3), true});
    }
  }
}

void complete_hierarchy(Model& model) {
  std::erase_if(model.placements, [](const auto& placement) { return placement.parent.empty(); });
  const auto placed = [&](const std::string& child) {
    return std::ranges::any_of(model.placements,
                               [&](const auto& placement) { return placement.child == child; });
  };
  for (std::size_t i = 0; i < kManagementGroups; ++i) {
    if (!placed(management_group(i))) {
      model.placements.push_back({management_group(i), i == 0 ? "/" : management_group(below(i))});
    }
  }
  for (std::size_t i = 0; i < kSubscriptions; ++i) {
    if (!placed(subscription(i))) {
      model.placements.push_back({subscription(i), management_group(below(kManagementGroups))});
    }
  }
}

void complete_roles(Model& model) {
  for (std::size_t i = 0; i < kRoles; ++i) {
    if (std::ranges::none_of(model.roles, [&](const auto& role) { return role.id == id(4, i); })) {
      model.roles.push_back({id(4, i), blocks(Ignorance{}), oracle::Telling::kInput});
    }
  }
}

}  // namespace

rc::Gen<oracle::Model> random_completion(const oracle::Model& model) {
  return rc::gen::exec([model] {
    Model completed = model;
    complete_members(completed);
    complete_hierarchy(completed);
    complete_roles(completed);
    return completed;
  });
}

rc::Gen<oracle::Question> random_question(const oracle::Model& model) {
  // A copy: shrinking asks the generator again, long after the caller's model is gone.
  return rc::gen::exec([model] {
    oracle::Question question;
    question.principal = pick(all_principals());
    question.action = *random_action();
    question.plane = chance(25) ? Plane::kData : Plane::kControl;
    question.scope = pick(all_scopes());
    question.facts = some_facts();
    if (!model.grants.empty() && chance(75)) {
      aim(question, model, pick(model.grants));
    }
    if (!model.denials.empty() && chance(25)) {
      const Denial& denial = pick(model.denials);
      question.scope = deeper(denial.scope);
      question.action = chance(50) ? action_of(denial.blocks, question) : question.action;
    }
    return question;
  });
}

const std::vector<std::string>& all_scopes() {
  static const std::vector<std::string> kScopes = [] {
    std::vector<std::string> scopes = scopes_of_models();
    for (const char* odd :
         {"/subscriptions/s9", "/subscriptions/s9/resourceGroups/g",
          "/subscriptions/s0/resourceGroups/G9",
          "/subscriptions/s0/resourcegroups/g/providers/n.s/t/xx", "/providers/n.s/t/y",
          "/providers/o", "/providers/Microsoft.Management/managementGroups/m9",
          "/providers/Microsoft.Management/managementGroups/m2/providers/a/b/c"}) {
      scopes.emplace_back(odd);
    }
    return scopes;
  }();
  return kScopes;
}

const std::vector<std::string>& all_principals() {
  static const std::vector<std::string> kPrincipals = [] {
    std::vector<std::string> all = users();
    for (const std::string& group : groups()) {
      all.push_back(group);
    }
    all.insert(all.end(), {kDeleted, kUntyped, kStranger});
    return all;
  }();
  return kPrincipals;
}

const std::vector<std::string>& all_actions() {
  static const std::vector<std::string> kActions = [] {
    std::vector<std::string> actions{"read", "write", "b", "x", "/", "a/", "a//read", "ab/read"};
    for (const char* first : {"a", "b", "c"}) {
      for (const char* verb : {"read", "write", "b"}) {
        actions.push_back(fmt::format("{}/{}", first, verb));
        for (const char* second : {"a", "b", "c", "d"}) {
          actions.push_back(fmt::format("{}/{}/{}", first, second, verb));
        }
      }
    }
    return actions;
  }();
  return kActions;
}

void showValue(const World& world, std::ostream& os) {
  oracle::showValue(world.model, os);
  oracle::showValue(world.view, os);
  os << fmt::format("spelling {}\n", world.spelling);
}

}  // namespace leastwise::property

namespace leastwise::oracle {
namespace {

void show_blocks(const std::vector<Block>& blocks, std::ostream& os) {
  for (const Block& b : blocks) {
    os << fmt::format("    block {} not {} data {} not {} if `{}`\n", b.actions, b.not_actions,
                      b.data_actions, b.not_data_actions, b.condition);
  }
}

std::string bound_text(const std::optional<std::int64_t>& bound) {
  return bound ? std::to_string(*bound) : "-";
}

}  // namespace

void showValue(const Model& model, std::ostream& os) {
  os << "\n";
  for (const Principal& p : model.principals) {
    os << fmt::format("principal {} `{}`\n", p.id, p.type);
  }
  for (const MemberList& list : model.lists) {
    os << fmt::format("members of {}{}: {}\n", list.group, list.complete ? "" : " (cut off)",
                      list.members);
  }
  for (const Placement& p : model.placements) {
    os << fmt::format("place {} below `{}`\n", p.child, p.parent);
  }
  for (const Role& role : model.roles) {
    os << fmt::format("role {}{}\n", role.id,
                      role.told_by == Telling::kInput       ? ""
                      : role.told_by == Telling::kCatalogue ? " (catalogue)"
                                                            : " (lossy)");
    show_blocks(role.blocks, os);
  }
  for (const Grant& g : model.grants) {
    os << fmt::format("grant {} to {} of {} at {} if `{}`", g.id, g.principal, g.role, g.scope,
                      g.condition);
    os << fmt::format(" instance {} eligible {} status `{}` mirrors `{}` [{}, {})\n", g.instance,
                      g.eligible, g.status, g.mirrors, bound_text(g.begin), bound_text(g.end));
  }
  for (const Denial& d : model.denials) {
    os << fmt::format("denial {} at {} of {} but {}", d.id, d.scope, d.principals, d.excluded);
    os << fmt::format(" scope-only {} audit {} if `{}`\n", d.scope_only, d.audit, d.condition);
    show_blocks(d.blocks, os);
  }
}

void showValue(const View& view, std::ostream& os) {
  os << fmt::format("reading {} at {} eligible {}\n", to_string(view.reading), view.at,
                    view.include_eligible);
}

void showValue(const Question& q, std::ostream& os) {
  os << fmt::format("may {} do `{}` ({}) at {}", q.principal, q.action, to_string(q.plane),
                    q.scope);
}

}  // namespace leastwise::oracle

// `leastwise` without a command: a tour of the sample tenant for someone who sees it first.
//
// The questions are found, not written down: the registry is the one in the tenant; the team is the
// group that publishes on it and could also manage it; the comparison is the group that publishes
// and could not; the role that would do is the smallest known one that holds registry-publish.
// So the tour cannot tell a story that the engine would not confirm; tests/golden/cli/tour.txt
// shows it.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cli/answer_question.h"
#include "cli/decisions.h"
#include "cli/role_facts.h"
#include "cli/routes_text.h"
#include "cli/sample_story.h"
#include "engine/access/who_can.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"

namespace leastwise::cli {
namespace {

constexpr std::string_view kPublish = "registry-publish";
constexpr std::string_view kManage = "registry-manage";
// How the commands that the tour shows name the registry, whose id is long.
constexpr std::string_view kRegistry = "$REGISTRY";

// What the tour is about.
struct Cast {
  ScopeId registry;
  PrincipalId team;                         // publishes, and could manage
  std::optional<PrincipalId> careful = {};  // publishes, and could not manage
  const AccessLevel* publish = nullptr;
  const AccessLevel* manage = nullptr;
};

// The scope of a registry itself, not of what lies below one.
std::optional<ScopeId> find_registry(const Tenant& tenant, const AccessLevel& level) {
  const std::string part = folded("/providers/" + level.resource_type + "/");
  for (const ScopeId id : tenant.scopes().in_preorder()) {
    const std::string text = folded(tenant.scopes().text(id));
    const std::size_t at = text.find(part);
    if (at != std::string::npos && text.find('/', at + part.size()) == std::string::npos) {
      return id;
    }
  }
  return std::nullopt;
}

// A question as find_question() would have found it.
Question ask(const Tenant& tenant, PrincipalId who, const AccessLevel& level, ScopeId scope) {
  Question question{"check"};
  question.principal = AskedPrincipal{tenant.directory()[who].id, who};
  question.level = &level;
  auto path = ScopePath::parse(tenant.scopes().text(scope));
  check(path.has_value(), "a scope of the tree is well formed");
  question.scope = AskedScope{std::move(*path), {scope, true}};
  return question;
}

// All actions of a level together.
Effect effect_of(const TenantData& data, const Question& question) {
  const auto answers = decide_all(data.compiled(), question);
  return answers ? combined(*answers).effect : Effect::kUnknown;
}

// The groups that were given publishing themselves, in the order of their names.
std::vector<PrincipalId> publishing_groups(const TenantData& data, const Cast& cast) {
  const CompiledTenant& compiled = data.compiled();
  const std::string action = folded(cast.publish->actions.back());
  std::vector<PrincipalId> groups;
  const WhoCan who = who_can(compiled, compiled.action(action, cast.publish->plane),
                             compiled.scope({cast.registry, true}));
  for (const Holder& holder : who.holders) {
    const bool group = data.tenant().directory()[holder.principal].type == PrincipalType::kGroup;
    const bool own = std::ranges::any_of(holder.routes, [&](const AccessRoute& route) {
      return data.tenant().assignment(route.assignment).principal == holder.principal;
    });
    const Question question = ask(data.tenant(), holder.principal, *cast.publish, cast.registry);
    if (group && own && effect_of(data, question) == Effect::kAllow) {
      groups.push_back(holder.principal);
    }
  }
  std::ranges::sort(groups, {}, [&](PrincipalId id) { return principal_name(data.tenant(), id); });
  return groups;
}

// Among groups of one kind the one with the most members is the best example.
std::optional<Cast> find_cast(const TenantData& data) {
  Cast cast;
  cast.publish = data.levels().find(kPublish);
  cast.manage = data.levels().find(kManage);
  const auto registry = find_registry(data.tenant(), *cast.publish);
  if (!registry) {
    return std::nullopt;
  }
  cast.registry = *registry;
  std::optional<PrincipalId> team;
  const auto members = [&data](PrincipalId id) {
    return data.tenant().groups().members_of(id).size();
  };
  for (const PrincipalId group : publishing_groups(data, cast)) {
    const Question manages = ask(data.tenant(), group, *cast.manage, cast.registry);
    auto& place = effect_of(data, manages) == Effect::kAllow ? team : cast.careful;
    if (!place || members(group) > members(*place)) {
      place = group;
    }
  }
  if (!team) {
    return std::nullopt;
  }
  cast.team = *team;
  return cast;
}

// The role with the fewest known operations that holds all of a level.
std::optional<RoleId> smallest_role(const CompiledTenant& compiled, const AccessLevel& level) {
  std::optional<RoleId> best;
  std::size_t best_size = 0;
  for (std::size_t i = 0; i < compiled.tenant().roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    const bool holds = std::ranges::all_of(level.actions, [&](const std::string& action) {
      const std::string text = folded(action);
      return compiled.role_grants(id, compiled.action(text, level.plane)) == Truth::kYes;
    });
    if (!holds) {
      continue;
    }
    const std::size_t size = role_operations(compiled, id, Plane::kControl).size() +
                             role_operations(compiled, id, Plane::kData).size();
    if (!best || size < best_size) {
      best = id;
      best_size = size;
    }
  }
  return best;
}

// Writes the tour, section by section; each asks the engine for what it says.
class Tour {
 public:
  Tour(const TenantData& data, const Options& options, const TextStyle& style, const Cast& cast)
      : data_(data), options_(options), style_(style), cast_(cast) {}

  // Four questions, and between them what the answers mean together.
  [[nodiscard]] std::string text() const {
    std::string text = opening();
    text += question_of(1, cast_.team, *cast_.publish, "may the team publish its models?");
    text += question_of(2, cast_.team, *cast_.manage,
                        "and could it also change or delete the registry itself?");
    text += judgement();
    if (cast_.careful) {
      text += question_of(3, *cast_.careful, *cast_.publish, "another team publishes there too");
      text += question_of(4, *cast_.careful, *cast_.manage, "could that one delete the registry?");
    }
    return text + next();
  }

 private:
  [[nodiscard]] const Tenant& tenant() const { return data_.tenant(); }

  [[nodiscard]] std::string name(PrincipalId id) const {
    return printable(principal_name(tenant(), id));
  }

  // The command that asks this very question, to be copied.
  [[nodiscard]] std::string command(PrincipalId who, const AccessLevel& level) const {
    return fmt::format("check --sample --principal {} --access {} --scope {}",
                       shell_word(principal_name(tenant(), who)), level.name, kRegistry);
  }

  // What this is, and how much was read: the numbers come from the tenant.
  [[nodiscard]] std::string opening() const {
    std::string text =
        "Leastwise decides and explains access in Azure RBAC, from the exports of the Azure "
        "tools.\n"
        "You named no command, so this is a tour of the built-in sample tenant.\n\n";
    text += fmt::format("{}\n{}", style_.paint(Tone::kHeading, kSampleTitle), kSampleStory);
    return text +
           fmt::format("  Read: {}, {}, {}, {}.\n",
                       counted(tenant().directory().size(), "principal"),
                       counted(tenant().assignments().size(), "role assignment"),
                       counted(tenant().denials().size(), "deny assignment"),
                       counted(tenant().roles().size(), "role")) +
           fmt::format("\n  In the commands below:\n  REGISTRY={}\n",
                       shell_word(tenant().scopes().text(cast_.registry)));
  }

  // One question, its verdict, and the grant that decides.
  [[nodiscard]] std::string question_of(int number, PrincipalId who, const AccessLevel& level,
                                        std::string_view asked) const {
    const Question question = ask(tenant(), who, level, cast_.registry);
    const AnswerView view{data_, options_, question, style_};
    const auto answers = decide_all(data_.compiled(), question);
    check(answers.has_value(), "a question of the tour is well formed");
    const AccessDecision all = combined(*answers);
    std::string text =
        heading(style_, fmt::format("{}. {}: {}", number, principal_name(tenant(), who), asked));
    text += "  " + verdict_line(view, all.effect);
    const Explanation& first = answers->front().explanation;
    if (all.effect == Effect::kAllow && !first.grants.empty()) {
      text +=
          bullet(style_, fmt::format("because of: {}", grant_summary(view, first.grants.front())));
    }
    for (const ActionAnswer& answer : *answers) {
      if (all.effect == Effect::kDeny && answer.decision.effect == Effect::kDeny) {
        text += bullet(style_, fmt::format("it lacks {}", answer.asked.action));
      }
    }
    return text +
           fmt::format("  {}\n",
                       style_.paint(Tone::kDim, printable("leastwise " + command(who, level))));
  }

  // The over-privilege in plain words.
  [[nodiscard]] std::string judgement() const {
    const Question question = ask(tenant(), cast_.team, *cast_.manage, cast_.registry);
    const auto answers = decide_all(data_.compiled(), question);
    check(answers && !answers->back().explanation.grants.empty(), "the team can manage");
    const RoleAssignment& grant =
        tenant().assignment(answers->back().explanation.grants.front().assignment);
    const std::size_t granted =
        role_operations(data_.compiled(), grant.role, Plane::kControl).size();
    std::string text = heading(style_, "What is wrong with that");
    text +=
        bullet(style_, fmt::format("publishing takes {} operations; {} grants {} of the {} that "
                                   "are known here",
                                   cast_.publish->actions.size(), role_name(tenant(), grant.role),
                                   grouped(granted), grouped(tenant().operations().size())));
    text += bullet(style_, people());
    if (const auto role = smallest_role(data_.compiled(), *cast_.publish)) {
      const std::size_t needed = role_operations(data_.compiled(), *role, Plane::kControl).size();
      text +=
          bullet(style_, fmt::format("the smallest known role that does it is {}: {} operations",
                                     role_name(tenant(), *role), grouped(needed)));
    }
    return text;
  }

  // Whom the team's grant reaches, guests by name.
  [[nodiscard]] std::string people() const {
    std::size_t users = 0;
    std::string guests;
    for (const PrincipalId id : tenant().groups().members_of(cast_.team)) {
      const Principal& member = tenant().directory()[id];
      users += member.type == PrincipalType::kUser ? 1 : 0;
      if (member.guest.value_or(false)) {
        const std::vector<PrincipalId> path = tenant().groups().path(id, cast_.team);
        guests +=
            fmt::format("{}{}", guests.empty() ? "" : ", ", path_text(tenant(), path, style_));
      }
    }
    std::string text = fmt::format("it reaches {}", counted(users, "user"));
    return guests.empty() ? text : text + fmt::format(", among them a guest: {}", guests);
  }

  // Three steps, one of each kind: ask on, collect, read.
  [[nodiscard]] std::string next() const {
    std::string text = heading(style_, "Next");
    TextTable table;
    table.add({{fmt::format("leastwise who-can --sample --action {} --scope {}",
                            cast_.manage->actions.back(), kRegistry)},
               {"who could delete it?"}});
    table.add({{"leastwise sample --out sample-tenant"}, {"what to collect from your own tenant"}});
    table.add({{"leastwise --help"}, {"everything else"}});
    return text + table.render(style_, 2);
  }

  const TenantData& data_;
  const Options& options_;
  const TextStyle& style_;
  const Cast& cast_;
};

}  // namespace

// Always the sample tenant: whoever has named one of their own also names a command.
ExitCode run_tour(const Options& options, Console& console) {
  Options sample = options;
  sample.global.sample = true;
  const auto data = load_tenant(sample.global, console);
  if (!data) {
    return ExitCode::kError;
  }
  const auto cast = find_cast(*data);
  check(cast.has_value(), "the sample tenant has a team that publishes and could manage");
  console.print(Tour(*data, sample, console.style(), *cast).text());
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli

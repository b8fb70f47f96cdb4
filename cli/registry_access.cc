// `leastwise registry access`: who can use, publish to and manage a machine learning registry.
//
// The tiers are the access levels for registries (rules/access_levels/, and --levels), from the
// least to the most; somebody is in the highest one of which every action is allowed. Beside it
// stands the tier after activating every eligible (PIM) grant, and how many known operations more
// somebody may do there than the tier asks for: that is what makes Contributor no publisher.
// Groups are listed beside their members, since a group is what one would change.
// Example: a member of a group with AzureML Registry User is in registry-publish, with one
// operation more. Counter-example: nobody who may only write assets is in any tier: each one begins
// with reading.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/bearing_gaps.h"
#include "cli/decisions.h"
#include "engine/access/who_can.h"
#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "rules/audit/audit_context.h"
#include "rules/danger/danger.h"

namespace leastwise::cli {
namespace {

constexpr std::string_view kRegistryPart =
    "/providers/microsoft.machinelearningservices/registries/";
constexpr std::size_t kWorstOperations = 5;

// Whether a scope is a registry itself, and nothing below one.
bool is_registry(std::string_view scope) {
  const std::string text = folded(scope);
  const std::size_t at = text.find(kRegistryPart);
  return at != std::string::npos && text.find('/', at + kRegistryPart.size()) == std::string::npos;
}

// The effect of every tier, by position.
using TierEffects = std::vector<Effect>;

// The highest tier that is allowed; none where it is not even the least.
std::optional<std::size_t> highest(const TierEffects& effects, Effect wanted) {
  for (std::size_t i = effects.size(); i-- > 0;) {
    if (effects[i] == wanted) {
      return i;
    }
  }
  return std::nullopt;
}

// What one principal has at the registry.
struct RegistryHolder {
  PrincipalId principal;
  TierEffects now = {};
  TierEffects activated = {};
  std::vector<AccessRoute> routes = {};  // to the last action of its best tier
  std::vector<OperationId> beyond = {};  // known, allowed now, not in its tier; worst first

  [[nodiscard]] std::optional<std::size_t> tier() const { return highest(now, Effect::kAllow); }
  [[nodiscard]] std::optional<std::size_t> tier_activated() const {
    return highest(activated, Effect::kAllow);
  }
  // A tier above its own that cannot be decided.
  [[nodiscard]] std::optional<std::size_t> open_tier() const {
    const auto open = highest(now, Effect::kUnknown);
    return open && (!tier() || *open > *tier()) ? open : std::nullopt;
  }
};

class RegistryAccess {
 public:
  explicit RegistryAccess(const AnswerView& view)
      : view_(view),
        tenant_(view.tenant()),
        now_(view.data.compiled()),
        activated_(tenant_, {now_.options().wildcards, now_.options().at, true}),
        scope_(now_.scope(view.question.scope->place)) {
    for (const AccessLevel& level : view.data.levels().all()) {
      if (equals_folded(level.resource_type, kRegistryType)) {
        tiers_.push_back(&level);
      }
    }
    find_holders();
  }

  [[nodiscard]] const std::vector<const AccessLevel*>& tiers() const { return tiers_; }
  // The highest tier first, then by name; who has none now comes last.
  [[nodiscard]] const std::vector<RegistryHolder>& holders() const { return holders_; }
  [[nodiscard]] const std::vector<PrincipalId>& open_groups() const { return open_groups_; }
  [[nodiscard]] std::vector<const CoverageGap*> gaps() const {
    std::vector<ActionRef> actions;
    for (const std::string& action : actions_) {
      actions.push_back(now_.action(action, Plane::kControl));
    }
    return bearing_gaps(now_, {{}, actions, view_.question.scope->place.node});
  }

 private:
  [[nodiscard]] TierEffects effects(const CompiledTenant& compiled, PrincipalId id) const {
    TierEffects found;
    for (const AccessLevel* tier : tiers_) {
      Effect all = Effect::kAllow;
      for (const std::string& action : tier->actions) {
        const std::string text = folded(action);
        const Effect effect =
            compiled.decide(CompiledTenant::subject(id), compiled.action(text, tier->plane), scope_)
                .effect;
        if (effect == Effect::kDeny || all == Effect::kDeny) {
          all = Effect::kDeny;
        } else if (effect == Effect::kUnknown) {
          all = Effect::kUnknown;
        }
      }
      found.push_back(all);
    }
    return found;
  }

  // Who has any action of any tier, by some route: asked with eligible grants, so that those are
  // among them who have access only then.
  void find_holders() {
    std::map<PrincipalId, std::map<std::string, std::vector<AccessRoute>>> routes;
    for (const AccessLevel* tier : tiers_) {
      for (const std::string& action : tier->actions) {
        const std::string text = folded(action);
        if (std::ranges::find(actions_, text) != actions_.end()) {
          continue;
        }
        actions_.push_back(text);
        WhoCan who = who_can(activated_, activated_.action(text, tier->plane), scope_);
        for (Holder& holder : who.holders) {
          routes[holder.principal][text] = std::move(holder.routes);
        }
        open_groups_.insert(open_groups_.end(), who.open_groups.begin(), who.open_groups.end());
      }
    }
    sort_unique(open_groups_);
    const DangerTable danger = embedded_danger_table();
    for (auto& [principal, by_action] : routes) {
      add(principal, by_action, danger);
    }
    std::ranges::stable_sort(holders_, {}, [this](const RegistryHolder& holder) {
      const auto rank = [&](std::optional<std::size_t> tier) {
        return tier ? tiers_.size() - *tier : tiers_.size() + 1;
      };
      return std::tuple(rank(holder.tier()), rank(holder.tier_activated()),
                        folded(principal_name(tenant_, holder.principal)));
    });
  }

  void add(PrincipalId id, std::map<std::string, std::vector<AccessRoute>>& routes,
           const DangerTable& danger) {
    RegistryHolder holder{
        .principal = id, .now = effects(now_, id), .activated = effects(activated_, id)};
    const auto best = std::max({holder.tier(), holder.tier_activated(), holder.open_tier()});
    if (!best) {
      return;
    }
    holder.routes = routes[folded(tiers_[*best]->actions.back())];
    if (const auto tier = holder.tier()) {
      holder.beyond = beyond(id, *tiers_[*tier], danger);
    }
    holders_.push_back(std::move(holder));
  }

  [[nodiscard]] std::vector<OperationId> beyond(PrincipalId id, const AccessLevel& tier,
                                                const DangerTable& danger) const {
    std::vector<OperationId> found;
    const OperationCatalogue& operations = tenant_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const OperationId operation = OperationId::from_index(i);
      const bool asked = std::ranges::any_of(tier.actions, [&](const std::string& action) {
        return equals_folded(action, operations.name(operation));
      });
      if (!asked && operations[operation].is_in(Plane::kControl) &&
          now_.decide(CompiledTenant::subject(id), now_.known_action(operation, Plane::kControl),
                      scope_)
                  .effect == Effect::kAllow) {
        found.push_back(operation);
      }
    }
    std::ranges::stable_sort(found, std::ranges::greater(), [&](OperationId operation) {
      return danger.weight(operations.name(operation), Plane::kControl);
    });
    return found;
  }

  const AnswerView& view_;
  const Tenant& tenant_;
  const CompiledTenant& now_;
  const CompiledTenant activated_;
  ScopeRef scope_;
  std::vector<const AccessLevel*> tiers_;
  std::vector<std::string> actions_;  // of all tiers, folded, each once
  std::vector<RegistryHolder> holders_;
  std::vector<PrincipalId> open_groups_;
};

class AccessText {
 public:
  AccessText(const AnswerView& view, const RegistryAccess& found)
      : view_(view), tenant_(view.tenant()), found_(found) {}

  [[nodiscard]] std::string all() const {
    std::string text = summary() + question_text(view_) + tiers_section() + holders_section();
    if (!found_.open_groups().empty()) {
      text += heading(view_.style, "Anybody may be in these groups, which hold some of it");
      for (const PrincipalId group : found_.open_groups()) {
        text += bullet(view_.style, principal_name(tenant_, group));
      }
    }
    return text + gaps_text(view_, found_.gaps()) + next();
  }

 private:
  [[nodiscard]] std::string tier_name(std::optional<std::size_t> tier) const {
    return tier ? found_.tiers()[*tier]->name : std::string(view_.style.sign(Sign::kNone));
  }

  // `12 principals have access to registries/models: 3 registry-manage, 9 registry-publish`.
  [[nodiscard]] std::string summary() const {
    const auto& holders = found_.holders();
    std::string tiers;
    std::size_t with_access = 0;
    for (std::size_t i = found_.tiers().size(); i-- > 0;) {
      const auto count = static_cast<std::size_t>(std::ranges::count_if(
          holders, [i](const RegistryHolder& holder) { return holder.tier() == i; }));
      with_access += count;
      if (count != 0) {
        tiers += fmt::format("{}{} {}", tiers.empty() ? ": " : ", ", grouped(count),
                             found_.tiers()[i]->name);
      }
    }
    std::string text = fmt::format(
        "{} {} access to {}{}", with_access == 0 ? "nobody" : counted(with_access, "principal"),
        with_access > 1 ? "have" : "has", asked_scope_name(view_), tiers);
    if (holders.size() > with_access) {
      text += fmt::format("; {} more once activated, or undecided",
                          grouped(holders.size() - with_access));
    }
    return view_.style.paint(Tone::kStrong, printable(text)) + '\n';
  }

  [[nodiscard]] std::string tiers_section() const {
    std::string text = heading(view_.style, "Tiers");
    TextTable table;
    for (const AccessLevel* tier : found_.tiers()) {
      table.add({{tier->name, Tone::kStrong}, {tier->description}});
    }
    return text + table.render(view_.style, 2);
  }

  // The grant that counts, with the group that it comes by.
  [[nodiscard]] std::string by_text(const RegistryHolder& holder) const {
    if (holder.routes.empty()) {
      return std::string(view_.style.sign(Sign::kNone));
    }
    const RoleAssignment& assignment = tenant_.assignment(holder.routes.front().assignment);
    std::string text = fmt::format("{} on {}", role_name(tenant_, assignment.role),
                                   scope_name(tenant_, assignment.scope));
    if (assignment.principal != holder.principal) {
      text += fmt::format(", by {}", principal_name(tenant_, assignment.principal));
    }
    if (holder.routes.size() > 1) {
      text += fmt::format(", and {} more", grouped(holder.routes.size() - 1));
    }
    return text;
  }

  [[nodiscard]] std::string holders_section() const {
    if (found_.holders().empty()) {
      return {};
    }
    TextTable table({"PRINCIPAL", "TYPE", "TIER", "ACTIVATED", "OPERATIONS MORE", "BY"});
    for (const RegistryHolder& holder : found_.holders()) {
      const auto open = holder.open_tier();
      table.add({{principal_name(tenant_, holder.principal), Tone::kStrong},
                 {principal_kind(tenant_, holder.principal)},
                 {open ? fmt::format("{} (unknown)", tier_name(open)) : tier_name(holder.tier()),
                  open ? Tone::kUnsure : Tone::kPlain},
                 {holder.tier_activated() == holder.tier() ? std::string()
                                                           : tier_name(holder.tier_activated()),
                  Tone::kUnsure},
                 {holder.tier() ? grouped(holder.beyond.size()) : "", Tone::kPlain, true},
                 {by_text(holder)}});
    }
    return heading(view_.style, "Who") + table.render(view_.style, 2) + worst();
  }

  // What the widest of them may do beyond any tier.
  [[nodiscard]] std::string worst() const {
    const auto widest = std::ranges::max_element(
        found_.holders(), {}, [](const RegistryHolder& holder) { return holder.beyond.size(); });
    if (widest->beyond.empty()) {
      return {};
    }
    std::string text = heading(
        view_.style,
        fmt::format("Beyond the tier, such as of {}", principal_name(tenant_, widest->principal)));
    for (std::size_t i = 0; i < std::min(widest->beyond.size(), kWorstOperations); ++i) {
      text += bullet(view_.style, std::string(tenant_.operations().name(widest->beyond[i])));
    }
    return text;
  }

  [[nodiscard]] std::string next() const {
    return next_steps(view_,
                      {fmt::format("audit {} --scope {}", tenant_arguments(view_.options.global),
                                   view_.question.scope->path.text()),
                       "role nearest --access registry-publish"});
  }

  const AnswerView& view_;
  const Tenant& tenant_;
  const RegistryAccess& found_;
};

Json json_effects(const RegistryAccess& found, const TierEffects& effects) {
  Json object = Json::object();
  for (std::size_t i = 0; i < effects.size(); ++i) {
    object[found.tiers()[i]->name] = to_string(effects[i]);
  }
  return object;
}

Json json_tier(const RegistryAccess& found, std::optional<std::size_t> tier) {
  return tier ? Json(found.tiers()[*tier]->name) : Json(nullptr);
}

Json answer_json(const AnswerView& view, const RegistryAccess& found) {
  const Tenant& tenant = view.tenant();
  Json tiers = Json::array();
  for (const AccessLevel* tier : found.tiers()) {
    tiers.push_back({{"name", tier->name}, {"actions", tier->actions}});
  }
  Json principals = Json::array();
  for (const RegistryHolder& holder : found.holders()) {
    Json routes = Json::array();
    for (const AccessRoute& route : holder.routes) {
      routes.push_back({{"state", to_string(route.state)},
                        {"assignment", json_assignment(tenant, route.assignment)}});
    }
    Json worst = Json::array();
    for (std::size_t i = 0; i < std::min(holder.beyond.size(), kWorstOperations); ++i) {
      worst.push_back(tenant.operations().name(holder.beyond[i]));
    }
    principals.push_back({{"principal", json_principal(tenant, holder.principal)},
                          {"tier", json_tier(found, holder.tier())},
                          {"tier_activated", json_tier(found, holder.tier_activated())},
                          {"levels", json_effects(found, holder.now)},
                          {"levels_activated", json_effects(found, holder.activated)},
                          {"operations_beyond_tier", holder.beyond.size()},
                          {"worst_beyond_tier", std::move(worst)},
                          {"routes", std::move(routes)}});
  }
  Json open = Json::array();
  for (const PrincipalId group : found.open_groups()) {
    open.push_back(json_principal(tenant, group));
  }
  Json answer = {{"question", json_question(view)},
                 {"tiers", std::move(tiers)},
                 {"principals", std::move(principals)},
                 {"open_groups", std::move(open)}};
  add_footing(answer, view.data, found.gaps());
  return answer;
}

// Error: the scope is no registry; the registries that the input names are told.
Error no_registry(const AnswerView& view) {
  std::string known;
  for (const ScopeId id : view.tenant().scopes().in_preorder()) {
    const std::string_view text = view.tenant().scopes().text(id);
    if (is_registry(text)) {
      known += fmt::format("{}{}", known.empty() ? "the input knows " : "\n", text);
    }
  }
  return {fmt::format("`{}` is no machine learning registry", view.question.scope->path.text()),
          known.empty()
              ? "its id ends in /providers/Microsoft.MachineLearningServices/registries/NAME"
              : known};
}

Result<Outcome> answer(const AnswerView& view) {
  if (!is_registry(view.question.scope->path.text())) {
    return std::unexpected(no_registry(view));
  }
  const RegistryAccess found(view);
  return Outcome{view.options.global.format == Format::kJson ? answer_json(view, found).text()
                                                             : AccessText(view, found).all()};
}

}  // namespace

ExitCode run_registry_access(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

// `leastwise role nearest`: the known roles that come nearest to a need.
//
// Told are the covering roles within which no other one lies, the least dangerous surplus first,
// and two roles together where they do better than one. What a role grants beyond the need is an
// exact set; its known operations are counted and the worst ones named.
#include <fmt/core.h>

#include <algorithm>

#include "cli/answer_json.h"
#include "cli/asked_need.h"
#include "cli/role_facts.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"
#include "engine/synthesis/nearest_roles.h"
#include "rules/danger/danger.h"

namespace leastwise::cli {
namespace {

// Roles and operations that are shown where nobody asked for all.
constexpr std::size_t kShownRoles = 10;
constexpr std::size_t kShownOperations = 8;

// The roles that --only lets take part.
std::vector<RoleId> asked_roles(const AnswerView& view) {
  std::vector<RoleId> roles = all_roles(view.tenant());
  std::erase_if(roles, [&](RoleId id) {
    const RoleType type = view.tenant().role(id).type;
    return (view.options.only == RoleKind::kCustom && type == RoleType::kBuiltIn) ||
           (view.options.only == RoleKind::kBuiltIn && type != RoleType::kBuiltIn);
  });
  return roles;
}

class NearestText {
 public:
  NearestText(const AnswerView& view, const AskedNeed& need, const NearestRoles& found,
              const DangerTable& danger)
      : view_(view), tenant_(view.tenant()), need_(need), found_(found), danger_(danger) {}

  [[nodiscard]] std::string all() const {
    std::string text = headline() + need_section(view_.style, need_);
    text += roles_section() + pair_section() + observed_section(view_.style, need_);
    return text + next();
  }

 private:
  [[nodiscard]] std::string names(const EqualRoles& roles) const {
    std::string text;
    for (const RoleId role : roles) {
      text += fmt::format("{}{}", text.empty() ? "" : " = ", role_name(tenant_, role));
    }
    return text;
  }

  // `1 known operation more`; nothing that is known, or nothing at all.
  [[nodiscard]] static std::string more(const RoleSurplus& surplus) {
    if (surplus.operation_count() != 0) {
      return counted(surplus.operation_count(), "known operation") + " more";
    }
    return surplus.empty() ? "nothing more" : "no known operation more";
  }

  [[nodiscard]] std::string headline() const {
    if (found_.roles.empty()) {
      return fmt::format("{}  no known role covers the need\n{}",
                         view_.style.paint(Tone::kBad, "NONE"), uncovered());
    }
    const CoveringRole& best = found_.roles.front();
    return fmt::format("{}  {} covers the need, and grants {}\n",
                       view_.style.paint(Tone::kGood, "NEAREST"), printable(names(best.roles)),
                       more(best.surplus));
  }

  // What keeps every role from covering, where it is single operations.
  [[nodiscard]] std::string uncovered() const {
    std::string text;
    for (const std::size_t index : found_.granted_by_none) {
      text += bullet(view_.style, fmt::format("no role grants {}", need_.actions[index].action));
    }
    return text;
  }

  [[nodiscard]] std::string roles_section() const {
    if (found_.roles.empty()) {
      return {};
    }
    std::string text =
        heading(view_.style, fmt::format("Covering roles: {}; none of these lies within another",
                                         grouped(found_.covering)));
    TextTable table({"ROLE", "TYPE", "KNOWN OPERATIONS MORE", "WEIGHT"});
    const std::size_t shown = view_.options.global.verbose
                                  ? found_.roles.size()
                                  : std::min(found_.roles.size(), kShownRoles);
    for (std::size_t i = 0; i < shown; ++i) {
      const CoveringRole& role = found_.roles[i];
      table.add({{names(role.roles), Tone::kStrong},
                 {std::string(type_text(tenant_.role(role.roles.front()).type))},
                 {grouped(role.surplus.operation_count()), Tone::kPlain, true},
                 {grouped(role.surplus.weight), Tone::kPlain, true}});
    }
    text += table.render(view_.style, 2);
    if (shown < found_.roles.size()) {
      text += fmt::format("  and {} more; -v names all\n", grouped(found_.roles.size() - shown));
    }
    return text + beyond(names(found_.roles.front().roles), found_.roles.front().surplus);
  }

  // The worst of what is granted beyond the need.
  [[nodiscard]] std::string beyond(const std::string& who, const RoleSurplus& surplus) const {
    if (surplus.empty()) {
      return {};
    }
    std::string text = heading(view_.style, fmt::format("Beyond the need: {}", who));
    std::size_t left = view_.options.global.verbose ? surplus.operation_count() : kShownOperations;
    for (const Plane plane : kPlanes) {
      for (const OperationId id : surplus.plane(plane).operations) {
        if (left == 0) {
          break;
        }
        --left;
        text += bullet(view_.style, operation_line(tenant_.operations().name(id), plane));
      }
    }
    const std::size_t shown =
        std::min(surplus.operation_count(),
                 view_.options.global.verbose ? surplus.operation_count() : kShownOperations);
    if (shown < surplus.operation_count()) {
      text +=
          fmt::format("  and {} more; -v names all\n", grouped(surplus.operation_count() - shown));
    }
    for (const Plane plane : kPlanes) {
      const auto& witness = surplus.plane(plane).witness;
      if (surplus.operation_count() == 0 && witness) {
        text += bullet(view_.style,
                       fmt::format("nothing known, but actions such as {}", witness->action));
      }
    }
    return text;
  }

  [[nodiscard]] std::string operation_line(std::string_view action, Plane plane) const {
    const DangerousOperation* danger = danger_.find(action, plane);
    return fmt::format("{}{}{}", action, plane == Plane::kData ? " (data)" : "",
                       danger == nullptr ? "" : fmt::format(": {}", danger->effect));
  }

  [[nodiscard]] std::string pair_section() const {
    if (!found_.pair) {
      return {};
    }
    const CoveringPair& pair = *found_.pair;
    std::string text = heading(view_.style, "Two roles together do better");
    text += bullet(view_.style,
                   fmt::format("{} and {}: {}, weight {}", names(pair.first), names(pair.second),
                               more(pair.surplus), grouped(pair.surplus.weight)));
    return text;
  }

  // How the best one is given, and how to do without what is beyond the need.
  [[nodiscard]] std::string next() const {
    const std::string scope =
        view_.question.scope ? shell_word(view_.question.scope->path.text()) : std::string("SCOPE");
    std::string text;
    if (!found_.roles.empty() && !view_.options.global.quiet) {
      text = heading(view_.style, "To assign it");
      text += fmt::format(
          "  az role assignment create --assignee-object-id PRINCIPAL --role {} --scope {}\n",
          to_string(tenant_.role(found_.roles.front().roles.front()).guid), printable(scope));
    }
    const std::string need =
        view_.question.level == nullptr
            ? std::string("--actions-file FILE")
            : fmt::format("--access {}", shell_word(view_.question.level->name));
    return text + next_steps(view_, {fmt::format("role minimize {} --scope {}", need, scope)});
  }

  const AnswerView& view_;
  const Tenant& tenant_;
  const AskedNeed& need_;
  const NearestRoles& found_;
  const DangerTable& danger_;
};

Json json_operation_names(const Tenant& tenant, const std::vector<OperationId>& ids) {
  Json names = Json::array();
  for (const OperationId id : ids) {
    names.push_back(tenant.operations().name(id));
  }
  return names;
}

// `nothing` says whether the surplus is empty, exactly; the operations are the known ones in it.
Json json_surplus(const Tenant& tenant, const RoleSurplus& surplus) {
  Json planes = Json::object();
  for (const Plane plane : kPlanes) {
    const PlaneSurplus& one = surplus.plane(plane);
    planes[to_string(plane)] = {
        {"nothing", one.set.empty()},
        {"known_operations", one.operations.size()},
        {"operations", json_operation_names(tenant, one.operations)},
        {"operations_on_condition", json_operation_names(tenant, one.on_condition)},
        {"witness", one.witness ? Json(one.witness->action) : Json(nullptr)}};
  }
  return planes;
}

Json answer_json(const AnswerView& view, const AskedNeed& need, const NearestRoles& found) {
  const Tenant& tenant = view.tenant();
  Json roles = Json::array();
  for (const CoveringRole& role : found.roles) {
    roles.push_back({{"roles", json_roles(tenant, role.roles)},
                     {"weight", role.surplus.weight},
                     {"surplus", json_surplus(tenant, role.surplus)}});
  }
  Json pair;
  if (found.pair) {
    pair = {{"first", json_roles(tenant, found.pair->first)},
            {"second", json_roles(tenant, found.pair->second)},
            {"weight", found.pair->surplus.weight},
            {"surplus", json_surplus(tenant, found.pair->surplus)}};
  }
  Json none = Json::array();
  for (const std::size_t index : found.granted_by_none) {
    none.push_back(need.actions[index].action);
  }
  Json answer = {{"question", json_question(view)}, {"need", json_need(need)},
                 {"covering", found.covering},      {"roles", std::move(roles)},
                 {"pair", std::move(pair)},         {"granted_by_none", std::move(none)}};
  add_footing(answer, view.data, {});
  return answer;
}

Result<Outcome> answer(const AnswerView& view, const AskedNeed& need) {
  const std::vector<RoleId> roles = asked_roles(view);
  const auto sets = RoleSets::build(view.data.compiled(), all_roles(view.tenant()),
                                    further_patterns(need.actions));
  if (!sets) {
    return std::unexpected(sets.error());
  }
  const DangerTable danger = embedded_danger_table();
  const NearestRoles found = nearest_roles(*sets, roles, need.actions, 0, danger);
  return Outcome{view.options.global.format == Format::kJson
                     ? answer_json(view, need, found).text()
                     : NearestText(view, need, found, danger).all()};
}

}  // namespace

// Works without a tenant: then the catalogue is all there is.
ExitCode run_role_nearest(const Options& options, Console& console) {
  return answer_need(options, console, answer);
}

}  // namespace leastwise::cli

// The needs of one principal are few, and their patterns take part in the context's partition
// already, so both questions are set operations over the roles of the tenant.
#include "rules/audit/replacement.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/names.h"
#include "engine/report/role_definition_text.h"
#include "engine/report/text_style.h"
#include "engine/synthesis/minimal_role.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/held_needs.h"

namespace leastwise {
namespace {

PlaneSets needed_by(const AuditContext& context, std::span<const std::size_t> needs) {
  PlaneSets all(context);
  for (const std::size_t need : needs) {
    for (const Plane plane : kPlanes) {
      all.plane(plane) |= context.needed(need, plane);
    }
  }
  return all;
}

// What weighs in a surplus: every escalation, and each known operation by its verb.
std::uint64_t weight_of(const AuditContext& context, const ActionSet& surplus, Plane plane) {
  std::uint64_t weight = 0;
  for (const OperationId id : context.sets().operations(surplus, plane)) {
    weight += context.danger_of(id, plane).weight;
  }
  for (const std::uint32_t position : context.escalations_in(surplus, plane)) {
    weight +=
        context.input().danger.group_weight(context.input().danger.operations()[position].group);
  }
  return weight;
}

// Each operation that the needs name, as strings for a custom role.
std::vector<NeededAction> actions_of(const AuditContext& context,
                                     std::span<const std::size_t> needs) {
  std::vector<NeededAction> actions;
  for (const std::size_t need : needs) {
    const auto& listed = context.input().needs[need].actions;
    actions.insert(actions.end(), listed.begin(), listed.end());
  }
  return actions;
}

bool names_a_role(const AuditContext& context, std::span<const std::size_t> needs) {
  return std::ranges::any_of(
      needs, [&](std::size_t need) { return context.input().needs[need].role.has_value(); });
}

// The smallest custom role; nothing where a need is a role or Azure would refuse a string.
std::optional<CustomRole> custom_role(const AuditContext& context, const Replacement& wanted) {
  if (names_a_role(context, wanted.needs)) {
    return std::nullopt;
  }
  const auto role = minimal_role(context.tenant().operations(), actions_of(context, wanted.needs),
                                 RoleWildcards::kNone);
  if (!role) {
    return std::nullopt;
  }
  const ScopePath& scope = context.input().needs[wanted.needs.front()].scope;
  return CustomRole{.name = wanted.custom_role_name,
                    .description = "Smallest role for a declared need.",
                    .actions = role->plane(Plane::kControl).strings,
                    .data_actions = role->plane(Plane::kData).strings,
                    .assignable_scopes = {assignable_scope(scope)}};
}

}  // namespace

std::string custom_role_name(const Tenant& tenant, PrincipalId grantee, const DeclaredNeed& need) {
  return fmt::format("{} {}", principal_name(tenant, grantee), need_text(tenant, need));
}

bool is_tight(const AuditContext& context, std::span<const std::size_t> needs,
              const ActionSet& surplus, Plane plane) {
  if (!context.escalations_in(surplus, plane).empty()) {
    return false;
  }
  ActionSet elsewhere = surplus;
  for (const std::size_t need : needs) {
    elsewhere -= context.below_written_types(need, plane);
  }
  return !elsewhere.intersects(context.writing(plane));
}

std::optional<NearestBuiltIn> nearest_built_in(const AuditContext& context,
                                               std::span<const std::size_t> needs) {
  const PlaneSets needed = needed_by(context, needs);
  const RoleSets& sets = context.sets();
  std::optional<NearestBuiltIn> best;
  std::uint64_t best_weight = 0;
  for (std::size_t i = 0; i < context.tenant().roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    const bool covers = sets.defined(id) && context.tenant().role(id).type == RoleType::kBuiltIn &&
                        std::ranges::all_of(kPlanes, [&](Plane plane) {
                          return needed.plane(plane).is_subset_of(sets.of(id, plane).certain());
                        });
    if (!covers) {
      continue;
    }
    NearestBuiltIn found{.role = id, .tight = true};
    std::uint64_t weight = 0;
    for (const Plane plane : kPlanes) {
      const ActionSet surplus = sets.of(id, plane).possible() - needed.plane(plane);
      found.surplus_operations += sets.known(plane).count(surplus);
      found.tight = found.tight && is_tight(context, needs, surplus, plane);
      weight += weight_of(context, surplus, plane);
    }
    // A tight role goes before a light one: what an operation weighs is known of known ones only.
    if (!best || std::pair(!found.tight, weight) < std::pair(!best->tight, best_weight)) {
      best = found;
      best_weight = weight;
    }
  }
  return best;
}

Fix replacement_fix(const AuditContext& context, const Replacement& wanted) {
  const std::string& scope = context.input().needs[wanted.needs.front()].scope.text();
  const auto built_in = nearest_built_in(context, wanted.needs);
  const auto custom = custom_role(context, wanted);
  Fix fix;
  if (built_in) {
    fix.text = fmt::format("the nearest built-in role is {}, which grants {} more than is needed",
                           role_name(context.tenant(), built_in->role),
                           built_in->surplus_operations == 0
                               ? "no known operation"
                               : counted(built_in->surplus_operations, "known operation"));
  } else {
    fix.text = "no built-in role that the input or the catalogue knows covers the need";
  }
  if (custom) {
    const std::size_t strings = custom->actions.size() + custom->data_actions.size();
    fix.attachment_name = role_file_name(RoleTextFormat::kAz);
    fix.attachment = role_definition_text(*custom, RoleTextFormat::kAz);
    fix.text += fmt::format("; the smallest custom role has {} ({})", counted(strings, "string"),
                            fix.attachment_name);
  }
  if (built_in && (built_in->tight || !custom)) {
    const std::string guid = to_string(context.tenant().role(built_in->role).guid);
    fix.commands.push_back(assign_command(context.tenant(), wanted.grantee, guid, scope));
  } else if (custom) {
    fix.commands.push_back(create_role_command(*custom, RoleTextFormat::kAz));
    fix.commands.push_back(assign_command(context.tenant(), wanted.grantee, custom->name, scope));
  }
  return fix;
}

}  // namespace leastwise

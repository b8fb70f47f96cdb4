#include "rules/audit/role_subjects.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/names.h"
#include "engine/report/shell_word.h"
#include "rules/audit/finding_parts.h"

namespace leastwise {
namespace {

template <class Takes>
std::vector<RoleId> roles_that(const AuditContext& context, const Takes& takes) {
  std::vector<RoleId> found;
  for (std::size_t i = 0; i < context.tenant().roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    if (context.role(id).defined && takes(id)) {
      found.push_back(id);
    }
  }
  return found;
}

void add_new(std::vector<RolePattern>& patterns, RolePattern pattern) {
  if (std::ranges::find(patterns, pattern) == patterns.end()) {
    patterns.push_back(pattern);
  }
}

// A role of the catalogue stands in no file: it is shown where it was first assigned.
SourcePlace place_of(const AuditContext& context, RoleId role) {
  const SourcePlace place = context.tenant().role(role).place;
  const auto assigned = context.assignments_of(role);
  const bool defined_there = context.tenant().role(role).knowledge == RoleKnowledge::kInput;
  return defined_there || assigned.empty() ? place
                                           : context.tenant().assignment(assigned.front()).place;
}

// How commands name a role: by its GUID, and a draft by its name.
std::string role_word(const Tenant& tenant, RoleId role) {
  const Guid& guid = tenant.role(role).guid;
  return shell_word(guid == Guid{} ? role_name(tenant, role) : to_string(guid));
}

}  // namespace

bool is_custom(const RoleDefinition& role) {
  return role.knowledge == RoleKnowledge::kInput && role.type != RoleType::kBuiltIn;
}

std::vector<RoleId> custom_roles(const AuditContext& context) {
  return roles_that(context, [&](RoleId id) {
    return is_custom(context.tenant().role(id)) &&
           (context.whole_tenant() || !context.assignments_of(id).empty());
  });
}

std::vector<RoleId> custom_or_assigned_roles(const AuditContext& context) {
  return roles_that(context, [&](RoleId id) {
    return !context.assignments_of(id).empty() ||
           (context.whole_tenant() && is_custom(context.tenant().role(id)));
  });
}

std::vector<std::vector<AssignmentId>> lasting_assignments(const AuditContext& context) {
  const Tenant& tenant = context.tenant();
  std::vector<std::vector<AssignmentId>> by_role(tenant.roles().size());
  for (std::size_t i = 0; i < tenant.assignments().size(); ++i) {
    const RoleAssignment& assignment = tenant.assignments()[i];
    if (context.at() < assignment.window.end) {
      by_role[assignment.role.index()].push_back(AssignmentId::from_index(i));
    }
  }
  return by_role;
}

// A page that is cut off may be one of assignments: its name is all that is known of the rest.
std::string missing_assignments(const Tenant& tenant) {
  for (const CoverageGap& gap : tenant.gaps()) {
    if (gap.kind == GapKind::kTruncatedExport) {
      return fmt::format("`{}` is one page of a longer export", gap.subject);
    }
    if (gap.kind == GapKind::kNothingOfKind && gap.subject == "role assignments") {
      return "no role assignments were exported";
    }
    if (gap.kind == GapKind::kNothingOfKind && gap.subject == "schedule instances") {
      return "no PIM schedule instances were exported";
    }
  }
  return {};
}

// Lists are short (a role has some tens of patterns), so each is searched as it grows.
std::vector<RolePattern> patterns_of(const RoleDefinition& role) {
  std::vector<RolePattern> patterns;
  for (const PermissionBlock& block : role.blocks) {
    for (const Plane plane : kPlanes) {
      for (const PatternId id : block.plane(plane).granted) {
        add_new(patterns, {id, plane, false});
      }
      for (const PatternId id : block.plane(plane).subtracted) {
        add_new(patterns, {id, plane, true});
      }
    }
  }
  return patterns;
}

std::string_view list_name(const RolePattern& pattern) {
  if (pattern.plane == Plane::kControl) {
    return pattern.subtracted ? "notActions" : "actions";
  }
  return pattern.subtracted ? "notDataActions" : "dataActions";
}

PermissionSet granted_by(const AuditContext& context, RoleId role, const RolePattern& pattern) {
  std::vector<PermissionBlock> blocks;
  for (const PermissionBlock& block : context.tenant().role(role).blocks) {
    const PatternLists& lists = block.plane(pattern.plane);
    if (std::ranges::find(lists.granted, pattern.id) == lists.granted.end()) {
      continue;
    }
    PermissionBlock alone;
    alone.condition = block.condition;
    (pattern.plane == Plane::kControl ? alone.control : alone.data) = {{pattern.id},
                                                                       lists.subtracted};
    blocks.push_back(std::move(alone));
  }
  return context.sets().of_blocks(blocks, pattern.plane);
}

std::string role_text(const Tenant& tenant, RoleId role) {
  return fmt::format("{} `{}`", is_custom(tenant.role(role)) ? "custom role" : "role",
                     role_name(tenant, role));
}

Finding role_finding(const AuditContext& context, RoleId role, RoleFindingParts parts) {
  Finding finding{.severity = parts.severity, .message = std::move(parts.message)};
  finding.subject = subject_of(context.tenant(), role);
  finding.subject.detail = std::move(parts.detail);
  if (context.tenant().role(role).guid == Guid{}) {
    finding.subject.role.clear();
    finding.subject.detail =
        fmt::format("{}: {}", finding.subject.role_name, finding.subject.detail);
  }
  finding.place = place_of(context, role);
  finding.chain = {role_cause(context.tenant(), role)};
  return finding;
}

std::string list_assignments_command(const Tenant& tenant, RoleId role) {
  return fmt::format("az role assignment list --all --role {}", role_word(tenant, role));
}

std::string delete_role_command(const Tenant& tenant, RoleId role) {
  return fmt::format("az role definition delete --custom-role-only --name {}",
                     role_word(tenant, role));
}

std::string_view verb_of(std::string_view action) { return action.substr(action.rfind('/') + 1); }

bool only_reads(const AuditContext& context, const ActionSet& set, Plane plane) {
  const OperationCatalogue& operations = context.tenant().operations();
  return std::ranges::all_of(context.sets().operations(set, plane), [&](OperationId id) {
    return equals_folded(verb_of(operations.name(id)), "read");
  });
}

Evidence operations_evidence(const AuditContext& context, std::string label,
                             std::vector<OperationId> ids, Plane plane) {
  Evidence evidence{.label = std::move(label), .items = {}, .total = 0};
  add_operations(evidence, context, std::move(ids), plane);
  return evidence;
}

}  // namespace leastwise

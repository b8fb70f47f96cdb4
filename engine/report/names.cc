// What a person calls things. A resource is known by its type and name (`registries/models`), since
// names alone repeat across types; a management group or subscription by its display name, because
// its own name is mostly a GUID. An id is the last resort and never left out where it is needed to
// act: the answers print it beside the name.
#include "engine/report/names.h"

#include <fmt/core.h>

#include "engine/base/guid.h"

namespace leastwise {
namespace {

// The last segment of `text`.
std::string_view last_segment(std::string_view text) { return text.substr(text.rfind('/') + 1); }

// `registries/alderfinch-models`: the last two segments.
std::string_view last_pair(std::string_view text) {
  const std::size_t last = text.rfind('/');
  const std::size_t before = last == 0 ? last : text.rfind('/', last - 1);
  return text.substr(before + 1);
}

// Kinds that have a word in Azure use it; kUnplaced is the tree's own stand-in.
std::string scope_name_of(ScopeKind kind, std::string_view text, std::string_view display_name) {
  switch (kind) {
    case ScopeKind::kRoot:
      return "the whole tenant (/)";
    case ScopeKind::kManagementGroup:
    case ScopeKind::kSubscription:
      return fmt::format("{} {}", to_string(kind),
                         display_name.empty() ? last_segment(text) : display_name);
    case ScopeKind::kResourceGroup:
    case ScopeKind::kProvider:
      return fmt::format("{} {}", to_string(kind), last_segment(text));
    case ScopeKind::kResource:
      return std::string(last_pair(text));
    case ScopeKind::kUnplaced:
      return "management groups that were not exported";
  }
  return std::string(text);
}

}  // namespace

std::string principal_name(const Tenant& tenant, PrincipalId id) {
  const Directory& directory = tenant.directory();
  const Principal& principal = directory[id];
  const std::string_view display = directory.text(principal.display_name);
  return display.empty() ? directory.label(id) : std::string(display);
}

std::string principal_kind(const Tenant& tenant, PrincipalId id) {
  const Principal& principal = tenant.directory()[id];
  std::string text(to_string(principal.type));
  if (principal.guest.value_or(false)) {
    text += ", guest";
  }
  if (!principal.account_enabled.value_or(true)) {
    text += ", disabled";
  }
  return text;
}

std::string path_text(const Tenant& tenant, std::span<const PrincipalId> path,
                      const TextStyle& style) {
  std::string text;
  for (const PrincipalId id : path) {
    if (!text.empty()) {
      text += fmt::format(" {} ", style.sign(Sign::kArrow));
    }
    text += principal_name(tenant, id);
  }
  return text;
}

std::string role_name(const Tenant& tenant, RoleId id) {
  const RoleDefinition& role = tenant.role(id);
  const std::string_view name = tenant.text(role.name);
  return name.empty() ? to_string(role.guid) : std::string(name);
}

std::string role_source(const Tenant& tenant, RoleId id) {
  const RoleDefinition& role = tenant.role(id);
  switch (role.knowledge) {
    case RoleKnowledge::kUndefined:
      return "not exported";
    case RoleKnowledge::kCatalogue:
      return "embedded catalogue";
    case RoleKnowledge::kInput:
      break;
  }
  const std::string place = place_text(tenant, role.place);
  return place.empty() ? "input" : place;
}

std::string scope_name(const Tenant& tenant, ScopeId id) {
  const ScopeTree& scopes = tenant.scopes();
  return scope_name_of(scopes.kind(id), scopes.text(id), tenant.scope_name(id));
}

std::string scope_name(const Tenant& tenant, const ScopePath& path) {
  const auto known = tenant.scopes().find(path.text());
  return known ? scope_name(tenant, *known) : scope_name_of(path.kind(), path.text(), "");
}

// Lines are enough to find a record; columns would only widen the tables.
std::string place_text(const Tenant& tenant, const SourcePlace& place) {
  if (!place.known() || place.file.index() >= tenant.files().size()) {
    return {};
  }
  return fmt::format("{}:{}", tenant.files().name(place.file), place.line);
}

// The window is told only where it has an end or a beginning.
std::string assignment_state(const RoleAssignment& assignment) {
  std::string text = assignment.eligible ? "eligible" : "active";
  if (assignment.window.begin != kBeginningOfTime) {
    text += fmt::format(", from {}", to_string(assignment.window.begin));
  }
  if (assignment.window.end != kEndOfTime) {
    text += fmt::format(", until {}", to_string(assignment.window.end));
  }
  return text;
}

}  // namespace leastwise

// How principals, roles and scopes are called in text for people: by name, with the id beside it
// where there is room.
#pragma once

#include <span>
#include <string>

#include "engine/report/text_style.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

// `Ines Okafor`: display name, else user principal name, else object id.
[[nodiscard]] std::string principal_name(const Tenant& tenant, PrincipalId id);

// `User`, `User, guest`, `ServicePrincipal, disabled`: the type and what stands out.
[[nodiscard]] std::string principal_kind(const Tenant& tenant, PrincipalId id);

// `Ines Okafor → ML Demand Forecasting`.
[[nodiscard]] std::string path_text(const Tenant& tenant, std::span<const PrincipalId> path,
                                    const TextStyle& style);

// `Contributor`; the GUID of a role that nobody defines.
[[nodiscard]] std::string role_name(const Tenant& tenant, RoleId id);
// `role-definitions.json:12`, `embedded catalogue`, `not exported`.
[[nodiscard]] std::string role_source(const Tenant& tenant, RoleId id);

// `resource group rg-ml-registry`, `management group Platform`, `registries/alderfinch-models`.
[[nodiscard]] std::string scope_name(const Tenant& tenant, ScopeId id);
// The same of a scope that the tenant need not know.
[[nodiscard]] std::string scope_name(const Tenant& tenant, const ScopePath& path);

// `role-assignments.json:12`; empty where no place is known.
[[nodiscard]] std::string place_text(const Tenant& tenant, const SourcePlace& place);

// `active` or `eligible, 2026-08-20T07:05:00Z to 2026-08-20T15:05:00Z`.
[[nodiscard]] std::string assignment_state(const RoleAssignment& assignment);

}  // namespace leastwise

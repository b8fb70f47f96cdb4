// Azure's own limits, as dated data: they are findings, never a refusal (SPEC section 12).
//
// One flat statement a limit, and every limit must be given: a number that is missing would be a
// rule that cannot fire, and nobody would see it. Example: `limit assignments-per-subscription
// 4000`. Counter-example: `limit wildcards-per-pattern 0` is an error, for what Azure forbids
// altogether is no limit of a number of things. Form: docs/formats/limits.md. Embedded:
// rules/limits/azure.limits. Tests: tests/rules/limits/azure_limits_test.cc,
// fuzz/rules_data_fuzz.cc.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"

namespace leastwise {

struct AzureLimits {
  std::string date;  // YYYY-MM-DD
  std::size_t assignments_per_subscription = 0;
  std::size_t assignments_per_management_group = 0;
  std::size_t custom_roles_per_tenant = 0;
  std::size_t assignable_scopes_per_role = 0;
  std::size_t role_name_characters = 0;
  std::size_t role_description_characters = 0;
  std::size_t condition_bytes = 0;
  std::size_t wildcards_per_pattern = 0;
  std::size_t management_groups_in_assignable_scopes = 0;

  friend bool operator==(const AzureLimits&, const AzureLimits&) = default;
};

// The name of a limit in the file, and the member that holds it.
struct LimitNameView {
  std::string_view name;
  std::size_t AzureLimits::* member;
};

// All limits, in the order of the file.
inline constexpr std::array<LimitNameView, 9> kLimitNames = {{
    {"assignments-per-subscription", &AzureLimits::assignments_per_subscription},
    {"assignments-per-management-group", &AzureLimits::assignments_per_management_group},
    {"custom-roles-per-tenant", &AzureLimits::custom_roles_per_tenant},
    {"assignable-scopes-per-role", &AzureLimits::assignable_scopes_per_role},
    {"management-groups-in-assignable-scopes",
     &AzureLimits::management_groups_in_assignable_scopes},
    {"role-name-characters", &AzureLimits::role_name_characters},
    {"role-description-characters", &AzureLimits::role_description_characters},
    {"wildcards-per-pattern", &AzureLimits::wildcards_per_pattern},
    {"condition-bytes", &AzureLimits::condition_bytes},
}};

// Parses one file; every limit must be given once, and be at least 1. After an error there are
// none.
[[nodiscard]] std::optional<AzureLimits> parse_azure_limits(std::string_view text, FileId file,
                                                            Diagnostics& diagnostics);

// Those that are part of the program.
[[nodiscard]] AzureLimits embedded_azure_limits();

}  // namespace leastwise

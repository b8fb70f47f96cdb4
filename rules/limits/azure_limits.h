// Azure's own limits, as dated data: they are findings, never a refusal (SPEC section 12).
//
// Form: docs/formats/limits.md. Embedded: rules/limits/azure.limits.
// Tests: tests/rules/limits/azure_limits_test.cc.
#pragma once

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
};

// Parses one file; every limit must be given once. After an error there are none.
[[nodiscard]] std::optional<AzureLimits> parse_azure_limits(std::string_view text, FileId file,
                                                            Diagnostics& diagnostics);

// Those that are part of the program.
[[nodiscard]] AzureLimits embedded_azure_limits();

}  // namespace leastwise

// From the oracle's Model to the engine's Tenant, by way of records, as exports would have told it:
// records in any order, spelled in any case, some of them twice, and with some of the actions known
// as operations. None of this may change an answer, and the oracle is not told of it; neither does
// it know how far the engine may merge its tables.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/authorizer/authorizer.h"
#include "engine/tenant/tenant.h"
#include "tests/oracle/oracle.h"

namespace leastwise::property {

// The tenant of `model`; `spelling` chooses order, case and repetition. An empty optional fails the
// running test with what the builder reported: a Model is always a valid input.
[[nodiscard]] std::optional<Tenant> tenant_of(const oracle::Model& model, std::uint64_t spelling);

[[nodiscard]] CompileOptions options_of(const oracle::View& view, std::uint64_t spelling);
[[nodiscard]] Guid guid_of(const std::string& id);

}  // namespace leastwise::property

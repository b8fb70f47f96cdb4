// Known operations counted by provider and verb: how a long list is read at a glance.
//
//   PROVIDER                           READ  WRITE  DELETE  ACTION  TOTAL
//   Microsoft.MachineLearningServices    12      3       2       7     24
//
// The provider is what stands before the first `/`, the verb what stands behind the last; verbs
// other than these four count in the total alone. Providers with the most operations come first.
// Tests: tests/cli/operation_counts_test.cc.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/answer_json.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {

inline constexpr std::array<std::string_view, 4> kVerbs = {"read", "write", "delete", "action"};

struct ProviderCount {
  std::string provider;  // as the operation seen first spells it
  std::array<std::size_t, kVerbs.size()> by_verb = {};
  std::size_t total = 0;
};

[[nodiscard]] std::vector<ProviderCount> count_operations(const OperationCatalogue& operations,
                                                          std::span<const OperationId> ids);

// The counts as a table; with `names` every operation instead, by name.
[[nodiscard]] std::string operations_text(const TextStyle& style, const Tenant& tenant,
                                          std::span<const OperationId> ids, bool names);
// `{"count", "by_provider": [...], "names": [...]}`.
[[nodiscard]] Json json_operations(const Tenant& tenant, std::span<const OperationId> ids);

// `plane: unstated` operations count in both planes: how many of `ids` they are.
[[nodiscard]] std::size_t unstated_planes(const Tenant& tenant, std::span<const OperationId> ids);

}  // namespace leastwise::cli

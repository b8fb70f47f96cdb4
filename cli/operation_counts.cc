// The largest roles grant twenty thousand known operations; by provider and verb they fit on a
// screen. The verb is what tells harm from harmless at a glance: a role whose DELETE column is
// empty cannot delete, whatever else it does.
#include "cli/operation_counts.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include "engine/base/ascii.h"

namespace leastwise::cli {
namespace {

// `Microsoft.Storage` of `Microsoft.Storage/storageAccounts/read`.
std::string_view provider_of(std::string_view operation) {
  return operation.substr(0, operation.find('/'));
}

// `read` of the same.
std::string_view verb_of(std::string_view operation) {
  return operation.substr(operation.rfind('/') + 1);
}

// Ids follow the order of the input; people and diffs want the alphabet.
std::vector<std::string_view> sorted_names(const OperationCatalogue& operations,
                                           std::span<const OperationId> ids) {
  std::vector<std::string_view> names;
  names.reserve(ids.size());
  for (const OperationId id : ids) {
    names.push_back(operations.name(id));
  }
  std::ranges::sort(
      names, [](std::string_view a, std::string_view b) { return compare_folded(a, b) < 0; });
  return names;
}

}  // namespace

// Keyed by folded name: exports spell providers in several ways.
std::vector<ProviderCount> count_operations(const OperationCatalogue& operations,
                                            std::span<const OperationId> ids) {
  std::map<std::string, ProviderCount> by_provider;
  for (const OperationId id : ids) {
    const std::string_view name = operations.name(id);
    ProviderCount& count = by_provider[folded(provider_of(name))];
    if (count.total == 0) {
      count.provider = provider_of(name);
    }
    ++count.total;
    for (std::size_t i = 0; i < kVerbs.size(); ++i) {
      count.by_verb[i] += equals_folded(verb_of(name), kVerbs[i]) ? 1U : 0U;
    }
  }
  std::vector<ProviderCount> counts;
  for (auto& [key, count] : by_provider) {
    counts.push_back(std::move(count));
  }
  std::ranges::stable_sort(counts, std::ranges::greater{}, &ProviderCount::total);
  return counts;
}

std::string operations_text(const TextStyle& style, const Tenant& tenant,
                            std::span<const OperationId> ids, bool names) {
  std::string text;
  if (names) {
    for (const std::string_view name : sorted_names(tenant.operations(), ids)) {
      text += fmt::format("    {}\n", printable(name));
    }
    return text;
  }
  TextTable table({"PROVIDER", "READ", "WRITE", "DELETE", "ACTION", "TOTAL"});
  for (const ProviderCount& count : count_operations(tenant.operations(), ids)) {
    std::vector<Cell> row = {{count.provider}};
    for (const std::size_t verbs : count.by_verb) {
      row.push_back({grouped(verbs), verbs == 0 ? Tone::kDim : Tone::kPlain, true});
    }
    row.push_back({grouped(count.total), Tone::kStrong, true});
    table.add(std::move(row));
  }
  return table.render(style, 4);
}

Json json_operations(const Tenant& tenant, std::span<const OperationId> ids) {
  Json providers = Json::array();
  for (const ProviderCount& count : count_operations(tenant.operations(), ids)) {
    Json object = {{"provider", count.provider}};
    for (std::size_t i = 0; i < kVerbs.size(); ++i) {
      object[std::string(kVerbs[i])] = count.by_verb[i];
    }
    object["total"] = count.total;
    providers.push_back(std::move(object));
  }
  return {{"count", ids.size()},
          {"by_provider", std::move(providers)},
          {"names", sorted_names(tenant.operations(), ids)}};
}

// They make the counts of both planes too high by as many; saying so is all that can be done.
std::size_t unstated_planes(const Tenant& tenant, std::span<const OperationId> ids) {
  return static_cast<std::size_t>(std::ranges::count_if(ids, [&tenant](OperationId id) {
    const OperationPlane plane = tenant.operations()[id].plane;
    return plane == OperationPlane::kUnstated || plane == OperationPlane::kBoth;
  }));
}

}  // namespace leastwise::cli

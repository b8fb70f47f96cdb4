#include "engine/authorizer/condition_table.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "engine/condition/canonical.h"

namespace leastwise {

ConditionTable::ConditionTable(const Tenant& tenant, WildcardReading wildcards) {
  std::unordered_map<std::string, std::uint32_t> by_text;
  for (std::size_t i = 0; i < tenant.condition_count(); ++i) {
    const ConditionId id = ConditionId::from_index(i);
    Condition condition = Condition::parse(std::string(tenant.condition(id)), wildcards);
    const auto next = static_cast<std::uint32_t>(distinct_.size());
    if (condition.valid()) {
      const auto [entry, is_new] =
          by_text.try_emplace(canonical_text(condition.syntax(), ConditionSpelling::kNormal), next);
      which_.push_back(entry->second);
      if (!is_new) {
        continue;
      }
    } else {
      which_.push_back(next);
    }
    distinct_.push_back(std::move(condition));
    first_.push_back(id);
  }
}

}  // namespace leastwise

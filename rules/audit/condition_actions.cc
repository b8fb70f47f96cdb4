#include "rules/audit/condition_actions.h"

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"

namespace leastwise {

std::vector<RoleAction> actions_of_role(const CompiledTenant& compiled, RoleId role,
                                        const KnownAttributes& known) {
  const OperationCatalogue& operations = compiled.tenant().operations();
  std::vector<RoleAction> actions;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    for (const Plane plane : kPlanes) {
      if (operations[id].is_in(plane) &&
          compiled.role_grants(role, compiled.known_action(id, plane)) != Truth::kNo) {
        actions.push_back({folded(operations.name(id)), plane});
      }
    }
  }
  for (const KnownAttributes::Offer& offer : known.offers()) {
    const Plane plane = offer.is_data_action ? Plane::kData : Plane::kControl;
    if (compiled.role_grants(role, compiled.action(offer.action, plane)) != Truth::kNo) {
      actions.push_back({offer.action, plane});
    }
  }
  sort_unique(actions);
  return actions;
}

std::vector<std::string_view> names_of(const std::vector<RoleAction>& actions) {
  std::vector<std::string_view> names;
  for (const RoleAction& action : actions) {
    if (names.empty() || names.back() != action.folded) {
      names.emplace_back(action.folded);
    }
  }
  return names;
}

}  // namespace leastwise

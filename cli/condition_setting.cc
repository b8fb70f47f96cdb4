#include "cli/condition_setting.h"

#include <utility>

#include "cli/question.h"
#include "cli/role_facts.h"
#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// What the role grants in either plane, on whatever conditions of its own: of the known operations,
// and of the actions that conditions are known to be about.
std::vector<std::string> operations_of(const TenantData& data, RoleId role,
                                       const KnownAttributes& known) {
  std::vector<std::string> names;
  for (const Plane plane : kPlanes) {
    for (const Truth wanted : {Truth::kYes, Truth::kUnknown}) {
      for (const OperationId id : role_operations(data.compiled(), role, plane, wanted)) {
        names.push_back(folded(data.tenant().operations().name(id)));
      }
    }
  }
  for (const KnownAttributes::Offer& offer : known.offers()) {
    const Plane plane = offer.is_data_action ? Plane::kData : Plane::kControl;
    if (data.compiled().role_grants(role, data.compiled().action(offer.action, plane)) !=
        Truth::kNo) {
      names.push_back(offer.action);
    }
  }
  sort_unique(names);
  return names;
}

}  // namespace

std::optional<ConditionSetting> ConditionSetting::find(const Options& options,
                                                       const Console& console) {
  ConditionSetting setting;
  setting.data_ = load_tenant(options.global, console);
  if (!setting.data_) {
    return std::nullopt;
  }
  setting.known_ = embedded_known_attributes();
  if (!options.of_role.empty()) {
    const auto role = find_role(setting.data_->tenant(), options.of_role);
    if (!role) {
      console.error(role.error());
      return std::nullopt;
    }
    setting.role_ = *role;
    setting.operations_ = operations_of(*setting.data_, *role, setting.known_);
    setting.actions_.assign(setting.operations_.begin(), setting.operations_.end());
  } else {
    setting.actions_ = setting.known_.actions();
  }
  return setting;
}

std::string ConditionSetting::name_of(const Guid& id) const {
  const Tenant& tenant = data_->tenant();
  if (const auto role = tenant.find_role(id)) {
    return tenant.role(*role).name == StringId() ? "" : role_name(tenant, *role);
  }
  const auto principal = tenant.directory().find(id);
  return principal ? principal_name(tenant, *principal) : "";
}

std::string ConditionSetting::role_text() const {
  return role_ ? role_name(data_->tenant(), *role_) : "";
}

RequestSpace ConditionSetting::space() const {
  return {.actions = actions_, .only_these = has_role(), .model = &known_};
}

}  // namespace leastwise::cli

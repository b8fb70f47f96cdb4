#include "cli/condition_setting.h"

#include <algorithm>
#include <utility>

#include "cli/question.h"
#include "engine/base/ascii.h"
#include "engine/report/names.h"
#include "rules/danger/danger.h"

namespace leastwise::cli {

std::optional<ConditionSetting> ConditionSetting::find(const Options& options,
                                                       const Console& console) {
  ConditionSetting setting;
  setting.data_ = load_tenant(options.global, console);
  if (!setting.data_) {
    return std::nullopt;
  }
  setting.known_ = embedded_known_attributes();
  setting.danger_ = embedded_danger_table();
  if (!options.of_role.empty()) {
    const auto role = find_role(setting.data_->tenant(), options.of_role);
    if (!role) {
      console.error(role.error());
      return std::nullopt;
    }
    setting.role_ = *role;
    setting.operations_ = actions_of_role(setting.data_->compiled(), *role, setting.known_);
    setting.actions_ = names_of(setting.operations_);
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

bool ConditionSetting::is_privileged(const Guid& role) const {
  const auto id = data_->tenant().find_role(role);
  const CompiledTenant& compiled = data_->compiled();
  return id && std::ranges::any_of(danger_.operations(), [&](const DangerousOperation& operation) {
           const std::string action = folded(operation.action);
           return operation.group == DangerGroup::kSelfGrant && !operation.is_carrier() &&
                  compiled.role_grants(*id, compiled.action(action, operation.plane)) != Truth::kNo;
         });
}

std::string ConditionSetting::role_text() const {
  return role_ ? role_name(data_->tenant(), *role_) : "";
}

RequestSpace ConditionSetting::space() const {
  return {.actions = actions_, .only_these = has_role(), .model = &known_};
}

}  // namespace leastwise::cli

// What is known around a condition that stands alone: attributes, the names of ids, and with
// --role the operations of the role that it is to stand on.
// Tests: golden files in tests/golden/cli/ (condition_explain_*, condition_lint_*).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/tenant_data.h"
#include "engine/condition_analysis/request_space.h"
#include "engine/permission/danger.h"
#include "rules/audit/condition_actions.h"
#include "rules/conditions/condition_text.h"
#include "rules/conditions/known_attributes.h"

namespace leastwise::cli {

class ConditionSetting {
 public:
  // Reads the tenant that the options name, or the catalogue alone, and finds --role in it. Nothing
  // where that fails, which is reported then.
  [[nodiscard]] static std::optional<ConditionSetting> find(const Options& options,
                                                            const Console& console);

  [[nodiscard]] const KnownAttributes& known() const { return known_; }
  // The name of the role or the principal; empty where nobody knows it.
  [[nodiscard]] std::string name_of(const Guid& id) const;
  // Whether the role hands out or edits permissions (group A of rules/danger).
  [[nodiscard]] bool is_privileged(const Guid& role) const;
  // Of --role; empty without it.
  [[nodiscard]] std::string role_text() const;
  [[nodiscard]] bool has_role() const { return role_.has_value(); }
  // The known operations of the role; without --role, those that known() tells of, and every action
  // that there could be beside them. It holds as long as this stays where it is.
  [[nodiscard]] RequestSpace space() const;

 private:
  ConditionSetting() = default;

  std::optional<TenantData> data_;
  KnownAttributes known_;
  DangerTable danger_;
  std::optional<RoleId> role_;
  std::vector<RoleAction> operations_;     // of the role
  std::vector<std::string_view> actions_;  // views of operations_ or known_, moves included
};

}  // namespace leastwise::cli

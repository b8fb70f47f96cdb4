// What `condition explain` says of assigning roles: each role that the condition lets be assigned,
// to whom, the privileged ones first.
//
//   Roles that it lets be assigned: 2, and no other
//     ROLE                   TO                              PRIVILEGED
//     Owner                  groups                          yes
//     AzureML Registry User  users, groups, applications
//
// Tests: golden files in tests/golden/cli/ (condition_explain_*).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/condition_setting.h"
#include "engine/condition/condition.h"
#include "engine/report/json.h"
#include "engine/report/text_style.h"
#include "rules/conditions/delegation_extent.h"

namespace leastwise::cli {

class DelegationSection {
 public:
  // Nothing where the condition does not limit assigning roles, or the role does not grant it.
  [[nodiscard]] static std::optional<DelegationSection> find(const Condition& condition,
                                                             const ConditionSetting& setting);

  [[nodiscard]] std::string text(const TextStyle& style) const;
  [[nodiscard]] Json json() const;

 private:
  struct Row {
    AssignableRole who;
    std::string name;         // empty where nobody knows it
    bool privileged = false;  // grants an escalation of group A, or may (of all others)
    std::string whom = {};    // `groups`, or principals by name
  };

  DelegationExtent extent_;
  std::vector<Row> rows_;  // privileged ones first, then as in extent_
  std::vector<std::string> refused_;
};

}  // namespace leastwise::cli

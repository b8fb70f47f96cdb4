#include "engine/authorizer/decision.h"

namespace leastwise {

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::kAllow:
      return "allow";
    case Effect::kDeny:
      return "deny";
    case Effect::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view to_string(DecisionReason reason) {
  switch (reason) {
    case DecisionReason::kGrantedByRoleAssignment:
      return "granted-by-role-assignment";
    case DecisionReason::kDeniedByDenyAssignment:
      return "denied-by-deny-assignment";
    case DecisionReason::kNoMatchingGrant:
      return "no-matching-grant";
    case DecisionReason::kConditionUnmet:
      return "condition-unmet";
    case DecisionReason::kConditionUnknown:
      return "condition-unknown";
    case DecisionReason::kRoleUnknown:
      return "role-unknown";
    case DecisionReason::kHierarchyUnknown:
      return "hierarchy-unknown";
    case DecisionReason::kMembershipUnknown:
      return "membership-unknown";
  }
  return "no-matching-grant";
}

std::vector<DecisionReason> ReasonSet::list() const {
  std::vector<DecisionReason> reasons;
  for (unsigned i = 0; i <= static_cast<unsigned>(DecisionReason::kMembershipUnknown); ++i) {
    const auto reason = static_cast<DecisionReason>(i);
    if (has(reason)) {
      reasons.push_back(reason);
    }
  }
  return reasons;
}

}  // namespace leastwise

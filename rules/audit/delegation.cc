// A condition is read token by token, as far as it takes to tell an attribute from a string and a
// comparison from a test for existence. A full reading would not say more here: whether the limits
// are good ones is a question about the roles and principals that they name.
//
// An operator is one word (`ForAnyOfAnyValues:GuidEquals`), so an attribute is compared where the
// next word is no connective, or the word before it is none and no `Exists`.
#include "rules/audit/delegation.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

constexpr std::string_view kRequestOfAssignment =
    "@Request[Microsoft.Authorization/roleAssignments:";

bool is_word(char c) {
  return (fold(c) >= 'a' && fold(c) <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '-';
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Words that stand between comparisons, or before one.
bool is_connective(std::string_view word) {
  return std::ranges::any_of(std::to_array<std::string_view>({"and", "or", "not", "exists"}),
                             [word](std::string_view other) { return equals_folded(word, other); });
}

// Cuts a condition into words, strings, attributes and single signs.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  // The next token; empty at the end.
  std::string_view next() {
    while (at_ < text_.size() && is_blank(text_[at_])) {
      ++at_;
    }
    const std::size_t begin = at_;
    if (begin == text_.size()) {
      return {};
    }
    if (text_[begin] == '\'') {
      at_ = behind('\'', begin + 1);
    } else if (text_[begin] == '@') {
      at_ = behind(']', begin + 1);
    } else if (is_word(text_[begin])) {
      at_ = static_cast<std::size_t>(std::ranges::find_if_not(text_.substr(begin), is_word) -
                                     text_.begin());
    } else {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

 private:
  // The position behind the next `end`, or the end of the text.
  [[nodiscard]] std::size_t behind(char end, std::size_t from) const {
    return std::min(text_.find(end, from), text_.size() - 1) + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Whether a token is the operator of a comparison.
bool is_operator(std::string_view token) {
  return !token.empty() && is_word(token.front()) && !is_connective(token);
}

// What the attribute says of a new role assignment.
DelegationLimits limit_of(std::string_view attribute) {
  if (!starts_with_folded(attribute, kRequestOfAssignment)) {
    return {};
  }
  std::string_view name = attribute.substr(kRequestOfAssignment.size());
  name = name.substr(0, name.find(']'));
  return {.role = equals_folded(name, "RoleDefinitionId"),
          .principal = equals_folded(name, "PrincipalId") || equals_folded(name, "PrincipalType")};
}

}  // namespace

DelegationLimits delegation_limits(std::string_view condition) {
  DelegationLimits limits;
  Tokens tokens(condition);
  std::string_view before;
  std::string_view token = tokens.next();
  while (!token.empty()) {
    const std::string_view behind = tokens.next();
    if (token.front() == '@' && (is_operator(behind) || is_operator(before))) {
      limits |= limit_of(token);
    }
    before = token;
    token = behind;
  }
  return limits;
}

Delegations::Delegations(const AuditContext& context) : tenant_(&context.tenant()) {
  for (std::size_t i = 0; i < tenant_->condition_count(); ++i) {
    conditions_.push_back(delegation_limits(tenant_->condition(ConditionId::from_index(i))));
  }
  const RoleSets& sets = context.sets();
  const auto holds = [&sets](const ActionSet& set, std::string_view action) {
    return sets.holds(set, action, Plane::kControl);
  };
  roles_.resize(tenant_->roles().size());
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    if (!sets.defined(id)) {
      continue;
    }
    const PermissionSet& set = sets.of(id, Plane::kControl);
    RoleGrants& role = roles_[i];
    role.certain = holds(set.certain(), kAssignRolesAction);
    role.edits_roles = holds(set.certain(), kEditRolesAction);
    role.elevates = holds(set.certain(), kElevateAction);
    for (const PermissionSet::Term& term : set.terms()) {
      role.edits_roles = role.edits_roles || holds(term.actions, kEditRolesAction);
      role.elevates = role.elevates || holds(term.actions, kElevateAction);
      if (!role.certain && holds(term.actions, kAssignRolesAction)) {
        DelegationLimits limits;
        for (const ConditionId condition : term.conditions) {
          limits |= conditions_[condition.index()];
        }
        role.ways.push_back(limits);
      }
    }
  }
}

// One way without limits is enough: the holder takes it.
Delegation Delegations::of(AssignmentId id) const {
  const RoleAssignment& assignment = tenant_->assignment(id);
  const RoleGrants& role = roles_[assignment.role.index()];
  if (!role.certain && role.ways.empty()) {
    return Delegation::kNone;
  }
  return limits_of(id).both() ? Delegation::kLimited : Delegation::kUnlimited;
}

DelegationLimits Delegations::limits_of(AssignmentId id) const {
  const RoleAssignment& assignment = tenant_->assignment(id);
  const RoleGrants& role = roles_[assignment.role.index()];
  const DelegationLimits own =
      assignment.condition ? conditions_[assignment.condition->index()] : DelegationLimits();
  DelegationLimits common = own;
  for (std::size_t i = 0; i < role.ways.size(); ++i) {
    DelegationLimits way = own;
    way |= role.ways[i];
    common.role = (i == 0 || common.role) && way.role;
    common.principal = (i == 0 || common.principal) && way.principal;
  }
  return common;
}

}  // namespace leastwise

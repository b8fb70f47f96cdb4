// A question is one more condition beside those of the grant: `RoleDefinitionId GuidEquals A`. The
// goal is a request that meets them all.
#include "rules/conditions/delegation_extent.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/base/sort_unique.h"
#include "engine/condition_analysis/request_search.h"

namespace leastwise {
namespace {

constexpr std::array kAssign = {kAssignRolesFolded};
constexpr std::string_view kRole =
    "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
constexpr std::string_view kPrincipal =
    "@Request[Microsoft.Authorization/roleAssignments:PrincipalId]";
constexpr std::string_view kType =
    "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";
constexpr std::array<std::string_view, 3> kTypes = {"User", "Group", "ServicePrincipal"};

// `X GuidEquals A`; for none, `X` is none of those that are named.
std::string is_guid(std::string_view attribute, const std::optional<Guid>& guid,
                    const std::vector<Guid>& named) {
  if (guid) {
    return fmt::format("{} GuidEquals {}", attribute, to_string(*guid));
  }
  if (named.empty()) {
    return fmt::format("Exists {}", attribute);
  }
  std::string set;
  for (const Guid& one : named) {
    set += (set.empty() ? "" : ", ") + to_string(one);
  }
  return fmt::format("{} ForAllOfAllValues:GuidNotEquals {{{}}}", attribute, set);
}

class ExtentFinder {
 public:
  ExtentFinder(std::span<const Condition* const> conditions, const KnownAttributes& known)
      : conditions_(conditions), known_(known) {
    for (const Condition* condition : conditions) {
      for (const ConditionTest& test : condition->program().tests()) {
        named_in(test, kRole, roles_);
        named_in(test, kPrincipal, principals_);
      }
    }
    sort_unique(roles_);
    sort_unique(principals_);
  }

  DelegationExtent run() && {
    std::vector<std::optional<Guid>> candidates(roles_.begin(), roles_.end());
    candidates.emplace_back();
    bool others = false;
    for (const std::optional<Guid>& role : candidates) {
      if (possible(is_guid(kRole, role, roles_))) {
        result_.assignable.push_back(who_gets(role));
        others = others || !role;
      } else if (role) {
        result_.refused.push_back(*role);
      }
    }
    result_.roles = result_.assignable.empty() ? RoleLimit::kNothing
                    : !others                  ? RoleLimit::kAllowList
                    : result_.refused.empty()  ? RoleLimit::kNone
                                               : RoleLimit::kDenyList;
    result_.limits_principals =
        std::ranges::all_of(result_.assignable, [](const AssignableRole& role) {
          return !role.any_principal || role.types.size() < kTypes.size();
        });
    return std::move(result_);
  }

 private:
  // GUIDs that a comparison of the attribute names.
  static void named_in(const ConditionTest& test, std::string_view attribute,
                       std::vector<Guid>& named) {
    const std::string_view body = attribute.substr(attribute.find('[') + 1);
    const AttributeKey key{AttributeSource::kRequest,
                           normal_attribute_name(body.substr(0, body.size() - 1))};
    for (const auto& [side, other] :
         {std::pair(&test.left, &test.right), std::pair(&test.right, &test.left)}) {
      if (!side->is_attribute || side->key != key) {
        continue;
      }
      for (const AttributeValue& value : other->values) {
        if (value.guid()) {
          named.push_back(*value.guid());
        }
      }
    }
  }

  AssignableRole who_gets(const std::optional<Guid>& role) {
    const std::string of_role = is_guid(kRole, role, roles_);
    AssignableRole found{.role = role};
    for (const std::string_view type : kTypes) {
      if (possible(fmt::format("{} AND {} StringEquals '{}'", of_role, kType, type))) {
        found.types.emplace_back(type);
      }
    }
    for (const Guid& principal : principals_) {
      if (possible(of_role + " AND " + is_guid(kPrincipal, principal, principals_))) {
        found.principals.push_back(principal);
      }
    }
    found.any_principal = possible(of_role + " AND " + is_guid(kPrincipal, {}, principals_));
    return found;
  }

  // Whether some request that says `more` meets all conditions. What cannot be decided may be.
  bool possible(const std::string& more) {
    const Condition question = Condition::parse(more);
    std::vector<const Condition*> all(conditions_.begin(), conditions_.end());
    all.push_back(&question);
    const RequestSearch search(all, {.actions = kAssign, .only_these = true, .model = &known_});
    std::vector<Formula> formulas;
    for (std::size_t i = 0; i < all.size(); ++i) {
      formulas.push_back(search.formula(i));
    }
    const auto all_met = [&](std::span<const ConditionOutcome> outcomes) {
      Truth goal = Truth::kYes;
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        goal = truth_and(goal, met(i)(outcomes));
      }
      return goal;
    };
    const Truth found = search.find(formulas, all_met).found;
    result_.decided = result_.decided && found != Truth::kUnknown;
    return found != Truth::kNo;
  }

  std::span<const Condition* const> conditions_;
  const KnownAttributes& known_;
  std::vector<Guid> roles_;       // that the conditions name, ascending
  std::vector<Guid> principals_;  // likewise
  DelegationExtent result_;
};

}  // namespace

std::string kinds_text(const AssignableRole& who) {
  if (who.types.size() == kTypes.size()) {
    return "anybody";
  }
  std::string text;
  for (const std::string& type : who.types) {
    const std::string_view kind = type == "User"    ? "users"
                                  : type == "Group" ? "groups"
                                                    : "service principals";
    text += fmt::format("{}{}", text.empty() ? "" : ", ", kind);
  }
  return text.empty() ? "other kinds of principals" : text;
}

DelegationExtent delegation_extent(std::span<const Condition* const> conditions,
                                   const KnownAttributes& known) {
  if (!std::ranges::all_of(conditions, &Condition::valid)) {
    DelegationExtent undecided = ExtentFinder({}, known).run();
    undecided.decided = false;
    return undecided;
  }
  return ExtentFinder(conditions, known).run();
}

}  // namespace leastwise

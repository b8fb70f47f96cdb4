#include "rules/conditions/delegation_extent.h"

#include <gtest/gtest.h>

#include <fmt/core.h>

namespace leastwise {
namespace {

const std::string kA = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kB = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const std::string kWrite = "Microsoft.Authorization/roleAssignments/write";
const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kType = "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]";
const std::string kPrincipal = "@Request[Microsoft.Authorization/roleAssignments:PrincipalId]";

DelegationExtent extent(const std::vector<std::string>& texts) {
  std::vector<Condition> conditions;
  std::vector<const Condition*> views;
  for (const std::string& text : texts) {
    conditions.push_back(Condition::parse(text));
  }
  for (const Condition& condition : conditions) {
    views.push_back(&condition);
  }
  return delegation_extent(views, embedded_known_attributes());
}

// `allow-list: 8e3a(User Group, any) other(...); refused acdd`, ids by their first digits.
std::string shown(const std::vector<std::string>& texts) {
  const DelegationExtent found = extent(texts);
  constexpr std::string_view kNames[] = {"any", "deny-list", "allow-list", "nothing"};
  std::string text(kNames[static_cast<std::size_t>(found.roles)]);
  for (const AssignableRole& role : found.assignable) {
    text += " " + (role.role ? to_string(*role.role).substr(0, 4) : std::string("other")) + "(";
    for (const std::string& type : role.types) {
      text += type.substr(0, 1);
    }
    for (const Guid& principal : role.principals) {
      text += "," + to_string(principal).substr(0, 4);
    }
    text += role.any_principal ? ",any)" : ")";
  }
  for (const Guid& role : found.refused) {
    text += " -" + to_string(role).substr(0, 4);
  }
  return text + (found.limits_principals ? " limited" : "") + (found.decided ? "" : " undecided");
}

std::string guarded(const std::string& what) {
  return "!(ActionMatches{'" + kWrite + "'}) OR (" + what + ")";
}

TEST(DelegationExtent, WithoutAConditionIsEverything) {
  EXPECT_EQ(shown({}), "any other(UGS,any)");
  EXPECT_EQ(shown({"@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'"}),
            "nothing limited")
      << "an attribute that assigning does not have";
  EXPECT_EQ(shown({"!(ActionMatches{'Microsoft.Storage/*'}) OR Exists @Request[x]"}),
            "any other(UGS,any)");
}

TEST(DelegationExtent, OfAnAllowList) {
  EXPECT_EQ(shown({guarded(kRole + " ForAnyOfAnyValues:GuidEquals {" + kA + ", " + kB + "}")}),
            "allow-list 8e3a(UGS,any) acdd(UGS,any)");
  EXPECT_EQ(shown({guarded(kRole + " GuidEquals " + kA + " AND " + kType +
                           " ForAnyOfAnyValues:StringEqualsIgnoreCase {'user', 'GROUP'}")}),
            "allow-list 8e3a(UG,any) limited");
}

TEST(DelegationExtent, OfADenyList) {
  EXPECT_EQ(shown({guarded(kRole + " ForAnyOfAllValues:GuidNotEquals {" + kA + ", " + kB + "}")}),
            "deny-list other(UGS,any) -8e3a -acdd");
  EXPECT_EQ(shown({guarded(kRole + " ForAnyOfAnyValues:GuidNotEquals {" + kA + ", " + kB + "}")}),
            "any 8e3a(UGS,any) acdd(UGS,any) other(UGS,any)")
      << "written as if it were one";
}

TEST(DelegationExtent, TellsWhoGetsWhichRole) {
  EXPECT_EQ(shown({guarded("(" + kRole + " GuidEquals " + kA + " AND " + kPrincipal +
                           " GuidEquals " + kB + ") OR (" + kRole + " GuidEquals " + kB + " AND " +
                           kType + " StringEquals 'Group')")}),
            "allow-list 8e3a(UGS,acdd) acdd(G,acdd,any) limited");
}

TEST(DelegationExtent, ConditionsTogetherLetThroughWhatEachDoes) {
  EXPECT_EQ(shown({kRole + " ForAnyOfAnyValues:GuidEquals {" + kA + ", " + kB + "}",
                   kRole + " GuidNotEquals " + kA}),
            "allow-list acdd(UGS,any) -8e3a");
  EXPECT_EQ(shown({kRole + " GuidEquals " + kA, kRole + " GuidEquals " + kB}),
            "nothing -8e3a -acdd limited");
}

TEST(DelegationExtent, OfAnInvalidConditionIsUndecided) {
  EXPECT_EQ(shown({"nonsense"}), "any other(UGS,any) undecided");
}

}  // namespace
}  // namespace leastwise

#include "rules/audit/held_needs.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";

// The severity of a surplus of these actions.
FindingSeverity severity_of(const Names& actions, const Names& data_actions = {}) {
  SmallTenant t;
  t.user("ann");
  t.role("Mine", {{.actions = actions, .data_actions = data_actions}});
  t.assign("a1", {"ann", "Mine", kSub});
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  return surplus_severity(context, granted_sets(context, audit.world().assignment("a1")));
}

TEST(SurplusSeverity, RisesWithWhatItCanDo) {
  EXPECT_EQ(severity_of({"p/a/read"}), FindingSeverity::kLow);
  EXPECT_EQ(severity_of({}, {"p/a/read"}), FindingSeverity::kLow);
  EXPECT_EQ(severity_of({"p/a/write"}), FindingSeverity::kMedium);
  EXPECT_EQ(severity_of({}, {"p/a/delete"}), FindingSeverity::kMedium);
  EXPECT_EQ(severity_of({std::string(testing::kFurtherEscalation)}), FindingSeverity::kMedium);
  EXPECT_EQ(severity_of({std::string(testing::kSecretEscalation)}), FindingSeverity::kHigh);
  EXPECT_EQ(severity_of({std::string(testing::kIdentityEscalation)}), FindingSeverity::kHigh);
  EXPECT_EQ(severity_of({std::string(kAssignRolesAction)}), FindingSeverity::kCritical);
  EXPECT_EQ(severity_of({"*"}), FindingSeverity::kCritical);
}

// The same string on the other plane is no escalation.
TEST(SurplusSeverity, PlanesAreToldApart) {
  EXPECT_EQ(severity_of({}, {std::string(testing::kSecretEscalation)}), FindingSeverity::kMedium);
}

TEST(DeclaredPrincipals, AreThoseWhoAreThereAndEnabled) {
  SmallTenant t;
  t.user("ann");
  t.user("bob");
  t.group("team", {"bob"});
  t.role("Mine", {{.actions = {"p/a/read"}}});
  t.assign("a1", {"ann", "Mine", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kSub, {"p/a/read"}});
  audit.need({"ann", kSub, {"p/a/write"}});
  audit.need({"team", kSub, {"p/a/read"}});
  audit.need({"stranger", kSub, {"p/a/read"}});
  EXPECT_EQ(audit.world().names_of(declared_principals(audit.context())), (Names{"ann", "team"}));
  audit.only_principal("bob");
  EXPECT_EQ(audit.world().names_of(declared_principals(audit.context())), (Names{"team"}))
      << "its group";
}

TEST(UnreadGroups, AreStatedWhereADeclaredPrincipalMayBeInThem) {
  SmallTenant t;
  t.user("ann");
  t.group_without_list("crew");
  t.group("team", {});
  t.role("Mine", {{.actions = {"p/a/read"}}});
  t.assign("a1", {"crew", "Mine", kSub, "", PrincipalType::kGroup});
  t.assign("a2", {"team", "Mine", kSub, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  audit.need({"ann", kSub, {"p/a/read"}});
  RuleOutcome outcome("LW001");
  const AuditContext& context = audit.context();
  state_unread_groups(context, NeedIndex(context), outcome);
  EXPECT_EQ(testing::unverifiable_of(outcome),
            (Names{"the members of groups: whether principals with declared needs are in them: "
                   "crew"}));
}

}  // namespace
}  // namespace leastwise

#include "rules/audit/grant_matters.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::house;
using testing::SmallAudit;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";
constexpr const char* kGroup = "/subscriptions/s/resourceGroups/g";

// The matter of assignment `a`, in a house where PIM is in use.
GrantMatter matter(const SmallTenant::Grant& grant, bool declared = false) {
  SmallTenant t = house();
  t.eligible("e1", {"bob", "Reader", kSub});
  t.assign("a", grant);
  SmallAudit audit(t);
  if (declared) {
    audit.need({grant.principal, kGroup, {"p/a/read"}});
  }
  return GrantMatters(audit.context()).of(audit.world().assignment("a"));
}

// One row of the header's table after the other; each grant would concern those below it as well.
TEST(GrantMatters, TheFirstThatConcernsItSpeaks) {
  using enum GrantMatter;
  EXPECT_EQ(matter({"eve", "Owner", "/"}), kGone);
  EXPECT_EQ(matter({"dan", "Owner", "/"}), kDisabled);
  EXPECT_EQ(matter({"ann", "Owner", "/"}, true), kDeclared);
  EXPECT_EQ(matter({"ann", "Owner", "/"}), kRootScope);
  EXPECT_EQ(matter({"ann", "Owner", testing::group_scope("root")}), kRootScope);
  EXPECT_EQ(matter({"ann", "Owner", kSub}), kWide);
  EXPECT_EQ(matter({"gil", "Contributor", kSub}), kWide);
  EXPECT_EQ(matter({"gil", "Owner", kGroup}), kDelegates);
  EXPECT_EQ(matter({"gil", "Contributor", kGroup}), kGuest);
  EXPECT_EQ(matter({"ann", "Contributor", kGroup}), kDirectUser);
  EXPECT_EQ(matter({"team", "Contributor", kGroup, "", PrincipalType::kGroup}), kStanding);
}

TEST(GrantMatters, HarmlessOnesAreNobodys) {
  using enum GrantMatter;
  EXPECT_EQ(matter({"ann", "Reader", kSub}), kNone);
  EXPECT_EQ(matter({"ann", "Reader", "/"}), kRootScope) << "whatever it grants";
  EXPECT_EQ(matter({"app", "Contributor", kGroup, "", PrincipalType::kServicePrincipal}), kNone);
  EXPECT_EQ(matter({"ann", "Unheard", kSub}), kNone) << "the rules say so";
  EXPECT_EQ(matter({"ann", "Unheard", "/"}), kRootScope);
}

// What the others would recommend.
TEST(GrantMatters, EligibleGrantsAndActivationsConcernFew) {
  SmallTenant t = house();
  t.eligible("e1", {"ann", "Owner", kSub});
  t.scheduled("s1", {"ann", "Owner", kSub}, {.end = *parse_instant("2090-01-01")});
  t.eligible("e2", {"gil", "Contributor", kGroup});
  t.eligible("e3", {"bob", "Owner", "/"});
  SmallAudit audit(t);
  const GrantMatters matters(audit.context());
  const auto of = [&](std::string_view id) { return matters.of(audit.world().assignment(id)); };
  EXPECT_EQ(of("e1"), GrantMatter::kNone);
  EXPECT_EQ(of("s1"), GrantMatter::kNone) << "an activation of e1";
  EXPECT_EQ(of("e2"), GrantMatter::kGuest);
  EXPECT_EQ(of("e3"), GrantMatter::kRootScope);
  EXPECT_TRUE(
      matters.is_activation(audit.context().tenant().assignment(audit.world().assignment("s1"))));
}

TEST(GrantMatters, WithoutPimNothingStandsForGood) {
  SmallTenant t = house();
  t.assign("a", {"team", "Contributor", kGroup, "", PrincipalType::kGroup});
  SmallAudit audit(t);
  const GrantMatters matters(audit.context());
  EXPECT_FALSE(matters.has_eligible());
  EXPECT_EQ(matters.of(audit.world().assignment("a")), GrantMatter::kNone);
}

TEST(IsGuest, ByTheDirectoryOrByTheName) {
  SmallTenant t = house();
  t.user("eve");
  SmallAudit audit(t);
  const Tenant& tenant = audit.context().tenant();
  EXPECT_EQ(is_guest(tenant, audit.world().principal("gil")), Truth::kYes);
  EXPECT_EQ(is_guest(tenant, audit.world().principal("ann")), Truth::kNo);
  EXPECT_EQ(is_guest(tenant, audit.world().principal("eve")), Truth::kUnknown);
  EXPECT_EQ(is_guest(tenant, audit.world().principal("app")), Truth::kNo);
}

}  // namespace
}  // namespace leastwise

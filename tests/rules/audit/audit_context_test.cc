#include "rules/audit/audit_context.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::group_scope;
using testing::Names;
using testing::SmallAudit;
using testing::SmallCompiled;
using testing::SmallTenant;

const std::string kSub = "/subscriptions/s";
const std::string kRg = "/subscriptions/s/resourceGroups/rg";

class AuditContextTest : public ::testing::Test {
 protected:
  AuditContextTest() {
    t.user("ann");
    t.user("bob");
    t.group("team", {"ann", "inner"});
    t.group("inner", {"bob", "bot"});
    t.principal("bot", PrincipalType::kServicePrincipal);
    t.role("Reader", {{.actions = {"*/read"}}});
    t.role("Writer", {{.actions = {"a/*/write"}, .data_actions = {"a/data"}}});
  }

  [[nodiscard]] static Names ids(const SmallAudit& audit, std::span<const AssignmentId> found) {
    Names names;
    for (const AssignmentId id : found) {
      names.push_back(audit.world().id_of(id));
    }
    return names;
  }

  SmallTenant t;
};

TEST_F(AuditContextTest, ListsAssignmentsByGranteeAndRole) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"team", "Writer", kSub});
  t.assign("a3", {"ann", "Writer", kRg});
  t.eligible("e1", {"ann", "Reader", kRg});
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  const SmallCompiled& world = audit.world();
  EXPECT_EQ(ids(audit, context.assignments()), (Names{"a1", "a2", "a3", "e1"}));
  EXPECT_EQ(ids(audit, context.assignments_of(world.principal("ann"))), (Names{"a1", "a3", "e1"}));
  EXPECT_EQ(ids(audit, context.assignments_of(world.principal("bob"))), Names{});
  EXPECT_EQ(ids(audit, context.assignments_of(world.role("Writer"))), (Names{"a2", "a3"}));
  EXPECT_TRUE(context.whole_tenant());
}

TEST_F(AuditContextTest, LeavesOutWhatIsNotInItsWindow) {
  const Instant now = *parse_instant("2026-01-01");
  t.scheduled("past", {"ann", "Reader", kSub}, {kBeginningOfTime, now});
  t.scheduled("present", {"ann", "Reader", kRg}, {now, kEndOfTime});
  SmallAudit audit(t, {.at = now});
  EXPECT_EQ(ids(audit, audit.context().assignments()), Names{"present"});
}

TEST_F(AuditContextTest, AScopeTakesWhatHoldsThereAndWhatIsBelow) {
  t.root_group("root");
  t.place(kSub, "root");
  t.assign("root", {"ann", "Reader", group_scope("root")});
  t.assign("sub", {"ann", "Reader", kSub});
  t.assign("rg", {"ann", "Reader", kRg});
  t.assign("other", {"ann", "Reader", "/subscriptions/other"});
  SmallAudit audit(t);
  audit.only_scope(kSub);
  EXPECT_EQ(ids(audit, audit.context().assignments()), (Names{"root", "sub", "rg"}));
  EXPECT_FALSE(audit.context().whole_tenant());
  audit.only_scope(kRg);
  EXPECT_EQ(ids(audit, audit.context().assignments()), (Names{"root", "sub", "rg"}));
  // A scope that the tenant does not know: what is above it, and nothing beside it.
  audit.only_scope("/subscriptions/s/resourceGroups/new");
  EXPECT_EQ(ids(audit, audit.context().assignments()), (Names{"root", "sub"}));
}

TEST_F(AuditContextTest, AScopeTakesManagementGroupsThatMayBeAboveIt) {
  t.root_group("root");
  t.assign("root", {"ann", "Reader", group_scope("root")});
  t.assign("sub", {"ann", "Reader", kSub});
  SmallAudit audit(t);
  audit.only_scope(kSub);
  EXPECT_EQ(ids(audit, audit.context().assignments()), (Names{"root", "sub"}));
}

TEST_F(AuditContextTest, APrincipalTakesWhatItsGroupsHold) {
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"team", "Reader", kSub});
  t.assign("a3", {"inner", "Reader", kSub});
  SmallAudit audit(t);
  audit.only_principal("bob");
  EXPECT_EQ(ids(audit, audit.context().assignments()), (Names{"a2", "a3"}));
  audit.only_principal("ann");
  EXPECT_EQ(ids(audit, audit.context().assignments()), (Names{"a1", "a2"}));
}

TEST_F(AuditContextTest, NeedsAreSetsOfTheSamePartition) {
  t.assign("a1", {"ann", "Reader", kSub});
  SmallAudit audit(t);
  audit.need({"ann", kSub, {"x/read"}, {"x/data"}});
  audit.need({"bob", kSub, {"*/read"}});
  const AuditContext& context = audit.context();
  const PermissionSet reads = context.granted(audit.world().assignment("a1"), Plane::kControl);
  EXPECT_TRUE(context.needed(0, Plane::kControl).is_subset_of(reads.certain()));
  EXPECT_FALSE(reads.certain().is_subset_of(context.needed(0, Plane::kControl)));
  EXPECT_EQ(context.needed(1, Plane::kControl), reads.certain());
  EXPECT_TRUE(context.needed(1, Plane::kData).empty());
  EXPECT_TRUE(context.sets().holds(context.needed(0, Plane::kData), "x/data", Plane::kData));
}

// A guard names what the condition is about; the rest of the role is granted as without it.
TEST_F(AuditContextTest, AConditionHoldsBackOnlyWhatItsGuardNames) {
  t.assign("a1", {"ann", "Reader", kSub, "!(ActionMatches{'x/read'}) OR Exists @Request[y]"});
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  const PermissionSet granted = context.granted(audit.world().assignment("a1"), Plane::kControl);
  EXPECT_TRUE(context.sets().holds(granted.certain(), "z/read", Plane::kControl));
  EXPECT_FALSE(context.sets().holds(granted.certain(), "x/read", Plane::kControl));
  ASSERT_EQ(granted.terms().size(), 1U);
  EXPECT_TRUE(context.sets().holds(granted.terms()[0].actions, "x/read", Plane::kControl));
  EXPECT_FALSE(context.sets().holds(granted.terms()[0].actions, "z/read", Plane::kControl));
}

TEST_F(AuditContextTest, AnAssignmentsConditionStandsBeforeItsRole) {
  t.assign("a1", {"ann", "Reader", kSub, "c"});
  SmallAudit audit(t);
  const AssignmentId id = audit.world().assignment("a1");
  const PermissionSet granted = audit.context().granted(id, Plane::kControl);
  EXPECT_TRUE(granted.certain().empty());
  EXPECT_TRUE(granted.conditional());
  const RoleAssignment& assignment = audit.world().tenant.assignment(id);
  EXPECT_EQ(AuditContext::under_condition(Truth::kYes, assignment), Truth::kUnknown);
  EXPECT_EQ(AuditContext::under_condition(Truth::kNo, assignment), Truth::kNo);
}

TEST_F(AuditContextTest, DeniedPatternsTakePart) {
  t.deny("d1", {.principals = {"everyone"}, .blocks = {{.actions = {"only/denied/*"}}}});
  SmallAudit audit(t);
  const DenyAssignment& denial = audit.world().tenant.denials().front();
  const AuditContext& context = audit.context();
  const PermissionSet denied = context.sets().of_blocks(denial.blocks, Plane::kControl);
  EXPECT_TRUE(context.sets().holds(denied.certain(), "only/denied/x", Plane::kControl));
  EXPECT_FALSE(context.sets().holds(denied.certain(), "only/allowed", Plane::kControl));
}

TEST_F(AuditContextTest, BehindAGroupStandPeopleAndNoGroups) {
  t.principal("gone", PrincipalType::kDeleted);
  SmallAudit audit(t);
  const SmallCompiled& world = audit.world();
  const auto behind = [&](std::string_view name) {
    Names names = world.names_of(audit.context().behind(world.principal(name)));
    std::ranges::sort(names);
    return names;
  };
  EXPECT_EQ(behind("team"), (Names{"ann", "bob", "bot"}));
  EXPECT_EQ(behind("ann"), Names{"ann"});
  EXPECT_EQ(behind("gone"), Names{});
}

}  // namespace
}  // namespace leastwise

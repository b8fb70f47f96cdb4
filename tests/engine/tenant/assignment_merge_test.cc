#include "engine/tenant/assignment_merge.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::assignment;
using testing::guid;
using testing::scope;

constexpr std::string_view kId =
    "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/a";
constexpr Window kMay{Instant{10}, Instant{20}};
constexpr Window kSeptember{Instant{50}, Instant{60}};

class AssignmentMergeTest : public testing::TenantTest {
 protected:
  static ScheduleInstanceRecord instance(std::string id, Window window, std::string_view origin) {
    return {.assignment = assignment(std::move(id)),
            .window = window,
            .origin_assignment_id = std::string(origin)};
  }
  static ScheduleInstanceRecord eligible(std::string id, Window window) {
    return {.assignment = assignment(std::move(id)), .eligible = true, .window = window};
  }
  void expect_conflict(const RoleAssignmentRecord& other, std::string_view difference) {
    builder.add_assignment(assignment("a"), place(1));
    builder.add_assignment(other, place(2));
    const std::string error = only_error("conflicting-duplicate");
    EXPECT_NE(error.find("role assignment `" + other.id + "` stands twice, with different " +
                         std::string(difference)),
              std::string::npos)
        << error;
    EXPECT_NE(error.find("input.json:1:1"), std::string::npos) << error;
    EXPECT_NE(error.find("input.json:2:1"), std::string::npos) << error;
  }
};

TEST_F(AssignmentMergeTest, KeepsWhatTheRecordSays) {
  RoleAssignmentRecord record = assignment(std::string(kId));
  record.condition = " (c) ";
  builder.add_assignment(record, place(7));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 1U);
  const RoleAssignment& only = tenant.assignment(AssignmentId(0));
  EXPECT_EQ(tenant.id_text(only), kId);
  EXPECT_EQ(tenant.directory()[only.principal].id, guid(1));
  EXPECT_EQ(tenant.role(only.role).guid, guid(100));
  EXPECT_EQ(tenant.scopes().text(only.scope), "/subscriptions/s");
  EXPECT_EQ(tenant.condition(*only.condition), " (c) ");
  EXPECT_FALSE(only.eligible);
  EXPECT_EQ(only.window, Window());
  EXPECT_EQ(only.place, place(7));
}

TEST_F(AssignmentMergeTest, OneIdInAnyCaseIsOneAssignment) {
  builder.add_assignment(assignment(std::string(kId)), place(1));
  RoleAssignmentRecord copy =
      assignment("/SUBSCRIPTIONS/S/PROVIDERS/microsoft.authorization/roleassignments/A");
  copy.scope = scope("/Subscriptions/S/");
  copy.principal_name = "ann@example.org";
  copy.role_name = "Reader";
  builder.add_assignment(copy, place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 1U);
  EXPECT_EQ(tenant.assignment(AssignmentId(0)).place, place(1));
}

TEST_F(AssignmentMergeTest, AnIdOfAGuidIsOneInAnyCaseAndReadBackAsItWas) {
  const std::string id =
      "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/"
      "01234567-89ab-cdef-0123-456789abcdef";
  builder.add_assignment(assignment(id), place(1));
  builder.add_assignment(
      assignment("/subscriptions/S/providers/microsoft.authorization/roleassignments/"
                 "01234567-89AB-CDEF-0123-456789ABCDEF"),
      place(2));
  builder.add_schedule_instance(instance("i", kMay, folded(id)), place(3));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 1U);
  EXPECT_EQ(tenant.id_text(tenant.assignment(AssignmentId(0))), id);
  EXPECT_EQ(tenant.assignment(AssignmentId(0)).window, kMay);
}

// Two assignments may end in one name at different scopes: the whole id tells them apart.
TEST_F(AssignmentMergeTest, IdsAreComparedWhole) {
  builder.add_assignment(assignment("/subscriptions/s/x/a"), place(1));
  RoleAssignmentRecord other = assignment("/subscriptions/t/x/a");
  other.scope = scope("/subscriptions/t");
  builder.add_assignment(other, place(2));
  EXPECT_EQ(built().assignments().size(), 2U);
}

TEST_F(AssignmentMergeTest, AnotherScopeUnderOneIdIsAConflict) {
  RoleAssignmentRecord other = assignment("A");
  other.scope = scope("/subscriptions/s/resourceGroups/g");
  expect_conflict(other, "scopes");
}

TEST_F(AssignmentMergeTest, AnotherPrincipalUnderOneIdIsAConflict) {
  RoleAssignmentRecord other = assignment("a");
  other.principal = guid(2);
  expect_conflict(other, "principals");
}

TEST_F(AssignmentMergeTest, AnotherRoleUnderOneIdIsAConflict) {
  RoleAssignmentRecord other = assignment("a");
  other.role = guid(101);
  expect_conflict(other, "roles");
}

TEST_F(AssignmentMergeTest, AnotherConditionUnderOneIdIsAConflict) {
  RoleAssignmentRecord other = assignment("a");
  other.condition = "(c)";
  expect_conflict(other, "conditions");
}

TEST_F(AssignmentMergeTest, ConditionsThatDifferInOuterWhiteSpaceAreOne) {
  RoleAssignmentRecord record = assignment("a");
  record.condition = "(c)";
  builder.add_assignment(record, place(1));
  record.condition = "\n(c) \r\n";
  builder.add_assignment(record, place(2));
  EXPECT_EQ(built().assignments().size(), 1U);
}

TEST_F(AssignmentMergeTest, EveryConflictIsReportedInOneRun) {
  builder.add_assignment(assignment("a"), place(1));
  builder.add_assignment(assignment("b"), place(2));
  for (const char* id : {"a", "b", "b"}) {
    RoleAssignmentRecord other = assignment(id);
    other.principal = guid(2);
    builder.add_assignment(other, place(3));
  }
  EXPECT_FALSE(builder.build());
  EXPECT_EQ(diagnostics.error_count(), 3U) << problems();
}

TEST_F(AssignmentMergeTest, RecordsWithoutAnIdAreDroppedWhereAnotherDecidesAlike) {
  builder.add_assignment(assignment(""), place(1));
  RoleAssignmentRecord elsewhere = assignment("");
  elsewhere.scope = scope("/subscriptions/t");
  builder.add_assignment(elsewhere, place(2));
  builder.add_assignment(assignment(""), place(3));
  builder.add_assignment(elsewhere, place(4));
  builder.add_assignment(assignment("a"), place(5));  // says what the first one said
  builder.add_assignment(assignment("b"), place(6));  // another id is another assignment
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 3U);
  EXPECT_EQ(tenant.assignments()[0].place, place(2));
  EXPECT_EQ(tenant.assignments()[1].place, place(5));
  EXPECT_EQ(tenant.assignments()[2].place, place(6));
}

TEST_F(AssignmentMergeTest, AMirroredAssignmentCountsOnceInTheWindowWhicheverIsReadFirst) {
  for (const bool instance_first : {true, false}) {
    const auto add_ordinary = [this] {
      builder.add_assignment(assignment(std::string(kId)), place(1));
    };
    if (!instance_first) {
      add_ordinary();
    }
    builder.add_schedule_instance(
        instance("i", kMay, "/SUBSCRIPTIONS/s/providers/Microsoft.Authorization/roleAssignments/A"),
        place(2));
    if (instance_first) {
      add_ordinary();
    }
    const Tenant tenant = built();
    ASSERT_EQ(tenant.assignments().size(), 1U);
    const RoleAssignment& only = tenant.assignment(AssignmentId(0));
    EXPECT_EQ(tenant.id_text(only), kId);
    EXPECT_EQ(only.window, kMay);
    EXPECT_FALSE(only.eligible);
    EXPECT_TRUE(diagnostics.all().empty()) << problems();
  }
}

// A second record of the ordinary assignment has no window, and is no conflict for it.
TEST_F(AssignmentMergeTest, AWindowFromAnInstanceIsNoConflict) {
  builder.add_assignment(assignment(std::string(kId)), place(1));
  builder.add_schedule_instance(instance("i", kMay, kId), place(2));
  builder.add_assignment(assignment(std::string(kId)), place(3));
  EXPECT_EQ(built().assignments().size(), 1U);
}

TEST_F(AssignmentMergeTest, AnInstanceWithoutItsAssignmentIsAGrantOfItsOwn) {
  builder.add_schedule_instance(instance("i", kMay, kId), place(1));
  builder.add_schedule_instance(instance("j", kSeptember, ""), place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 2U);
  EXPECT_EQ(tenant.assignments()[0].window, kMay);
  EXPECT_EQ(tenant.assignments()[1].window, kSeptember);
}

TEST_F(AssignmentMergeTest, SeveralMirrorsCountInEachOfTheirWindows) {
  builder.add_schedule_instance(instance("late", kSeptember, kId), place(1));
  builder.add_schedule_instance(instance("early", kMay, kId), place(2));
  builder.add_schedule_instance(instance("early too", kMay, kId), place(3));
  builder.add_assignment(assignment(std::string(kId)), place(4));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 2U);
  EXPECT_EQ(tenant.id_text(tenant.assignments()[0]), kId);
  EXPECT_EQ(tenant.assignments()[0].window, kMay);
  EXPECT_EQ(tenant.id_text(tenant.assignments()[1]), "late");
  EXPECT_EQ(tenant.assignments()[1].window, kSeptember);
}

TEST_F(AssignmentMergeTest, AnInstanceOfAnotherGrantIsNoMirrorAndBothCount) {
  builder.add_assignment(assignment(std::string(kId)), place(1));
  ScheduleInstanceRecord other = instance("i", kMay, kId);
  other.assignment.principal = guid(2);
  builder.add_schedule_instance(other, place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 2U);
  EXPECT_EQ(tenant.assignments()[0].window, Window());
  EXPECT_EQ(tenant.assignments()[1].window, kMay);
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all()[0].code, "mirror-mismatch");
  EXPECT_EQ(diagnostics.all()[0].severity, Severity::kWarning);
  EXPECT_EQ(diagnostics.all()[0].place, place(2));
  EXPECT_NE(problems().find("principals differ"), std::string::npos) << problems();
}

TEST_F(AssignmentMergeTest, EligibleInstancesArePotentialGrants) {
  builder.add_schedule_instance(eligible("e", kMay), place(1));
  builder.add_assignment(assignment("a"), place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.assignments().size(), 2U);
  const auto found =
      std::ranges::find_if(tenant.assignments(), [](const auto& a) { return a.eligible; });
  ASSERT_NE(found, tenant.assignments().end());
  EXPECT_EQ(tenant.id_text(*found), "e");
  EXPECT_EQ(found->window, kMay);
}

// The three kinds of record have ids of their own: short ids may meet by chance.
TEST_F(AssignmentMergeTest, KindsOfRecordDoNotShareIds) {
  builder.add_assignment(assignment("x"), place(1));
  builder.add_schedule_instance(eligible("x", kMay), place(2));
  builder.add_schedule_instance(instance("x", kSeptember, ""), place(3));
  EXPECT_EQ(built().assignments().size(), 3U);
}

TEST_F(AssignmentMergeTest, TheSameInstanceTwiceIsOneAndAnotherValidityAConflict) {
  builder.add_schedule_instance(eligible("e", kMay), place(1));
  builder.add_schedule_instance(eligible("E", kMay), place(2));
  builder.add_schedule_instance(eligible("e", kSeptember), place(3));
  const std::string error = only_error("conflicting-duplicate");
  EXPECT_NE(error.find("eligible schedule instance `e` stands twice, with different validity"),
            std::string::npos)
      << error;
}

TEST_F(AssignmentMergeTest, OnlyProvisionedAndAcceptedInstancesCount) {
  const char* const counting[] = {"Provisioned", "ACCEPTED", ""};
  const char* const others[] = {"Revoked", "PendingApproval", "Provisioned "};
  std::uint32_t line = 1;
  for (const char* const status : counting) {
    ScheduleInstanceRecord record = eligible("e" + std::to_string(line), kMay);
    record.status = status;
    builder.add_schedule_instance(record, place(line++));
  }
  for (const char* const status : others) {
    ScheduleInstanceRecord record = instance("i" + std::to_string(line), kMay, kId);
    record.status = status;
    builder.add_schedule_instance(record, place(line++));
  }
  builder.add_assignment(assignment(std::string(kId)), place(line));
  const Tenant tenant = built();
  EXPECT_EQ(tenant.assignments().size(), 4U);
  // What does not count does not bound either.
  EXPECT_EQ(tenant.assignments()[0].window, Window());
  ASSERT_EQ(diagnostics.all().size(), 3U) << problems();
  for (const Diagnostic& warning : diagnostics.all()) {
    EXPECT_EQ(warning.code, "inactive-schedule-instance");
    EXPECT_EQ(warning.severity, Severity::kWarning);
  }
  EXPECT_NE(problems().find("`Revoked`"), std::string::npos);
}

}  // namespace
}  // namespace leastwise

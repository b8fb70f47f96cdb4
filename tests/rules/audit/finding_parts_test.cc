#include "rules/audit/finding_parts.h"

#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

const std::string kSub = "/subscriptions/s";

class FindingPartsTest : public ::testing::Test {
 protected:
  FindingPartsTest() {
    t.user("ann");
    t.group("team", {"crew"});
    t.group("crew", {"ann"});
    t.role("Reader", {{.actions = {"*/read"}}});
    t.operation("b/write");
    t.operation("a/read");
    t.operation("a/write");
    t.operation(testing::kSecretEscalation);
  }

  SmallTenant t;
};

Names texts_of(const std::vector<Cause>& chain) {
  Names texts;
  for (const Cause& cause : chain) {
    texts.push_back(cause.what + " " + cause.text);
  }
  return texts;
}

TEST_F(FindingPartsTest, ASubjectHasIdsAndNames) {
  t.assign("a1", {"ann", "Reader", kSub});
  const SmallAudit audit(t);
  const FindingSubject subject = subject_of(audit.world().tenant, audit.world().assignment("a1"));
  EXPECT_EQ(subject.principal, to_string(testing::guid_of("ann")));
  EXPECT_EQ(subject.principal_name, "ann");
  EXPECT_EQ(subject.role, to_string(testing::guid_of("Reader")));
  EXPECT_EQ(subject.role_name, "Reader");
  EXPECT_EQ(subject.scope, kSub);
  EXPECT_EQ(subject.detail, "");
}

TEST_F(FindingPartsTest, AChainLeadsThroughGroups) {
  t.assign("a1", {"team", "Reader", kSub});
  const SmallAudit audit(t);
  const Tenant& tenant = audit.world().tenant;
  const AssignmentId id = audit.world().assignment("a1");
  EXPECT_EQ(texts_of(grant_chain(tenant, id)),
            (Names{"group team (Group)", "assignment Reader at subscription s",
                   "role Reader (small tenant:1)"}));
  EXPECT_EQ(texts_of(grant_chain(tenant, id, audit.world().principal("ann"))),
            (Names{"principal ann (User)", "group crew (Group)", "group team (Group)",
                   "assignment Reader at subscription s", "role Reader (small tenant:1)"}));
}

TEST_F(FindingPartsTest, AChainToAGroupWithoutAListNamesBothEnds) {
  t.group_without_list("open");
  t.assign("a1", {"open", "Reader", kSub});
  const SmallAudit audit(t);
  const auto chain = grant_chain(audit.world().tenant, audit.world().assignment("a1"),
                                 audit.world().principal("ann"));
  EXPECT_EQ(texts_of(chain).front(), "principal ann (User)");
  EXPECT_EQ(texts_of(chain)[1], "group open (Group)");
}

TEST_F(FindingPartsTest, AGrantSaysWhatStandsOut) {
  t.assign("a1", {"ann", "Reader", kSub, "c"});
  t.eligible("e1", {"ann", "Reader", kSub}, {kBeginningOfTime, *parse_instant("2027-01-01")});
  const SmallAudit audit(t);
  const Tenant& tenant = audit.world().tenant;
  EXPECT_EQ(grant_text(tenant, audit.world().assignment("a1")),
            "Reader at subscription s (under a condition)");
  EXPECT_EQ(grant_text(tenant, audit.world().assignment("e1")),
            "Reader at subscription s (eligible, until 2027-01-01T00:00:00Z)");
}

TEST_F(FindingPartsTest, EvidenceIsCutAndCounted) {
  const Evidence evidence = evidence_of("things", Names(12, "x"));
  EXPECT_EQ(evidence.items.size(), kMaxEvidenceItems);
  EXPECT_EQ(evidence.total, 12U);
  EXPECT_EQ(evidence_of("things", {"x"}).items, Names{"x"});
}

TEST_F(FindingPartsTest, TheMostDangerousOperationComesFirst) {
  SmallAudit audit(t);
  const AuditContext& context = audit.context();
  Names names;
  for (const OperationId id : by_danger(
           context, ActionSet::all(context.sets().partition(Plane::kControl)), Plane::kControl)) {
    names.emplace_back(context.tenant().operations().name(id));
  }
  EXPECT_EQ(names,
            (Names{std::string(testing::kSecretEscalation), "a/write", "b/write", "a/read"}));
}

TEST_F(FindingPartsTest, AnEscalationSaysWhatItLeadsTo) {
  const DangerTable danger = testing::small_danger_table();
  EXPECT_EQ(operation_text(danger, "X.STORE/listKeys/action", Plane::kControl),
            "X.STORE/listKeys/action: leads on");
  EXPECT_EQ(operation_text(danger, "a/read", Plane::kData), "a/read (data)");
}

TEST_F(FindingPartsTest, ANeedIsALevelOrItsActions) {
  SmallAudit audit(t);
  audit.need({"ann", kSub, {"a/read", "a/write"}});
  audit.need({.principal = "ann",
              .scope = kSub,
              .actions = {"a/read"},
              .level = "registry-use",
              .until = *parse_instant("2027-01-01")});
  const auto& needs = audit.context().input().needs;
  EXPECT_EQ(need_cause(audit.world().tenant, needs[0]).text, "a/read and 1 more at subscription s");
  EXPECT_EQ(need_cause(audit.world().tenant, needs[1]).text,
            "registry-use at subscription s, until 2027-01-01T00:00:00Z");
}

// What comes from the input stays one word of the shell, whatever it holds.
TEST_F(FindingPartsTest, CommandsCanBePasted) {
  t.assign("/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/1",
           {"ann", "Reader", kSub});
  t.assign("odd", {"ann", "Reader", "/subscriptions/s/resourceGroups/it's; rm"});
  t.eligible("e1", {"team", "Reader", kSub});
  const SmallAudit audit(t);
  const Tenant& tenant = audit.world().tenant;
  EXPECT_EQ(remove_command(tenant, AssignmentId(0)),
            "az role assignment delete --ids "
            "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/1");
  const std::string ann = to_string(testing::guid_of("ann"));
  const std::string reader = to_string(testing::guid_of("Reader"));
  EXPECT_EQ(remove_command(tenant, audit.world().assignment("odd")),
            "az role assignment delete --assignee " + ann + " --role " + reader +
                R"( --scope '/subscriptions/s/resourceGroups/it'\''s; rm')");
  EXPECT_EQ(remove_command(tenant, audit.world().assignment("e1")),
            "az rest --method put --url "
            "https://management.azure.com/subscriptions/s/providers/Microsoft.Authorization/"
            "roleEligibilityScheduleRequests/\"$(uuidgen)?api-version=2020-10-01\" --body "
            R"('{"properties":{"requestType":"AdminRemove","principalId":")" +
                to_string(testing::guid_of("team")) +
                R"(","roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/)"
                "roleDefinitions/" +
                reader + R"("}}')");
  EXPECT_EQ(assign_command(tenant, audit.world().principal("ann"), "ML Reader", kSub),
            "az role assignment create --assignee-object-id " + ann +
                " --assignee-principal-type User --role 'ML Reader' --scope /subscriptions/s");
}

}  // namespace
}  // namespace leastwise

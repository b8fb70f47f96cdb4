#include "engine/tenant/denial_merge.h"

#include <functional>

#include "tests/engine/tenant/tenant_fixture.h"

namespace leastwise {
namespace {

using testing::block;
using testing::denial;
using testing::guid;
using testing::scope;

using DenialMergeTest = testing::TenantTest;

TEST_F(DenialMergeTest, KeepsWhatTheRecordSays) {
  DenyAssignmentRecord record = denial("d");
  record.name = "No writes";
  record.principals = {{.id = guid(3), .type = PrincipalType::kGroup},
                       {.id = guid(2), .type = PrincipalType::kUser},
                       {.id = guid(3)}};
  record.excluded = {{.id = guid(9)}, {.id = kEveryone}};
  record.does_not_apply_to_child_scopes = true;
  record.condition = "(c)";
  builder.add_denial(record, place(6));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.denials().size(), 1U);
  const DenyAssignment& only = tenant.denial(DenialId(0));
  EXPECT_EQ(tenant.text(only.id), "d");
  EXPECT_EQ(tenant.text(only.name), "No writes");
  EXPECT_EQ(tenant.scopes().text(only.scope), "/subscriptions/s");
  EXPECT_TRUE(only.scope_only);
  EXPECT_FALSE(only.audit_only);
  EXPECT_FALSE(only.everyone);
  EXPECT_TRUE(only.everyone_excluded);
  ASSERT_EQ(only.principals.size(), 2U);  // ascending, each once
  EXPECT_LT(only.principals[0], only.principals[1]);
  EXPECT_EQ(tenant.directory()[*tenant.directory().find(guid(3))].type, PrincipalType::kGroup);
  ASSERT_EQ(only.excluded.size(), 1U);
  EXPECT_EQ(tenant.directory()[only.excluded[0]].id, guid(9));
  EXPECT_EQ(tenant.pattern(only.blocks.at(0).control.granted.at(0)), "*");
  EXPECT_EQ(tenant.condition(*only.condition), "(c)");
  EXPECT_EQ(only.place, place(6));
}

TEST_F(DenialMergeTest, EveryoneIsNoPrincipal) {
  builder.add_denial(denial("d"), place(1));
  const Tenant tenant = built();
  EXPECT_TRUE(tenant.denial(DenialId(0)).everyone);
  EXPECT_TRUE(tenant.denial(DenialId(0)).principals.empty());
  EXPECT_EQ(tenant.directory().size(), 0U);
}

TEST_F(DenialMergeTest, AuditOnesAreKept) {
  DenyAssignmentRecord record = denial("d");
  record.audit_only = true;
  builder.add_denial(record, place(1));
  EXPECT_TRUE(built().denial(DenialId(0)).audit_only);
}

TEST_F(DenialMergeTest, ACopyInAnyCaseAndOrderIsIgnored) {
  DenyAssignmentRecord record = denial("d");
  record.principals = {{.id = guid(1)}, {.id = guid(2)}};
  record.blocks = {block({"a", "b"}), block({"c"})};
  builder.add_denial(record, place(1));
  record.id = "D";
  record.name = "other words";
  record.principals = {{.id = guid(2)}, {.id = guid(1)}, {.id = guid(1)}};
  record.blocks = {block({"C"}), block({"b ", "A"})};
  builder.add_denial(record, place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.denials().size(), 1U);
  EXPECT_EQ(tenant.denial(DenialId(0)).place, place(1));
}

// Everything that decides, changed one at a time.
TEST_F(DenialMergeTest, AnythingElseUnderOneIdIsAConflict) {
  using Change = std::function<void(DenyAssignmentRecord&)>;
  const std::pair<std::string_view, Change> changes[] = {
      {"scopes", [](auto& d) { d.scope = scope("/subscriptions/t"); }},
      {"scopes", [](auto& d) { d.does_not_apply_to_child_scopes = true; }},
      {"principals", [](auto& d) { d.principals = {{.id = guid(1)}}; }},
      {"principals", [](auto& d) { d.principals.push_back({.id = guid(1)}); }},
      {"excluded principals", [](auto& d) { d.excluded = {{.id = guid(1)}}; }},
      {"excluded principals", [](auto& d) { d.excluded = {{.id = kEveryone}}; }},
      {"permissions", [](auto& d) { d.blocks = {block({"*"}, {"a"})}; }},
      {"permissions", [](auto& d) { d.blocks[0].condition = "(c)"; }},
      {"conditions", [](auto& d) { d.condition = "(c)"; }},
      {"effects", [](auto& d) { d.audit_only = true; }},
  };
  for (const auto& [what, change] : changes) {
    Diagnostics problems;
    TenantBuilder one(problems);
    DenyAssignmentRecord record = denial("d");
    one.add_denial(record, {});
    change(record);
    one.add_denial(record, {});
    EXPECT_FALSE(one.build()) << what;
    ASSERT_EQ(problems.all().size(), 1U) << what;
    EXPECT_EQ(problems.all()[0].code, "conflicting-duplicate");
    EXPECT_EQ(problems.all()[0].message,
              "deny assignment `d` stands twice, with different " + std::string(what));
  }
}

TEST_F(DenialMergeTest, ARecordWithoutAnIdGoesByItsName) {
  DenyAssignmentRecord record = denial("");
  record.name = "No writes";
  builder.add_denial(record, place(1));
  record.name = "NO WRITES";
  builder.add_denial(record, place(2));
  const Tenant tenant = built();
  ASSERT_EQ(tenant.denials().size(), 1U);
  EXPECT_EQ(tenant.text(tenant.denial(DenialId(0)).id), "No writes");
}

TEST_F(DenialMergeTest, RecordsWithoutIdAndNameAreOneWhereTheyDecideAlike) {
  DenyAssignmentRecord record = denial("");
  builder.add_denial(record, place(1));
  builder.add_denial(record, place(2));
  record.blocks = {block({"other"})};
  builder.add_denial(record, place(3));
  EXPECT_EQ(built().denials().size(), 2U);
}

}  // namespace
}  // namespace leastwise

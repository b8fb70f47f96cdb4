#include "engine/report/suppressions.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "tests/engine/report/sample_report.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::guid_of;
using testing::SmallTenant;

const Instant kNow = parse_instant("2026-09-01").value_or(Instant{});
const Instant kLater = parse_instant("2027-01-01").value_or(Instant{});

// ann and the group Team; two whose names differ in case only; a subscription below `root`.
Tenant tenant() {
  SmallTenant t;
  t.user("ann");
  t.user("bob");
  t.user("BOB");
  t.role("Reader", {{.actions = {"*/read"}}});
  t.root_group("root");
  t.place("mid", "root");
  t.place("/subscriptions/s", "mid");
  t.assign("a1", {"ann", "Reader", "/subscriptions/s/resourceGroups/g"});
  t.assign("a2", {"bob", "Reader", "/subscriptions/open"});
  return t.build();
}

SuppressionRecord record(std::string rule = "LW004") {
  return {.rule = {.text = std::move(rule)}, .reason = "accepted", .expires = kLater};
}

// A report with one finding of LW004, about ann as Reader at a resource group.
Report report_of(const Tenant& tenant) {
  Report report = {.at = kNow, .rules = testing::sample_report().rules};
  report.findings.push_back(
      {.rule = "LW004",
       .message = "m",
       .subject = {.principal = to_string(guid_of("ann")),
                   .principal_name = "ann",
                   .role = to_string(tenant.role(*tenant.resolve_role("Reader")).guid),
                   .role_name = "Reader",
                   .scope = "/subscriptions/S/resourceGroups/g"}});
  return report;
}

// What becomes of the finding: `suppressed`, or the rules that are found.
std::string outcome_of(Report report, const std::vector<SuppressionRecord>& records,
                       SuppressionContext context) {
  apply_suppressions(report, records, context);
  std::string text = report.suppressed.empty() ? "" : "suppressed ";
  for (const Finding& finding : report.findings) {
    text += finding.rule + ' ';
  }
  return text.substr(0, text.size() - 1);
}

std::string with_tenant(const SuppressionRecord& record) {
  const Tenant known = tenant();
  return outcome_of(report_of(known), {record}, {.tenant = &known});
}

TEST(Suppressions, ByRuleIdOrShortNameInAnyCase) {
  EXPECT_EQ(with_tenant(record("LW004")), "suppressed");
  EXPECT_EQ(with_tenant(record("lw004")), "suppressed");
  EXPECT_EQ(with_tenant(record("broad-grant")), "suppressed");
  EXPECT_EQ(with_tenant(record("LW001")), "LW004 LW091");
}

TEST(Suppressions, ByAnyNameOfThePrincipal) {
  SuppressionRecord by_name = record();
  for (const std::string& name : {std::string("Ann"), to_string(guid_of("ann"))}) {
    by_name.principal = {.text = name};
    EXPECT_EQ(with_tenant(by_name), "suppressed") << name;
  }
  for (const char* name : {"bob", "nobody", "aaaaaaaa-0000-4000-8000-00000000000f"}) {
    by_name.principal = {.text = name};
    EXPECT_EQ(with_tenant(by_name), "LW004 LW091") << name;
  }
}

// Somebody who takes the name of an accepted principal is not accepted with it.
TEST(Suppressions, ANameOfTwoPrincipalsMatchesNeither) {
  const Tenant known = tenant();
  Report report = report_of(known);
  report.findings[0].subject.principal = to_string(guid_of("BOB"));
  report.findings[0].subject.principal_name = "BOB";
  SuppressionRecord by_name = record();
  by_name.principal = {.text = "BOB"};
  const std::vector<SuppressionRecord> records = {by_name};
  apply_suppressions(report, records, {.tenant = &known});
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_NE(
      report.findings[1].message.find("the suppression of `LW004` for `BOB` matches no finding: "),
      std::string::npos)
      << report.findings[1].message;
  EXPECT_NE(report.findings[1].message.find("BOB", 60), std::string::npos);
}

TEST(Suppressions, ByNameOrGuidOfTheRole) {
  const Tenant known = tenant();
  SuppressionRecord by_role = record();
  const std::string guid = to_string(known.role(*known.resolve_role("Reader")).guid);
  for (const std::string& name : {std::string("reader"), guid,
                                  "/providers/Microsoft.Authorization/roleDefinitions/" + guid}) {
    by_role.role = {.text = name};
    EXPECT_EQ(with_tenant(by_role), "suppressed") << name;
  }
  by_role.role = {.text = "Owner of nothing"};
  EXPECT_EQ(with_tenant(by_role), "LW004 LW091");
}

TEST(Suppressions, AtTheScopeAndBelowBySegments) {
  SuppressionRecord at = record();
  for (const char* scope :
       {"/", "/subscriptions/s", "/Subscriptions/S/", "/subscriptions/s/resourceGroups/G",
        "/providers/Microsoft.Management/managementGroups/mid",
        "/providers/Microsoft.Management/managementGroups/root"}) {
    at.scope = {.text = scope};
    EXPECT_EQ(with_tenant(at), "suppressed") << scope;
  }
  for (const char* scope : {"/subscriptions/s1", "/subscriptions/s/resourceGroups/g2",
                            "/subscriptions/s/resourceGroups/g/providers/Microsoft.X/ys/z",
                            "/providers/Microsoft.Management/managementGroups/other", "no scope"}) {
    at.scope = {.text = scope};
    EXPECT_EQ(with_tenant(at), "LW004 LW091") << scope;
  }
}

// No export says that /subscriptions/open is below the group; it may be.
TEST(Suppressions, AManagementGroupTakesInOnlyWhatIsCertainlyBelow) {
  const Tenant known = tenant();
  Report report = report_of(known);
  report.findings[0].subject.scope = "/subscriptions/open";
  SuppressionRecord at = record();
  at.scope = {.text = "/providers/Microsoft.Management/managementGroups/mid"};
  EXPECT_EQ(outcome_of(report, {at}, {.tenant = &known}), "LW004 LW091");
}

TEST(Suppressions, NarrowedToWhatAFindingIsNotAbout) {
  const Tenant known = tenant();
  Report report = report_of(known);
  report.findings[0].subject = {};
  for (std::size_t part = 0; part < 3; ++part) {
    SuppressionRecord narrowed = record();
    (part == 0   ? narrowed.principal
     : part == 1 ? narrowed.role
                 : narrowed.scope) = {.text = part == 0   ? "ann"
                                              : part == 1 ? "Reader"
                                                          : "/"};
    EXPECT_EQ(outcome_of(report, {narrowed}, {.tenant = &known}), "LW004 LW091") << part;
  }
}

TEST(Suppressions, WithoutATenantNamesAreComparedAsTheyStand) {
  const Tenant known = tenant();
  SuppressionRecord named = record();
  named.principal = {.text = "ANN"};
  named.role = {.text = "reader"};
  EXPECT_EQ(outcome_of(report_of(known), {named}, {}), "suppressed");
  named.principal = {.text = "bob"};
  EXPECT_EQ(outcome_of(report_of(known), {named}, {}), "LW004 LW091");
}

TEST(Suppressions, AnExpiredOneSuppressesNothingAndIsAFinding) {
  const Tenant known = tenant();
  Report report = report_of(known);
  SuppressionRecord expired = record();
  expired.expires = kNow;  // the end of a window is outside of it
  expired.place = {FileId(0), 3, 5};
  const std::vector<SuppressionRecord> records = {expired};
  apply_suppressions(report, records, {.tenant = &known});
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_TRUE(report.suppressed.empty());
  EXPECT_EQ(report.findings[1].rule, kSuppressionExpired);
  EXPECT_EQ(report.findings[1].place, expired.place);
  EXPECT_EQ(report.findings[1].message,
            "the suppression of `LW004` expired at 2026-09-01T00:00:00Z: 1 finding counts again");
  EXPECT_EQ(report.rule(kSuppressionExpired).name, "suppression-expired");
}

TEST(Suppressions, AnExpiredOneThatMatchesNothingIsAFindingToo) {
  SuppressionRecord expired = record("LW001");
  expired.expires = kNow;
  EXPECT_EQ(with_tenant(expired), "LW004 LW090");
}

TEST(Suppressions, TheOneThatHoldsTakesTheFinding) {
  const Tenant known = tenant();
  SuppressionRecord expired = record();
  expired.expires = kNow;
  SuppressionRecord second = record("broad-grant");
  second.reason = "the second";
  SuppressionRecord third = record();
  third.scope = {.text = "/subscriptions/s"};
  Report report = report_of(known);
  const std::vector<SuppressionRecord> records = {expired, second, third};
  apply_suppressions(report, records, {.tenant = &known});
  ASSERT_EQ(report.suppressed.size(), 1U);
  EXPECT_EQ(report.suppressed[0].reason, "the second");
  EXPECT_EQ(report.suppressed[0].expires, kLater);
  ASSERT_EQ(report.findings.size(), 1U);  // the expired one; the third is used as well
  EXPECT_EQ(report.findings[0].rule, kSuppressionExpired);
}

// What was not looked for is not unused.
TEST(Suppressions, UnusedOnlyWhereItCouldHaveMatched) {
  const Tenant known = tenant();
  const SuppressionRecord unused = record("LW001");
  EXPECT_EQ(outcome_of(report_of(known), {unused}, {.tenant = &known, .whole = false}), "LW004");
  Report open = report_of(known);
  open.unverifiable.push_back({.rule = "LW001", .missing = "no needs"});
  EXPECT_EQ(outcome_of(open, {unused}, {.tenant = &known}), "LW004");
  Report other = report_of(known);
  std::erase_if(other.rules, [](const RuleView& rule) { return rule.id == "LW001"; });
  EXPECT_EQ(outcome_of(other, {unused}, {.tenant = &known}), "LW004");
  EXPECT_EQ(outcome_of(report_of(known), {unused}, {.tenant = &known}), "LW004 LW091");
}

TEST(Suppressions, TwoEntriesAreTwoFindings) {
  SuppressionRecord first = record("LW001");
  SuppressionRecord second = record("LW001");
  second.principal = {.text = "ann"};
  const Tenant known = tenant();
  Report report = report_of(known);
  const std::vector<SuppressionRecord> records = {first, second};
  apply_suppressions(report, records, {.tenant = &known});
  ASSERT_EQ(report.findings.size(), 3U);
  EXPECT_NE(fingerprint(report.findings[1]), fingerprint(report.findings[2]));
}

TEST(CheckSuppressions, EveryRuleThatThereIsNotIsReported) {
  std::vector<RuleView> rules = testing::sample_report().rules;
  rules.insert(rules.end(), suppression_rules().begin(), suppression_rules().end());
  std::vector<SuppressionRecord> records = {record("LW999"), record("LW001"), record("owner"),
                                            record("LW090"), record("suppression-unused")};
  records[2].rule.place = {FileId(1), 8, 11};
  Diagnostics diagnostics;
  check_suppressions(records, rules, diagnostics);
  std::string codes;
  for (const Diagnostic& each : diagnostics.all()) {
    codes += fmt::format("{} {}\n", each.code, each.message);
  }
  EXPECT_EQ(codes,
            "unknown-rule no rule is called `LW999`\n"
            "unknown-rule no rule is called `owner`\n"
            "unsuppressible-rule findings of `LW090` are not suppressed\n"
            "unsuppressible-rule findings of `suppression-unused` are not suppressed\n");
  EXPECT_EQ(diagnostics.all()[1].place, records[2].rule.place);
}

TEST(SuppressionRules, HaveAllTheirTexts) {
  for (const RuleView& rule : suppression_rules()) {
    for (const std::string_view text :
         {rule.id, rule.name, rule.title, rule.description, rule.remedy, rule.needs}) {
      EXPECT_FALSE(text.empty());
    }
  }
}

}  // namespace
}  // namespace leastwise

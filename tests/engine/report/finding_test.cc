#include "engine/report/finding.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace leastwise {
namespace {

Finding finding(FindingSubject subject, std::string rule = "LW001") {
  return {.rule = std::move(rule), .message = "a message", .subject = std::move(subject)};
}

TEST(FindingSeverity, IsReadAsItIsWritten) {
  for (const FindingSeverity severity : kFindingSeverities) {
    EXPECT_EQ(parse_finding_severity(to_string(severity)), severity);
  }
  EXPECT_EQ(parse_finding_severity("High"), FindingSeverity::kHigh);
  EXPECT_EQ(parse_finding_severity("highest"), std::nullopt);
  EXPECT_EQ(parse_finding_severity(""), std::nullopt);
}

TEST(Fingerprint, IsMadeOfRuleAndSubjectAlone) {
  const FindingSubject subject = {
      .principal = "p", .role = "r", .scope = "/subscriptions/s", .detail = "d"};
  const Finding first = finding(subject);
  Finding second = finding(subject);
  second.message = "another message";
  second.severity = FindingSeverity::kCritical;
  second.place = {.file = {}, .line = 12, .column = 3};
  second.subject.principal_name = "Ann";
  second.subject.role_name = "Owner";
  second.baseline = BaselineState::kNew;
  second.chain.push_back({.what = "role", .text = "Owner"});
  EXPECT_EQ(fingerprint(first), fingerprint(second));
  EXPECT_EQ(fingerprint(first).size(), 32U);
}

TEST(Fingerprint, EveryPartCounts) {
  const FindingSubject subject = {
      .principal = "p", .role = "r", .scope = "/subscriptions/s", .detail = "d"};
  std::vector<std::string> prints = {fingerprint(finding(subject)),
                                     fingerprint(finding(subject, "LW002"))};
  for (std::string FindingSubject::* part : {&FindingSubject::principal, &FindingSubject::role,
                                             &FindingSubject::scope, &FindingSubject::detail}) {
    FindingSubject other = subject;
    other.*part += "x";
    prints.push_back(fingerprint(finding(other)));
  }
  std::ranges::sort(prints);
  EXPECT_EQ(std::ranges::adjacent_find(prints), prints.end());
}

// Azure compares ids ignoring case, and exports write scopes with and without a slash at the end.
TEST(Fingerprint, IgnoresCaseAndSlashesAtTheEnd) {
  EXPECT_EQ(fingerprint(finding({.principal = "AB", .scope = "/Subscriptions/S/"})),
            fingerprint(finding({.principal = "ab", .scope = "/subscriptions/s"})));
}

TEST(Fingerprint, PartsDoNotRunTogether) {
  EXPECT_NE(fingerprint(finding({.principal = "ab", .role = "c"})),
            fingerprint(finding({.principal = "a", .role = "bc"})));
  EXPECT_NE(fingerprint(finding({.principal = "1:r"})),
            fingerprint(finding({.principal = "1", .role = "r"})));
}

// Baselines that people keep in their repositories would all become unknown.
TEST(Fingerprint, NeverChanges) {
  EXPECT_EQ(fingerprint(finding({.principal = "aaaaaaaa-0000-4000-8000-000000000001",
                                 .role = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                                 .scope = "/subscriptions/11111111-1111-4111-8111-111111111111",
                                 .detail = "x"})),
            "2389c3417efa2fc502aacf8b556f3e10");
}

TEST(SortFindings, WorstFirstThenRulePlaceAndMessage) {
  std::vector<Finding> findings = {
      {.rule = "LW002", .severity = FindingSeverity::kHigh, .message = "e"},
      {.rule = "LW001", .severity = FindingSeverity::kLow, .message = "f"},
      {.rule = "LW001",
       .severity = FindingSeverity::kHigh,
       .message = "d",
       .place = {.file = {}, .line = 9}},
      {.rule = "LW001",
       .severity = FindingSeverity::kHigh,
       .message = "c",
       .place = {.file = {}, .line = 2}},
      {.rule = "LW001",
       .severity = FindingSeverity::kHigh,
       .message = "b",
       .place = {.file = {}, .line = 2}},
      {.rule = "LW009", .severity = FindingSeverity::kCritical, .message = "a"},
  };
  sort_findings(findings);
  std::string order;
  for (const Finding& f : findings) {
    order += f.message;
  }
  EXPECT_EQ(order, "abcdef");
}

TEST(SortFindings, DoesNotDependOnTheOrderBefore) {
  std::vector<Finding> one = {finding({.principal = "a"}), finding({.principal = "b"})};
  std::vector<Finding> other = {one[1], one[0]};
  sort_findings(one);
  sort_findings(other);
  EXPECT_EQ(one[0].subject.principal, other[0].subject.principal);
}

TEST(Outcome, ACertainFailureComesBeforeWhatIsUndecided) {
  Report report;
  EXPECT_EQ(outcome(report), ReportOutcome::kPassed);
  report.unverifiable.push_back({.rule = "LW005", .missing = "m"});
  EXPECT_EQ(outcome(report), ReportOutcome::kPassed);
  report.unverifiable.push_back({.rule = "LW001", .missing = "m", .required = true});
  EXPECT_EQ(outcome(report), ReportOutcome::kUndecided);
  report.failed = true;
  EXPECT_EQ(outcome(report), ReportOutcome::kFailed);
}

TEST(Report, NamesTheRuleOfAFinding) {
  const Report report = {.rules = {{.id = "LW001", .name = "one"}, {.id = "LW002", .name = "two"}}};
  EXPECT_EQ(report.rule("LW002").name, "two");
}

TEST(ReportDeathTest, AFindingOfARuleThatTookNoPartIsABug) {
  const Report report;
  EXPECT_DEATH((void)report.rule("LW001"), "takes part");
}

}  // namespace
}  // namespace leastwise

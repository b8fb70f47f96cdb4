// LW024: a pattern that Azure refuses in a custom role, or reads in an unusual way.
#include <gtest/gtest.h>

#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;

RuleOutcome outcome_of(BlockRecord block) {
  SmallTenant t;
  t.role("Mine", {std::move(block)});
  return SmallAudit(t).run("LW024");
}

// `medium: message` of each finding.
Names found(BlockRecord block) {
  Names all;
  RuleOutcome outcome = outcome_of(std::move(block));
  for (const Finding& finding : outcome.findings()) {
    all.push_back(std::string(to_string(finding.severity)) + ": " + finding.message);
  }
  return all;
}

TEST(RefusedPattern, GoodOnesAreNone) {
  EXPECT_EQ(found({.actions = {"*", "A/*", "A/*/read", "*/read", "A/b/read"}}), Names{});
}

TEST(RefusedPattern, SeveralWildcards) {
  EXPECT_EQ(found({.actions = {"A/*/b/*"}}),
            Names{"medium: `A/*/b/*` in the actions of custom role `Mine` has 2 wildcards, and "
                  "Azure refuses more than 1 in a custom role"});
}

TEST(RefusedPattern, EmptyOnesSayNothingElse) {
  EXPECT_EQ(found({.not_actions = {""}}),
            Names{"medium: `` in the notActions of custom role `Mine` is empty, and Azure refuses "
                  "it: it matches no action"});
  EXPECT_EQ(found({.not_actions = {"  "}}).size(), 1U);
}

TEST(RefusedPattern, TrailingSlashesAndControlCharacters) {
  EXPECT_EQ(found({.data_actions = {"A/b/"}}),
            Names{"medium: `A/b/` in the dataActions of custom role `Mine` ends in `/`, as no "
                  "operation does"});
  EXPECT_EQ(found({.not_data_actions = {"A/\tb"}}),
            Names{"medium: `A/\tb` in the notDataActions of custom role `Mine` holds a control "
                  "character, as no operation does"});
}

TEST(RefusedPattern, UnusualOnesAreLow) {
  EXPECT_EQ(found({.actions = {"A/vm*"}}),
            Names{"low: `A/vm*` in the actions of custom role `Mine` has a wildcard inside a "
                  "segment, which is unusual and stands for any run of characters, `/` included"});
  EXPECT_EQ(found({.actions = {" A/b "}}),
            Names{"low: `A/b` in the actions of custom role `Mine` has blanks around it, which are "
                  "dropped"});
}

TEST(RefusedPattern, AllThatIsWrongIsTold) { EXPECT_EQ(found({.actions = {" **/ "}}).size(), 4U); }

TEST(RefusedPattern, FindingsOfOnePatternAreToldApart) {
  RuleOutcome outcome = outcome_of({.actions = {"A/**/"}, .not_actions = {"A/**/"}});
  std::vector<std::string> details;
  for (const Finding& finding : outcome.findings()) {
    EXPECT_FALSE(finding.fix.text.empty());
    details.push_back(finding.subject.detail);
  }
  EXPECT_EQ(details,
            (Names{"actions a/**/: several-wildcards", "actions a/**/: trailing-slash",
                   "actions a/**/: partial-wildcard", "notActions a/**/: several-wildcards",
                   "notActions a/**/: trailing-slash", "notActions a/**/: partial-wildcard"}));
}

TEST(RefusedPattern, BuiltInRolesMayHoldThem) {
  SmallTenant t;
  t.built_in("B", "acdd72a7-3385-48ef-bd42-f606fba81ae7", {{.actions = {"A/*/b/*"}}});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW024")), Names{});
}

TEST(RefusedPattern, DraftsAreToldApartByTheirNames) {
  SmallTenant t;
  t.draft({.name = "Draft", .blocks = {{.actions = {"A/b/"}}}});
  const Finding finding = SmallAudit(t).run("LW024").findings().at(0);
  EXPECT_EQ(finding.subject.role, "");
  EXPECT_EQ(finding.subject.detail, "Draft: actions a/b/: trailing-slash");
}

}  // namespace
}  // namespace leastwise

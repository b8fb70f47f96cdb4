// LW025: a role whose verdicts depend on how `*` is read.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/action/pattern.h"
#include "tests/rules/audit/small_audit.h"

namespace leastwise {
namespace {

using testing::messages_of;
using testing::Names;
using testing::SmallAudit;
using testing::SmallTenant;
using testing::unverifiable_of;

constexpr const char* kLabel = "operations on which the readings differ";

class ReadingDependentTest : public ::testing::Test {
 protected:
  ReadingDependentTest() {
    t.operation("p/b/write");
    t.operation("p/b/c/write");
    t.operation("p/write");
  }

  // The evidence of the one finding; empty where there is none.
  [[nodiscard]] Names differences(std::vector<BlockRecord> blocks) const {
    SmallTenant with = t;
    with.role("Mine", std::move(blocks));
    RuleOutcome azure = SmallAudit(with).run("LW025");
    RuleOutcome literal = SmallAudit(with, {.wildcards = WildcardReading::kLiteral}).run("LW025");
    EXPECT_EQ(messages_of(azure), messages_of(literal)) << "whatever the reading of the audit";
    return azure.findings().empty() ? Names()
                                    : testing::evidence_of(azure.findings().at(0), kLabel);
  }

  SmallTenant t;
};

TEST_F(ReadingDependentTest, AMiddleWildcardThatStandsForNothing) {
  EXPECT_EQ(differences({{.actions = {"p/b/*/write"}}}),
            Names{"p/b/write: granted in the azure reading, not granted in the literal reading"});
}

TEST_F(ReadingDependentTest, SubtractionTurnsItRound) {
  EXPECT_EQ(differences({{.actions = {"p/*"}, .not_actions = {"p/b/*/write"}}}),
            Names{"p/b/write: not granted in the azure reading, granted in the literal reading"});
}

TEST_F(ReadingDependentTest, WildcardsAtTheEndsReadTheSame) {
  EXPECT_EQ(differences({{.actions = {"p/*", "*/write", "*", "p/b/w*"}}}), Names{});
}

TEST_F(ReadingDependentTest, WhatIsGrantedAnywayDoesNotDepend) {
  EXPECT_EQ(differences({{.actions = {"p/b/*/write"}}, {.actions = {"p/b/write"}}}), Names{});
  EXPECT_EQ(differences({{.actions = {"p/b/*/write", "*"}}}), Names{});
}

TEST_F(ReadingDependentTest, ConditionsTakePart) {
  EXPECT_EQ(
      differences({{.actions = {"p/b/*/write"}}, {.actions = {"p/b/write"}, .condition = "c"}}),
      Names{"p/b/write: granted in the azure reading, granted under a condition in the "
            "literal reading"});
  EXPECT_EQ(differences({{.actions = {"p/b/*/write"}, .condition = "c"}}),
            Names{"p/b/write: granted under a condition in the azure reading, not granted in the "
                  "literal reading"});
}

TEST_F(ReadingDependentTest, PlanesAreAskedApart) {
  EXPECT_EQ(differences({{.data_actions = {"p/b/*/write"}}}), Names{}) << "no data operation known";
  t.operation("p/b/d/write", OperationPlane::kData);
  t.operation("p/b/write", OperationPlane::kData);
  EXPECT_EQ(differences({{.data_actions = {"p/b/*/write"}}}),
            Names{"p/b/write (data): granted in the azure reading, not granted in the literal "
                  "reading"});
}

TEST_F(ReadingDependentTest, CountsInItsMessage) {
  t.operation("p/c/write");
  t.role("Mine", {{.actions = {"p/b/*/write", "p/c/*/write"}}});
  const Finding finding = SmallAudit(t).run("LW025").findings().at(0);
  EXPECT_EQ(finding.message,
            "the verdict of custom role `Mine` on 2 known operations depends on how `*` is read");
  EXPECT_EQ(finding.severity, FindingSeverity::kLow);
}

// Nobody here can mend one, and dozens are in use anywhere.
TEST_F(ReadingDependentTest, BuiltInRolesAreNoMatter) {
  t.user("ann");
  t.catalogue_role("Known", {{.actions = {"p/b/*/write"}}});
  t.assign("a1", {"ann", "Known", "/subscriptions/s"});
  EXPECT_EQ(messages_of(SmallAudit(t).run("LW025")), Names{});
}

TEST_F(ReadingDependentTest, UnverifiableForProvidersOfWhichNothingIsKnown) {
  t.role("Mine", {{.actions = {"Unheard.Of/*/write", "Other/*", "p/*/write"}}});
  EXPECT_EQ(unverifiable_of(SmallAudit(t).run("LW025")),
            Names{"no operation of `Unheard.Of` is known (`az provider operation list`): whether a "
                  "verdict depends on how their wildcards are read"});
}

// What the rule rests on, for all patterns and strings of up to six characters of `a`, `/` and `*`:
// where no segment is empty the readings differ only at patterns with a whole segment `*` in the
// middle, and then the segment reading takes in more.
TEST(Readings, DifferOnlyAtWildcardsInTheMiddle) {
  const auto strings = [](std::string_view alphabet) {
    Names all = {""};
    for (std::size_t begin = 0, length = 0; length < 6; ++length) {
      const std::size_t end = all.size();
      for (; begin < end; ++begin) {
        for (const char c : alphabet) {
          all.push_back(all[begin] + c);
        }
      }
    }
    return all;
  };
  Names actions = strings("a/");
  std::erase_if(actions, [](const std::string& text) {
    return text.empty() || text.front() == '/' || text.back() == '/' ||
           text.find("//") != std::string::npos;
  });
  std::size_t differing = 0;
  for (const std::string& text : strings("a/*")) {
    const auto azure = ActionPattern::parse(text, WildcardReading::kAzure);
    const auto literal = ActionPattern::parse(text, WildcardReading::kLiteral);
    ASSERT_TRUE(azure && literal);
    for (const std::string& action : actions) {
      if (azure->matches(action) != literal->matches(action)) {
        ++differing;
        EXPECT_TRUE(azure->matches(action)) << text << " " << action;
        EXPECT_NE(text.find("/*/"), std::string::npos) << text << " " << action;
      }
    }
  }
  EXPECT_GT(differing, 0U);
}

}  // namespace
}  // namespace leastwise

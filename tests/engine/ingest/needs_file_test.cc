#include "engine/ingest/needs_file.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/base/limits.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

struct Read {
  std::vector<NeedRecord> needs;
  std::string reported = {};
};

Read read(std::string_view text) {
  Diagnostics diagnostics;
  Read result{.needs = read_needs(text, FileId(3), diagnostics)};
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    result.reported += fmt::format("{} {}:{} {}\n", diagnostic.code, diagnostic.place.line,
                                   diagnostic.place.column, diagnostic.message);
  }
  return result;
}

std::string file_of(std::string_view entries) {
  return fmt::format("version: 1\nneeds:\n{}", entries);
}

// principal|scope|access|role|actions|dataActions
std::string shown(const NeedRecord& need) {
  std::string lists;
  for (const std::vector<DeclaredText>* list : {&need.actions, &need.data_actions}) {
    lists += '|';
    for (const DeclaredText& action : *list) {
      lists += action.text + ' ';
    }
  }
  return fmt::format("{}|{}|{}|{}{}", need.principal.text, need.scope->text(), need.access.text,
                     need.role.text, lists);
}

TEST(NeedsFile, ReadsEverythingThatAnEntrySays) {
  const Read result = read(file_of(R"(  - principal: ML Demand Forecasting
    scope: /subscriptions/s1/
    access: registry-publish
    until: 2026-12-31
    owner: ml@alderfinch.example
    reason: >
      publishes
      the demand models
)"));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.needs.size(), 1U);
  const NeedRecord& need = result.needs.front();
  EXPECT_EQ(shown(need), "ML Demand Forecasting|/subscriptions/s1|registry-publish|||");
  EXPECT_EQ(need.scope_text.text, "/subscriptions/s1/");
  EXPECT_EQ(need.until, parse_instant("2027-01-01T00:00:00Z"));
  EXPECT_EQ(need.owner, "ml@alderfinch.example");
  EXPECT_EQ(need.reason, "publishes the demand models");
  EXPECT_EQ(need.place, (SourcePlace{FileId(3), 3, 5}));
  EXPECT_EQ(need.principal.place, (SourcePlace{FileId(3), 3, 16}));
  EXPECT_EQ(need.access.place, (SourcePlace{FileId(3), 5, 13}));
}

TEST(NeedsFile, ReadsOperationsOfBothPlanes) {
  const Read result = read(file_of(R"(  - principal: p
    scope: /
    actions: [A/b/read, "*/read"]
    dataActions: A/b/c/*
)"));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.needs.size(), 1U);
  EXPECT_EQ(shown(result.needs.front()), "p|/|||A/b/read */read |A/b/c/* ");
  EXPECT_FALSE(result.needs.front().until.has_value());
}

TEST(NeedsFile, ReadsARole) {
  const Read result = read(file_of("  - {principal: p, scope: /, role: [Reader, Owner]}\n"));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.needs.size(), 2U);
  EXPECT_EQ(shown(result.needs[0]), "p|/||Reader||");
  EXPECT_EQ(shown(result.needs[1]), "p|/||Owner||");
}

TEST(NeedsFile, MakesANeedOfEachPair) {
  const Read result = read(file_of(R"(  - principal: p
    scope: [/subscriptions/a, /subscriptions/b]
    access: [registry-use, blob-read]
)"));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.needs.size(), 4U);
  EXPECT_EQ(shown(result.needs[0]), "p|/subscriptions/a|registry-use|||");
  EXPECT_EQ(shown(result.needs[1]), "p|/subscriptions/a|blob-read|||");
  EXPECT_EQ(shown(result.needs[3]), "p|/subscriptions/b|blob-read|||");
  EXPECT_EQ(result.needs[3].scope_text.place.column, 31U);
}

TEST(NeedsFile, TakesAnEmptyListForNobodyNeedsAnything) {
  const Read result = read("version: 1\nneeds: []\n");
  EXPECT_EQ(result.reported, "");
  EXPECT_TRUE(result.needs.empty());
}

TEST(NeedsFile, WarnsOfWhoeverNeedsEverything) {
  const Read result = read(file_of("  - {principal: p, scope: /, actions: '*'}\n"));
  EXPECT_EQ(result.reported, "everything-needed 3:39 `*` needs every operation that there is\n");
  EXPECT_EQ(result.needs.size(), 1U);
}

// What is good beside the bad is kept, and everything bad is told.
TEST(NeedsFile, ReportsEveryErrorAndKeepsTheOtherNeeds) {
  const Read result = read(file_of(R"(  - principal: a
    scope: subscriptions/s1
    acces: registry-use
    until: soon
  - principal: b
    scope: /
    access: registry-use
  - scope: /
    access: x
    actions: [y]
)"));
  EXPECT_EQ(result.reported,
            "unknown-key 5:5 `acces` is not a key of a need\n"
            "bad-scope 4:12 scope `subscriptions/s1` does not begin with `/`\n"
            "no-access 3:5 neither `access` nor `role` nor `actions` nor `dataActions`\n"
            "bad-time 6:12 `soon` is not a date\n"
            "missing-key 10:5 `principal` is missing\n"
            "bad-value 12:15 `y` is no operation\n"
            "no-access 12:5 `access` and `actions` in one need\n");
  ASSERT_EQ(result.needs.size(), 1U);
  EXPECT_EQ(result.needs.front().principal.text, "b");
}

TEST(NeedsFile, NoticesWhatIsDeclaredTwice) {
  const Read result =
      read(file_of(R"(  - {principal: p, scope: /subscriptions/s1, access: registry-use}
  - {principal: P, scope: /Subscriptions/S1/, access: Registry-Use, until: 2026-12-31}
  - {principal: p, scope: /subscriptions/s1, access: registry-publish}
  - {principal: p, scope: /subscriptions/s1, actions: [A/b/read, A/b/write]}
  - {principal: p, scope: /subscriptions/s1, actions: [A/b/write, a/b/read]}
  - {principal: p, scope: /subscriptions/s1, dataActions: [A/b/read, A/b/write]}
  - {principal: p, scope: /subscriptions/s1, role: registry-use}
)"));
  EXPECT_EQ(result.reported,
            "duplicate-need 4:55 `P` is declared to need this at `/Subscriptions/S1/` twice\n"
            "duplicate-need 7:27 `p` is declared to need this at `/subscriptions/s1` twice\n");
  EXPECT_EQ(result.needs.size(), 5U);
}

// Lists multiply: 1,001 scopes and 1,000 levels are more than a million needs.
TEST(NeedsFile, BoundsWhatListsComeTo) {
  std::string scopes;
  std::string levels;
  for (int i = 0; i < 1001; ++i) {
    scopes += fmt::format("      - /subscriptions/s{}\n", i);
    levels += i == 1000 ? "" : fmt::format("      - l{}\n", i);
  }
  const Read result =
      read(file_of(fmt::format("  - principal: p\n    scope:\n{}    access:\n{}", scopes, levels)));
  EXPECT_EQ(result.reported, "too-many-declarations 3:5 more than 1000000 needs in one file\n");
  EXPECT_TRUE(result.needs.empty());
}

TEST(NeedsFile, ReadsTheOneOfTheSampleTenant) {
  Diagnostics diagnostics;
  const std::string text = testing::read_file(testing::source_dir() / "cli/sample/needs.yaml");
  EXPECT_FALSE(read_needs(text, FileId(0), diagnostics).empty());
  EXPECT_TRUE(diagnostics.all().empty());
}

}  // namespace
}  // namespace leastwise

#include "rules/access_levels/access_levels.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace leastwise {
namespace {

const std::string kHeader = "access-levels 1\ndate 2026-11-23\nsource x\n";
const std::string kFirst =
    "level one\ndescription d\nresource-type A/a\nplane data\naction A/a/read\n";

using Texts = std::vector<std::string>;

// The problems of a file behind a good header (three lines), as `code@line`.
Texts problems(std::string_view body) {
  Diagnostics diagnostics;
  const std::string text = kHeader + std::string(body);
  EXPECT_FALSE(parse_access_levels(text, FileId(0), diagnostics).has_value());
  Texts found;
  for (const Diagnostic& problem : diagnostics.all()) {
    found.push_back(problem.code + "@" + std::to_string(problem.place.line));
  }
  return found;
}

// Behind the first level, whose five lines end at line 8.
Texts problems_behind_first(std::string_view lines) {
  return problems(kFirst + std::string(lines));
}

TEST(AccessLevels, TakesOverIncludedOperationsFirstAndOnce) {
  Diagnostics diagnostics;
  const std::string text = kHeader + kFirst +
                           "level two\ndescription e\nresource-type A/a\nplane data\n"
                           "action A/a/write\nincludes one\naction a/A/READ\n";
  const auto levels = parse_access_levels(text, FileId(0), diagnostics);
  ASSERT_TRUE(levels.has_value());
  ASSERT_EQ(levels->all().size(), 2U);
  EXPECT_EQ(levels->all()[1].actions, (Texts{"A/a/write", "A/a/read"}));
  EXPECT_EQ(levels->all()[1].plane, Plane::kData);
}

TEST(AccessLevels, ReportsIncompleteLevels) {
  EXPECT_EQ(problems("level one\n"), (Texts{"missing-statement@4", "missing-statement@4",
                                            "missing-statement@4", "missing-statement@4"}));
  EXPECT_EQ(problems("level one\ndescription d\nresource-type A/a\nplane data\n"),
            (Texts{"missing-statement@4"}));
}

TEST(AccessLevels, ReportsWrongStatements) {
  EXPECT_EQ(problems("action A/a\n"), (Texts{"misplaced-statement@4"}));
  EXPECT_EQ(problems_behind_first("level\n"), (Texts{"missing-argument@9"}));
  EXPECT_EQ(problems_behind_first("colour red\n"), (Texts{"unknown-statement@9"}));
  EXPECT_EQ(problems_behind_first("plane data\n"), (Texts{"duplicate-statement@9"}));
  EXPECT_EQ(problems_behind_first("description d\n"), (Texts{"duplicate-statement@9"}));
  EXPECT_EQ(problems_behind_first("action A/*\n"), (Texts{"bad-operation@9"}));
  EXPECT_EQ(problems_behind_first("includes one\n"), (Texts{"unknown-level@9"}));
  EXPECT_EQ(problems_behind_first("includes two\n"), (Texts{"unknown-level@9"}));
  EXPECT_EQ(problems_behind_first(kFirst), (Texts{"duplicate-level@9"}));
  EXPECT_EQ(problems("level One\ndescription d\nresource-type A/a\nplane data\naction A/a\n"),
            (Texts{"bad-name@4"}));
  EXPECT_EQ(problems("level one\ndescription d\nresource-type A/a\nplane both\naction A/a\n"),
            (Texts{"bad-plane@7"}));
}

TEST(AccessLevels, IncludesStayOnOnePlane) {
  EXPECT_EQ(problems_behind_first("level two\ndescription d\nresource-type A/a\nplane control\n"
                                  "includes one\n"),
            (Texts{"bad-plane@13"}));
  EXPECT_EQ(problems_behind_first("level two\ndescription d\nresource-type A/a\nincludes one\n"
                                  "plane data\n"),
            (Texts{"bad-plane@12"}));
}

// The table of SPEC section 8, word for word.
TEST(AccessLevels, AFileBuildsOnTheLevelsThatAreKnown) {
  const AccessLevels known = embedded_access_levels();
  Diagnostics diagnostics;
  const std::string own =
      "level reviewer\ndescription d\nresource-type Microsoft.MachineLearningServices/registries\n"
      "plane control\nincludes registry-use\naction Microsoft.Insights/metrics/read\n";
  const auto levels = parse_access_levels(kHeader + own, FileId(0), diagnostics, known);
  ASSERT_TRUE(levels);
  EXPECT_EQ(levels->all().size(), known.all().size() + 1);
  const AccessLevel* reviewer = levels->find("reviewer");
  ASSERT_NE(reviewer, nullptr);
  EXPECT_EQ(reviewer->actions.size(), 3U);

  const std::string again = "level registry-use\ndescription d\nresource-type A/a\nplane data\n";
  EXPECT_FALSE(parse_access_levels(kHeader + again, FileId(0), diagnostics, known));
  EXPECT_EQ(diagnostics.all().front().code, "duplicate-level");
  EXPECT_EQ(diagnostics.all().back().code, "missing-statement");
}

TEST(EmbeddedAccessLevels, AreTheRegistryTiers) {
  const std::string registry = "Microsoft.MachineLearningServices/registries";
  const Texts use = {registry + "/read", registry + "/assets/read"};
  Texts publish = use;
  publish.insert(publish.end(), {registry + "/assets/write", registry + "/assets/delete"});
  Texts manage = publish;
  manage.insert(manage.end(), {registry + "/write", registry + "/delete"});

  const AccessLevels levels = embedded_access_levels();
  EXPECT_EQ(levels.all().size(), 3U);
  ASSERT_NE(levels.find("registry-use"), nullptr);
  EXPECT_EQ(levels.find("registry-use")->actions, use);
  EXPECT_EQ(levels.find("Registry-Publish")->actions, publish);
  EXPECT_EQ(levels.find("registry-manage")->actions, manage);
  EXPECT_EQ(levels.find("registry-manage")->plane, Plane::kControl);
  EXPECT_EQ(levels.find("registry-use")->resource_type, registry);
  EXPECT_EQ(levels.find("registry"), nullptr);
}

}  // namespace
}  // namespace leastwise

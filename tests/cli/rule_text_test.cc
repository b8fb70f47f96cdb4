#include "cli/rule_text.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/paths.h"

namespace leastwise::cli {
namespace {

// A page a rule, and a row in the table of all rules that says the same as the program.
TEST(RuleText, EveryRuleHasItsPage) {
  const auto docs = testing::source_dir() / "docs" / "rules";
  const std::string table = testing::read_file(docs / "README.md");
  for (const RuleView& rule : known_rules()) {
    const std::string page = testing::read_file(docs / fmt::format("{}.md", rule.id));
    EXPECT_TRUE(page.starts_with(fmt::format("# {} {}\n", rule.id, rule.name))) << rule.id;
    const std::string row = fmt::format("\n| [{0}]({0}.md) | {1} | {2} | {3} |\n", rule.id,
                                        rule.name, to_string(rule.severity), rule.title);
    EXPECT_NE(table.find(row), std::string::npos) << row;
  }
}

TEST(RuleText, IdsAndNamesAreUnique) {
  std::set<std::string_view> words;
  for (const RuleView& rule : known_rules()) {
    EXPECT_TRUE(words.insert(rule.id).second) << rule.id;
    EXPECT_TRUE(words.insert(rule.name).second) << rule.name;
  }
}

// What people read begins like a sentence, in reports and in the list of rules.
TEST(RuleText, TitlesAreSentencesWithoutAFullStop) {
  for (const RuleView& rule : known_rules()) {
    EXPECT_TRUE(rule.title.front() >= 'A' && rule.title.front() <= 'Z') << rule.title;
    EXPECT_FALSE(rule.title.ends_with('.')) << rule.title;
  }
}

TEST(RuleText, RulesAreFoundByEitherNameInAnyCase) {
  EXPECT_EQ(find_rule("lw005")->id, "LW005");
  EXPECT_EQ(find_rule("Owner-Count")->id, "LW005");
  EXPECT_EQ(find_rule("registry-name")->id, "LR001");
  const auto none = find_rule("owner-cuont");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().help, "did you mean `owner-count`?");
}

}  // namespace
}  // namespace leastwise::cli

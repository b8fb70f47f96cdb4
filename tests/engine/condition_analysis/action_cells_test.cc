#include "engine/condition_analysis/action_cells.h"

#include <gtest/gtest.h>

#include <array>

namespace leastwise {
namespace {

std::vector<std::string> actions_of(const std::vector<std::string>& texts,
                                    const RequestSpace& space) {
  std::vector<ActionPattern> patterns;
  std::vector<const ActionPattern*> views;
  for (const std::string& text : texts) {
    patterns.push_back(*ActionPattern::parse(text, WildcardReading::kAzure));
  }
  for (const ActionPattern& pattern : patterns) {
    views.push_back(&pattern);
  }
  std::vector<std::string> actions;
  const auto cells = action_cells(views, space);
  for (const ActionCell& cell : *cells) {
    actions.push_back(cell.action);
  }
  return actions;
}

using Strings = std::vector<std::string>;

TEST(ActionCells, AreOnesThatPatternsTellApart) {
  EXPECT_EQ(actions_of({"a/*", "a/b"}, {}).size(), 3U);
  EXPECT_EQ(actions_of({}, {}).size(), 1U);
}

TEST(ActionCells, TakeTheActionsOfTheSpaceFirst) {
  const std::array<std::string_view, 3> known = {"a/read", "a/write", "b/read"};
  const Strings all = actions_of({"a/*"}, {.actions = known});
  EXPECT_EQ(all, (Strings{"a/read", "b/read"})) << "a/write is in the cell of a/read";
  EXPECT_EQ(actions_of({"c/*"}, {.actions = known, .only_these = true}), Strings{"a/read"});
  EXPECT_EQ(actions_of({"c/*"}, {.actions = known}).size(), 2U) << "one of c/* is made up";
}

}  // namespace
}  // namespace leastwise

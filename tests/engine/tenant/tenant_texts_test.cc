#include "engine/tenant/tenant_texts.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

BlockRecord actions(std::vector<std::string> patterns) { return {.actions = std::move(patterns)}; }

TEST(TenantTexts, TheEmptyTextIsNumberZero) {
  TenantTexts texts;
  EXPECT_EQ(texts.text(""), StringId(0));
  EXPECT_EQ(texts.text("a"), StringId(1));
  EXPECT_EQ(texts.text(StringId(1)), "a");
}

TEST(TenantTexts, PatternsAreKeptAsWrittenAndComparedFoldedAndTrimmed) {
  TenantTexts texts;
  const std::vector<BlockRecord> records = {actions({"A/read"}), actions({" a/READ "}),
                                            actions({"a/read\t"})};
  const auto blocks = texts.blocks(records);
  const auto one = [&blocks](std::size_t i) { return std::span(blocks).subspan(i, 1); };
  EXPECT_NE(blocks[0], blocks[1]);
  EXPECT_TRUE(texts.same_blocks(one(0), one(1)));
  EXPECT_FALSE(texts.same_blocks(one(0), one(2)));  // a tab is no blank
  const TextList patterns = texts.take_patterns();
  EXPECT_EQ(patterns.text(StringId(blocks[1].control.granted[0].value())), " a/READ ");
}

TEST(TenantTexts, OrderAndRepetitionOfPatternsDoNotMatter) {
  TenantTexts texts;
  const std::vector<BlockRecord> a = {actions({"x", "y", "X"})};
  const std::vector<BlockRecord> b = {actions({"y", "x"})};
  const std::vector<BlockRecord> c = {actions({"y"})};
  EXPECT_TRUE(texts.same_blocks(texts.blocks(a), texts.blocks(b)));
  EXPECT_FALSE(texts.same_blocks(texts.blocks(a), texts.blocks(c)));
}

TEST(TenantTexts, TheOrderOfBlocksDoesNotMatterButTheirNumberDoes) {
  TenantTexts texts;
  const std::vector<BlockRecord> ab = {actions({"a"}), actions({"b"})};
  const std::vector<BlockRecord> ba = {actions({"b"}), actions({"a"})};
  const std::vector<BlockRecord> aab = {actions({"a"}), actions({"b"}), actions({"a"})};
  const std::vector<BlockRecord> merged = {actions({"a", "b"})};
  EXPECT_TRUE(texts.same_blocks(texts.blocks(ab), texts.blocks(ba)));
  EXPECT_FALSE(texts.same_blocks(texts.blocks(ab), texts.blocks(aab)));
  EXPECT_FALSE(texts.same_blocks(texts.blocks(ab), texts.blocks(merged)));
}

TEST(TenantTexts, EachOfTheFourListsDecidesForItself) {
  TenantTexts texts;
  const std::vector<BlockRecord> records = {{.actions = {"a"}},
                                            {.not_actions = {"a"}},
                                            {.data_actions = {"a"}},
                                            {.not_data_actions = {"a"}},
                                            {.actions = {"a"}, .condition = "c"}};
  const auto blocks = texts.blocks(records);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (std::size_t j = 0; j < blocks.size(); ++j) {
      EXPECT_EQ(texts.same_blocks(std::span(blocks).subspan(i, 1), std::span(blocks).subspan(j, 1)),
                i == j);
    }
  }
}

TEST(TenantTexts, ConditionsAreComparedTrimmedByteForByte) {
  TenantTexts texts;
  const auto plain = texts.condition("(A)");
  const auto spaced = texts.condition("\r\n (A)\t\n");
  const auto small = texts.condition("(a)");
  ASSERT_TRUE(plain && spaced && small);
  EXPECT_NE(*plain, *spaced);
  EXPECT_EQ(texts.normal(plain), texts.normal(spaced));
  EXPECT_NE(texts.normal(plain), texts.normal(small));
  EXPECT_EQ(texts.condition("(A)"), plain);
  const TextList conditions = texts.take_conditions();
  EXPECT_EQ(conditions.text(StringId(spaced->value())), "\r\n (A)\t\n");
}

TEST(TenantTexts, ABlankConditionIsNone) {
  TenantTexts texts;
  EXPECT_FALSE(texts.condition(""));
  EXPECT_FALSE(texts.condition(" \r\n\t"));
  EXPECT_EQ(texts.normal(std::optional<ConditionId>()), kNoCondition);
}

TEST(MergeReporter, NamesBothPlaces) {
  Diagnostics diagnostics;
  FileTable files;
  const FileId a = files.add("a.json");
  const FileId b = files.add("b.json");
  MergeReporter reporter(diagnostics, files);
  reporter.conflict("thing `x`", "colours", {a, 3, 4}, {b, 5, 6});
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(render(diagnostics.all()[0], files),
            "error[conflicting-duplicate]: thing `x` stands twice, with different colours\n"
            "  --> b.json:5:6\n"
            "  help: the first stands at a.json:3:4: remove the one that is out of date");
  EXPECT_EQ(reporter.place_text({}), "a place that is not known");
}

}  // namespace
}  // namespace leastwise

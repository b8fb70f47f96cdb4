#include "engine/report/source_excerpt.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

SourceLines lines_of(std::vector<std::string> lines) {
  return [lines = std::move(lines)](FileId, std::uint32_t number) -> std::optional<std::string> {
    return number == 0 || number > lines.size() ? std::nullopt : std::optional(lines[number - 1]);
  };
}

// `number|text`.
std::vector<std::string> shown(const Finding& finding, const SourceLines& lines,
                               std::size_t width = 80) {
  std::vector<std::string> texts;
  for (const ExcerptLine& line : source_excerpt(finding, lines, width)) {
    texts.push_back(fmt::format("{}|{}", line.number, line.text));
  }
  return texts;
}

Finding at(std::uint32_t line, std::uint32_t column, FindingSubject subject = {}) {
  return {.subject = std::move(subject), .place = {FileId(0), line, column}};
}

using Texts = std::vector<std::string>;

TEST(SourceExcerpt, AShortRecordIsShownWhole) {
  const auto lines = lines_of({"[", "  {", "    \"a\": 1,", "    \"b\": {}", "  },", "  {}"});
  EXPECT_EQ(shown(at(2, 3), lines), (Texts{"2|{", "3|  \"a\": 1,", "4|  \"b\": {}", "5|},"}));
  EXPECT_EQ(shown(at(6, 3), lines), (Texts{"6|{}"}));
}

TEST(SourceExcerpt, OfALongRecordTheLinesThatNameTheSubject) {
  std::vector<std::string> text = {"{"};
  for (int i = 0; i < 20; ++i) {
    text.push_back(fmt::format("  \"k{}\": \"value {}\",", i, i));
  }
  text[7] = "  \"principalId\": \"ABC\",";
  text[12] = "  \"scope\": \"/subscriptions/S\"";
  text.emplace_back("}");
  EXPECT_EQ(shown(at(1, 1, {.principal = "abc", .scope = "/subscriptions/s"}), lines_of(text)),
            (Texts{"1|{", "8|  \"principalId\": \"ABC\",", "13|  \"scope\": \"/subscriptions/S\"",
                   "22|}"}));
  EXPECT_EQ(shown(at(1, 1), lines_of(text)).size(), kMaxExcerptLines);
}

TEST(SourceExcerpt, BracesInStringsDoNotEndTheRecord) {
  const auto lines = lines_of({"{", R"(  "a": "}\"}",)", "  \"b\": 2", "}", "{"});
  EXPECT_EQ(shown(at(1, 1), lines).size(), 4U);
}

TEST(SourceExcerpt, ARecordOnOneLineIsCutAroundThePlace) {
  const std::string before(500, 'x');
  const auto lines = lines_of({before + "{\"id\": 1} " + before});
  EXPECT_EQ(shown(at(1, 501), lines, 20), Texts{"1|{\"id\": 1} xxxxxxx..."});
}

TEST(SourceExcerpt, ALongLineLosesItsMiddle) {
  const auto lines = lines_of({"{", "\"id\": \"/a/" + std::string(90, 'x') + "/é\"", "}"});
  EXPECT_EQ(shown(at(1, 1), lines, 24), (Texts{"1|{", "2|\"id\": \"/a/x...xxxxxx/é\"", "3|}"}));
}

TEST(SourceExcerpt, ARecordWithoutEndIsBounded) {
  const std::vector<std::string> text(2000, "{");
  EXPECT_EQ(shown(at(1, 1), lines_of(text)).size(), kMaxExcerptLines);
}

TEST(SourceExcerpt, NothingIsShownOfWhatCannotBeHad) {
  EXPECT_TRUE(shown(at(1, 1), {}).empty());
  EXPECT_TRUE(shown({}, lines_of({"{}"})).empty());
  EXPECT_TRUE(shown(at(9, 1), lines_of({"{}"})).empty());
  EXPECT_EQ(shown(at(1, 99), lines_of({"{}"})).size(), 1U);  // a column behind the line
}

TEST(SourceExcerpt, LinesOfTheInputCannotSteerTheTerminal) {
  const auto lines = lines_of({"{\t\"a\": \"\x1b[2J\"}\r"});
  EXPECT_EQ(shown(at(1, 1), lines), Texts{"1|{ \"a\": \"\\x1b[2J\"}"});
}

}  // namespace
}  // namespace leastwise

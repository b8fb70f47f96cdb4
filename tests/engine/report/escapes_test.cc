#include "engine/report/escapes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/report/sample_report.h"

namespace leastwise {
namespace {

TEST(XmlEscaped, LeavesNoMarkup) {
  EXPECT_EQ(xml_escaped("a]]><b a=\"x\" c='y'>&amp;"),
            "a]]&gt;&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;");
}

TEST(XmlEscaped, ShowsWhatXmlCannotHold) {
  EXPECT_EQ(xml_escaped("\x01\n\xef\xbf\xbe\xef\xbf\xbf\xff"), "\\x01\\x0a\\ufffe\\uffff\\xff");
  EXPECT_EQ(xml_escaped("名前 é"), "名前 é");
}

TEST(HtmlEscaped, LeavesNoMarkup) {
  EXPECT_EQ(html_escaped("<img src=x>&'\""), "&lt;img src=x&gt;&amp;&#39;&quot;");
}

// U+200B behind the sign: three bytes.
TEST(HtmlEscaped, BreaksMentionsAndReferences) {
  EXPECT_EQ(html_escaped("@octocat"), "@\xe2\x80\x8boctocat");
  EXPECT_EQ(html_escaped("see #12"),
            "see #\xe2\x80\x8b"
            "12");
  EXPECT_EQ(html_escaped("(@org/team)"), "(@\xe2\x80\x8borg/team)");
  EXPECT_EQ(html_escaped("ann@lab.example"), "ann@lab.example");
  EXPECT_EQ(html_escaped("a @ b # c"), "a @ b # c");
}

TEST(GithubData, KeepsOneCommandOnOneLine) {
  EXPECT_EQ(github_data("50% of\na\r"), "50%25 of%0Aa%0D");
  EXPECT_EQ(github_data("::error::x"), "::error::x");  // not at the beginning of a line
}

TEST(GithubProperty, CannotEndItself) {
  EXPECT_EQ(github_property("a:b,c%d"), "a%3Ab%2Cc%25d");
  EXPECT_EQ(github_property("a\n::error::b"), "a\\x0a%3A%3Aerror%3A%3Ab");
}

TEST(AzureData, EscapesItsOwnEscape) { EXPECT_EQ(azure_data("50%\nx\r"), "50%AZP25%0Ax%0D"); }

TEST(AzureProperty, CannotEndItself) { EXPECT_EQ(azure_property("a;b]c"), "a%3Bb%5Dc"); }

TEST(UriEscaped, IsAPathAndNothingElse) {
  EXPECT_EQ(uri_escaped("exports/role assignments#1.json"), "exports/role%20assignments%231.json");
  EXPECT_EQ(uri_escaped("c:a?b"), "c%3Aa%3Fb");
  EXPECT_EQ(uri_escaped("é\xff"), "%C3%A9%FF");
}

TEST(SarifMessage, HoldsNoLink) {
  EXPECT_EQ(sarif_message("[a](https://x) ![b](1)"), "[a] (https://x) ![b] (1)");
  EXPECT_EQ(sarif_message("a[0]"), "a[0]");
}

TEST(PrintableLines, KeepsLinesAndNothingElse) {
  EXPECT_EQ(printable_lines("a\n\nb\x01\n"), (std::vector<std::string>{"a", "", "b\\x01"}));
  EXPECT_TRUE(printable_lines("").empty());
  EXPECT_EQ(printable_lines("\n"), std::vector<std::string>{""});
}

TEST(Shortened, CutsBetweenCharacters) {
  EXPECT_EQ(shortened("abcdef", 6), "abcdef");
  EXPECT_EQ(shortened("abcdefg", 6), "abc...");
  EXPECT_EQ(shortened("ééé", 6), "ééé");
  EXPECT_EQ(shortened("éééé", 6), "é...");
}

// The law behind all of them: one line, and nothing that steers a terminal or a reader.
TEST(Escapes, EveryResultIsOneHarmlessLine) {
  for (const std::string& text : testing::hostile_texts()) {
    for (const auto escape :
         {xml_escaped, html_escaped, github_property, azure_property, uri_escaped, sarif_message}) {
      const std::string result = escape(text);
      EXPECT_TRUE(std::ranges::none_of(result, [](unsigned char c) {
        return c < 0x20 || c == 0x7f;
      })) << result;
      EXPECT_EQ(printable(result), result);
    }
    EXPECT_EQ(xml_escaped(text).find_first_of("<>"), std::string::npos);
    EXPECT_EQ(html_escaped(text).find_first_of("<>"), std::string::npos);
    EXPECT_EQ(azure_property(text).find_first_of("];"), std::string::npos);
    EXPECT_EQ(github_property(text).find_first_of(":,"), std::string::npos);
  }
}

}  // namespace
}  // namespace leastwise

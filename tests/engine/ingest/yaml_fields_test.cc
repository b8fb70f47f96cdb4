#include "engine/ingest/yaml_fields.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "engine/base/limits.h"
#include "engine/ingest/yaml_reader.h"

namespace leastwise {
namespace {

constexpr auto kKeys = std::to_array<std::string_view>({"name", "names", "until", "reason"});

// A document and its reader; what was reported is shown as `code line:column message (help)`.
class YamlFieldsTest : public ::testing::Test {
 protected:
  [[nodiscard]] ValueView read(std::string_view text) {
    EXPECT_EQ(read_yaml(text, FileId(0), document_, diagnostics_), YamlOutcome::kWhole);
    return document_.root();
  }

  [[nodiscard]] std::string reported() const {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      text += fmt::format("{}{} {}:{} {}", text.empty() ? "" : "; ", diagnostic.code,
                          diagnostic.place.line, diagnostic.place.column, diagnostic.message);
      text += diagnostic.help.empty() ? "" : fmt::format(" ({})", diagnostic.help);
    }
    return text;
  }

  Record document_;
  Diagnostics diagnostics_;
  YamlFields in_{FileId(0), diagnostics_};
};

TEST_F(YamlFieldsTest, ReadsTexts) {
  const ValueView root = read("name: a b\nnames: [x, 1.0]\nreason: >\n  two\n\n  lines \n");
  EXPECT_TRUE(in_.is_mapping(root, kKeys, "a test"));
  const DeclaredText name = in_.required_text(root, "name");
  EXPECT_EQ(name.text, "a b");
  EXPECT_EQ(name.place.line, 1U);
  EXPECT_EQ(name.place.column, 7U);
  const std::vector<ValueView> names = in_.texts(root, "names");
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(in_.declared(names[1]).text, "1.0");
  EXPECT_EQ(in_.prose(root, "reason"), "two lines");
  EXPECT_FALSE(in_.text(root, "until").given());
  EXPECT_TRUE(in_.ok());
  EXPECT_EQ(reported(), "");
}

TEST_F(YamlFieldsTest, TakesOneTextForAListOfOne) {
  const std::vector<ValueView> names = in_.texts(read("names: x\n"), "names");
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names.front().text(), "x");
}

TEST_F(YamlFieldsTest, ReportsKeysAllAtOnce) {
  EXPECT_TRUE(in_.is_mapping(read("nmae: a\nName: b\nfrobnicate: c\nuntil:\n"), kKeys, "a test"));
  EXPECT_FALSE(in_.ok());
  EXPECT_EQ(reported(),
            "unknown-key 1:1 `nmae` is not a key of a test (did you mean `name`?); "
            "unknown-key 2:1 `Name` is not a key of a test (did you mean `name`?); "
            "unknown-key 3:1 `frobnicate` is not a key of a test "
            "(known keys are `name`, `names`, `until`, `reason`); "
            "no-value 4:1 `until` has no value (give it one, or remove the key)");
}

TEST_F(YamlFieldsTest, ReportsWrongTypes) {
  const ValueView root = read("name: [a]\nnames: {a: b}\nuntil: {}\nreason: [x]\n");
  (void)in_.required_text(root, "name");
  EXPECT_TRUE(in_.texts(root, "names").empty());
  EXPECT_FALSE(in_.end_of_day(root, "until").has_value());
  EXPECT_EQ(in_.prose(root, "reason"), "");
  EXPECT_FALSE(in_.required_list(root, "until").has_value());
  EXPECT_EQ(reported(),
            "wrong-type 1:7 `name` is a list, expected a text; "
            "wrong-type 2:8 `names` is a mapping, expected a text or a list of texts; "
            "wrong-type 3:8 `until` is a mapping, expected a text; "
            "wrong-type 4:9 `reason` is a list, expected a text; "
            "wrong-type 3:8 `until` is a mapping, expected a list");
}

TEST_F(YamlFieldsTest, RefusesWhatIsNoMapping) {
  EXPECT_FALSE(in_.is_mapping(read("- a\n"), kKeys, "a test"));
  EXPECT_EQ(reported(), "wrong-type 1:1 a test is a list, expected a mapping with `name`");
}

TEST_F(YamlFieldsTest, ReportsNamesThatAreNone) {
  const ValueView root = read("names:\n  - ''\n  - ' a'\n  - \"a\\nb\"\n  - a\n  - A\n  - [a]\n");
  EXPECT_EQ(in_.texts(root, "names").size(), 1U);
  EXPECT_EQ(reported(),
            "bad-value 2:5 this value is empty; bad-value 3:5 ` a` has blanks around it; "
            "bad-value 4:5 this value is more than one line, or holds a control character; "
            "duplicate-value 6:5 `A` stands twice in this list; "
            "wrong-type 7:5 this value is a list, expected a text");
}

TEST_F(YamlFieldsTest, ReportsEmptyListsAndProse) {
  const ValueView root = read("names: []\nreason: ' '\n");
  EXPECT_TRUE(in_.texts(root, "names").empty());
  EXPECT_EQ(in_.prose(root, "reason"), "");
  EXPECT_EQ(reported(), "bad-value 1:8 `names` is an empty list; bad-value 2:9 `reason` is empty");
}

TEST_F(YamlFieldsTest, ReportsWhatIsMissingOnce) {
  const ValueView root = read("name:\n");
  EXPECT_TRUE(in_.is_mapping(root, kKeys, "a test"));
  (void)in_.required_text(root, "name");  // said already: it has no value
  (void)in_.required_text(root, "reason");
  EXPECT_EQ(reported(),
            "no-value 1:1 `name` has no value (give it one, or remove the key); "
            "missing-key 1:1 `reason` is missing");
}

TEST_F(YamlFieldsTest, ReadsADateAsTheWholeDay) {
  EXPECT_EQ(in_.end_of_day(read("until: 2026-12-31\n"), "until"),
            parse_instant("2027-01-01T00:00:00Z"));
  EXPECT_EQ(in_.end_of_day(read("until: '2028-02-28'\n"), "until"),
            parse_instant("2028-02-29T00:00:00Z"));
  EXPECT_EQ(in_.end_of_day(read("until: 2026-12-31T12:00:00+02:00\n"), "until"),
            parse_instant("2026-12-31T10:00:00Z"));
  EXPECT_EQ(reported(), "");
  EXPECT_FALSE(in_.end_of_day(read("until: 2027-02-29\n"), "until").has_value());
  EXPECT_FALSE(in_.end_of_day(read("until: 31.12.2026\n"), "until").has_value());
  EXPECT_EQ(reported(),
            "bad-time 1:8 `2027-02-29` is not a date (dates are written year-month-day: "
            "2026-12-31); bad-time 1:8 `31.12.2026` is not a date (dates are written "
            "year-month-day: 2026-12-31)");
}

TEST_F(YamlFieldsTest, AsksForTheVersion) {
  in_.expect_version(read("version: 1\n"), "1");
  EXPECT_TRUE(in_.ok());
  in_.expect_version(read("version: 2\n"), "1");
  in_.expect_version(read("name: x\n"), "1");
  EXPECT_EQ(reported(),
            "bad-value 1:10 version `2` of this format is not known (this program reads version "
            "1); missing-key 1:1 `version` is missing");
  in_.restart();
  EXPECT_TRUE(in_.ok());
}

TEST_F(YamlFieldsTest, WarnsWithoutAnError) {
  in_.warning(read("name: x\n"), "odd", "this is odd");
  EXPECT_TRUE(in_.ok());
  EXPECT_EQ(reported(), "odd 1:1 this is odd");
  EXPECT_FALSE(diagnostics_.has_errors());
}

// Suggestions are looked for as long as somebody may read them.
TEST_F(YamlFieldsTest, StandsVeryManyUnknownKeys) {
  std::string text;
  for (int i = 0; i < 300'000; ++i) {
    text += fmt::format("k{}: x\n", i);
  }
  EXPECT_TRUE(in_.is_mapping(read(text), kKeys, "a test"));
  EXPECT_EQ(diagnostics_.error_count(), 300'000U);
  EXPECT_EQ(diagnostics_.all().size(), kMaxDiagnostics);
}

}  // namespace
}  // namespace leastwise

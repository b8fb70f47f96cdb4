#include "engine/ingest/yaml_reader.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "engine/base/limits.h"

namespace leastwise {
namespace {

using std::string_literals::operator""s;

// The tree as JSON, texts without quotes marked by `'`: {a: 'x, b: "x", c: null, d: ['y]}.
std::string shown(ValueView value) {
  std::string text;
  if (value.is_null()) {
    return "null";
  }
  if (value.is_string()) {
    return value.is_plain() ? fmt::format("'{}", value.text())
                            : fmt::format("\"{}\"", value.text());
  }
  for (const ValueView child : value.children()) {
    text += text.empty() ? "" : ", ";
    text += value.is_object() ? fmt::format("{}: ", child.key()) : "";
    text += shown(child);
  }
  return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

// The tree, or the problems one behind the other.
std::string read(std::string_view bytes) {
  Record document;
  Diagnostics diagnostics;
  const YamlOutcome outcome = read_yaml(bytes, FileId(0), document, diagnostics);
  std::string problems;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    problems += fmt::format("{}{} {}:{} {}", problems.empty() ? "" : "; ", diagnostic.code,
                            diagnostic.place.line, diagnostic.place.column, diagnostic.message);
  }
  if (!problems.empty()) {
    return problems;
  }
  EXPECT_EQ(outcome, YamlOutcome::kWhole);
  return shown(document.root());
}

TEST(YamlReader, ReadsMappingsAndListsInBothStyles) {
  EXPECT_EQ(read("a: 1\nb:\n  - x\n  - y: z\n"), "{a: '1, b: ['x, {y: 'z}]}");
  EXPECT_EQ(read("{a: 1, b: [x, {y: z}]}"), "{a: '1, b: ['x, {y: 'z}]}");
  EXPECT_EQ(read("b:\n- x\n-   - y\n"), "{b: ['x, ['y]]}");
  EXPECT_EQ(read("[]"), "[]");
  EXPECT_EQ(read("---\na: {}\n...\n"), "{a: {}}");
  EXPECT_EQ(read("a: b"), "{a: 'b}");
  EXPECT_EQ(read("# nothing but\n# comments\na: b # and one\n"), "{a: 'b}");
}

// What other readers take for flags, numbers and dates stays as it was written.
TEST(YamlReader, KeepsTextsAsTheyWereWritten) {
  EXPECT_EQ(read("[no, yes, on, True, 1.0, 007, 0x10, 1e3, 2026-12-31, .inf]"),
            "['no, 'yes, 'on, 'True, '1.0, '007, '0x10, '1e3, '2026-12-31, '.inf]");
  EXPECT_EQ(read("[\"no\", '1.0', 'it''s', \"a\\tb\\u00e4\"]"),
            "[\"no\", \"1.0\", \"it's\", \"a\tb\xC3\xA4\"]");
  EXPECT_EQ(read("a: >-\n  two\n  lines\nb: |\n  one\n"), "{a: \"two lines\", b: \"one\n\"}");
  EXPECT_EQ(read("a: two\n  lines\n"), "{a: 'two lines}");
  EXPECT_EQ(read("a: /x/y#z\n"), "{a: '/x/y#z}");
  EXPECT_EQ(read("a: x:y\n"), "{a: 'x:y}");
}

TEST(YamlReader, TakesWhatIsLeftOutForNull) {
  EXPECT_EQ(read("a:\nb: ~\nc: null\nd: \"\"\ne: 'null'\n"),
            "{a: null, b: null, c: null, d: \"\", e: \"null\"}");
  EXPECT_EQ(read("- \n- a\n"), "[null, 'a]");
}

TEST(YamlReader, KnowsWhereValuesAndKeysStandInBytes) {
  Record document;
  Diagnostics diagnostics;
  const std::string text = "\xEF\xBB\xBF\"\xC3\xA4\xC3\xA4\": [x, 'y']\r\nb:\r\n  - c: z\r\nd:\r\n";
  ASSERT_EQ(read_yaml(text, FileId(0), document, diagnostics), YamlOutcome::kWhole);
  const auto places = [](ValueView value) {
    return fmt::format("{}:{} {}:{}", value.key_place().line, value.key_place().column,
                       value.place().line, value.place().column);
  };
  const ValueView list = *document.root().find("\xC3\xA4\xC3\xA4");
  EXPECT_EQ(places(list), "1:1 1:9");
  EXPECT_EQ(places(*list.children().begin()), "1:10 1:10");
  EXPECT_EQ(places(*document.root().find("b")), "2:1 3:3");
  EXPECT_EQ(places(*(*document.root().find("b")->children().begin()).find("c")), "3:5 3:8");
  EXPECT_EQ(places(*document.root().find("d")), "4:1 4:1");
  EXPECT_EQ((*document.root().find("b")->children().begin()).find("c")->pointer(), "/b/0/c");
}

TEST(YamlReader, ReadsUtf16WithAMark) { EXPECT_EQ(read("\xFF\xFE"s + "a\0:\0 \0b\0"s), "{a: 'b}"); }

// Everything here yaml-cpp takes without a word.
TEST(YamlReader, RefusesWhatCouldPassForSomethingElse) {
  EXPECT_EQ(read("a: \"b\nc: d\n"),
            "invalid-yaml 1:4 not valid YAML: a quoted text without an end");
  EXPECT_EQ(read("a: 'b\nc: d\n"), "invalid-yaml 1:4 not valid YAML: a quoted text without an end");
  EXPECT_EQ(read("a: b\nc\n"), "invalid-yaml 2:1 not valid YAML: no `:` behind the key `c`");
  EXPECT_EQ(read("{\"c\"}\n"), "invalid-yaml 1:2 not valid YAML: no `:` behind a quoted key");
  EXPECT_EQ(read("- a\nb: c\n"),
            "invalid-yaml 2:1 not valid YAML: text behind the end of the document");
  EXPECT_EQ(read("a: b\n---\nc: d\n"),
            "unsupported-yaml 2:1 several documents in one file are not read here");
  EXPECT_EQ(read("a: b\n: c\n"), "invalid-yaml 2:1 not valid YAML: a key is missing before `:`");
  EXPECT_EQ(read("a: !b\n"), "unsupported-yaml 1:4 tags (`!`) are not read here");
  EXPECT_EQ(read("a: ! b\n"), "unsupported-yaml 1:4 tags (`!`) are not read here");
  EXPECT_EQ(read("a: ,b\n"),
            "invalid-yaml 1:4 not valid YAML: this does not go on with the mapping above");
  EXPECT_EQ(read("a: 1\x04: 2\n"), "invalid-text 1:5 a control character (0x04)");
  EXPECT_EQ(read("a: 1\rb: 2\n"), "invalid-text 1:5 a control character (0x0d)");
}

TEST(YamlReader, RefusesAliasesHoweverTheyAreWritten) {
  EXPECT_EQ(read("a: &x 1\nb: *x\n"),
            "unsupported-yaml 1:4 anchors (`&`) and aliases (`*`) are not read here; "
            "unsupported-yaml 2:4 anchors (`&`) and aliases (`*`) are not read here");
  EXPECT_EQ(read("a: [*]\n"), "invalid-yaml 1:6 not valid YAML: an alias without a name");
  EXPECT_EQ(read("a: [*/read]\n"), "invalid-yaml 1:5 not valid YAML: an alias of nothing");
  EXPECT_EQ(read("a: [*x]\n"), "invalid-yaml 1:5 not valid YAML: an alias of nothing");
}

TEST(YamlReader, ReportsEveryRepeatedKey) {
  EXPECT_EQ(read("a: 1\nb: {c: 1, c: 2}\na: 2\n"),
            "duplicate-key 2:11 key `c` stands twice in one object; "
            "duplicate-key 3:1 key `a` stands twice in one object");
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

TEST(YamlReader, BoundsDepthInEveryStyle) {
  const std::size_t most = kMaxYamlDepth;
  EXPECT_EQ(read(repeated("[", most) + repeated("]", most)),
            repeated("[", most) + repeated("]", most));
  EXPECT_EQ(read(repeated("[", most + 1) + repeated("]", most + 1)),
            "too-deep 1:33 lists and mappings are nested more than 32 deep");
  for (const std::string_view open : {"[", "{", "{a: ", "[a, ", "- ", "? ", "- - ", "[{a: ", "!x [",
                                      "&x [", "\"a\": [", "[[a]: "}) {
    EXPECT_NE(read(repeated(open, 100'000)).find(" 1:"), std::string::npos) << open;
  }
  std::string stairs;
  for (std::size_t i = 0; i < 1000; ++i) {
    stairs += std::string(i, ' ') + "a:\n";
  }
  EXPECT_EQ(read(stairs), "too-deep 33:33 lists and mappings are nested more than 32 deep");
}

TEST(YamlReader, RefusesFilesThatAreNoYamlAtAll) {
  EXPECT_EQ(read(""), "empty-file 1:1 the file is empty");
  EXPECT_EQ(read("# only this\n"), "empty-file 1:1 the file is empty");
  EXPECT_EQ(read("PK\x03\x04"), "not-text 1:1 a zip archive, not a text");
  EXPECT_EQ(read("a: \xC3("), "invalid-text 1:4 not valid UTF-8");
  EXPECT_EQ(read("%YAML 1.2\n---\na: b\n"),
            "unsupported-yaml 1:1 directives (`%`) are not read here");
  EXPECT_EQ(read(std::string(kMaxYamlBytes + 1, ' ')),
            "file-too-large 1:1 a YAML file of more than 33554432 bytes");
}

TEST(YamlReader, SaysWhatIsWrongInWordsOfTheFile) {
  EXPECT_EQ(read("a: b: c\n"), "invalid-yaml 1:5 not valid YAML: `:` cannot stand here");
  EXPECT_EQ(read("a:\n\t- b\n"),
            "invalid-yaml 2:2 not valid YAML: no list can begin with `-` here");
  EXPECT_EQ(read("a: b\n- c\n"),
            "invalid-yaml 2:1 not valid YAML: this does not go on with the mapping above");
  EXPECT_EQ(read("a: [b, c\n"),
            "invalid-yaml 1:8 not valid YAML: a `[` or `{` without its end, or a key without `:`");
  EXPECT_EQ(read("a: @b\n"),
            "invalid-yaml 1:4 not valid YAML: a text cannot begin with this character");
  EXPECT_EQ(read("a: 'b' c\n"), "invalid-yaml 1:7 not valid YAML: text behind a quoted text");
  EXPECT_EQ(read("a: \"\\q\"\n").substr(0, 12), "invalid-yaml");
}

TEST(YamlReader, NamesKindsAsYamlDoes) {
  EXPECT_EQ(yaml_kind(ValueKind::kNull), "nothing");
  EXPECT_EQ(yaml_kind(ValueKind::kString), "a text");
  EXPECT_EQ(yaml_kind(ValueKind::kArray), "a list");
  EXPECT_EQ(yaml_kind(ValueKind::kObject), "a mapping");
}

}  // namespace
}  // namespace leastwise

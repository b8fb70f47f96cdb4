#include "engine/ingest/field_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/json_reader.h"
#include "engine/ingest/record.h"

namespace leastwise {
namespace {

// Runs a check over the single record of a text.
class Runner : public RecordSink {
 public:
  explicit Runner(std::function<void(ValueView)> check) : check_(std::move(check)) {}
  void on_list(const Record& /*container*/) override {}
  bool on_record(Record& /*record*/) override { return true; }
  bool on_top(Record& top, bool /*had_list*/) override {
    check_(top.root());
    ran_ = true;
    return true;
  }
  void on_problem(std::string /*pointer*/, TextProblem problem) override {
    ADD_FAILURE() << problem.message;
  }
  [[nodiscard]] bool ran() const { return ran_; }

 private:
  std::function<void(ValueView)> check_;
  bool ran_ = false;
};

// Gives the codes that `check` caused.
std::vector<std::string> codes_of(std::string_view text,
                                  const std::function<void(FieldReader&, ValueView)>& check) {
  Diagnostics diagnostics;
  FieldReader reader(FileId(0), diagnostics);
  Runner runner([&](ValueView record) { check(reader, record); });
  RecordAssembler assembler(runner);
  EXPECT_FALSE(read_json(text, assembler).has_value());
  EXPECT_TRUE(runner.ran());
  EXPECT_EQ(reader.ok(), !diagnostics.has_errors());
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    codes.push_back(diagnostic.code + " " + diagnostic.pointer);
  }
  return codes;
}

using Codes = std::vector<std::string>;

TEST(FieldReader, ReadsEveryTypeIgnoringTheCaseOfNames) {
  EXPECT_EQ(codes_of(R"({"Text": "x", "FLAG": true, "list": ["a", "b"],
      "guid": "BBBBBBBB-0000-0000-0000-000000000001",
      "id": "/x/bbbbbbbb-0000-0000-0000-000000000001",
      "time": "2026-01-02T03:04:05Z", "scope": "/subscriptions/s", "none": null})",
                     [](FieldReader& in, ValueView record) {
                       EXPECT_EQ(in.text(record, "text"), "x");
                       EXPECT_EQ(in.flag(record, "flag"), true);
                       EXPECT_EQ(in.texts(record, "list"), (std::vector<std::string>{"a", "b"}));
                       EXPECT_EQ(in.guid(record, "guid"), in.required_trailing_guid(record, "id"));
                       EXPECT_EQ(in.instant(record, "time"), parse_instant("2026-01-02T03:04:05Z"));
                       EXPECT_EQ(in.required_scope(record, "scope")->text(), "/subscriptions/s");
                       EXPECT_EQ(in.text(record, "none"), "");
                       EXPECT_FALSE(in.flag(record, "absent").has_value());
                       EXPECT_TRUE(in.texts(record, "absent").empty());
                     }),
            Codes{});
}

TEST(FieldReader, EachProblemIsReportedAtItsValue) {
  EXPECT_EQ(codes_of(R"({"text": 1, "flag": "x", "list": ["a", 2], "guid": "x", "time": "x",
                      "scope": "x", "id": "/x/y", "empty": ""})",
                     [](FieldReader& in, ValueView record) {
                       EXPECT_EQ(in.text(record, "text"), "");
                       EXPECT_FALSE(in.flag(record, "flag").has_value());
                       EXPECT_EQ(in.texts(record, "list"), (std::vector<std::string>{"a"}));
                       EXPECT_FALSE(in.guid(record, "guid").has_value());
                       EXPECT_FALSE(in.instant(record, "time").has_value());
                       EXPECT_FALSE(in.required_scope(record, "scope").has_value());
                       EXPECT_FALSE(in.required_trailing_guid(record, "id").has_value());
                       EXPECT_EQ(in.required_text(record, "empty"), "");
                       EXPECT_FALSE(in.required_guid(record, "absent").has_value());
                       EXPECT_FALSE(in.required_array(record, "absent").has_value());
                     }),
            (Codes{"wrong-type /text", "wrong-type /flag", "wrong-type /list/1", "bad-guid /guid",
                   "bad-time /time", "bad-scope /scope", "bad-guid /id", "missing-property /empty",
                   "missing-property ", "missing-property "}));
}

TEST(FieldReader, NameInTwoSpellingsIsReportedOnceAndOnlyWhereItIsRead) {
  EXPECT_EQ(codes_of(R"({"scope": "/", "Scope": "/", "tag": 1, "Tag": 2})",
                     [](FieldReader& in, ValueView record) {
                       EXPECT_TRUE(in.required_scope(record, "scope").has_value());
                       EXPECT_EQ(in.text(record, "SCOPE"), "/");
                     }),
            Codes{"duplicate-key /Scope"});
}

TEST(FieldReader, QuotedTextIsShortAndOneLine) {
  EXPECT_EQ(in_backticks("a\nb\x1B[31m"), "`a?b?[31m`");
  const std::string long_text(200, 'x');
  EXPECT_EQ(in_backticks(long_text), "`" + long_text.substr(0, 120) + "...`");
  const std::string umlauts = "x" + std::string(60, 'y') + std::string(59, 'z') + "\xC3\xA4 and on";
  EXPECT_EQ(in_backticks(umlauts), "`x" + std::string(60, 'y') + std::string(59, 'z') + "...`");
  std::string split = std::string(119, 'x') + "\xC3\xA4 and on";
  EXPECT_EQ(in_backticks(split), "`" + std::string(119, 'x') + "...`");
}

}  // namespace
}  // namespace leastwise

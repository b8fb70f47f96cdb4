#include "engine/ingest/read_records.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace leastwise {
namespace {

class Log : public RecordSink {
 public:
  void on_list(const Record& /*container*/) override { text += "list "; }
  bool on_record(Record& record) override {
    text += record.root().pointer() + " ";
    return true;
  }
  bool on_top(Record& /*top*/, bool had_list) override {
    text += had_list ? "container " : "single ";
    return true;
  }
  void on_problem(std::string pointer, TextProblem problem) override {
    text += fmt::format("{} at `{}` ", problem.code, pointer);
  }

  std::string text;
};

std::string log_of(std::string_view bytes) {
  Log log;
  read_records(bytes, log);
  return log.text;
}

TEST(ReadRecords, GivesTheRecordsAndTheProblemThatEndedThem) {
  EXPECT_EQ(log_of("\xEF\xBB\xBF[1, 2]"), "/0 /1 ");
  EXPECT_EQ(log_of(R"({"value": [{}], "x": 1})"), "list /value/0 container ");
  EXPECT_EQ(log_of(R"([{"a": 1}, {"a": oops}])"), "/0 invalid-json at `/1` ");
  EXPECT_EQ(log_of("PK\x03\x04"), "not-text at `` ");
  EXPECT_EQ(log_of(""), "empty-file at `` ");
}

}  // namespace
}  // namespace leastwise

#include "engine/ingest/record_pipe.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/read_records.h"

namespace leastwise {
namespace {

// Writes down what it is told.
class Log : public InputSink {
 public:
  void begin_file(std::string_view name) override { text += fmt::format("<{}> ", name); }
  void end_file() override { text += "</> "; }
  void unreadable(std::string_view name, std::string_view reason) override {
    text += fmt::format("{}: {} ", name, reason);
  }
  void on_list(const Record& container) override {
    text += fmt::format("list in {} ", container.root().size());
  }
  bool on_record(Record& record) override {
    text += fmt::format("{} ", record.root().pointer());
    return record.root().pointer() != stop_at;
  }
  bool on_top(Record& top, bool had_list) override {
    text += fmt::format("{} of {} ", had_list ? "container" : "single", top.root().size());
    return true;
  }
  void on_problem(std::string pointer, TextProblem problem) override {
    text += fmt::format("{} at {} ", problem.code, pointer);
  }

  std::string text;
  std::string stop_at = "never";
};

std::string many_records() {
  std::string text = "[";
  for (int i = 0; i < 5'000; ++i) {
    text += fmt::format("{}{{\"id\": {}, \"text\": \"{}\"}}", i == 0 ? "" : ",", i, i % 7);
  }
  return text + "]";
}

void read_all(InputSink& sink) {
  sink.begin_file("a");
  read_records(many_records(), sink);
  sink.end_file();
  sink.unreadable("b", "gone");
  sink.begin_file("c");
  read_records(R"({"x": 1, "value": [{"id": 1}, {"a": 1, "a": 2}, {"id": 3}], "y": 2})", sink);
  sink.end_file();
  sink.begin_file("d");
  read_records(R"({"id": "one"})", sink);
  sink.end_file();
  sink.begin_file("e");
  read_records("[1, oops", sink);
  sink.end_file();
}

std::future<void> reading(RecordPipe& pipe) {
  return std::async(std::launch::async, [&pipe] {
    read_all(pipe);
    pipe.close();
  });
}

TEST(RecordPipe, TellsWhatItIsToldInItsOrder) {
  Log direct;
  read_all(direct);
  Log piped;
  RecordPipe pipe;
  auto reader = reading(pipe);
  int calls = 0;
  pipe.drain(piped, [&calls] { ++calls; });
  reader.get();
  EXPECT_EQ(piped.text, direct.text);
  EXPECT_GT(calls, 1);
}

TEST(RecordPipe, WhatIsLeftOfAFileThatTheSinkEndedIsDropped) {
  Log piped;
  piped.stop_at = "/4";
  RecordPipe pipe;
  auto reader = reading(pipe);
  pipe.drain(piped, [] {});
  reader.get();
  EXPECT_TRUE(piped.text.starts_with("<a> /0 /1 /2 /3 /4 </> b: gone <c> list in 2 "))
      << piped.text;
}

TEST(RecordPipe, AReaderDoesNotWaitForADrainThatFailed) {
  class Failing final : public Log {
   public:
    bool on_record(Record& /*record*/) override { return std::vector<bool>().at(0); }
  };
  Failing failing;
  RecordPipe pipe;
  auto reader = reading(pipe);
  EXPECT_THROW(pipe.drain(failing, [] {}), std::out_of_range);
  reader.get();
}

}  // namespace
}  // namespace leastwise

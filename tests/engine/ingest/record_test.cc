#include "engine/ingest/record.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/json_reader.h"

namespace leastwise {
namespace {

// Writes what it is given: `pointer=text of id`.
class Collector : public RecordSink {
 public:
  void on_list(const Record& container) override {
    log_ += fmt::format("list after {} properties; ", container.root().size() - 1);
  }
  bool on_record(Record& tree) override {
    const ValueView record = tree.root();
    log_ += fmt::format("{}={}; ", record.pointer(), id_of(record));
    return record.pointer() != stop_at;
  }
  bool on_top(Record& top, bool had_list) override {
    log_ += fmt::format("{}({})", had_list ? "container" : "single", id_of(top.root()));
    return true;
  }
  void on_problem(std::string pointer, TextProblem problem) override {
    log_ += fmt::format("{} at {} {}:{} {}; ", problem.code, pointer, problem.place.line,
                        problem.place.column, problem.help);
  }

  [[nodiscard]] const std::string& log() const { return log_; }
  std::string stop_at = "never";

 private:
  static std::string id_of(ValueView value) {
    const auto id = value.find_set("id");
    return id && id->is_string() ? std::string(id->text())
                                 : fmt::format("{} of {}", to_string(value.kind()), value.size());
  }

  std::string log_;
};

std::string log_of(std::string_view text) {
  Collector collector;
  RecordAssembler assembler(collector);
  const auto problem = read_json(text, assembler);
  return collector.log() + (problem ? " broken at " + assembler.open_pointer() : "");
}

TEST(RecordAssembler, BareArrayGivesItsElements) {
  EXPECT_EQ(log_of(R"([{"id":"a"},{"id":"b"}])"), "/0=a; /1=b; ");
  EXPECT_EQ(log_of("[]"), "");
}

TEST(RecordAssembler, ListInAnObjectGivesItsElementsAndThenTheObject) {
  EXPECT_EQ(log_of(R"({"id":"c","value":[{"id":"a"},{"id":"b"}],"nextLink":null})"),
            "list after 1 properties; /value/0=a; /value/1=b; container(c)");
  EXPECT_EQ(log_of(R"({"Data":[{"id":"a"}],"id":"c"})"),
            "list after 0 properties; /Data/0=a; container(c)");
}

TEST(RecordAssembler, AnyOtherObjectIsOneRecord) {
  EXPECT_EQ(log_of(R"({"id":"a","properties":{"value":[1,2]}})"), "single(a)");
  EXPECT_EQ(log_of(R"({"value":{"id":"x"}})"), "single(an object of 1)");
  EXPECT_EQ(log_of("17"), "single(a number of 0)");
}

TEST(RecordAssembler, ElementsOfAnyKindAreGiven) {
  EXPECT_EQ(log_of(R"([1,"a",null,[1,2]])"),
            "/0=a number of 0; /1=a string of 0; /2=null of 0; /3=an array of 2; ");
}

TEST(RecordAssembler, SinkStopsTheReading) {
  Collector collector;
  collector.stop_at = "/0";
  RecordAssembler assembler(collector);
  EXPECT_FALSE(read_json(R"([{"id":"a"},{"id":"b"}])", assembler).has_value());
  EXPECT_EQ(collector.log(), "/0=a; ");
}

TEST(RecordAssembler, RecordsBeforeABreakAreGiven) {
  EXPECT_EQ(log_of(R"({"value":[{"id":"a"},{"id":)"),
            "list after 0 properties; /value/0=a;  broken at /value/1");
  EXPECT_EQ(log_of(R"([{"id":"a"},)"), "/0=a;  broken at ");
  EXPECT_EQ(log_of(R"({"a/b":{"c~":[)"), " broken at /a~1b/c~0");
}

TEST(RecordAssembler, RepeatedKeysSpoilOnlyTheirRecord) {
  EXPECT_EQ(log_of("[{\"id\":\"a\",\n\"id\":\"b\"},{\"id\":\"c\"}]"),
            "duplicate-key at /0/id 2:6 remove one of the two; the first stands at 1:8; /1=c; ");
  EXPECT_EQ(log_of(R"([{"p":{"x":1,"y":2,"x":3}}])"),
            "duplicate-key at /0/p/x 1:24 remove one of the two; the first stands at 1:12; ");
  EXPECT_EQ(log_of(R"({"value":[],"value":[]})"),
            "list after 0 properties; list after 1 properties; "
            "duplicate-key at /value 1:21 remove one of the two; the first stands at 1:10; ");
}

TEST(RecordAssembler, KeysThatDifferInCaseAreNotRepeated) {
  EXPECT_EQ(log_of(R"([{"tag":1,"Tag":2}])"), "/0=an object of 2; ");
}

TEST(RecordAssembler, RepeatedKeysAmongManyAreFound) {
  std::string text = "[{";
  for (int i = 0; i < 100; ++i) {
    text += fmt::format("\"k{}\":0,", i);
  }
  EXPECT_EQ(log_of(text + "\"z\":0}]"), "/0=an object of 101; ");
  EXPECT_EQ(log_of(text + "\"k50\":0}]").substr(0, 24), "duplicate-key at /0/k50 ");
}

TEST(RecordAssembler, ManyRepeatedKeysTakeNoTimeWorthNoticing) {
  std::string text = "[{\"a\":0";
  for (int i = 0; i < 200000; ++i) {
    text += fmt::format(",\"k{}\":0,\"k{}\":0", i, i);
  }
  EXPECT_EQ(log_of(text + "}]").substr(0, 13), "duplicate-key");
}

TEST(ValueView, LooksThroughATree) {
  struct Check : Collector {
    bool on_record(Record& tree) override {
      const ValueView record = tree.root();
      EXPECT_EQ(record.find("ROLE")->text(), "x");
      EXPECT_EQ(record.find("role")->key(), "Role");
      EXPECT_TRUE(record.find("none")->is_null());
      EXPECT_FALSE(record.find_set("none").has_value());
      EXPECT_FALSE(record.has("absent"));
      EXPECT_FALSE(record.find("Role")->find("x").has_value());
      EXPECT_TRUE(record.find("yes")->boolean());
      std::vector<std::string> pointers;
      for (const ValueView child : record.find("list")->children()) {
        pointers.push_back(child.pointer());
      }
      EXPECT_EQ(pointers, (std::vector<std::string>{"/0/list/0", "/0/list/1", "/0/list/2"}));
      seen = true;
      return true;
    }
    bool seen = false;
  };
  Check sink;
  RecordAssembler assembler(sink);
  EXPECT_FALSE(
      read_json(R"([{"list":[{"a":[1]},[2,3],4],"Role":"x","none":null,"yes":true}])", assembler)
          .has_value());
  EXPECT_TRUE(sink.seen);
}

}  // namespace
}  // namespace leastwise

#include "engine/ingest/json_reader.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "engine/base/limits.h"
#include "tests/support/json_recorder.h"

namespace leastwise {
namespace {

using std::string_view_literals::operator""sv;

using Recorder = testing::JsonRecorder;

std::string events_of(std::string_view text) {
  Recorder recorder;
  const auto problem = read_json(text, recorder);
  EXPECT_FALSE(problem.has_value()) << problem->message;
  return recorder.events();
}

std::string problem_of(std::string_view text) {
  Recorder recorder;
  const auto problem = read_json(text, recorder);
  return problem ? fmt::format("{} {}:{} {}", problem->code, problem->place.line,
                               problem->place.column, problem->message)
                 : "none";
}

TEST(JsonReader, EveryTokenHasThePlaceOfItsFirstCharacter) {
  EXPECT_EQ(events_of(R"({"id": 7})"), "{@1:1 id=@1:2 number@1:8 }@1:9");
  EXPECT_EQ(events_of("[1,-2.5e3,\n  3 ,\"a\",true,false,null,[],{}]"),
            "[@1:1 number@1:2 number@1:4 number@2:3 'a'@2:6 true@2:10 false@2:15 null@2:21 "
            "[@2:26 ]@2:27 {@2:29 }@2:30 ]@2:31");
}

TEST(JsonReader, PlacesCountBytesAndEscapesAsTheyStand) {
  EXPECT_EQ(events_of("[\"\xC3\xA4\",\"\\u00e4\\\"\",1]"),
            "[@1:1 '\xC3\xA4'@1:2 '\xC3\xA4\"'@1:7 number@1:18 ]@1:19");
}

TEST(JsonReader, NumbersAtTheEndOfTheText) {
  EXPECT_EQ(events_of("12"), "number@1:1");
  EXPECT_EQ(events_of(" 12 \n"), "number@1:2");
}

TEST(JsonReader, CommasAndColonsInsideStringsDoNotMoveThePlace) {
  EXPECT_EQ(events_of(R"([", :",1])"), "[@1:1 ', :'@1:2 number@1:8 ]@1:9");
}

TEST(JsonReader, HandlerStopsTheReading) {
  Recorder recorder(2);
  EXPECT_FALSE(read_json("[1, oh, broken", recorder).has_value());
  EXPECT_EQ(recorder.events(), "[@1:1 number@1:2");
}

TEST(JsonReader, SyntaxErrorsSayWhereAndWhat) {
  EXPECT_EQ(problem_of("[1,,2]"),
            "invalid-json 1:4 not valid JSON: unexpected ','; expected '[', "
            "'{', or a literal");
  EXPECT_EQ(problem_of("{\"a\":1,\n\"b\" 2}"),
            "invalid-json 2:5 not valid JSON: unexpected number literal; expected ':'");
  EXPECT_EQ(problem_of("[tru]"), "invalid-json 1:5 not valid JSON: invalid literal");
  EXPECT_EQ(problem_of("[\"a\n\"]").substr(0, 17), "invalid-json 1:4 ");
  EXPECT_EQ(problem_of("[] []"),
            "invalid-json 1:4 not valid JSON: unexpected '['; expected end of input");
  EXPECT_EQ(problem_of("[1e999]"), "invalid-json 1:2 not valid JSON: a number is out of range");
}

TEST(JsonReader, TruncationIsFoundAtTheEnd) {
  EXPECT_EQ(problem_of("{\"id\": 7"),
            "invalid-json 1:9 not valid JSON: unexpected end of input; expected '}'");
  EXPECT_EQ(problem_of("[\n\"ab"),
            "invalid-json 2:4 not valid JSON: invalid string: missing closing quote");
}

TEST(JsonReader, EmptyTextIsNoJson) {
  EXPECT_EQ(problem_of(""), "empty-file 1:1 the file is empty");
  EXPECT_EQ(problem_of(" \r\n\t"), "empty-file 1:1 the file is empty");
}

TEST(JsonReader, BrokenUtf8IsFoundInsideStrings) {
  EXPECT_EQ(problem_of("[\"a\xFF\"]"), "invalid-text 1:4 not valid UTF-8");
  EXPECT_EQ(problem_of("[\"\xED\xA0\x80\"]"), "invalid-text 1:4 not valid UTF-8");  // a surrogate
  EXPECT_EQ(problem_of("[\"\xC0\xAF\"]"), "invalid-text 1:3 not valid UTF-8");      // overlong
}

TEST(JsonReader, ZeroBytesNeverEndTheText) {
  EXPECT_EQ(problem_of("[]\0[]"sv), "invalid-json 1:3 not valid JSON: a zero byte");
  EXPECT_EQ(problem_of("[1\0]"sv), "invalid-json 1:3 not valid JSON: a zero byte");
  EXPECT_EQ(problem_of("7\0"sv), "invalid-json 1:2 not valid JSON: a zero byte");
  EXPECT_EQ(problem_of("\0"sv), "invalid-json 1:1 not valid JSON: a zero byte");
}

TEST(JsonReader, DepthUpToTheLimitIsRead) {
  const std::string most = std::string(kMaxJsonDepth, '[') + std::string(kMaxJsonDepth, ']');
  EXPECT_EQ(problem_of(most), "none");
  EXPECT_EQ(problem_of("[" + most + "]"),
            "too-deep 1:101 objects and arrays are nested more than 100 deep");
  EXPECT_EQ(problem_of(std::string(200000, '[')).substr(0, 8), "too-deep");
}

TEST(JsonReader, StringsUpToTheLimitAreRead) {
  const std::string most(kMaxJsonStringBytes, 'x');
  EXPECT_EQ(problem_of("[\"" + most + "\"]"), "none");
  EXPECT_EQ(problem_of("[\n\"" + most + "x\"]"),
            "string-too-long 2:1 a string, key or number of more than 1048576 bytes");
  EXPECT_EQ(problem_of("{\"" + most + "x\": 1}").substr(0, 19), "string-too-long 1:2");
  EXPECT_EQ(problem_of("[" + std::string(kMaxJsonStringBytes + 9, '1') + "]").substr(0, 19),
            "string-too-long 1:2");
}

TEST(JsonReader, BlanksDoNotCountForTheLengthOfAToken) {
  const std::string blanks(3 * kMaxJsonStringBytes, ' ');
  EXPECT_EQ(events_of("[" + blanks + "\n1," + blanks + "\n\"a\"" + blanks + "]" + blanks),
            "[@1:1 number@2:1 'a'@3:1 ]@3:3145732");
}

}  // namespace
}  // namespace leastwise

#include "cli/plain_request.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "cli/request.h"

namespace leastwise::cli {
namespace {

// A request with something behind its scope.
std::string with(std::string_view more) {
  return R"({"principal":"ann","action":"A/b","scope":"/s")" + std::string(more) + "}";
}

// Whether the line is plain; then the other reader takes it too, and reads the same.
bool is_plain(std::string_view line) {
  const std::string padded = std::string(line) + std::string(PlainRequestReader::kPadding, '}');
  PlainRequestReader reader;
  const auto plain = reader.read(std::string_view(padded).substr(0, line.size()));
  if (!plain) {
    return false;
  }
  const ParsedRequest parsed = parse_request(line);
  EXPECT_TRUE(parsed.request.has_value()) << line;
  if (parsed.request) {
    EXPECT_EQ(parsed.request->principal, plain->principal) << line;
    EXPECT_EQ(parsed.request->action, plain->action) << line;
    EXPECT_EQ(parsed.request->scope, plain->scope) << line;
    EXPECT_EQ(parsed.request->plane, plain->plane) << line;
    EXPECT_EQ(parsed.id, plain->id) << line;
  }
  return true;
}

TEST(PlainRequest, IsOneOfTextsAnIdAndAPlane) {
  for (const std::string& line :
       {with(""), with(R"(,"id":7)"), with(R"(,"id":0)"), with(R"(,"id":"x y")"),
        with(R"(,"id":"")"), with(R"(,"dataAction":true)"), with(R"(, "dataAction" : false )"),
        with(",\"id\":\"\xC3\xA4\x7F\""), " " + with("") + "\t\r",
        std::string(R"({"id":123456789012345678,"scope":"","action":"","principal":""})")}) {
    EXPECT_TRUE(is_plain(line)) << line;
  }
}

TEST(PlainRequest, EverythingElseIsLeftToTheOtherReader) {
  for (const std::string& line :
       {with(R"(,"attributes":{})"),
        with(R"(,"complete":true)"),
        with(R"(,"suboperations":[])"),
        with(R"(,"ID":7)"),
        with(R"(,"id":-0)"),
        with(R"(,"id":1.5)"),
        with(R"(,"id":1e3)"),
        with(R"(,"id":1234567890123456789)"),
        with(R"(,"id":null)"),
        with(R"(,"id":[1])"),
        with(R"(,"id":"a\"b")"),
        with(R"(,"id":1,"id":1)"),
        with(R"(,"scope":"/")"),
        with(R"(,"dataAction":true,"dataAction":true)"),
        with(R"(,"dataAction":"true")"),
        with(R"(,"dataAction":null)"),
        with(","),
        with(R"(,"id":01)"),
        with("") + "x",
        with("") + "{}",
        with("") + "]",
        "[" + with("") + "]",
        std::string(R"({"principal":"ann","action":"A/b"})"),
        std::string(R"({"principal":"\u0061nn","action":"A/b","scope":"/"})"),
        std::string(R"({"principal":"ann","action":"A\/b","scope":"/"})"),
        std::string(R"({"principal":1,"action":"A/b","scope":"/"})"),
        std::string("{\"principal\":\"\xC3\",\"action\":\"A/b\",\"scope\":\"/\"}"),
        std::string("{\"principal\":\"a\tb\",\"action\":\"A/b\",\"scope\":\"/\"}"),
        std::string("{}"),
        std::string(),
        std::string("7"),
        with("").substr(0, 20)}) {
    EXPECT_FALSE(is_plain(line)) << line;
  }
}

TEST(PlainRequest, EveryTruncationAndChangedByteIsReadAlikeOrLeft) {
  const std::string line = with(R"(, "id": "a1", "dataAction": true )");
  for (std::size_t at = 0; at < line.size(); ++at) {
    (void)is_plain(line.substr(0, at));
    for (const char change : {'"', '\\', '{', '}', '[', ',', ':', '0', 'x', ' ', '\0', '\xFF'}) {
      std::string changed = line;
      changed[at] = change;
      (void)is_plain(changed);
    }
  }
}

}  // namespace
}  // namespace leastwise::cli

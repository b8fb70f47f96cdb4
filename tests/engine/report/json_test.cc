#include "engine/report/json.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Json, WritesEveryKindOfValue) {
  EXPECT_EQ(Json().line(), "null");
  EXPECT_EQ(Json(nullptr).line(), "null");
  EXPECT_EQ(Json(true).line(), "true");
  EXPECT_EQ(Json(std::size_t{18446744073709551615U}).line(), "18446744073709551615");
  EXPECT_EQ(Json("text").line(), "\"text\"");
  EXPECT_EQ(Json(std::string_view("view")).line(), "\"view\"");
  EXPECT_EQ(Json::array().line(), "[]");
  EXPECT_EQ(Json::object().line(), "{}");
  EXPECT_EQ(Json(std::vector<std::string>{"a", "b"}).line(), "[\"a\",\"b\"]");
  EXPECT_EQ(Json(std::vector<std::string_view>{}).line(), "[]");
}

TEST(Json, KeysKeepTheirOrder) {
  Json json = {{"z", 1U}, {"a", "x"}, {"m", {{"inner", false}}}};
  json["b"] = Json::array();
  json["b"].push_back({{"k", nullptr}});
  json["z"] = 2U;
  EXPECT_EQ(json.line(), R"({"z":2,"a":"x","m":{"inner":false},"b":[{"k":null}]})");
}

TEST(Json, ANullBecomesAnObjectWhenItIsGivenAMember) {
  Json json = Json::object();
  json["a"]["b"] = "c";
  EXPECT_EQ(json.line(), R"({"a":{"b":"c"}})");
}

TEST(Json, EscapesAndMendsText) {
  EXPECT_EQ(Json("a\"b\\c\n\x01").line(), R"("a\"b\\c\n\u0001")");
  EXPECT_EQ(Json("Tomás").line(), "\"Tomás\"");
  EXPECT_EQ(Json("\xff").line(), "\"\xef\xbf\xbd\"");
}

// The value is the same to every reader of JSON; the bytes are no command of a CI system.
TEST(Json, HoldsNoCommandOfACiSystem) {
  EXPECT_EQ(Json("##vso[task.setvariable]").line(), R"("##vso\u005btask.setvariable]")");
  EXPECT_EQ(Json("##[group]").text(), "\"##\\u005bgroup]\"\n");
  const Json list = {{"##", std::vector<std::string>{"#"}}};
  EXPECT_EQ(list.line(), R"({"##":["#"]})");
}

TEST(Json, TextIsIndentedAndEndsWithANewline) {
  const Json json = {{"a", std::vector<std::string>{"x"}}};
  EXPECT_EQ(json.text(), "{\n  \"a\": [\n    \"x\"\n  ]\n}\n");
}

TEST(Json, CopiesAreIndependent) {
  const Json first = {{"a", 1U}};
  Json second = first;
  second["a"] = 2U;
  EXPECT_EQ(first.line(), R"({"a":1})");
  EXPECT_EQ(second.line(), R"({"a":2})");
}

}  // namespace
}  // namespace leastwise

#include "cli/request.h"

#include <gtest/gtest.h>

#include <utility>

namespace leastwise::cli {
namespace {

std::string error_of(std::string_view line) {
  const ParsedRequest parsed = parse_request(line);
  return parsed.request ? "" : parsed.request.error().message;
}

TEST(Request, ReadsWhatIsNeeded) {
  const ParsedRequest parsed = parse_request(R"({"principal":"p","action":"a","scope":"/"})");
  ASSERT_TRUE(parsed.request);
  EXPECT_EQ(parsed.request->principal, "p");
  EXPECT_EQ(parsed.request->action, "a");
  EXPECT_EQ(parsed.request->scope, "/");
  EXPECT_EQ(parsed.request->plane, Plane::kControl);
  EXPECT_EQ(parsed.request->complete, CompleteSources{});
  EXPECT_EQ(parsed.id, "");
}

TEST(Request, ReadsAllThatItMayHold) {
  const ParsedRequest parsed =
      parse_request(R"({"id":{"a":[1]},"principal":"p","action":"a","scope":"/","dataAction":true,)"
                    R"("attributes":{"resource":{"n":"x","l":["a",1,true]},"Environment":{}},)"
                    R"("suboperations":["Blob.List"],"complete":["resource","request"]})");
  ASSERT_TRUE(parsed.request) << parsed.request.error().message;
  const Request& request = *parsed.request;
  EXPECT_EQ(parsed.id, R"({"a":[1]})");
  EXPECT_EQ(request.plane, Plane::kData);
  ASSERT_EQ(request.attributes.size(), 2U);
  EXPECT_EQ(request.attributes[0],
            (AttributeArgument{AttributeSource::kResource, "l", {"a", "1", "true"}}));
  EXPECT_EQ(request.suboperations, std::vector<std::string>{"Blob.List"});
  EXPECT_EQ(request.complete, (CompleteSources{true, true, false, false}));
}

TEST(Request, CompleteMayBeABoolean) {
  const ParsedRequest parsed =
      parse_request(R"({"principal":"p","action":"a","scope":"/","complete":true})");
  ASSERT_TRUE(parsed.request);
  EXPECT_EQ(parsed.request->complete, (CompleteSources{true, true, true, true}));
}

TEST(Request, KeepsTheIdOfAWrongRequest) {
  const ParsedRequest parsed = parse_request(R"({"id":"x7","principal":1})");
  EXPECT_FALSE(parsed.request);
  EXPECT_EQ(parsed.id, R"("x7")");
}

TEST(Request, EveryWayToBeWrongHasItsMessage) {
  const std::string head = R"({"principal":"p","action":"a","scope":"/")";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "not valid JSON at byte 1"},
      {"{", "not valid JSON at byte 2"},
      {"[]", "not a JSON object"},
      {"7", "not a JSON object"},
      {"{} {}", "not valid JSON at byte 4"},
      {"{}", "`principal` is missing"},
      {R"({"principal":7,"action":"a","scope":"/"})", "`principal` is no string"},
      {head + R"(,"dataaction":true})", "a request has no key `dataaction`"},
      {head + R"(,"dataAction":"yes"})", "`dataAction` is no boolean"},
      {head + R"(,"action":"b"})", "key `action` stands twice in one object"},
      {head + R"(,"attributes":[]})", "`attributes` is no object"},
      {head + R"(,"attributes":{"x":{}}})", "no attribute source `x`"},
      {head + R"(,"attributes":{"resource":7}})", "`attributes.resource` is no object"},
      {head + R"(,"attributes":{"resource":{"n":null}}})",
       "attribute `n` is no string, number, boolean, or list of these"},
      {head + R"(,"attributes":{"resource":{"n":[[]]}}})",
       "attribute `n` is no string, number, boolean, or list of these"},
      {head + R"(,"attributes":{"resource":{"n":1,"n":2}}})", "key `n` stands twice in one object"},
      {head + R"(,"suboperations":"x"})", "`suboperations` is no list of strings"},
      {head + R"(,"suboperations":[1]})", "`suboperations` is no list of strings"},
      {head + R"(,"complete":"all"})", "`complete` is no boolean or list of sources"},
      {head + R"(,"complete":["all"]})", "`complete` names no attribute source: \"all\""},
      {head + ",\"id\":\"\xff\"}", "not valid JSON at byte 49"},
  };
  for (const auto& [line, expected] : cases) {
    EXPECT_EQ(error_of(line), expected) << line;
  }
}

TEST(Request, ASuggestionForAMisspelledKey) {
  const ParsedRequest parsed =
      parse_request(R"({"principal":"p","action":"a","scope":"/","dataActions":true})");
  ASSERT_FALSE(parsed.request);
  EXPECT_EQ(parsed.request.error().help, "did you mean `dataAction`?");
}

TEST(Request, DeepNestingIsRefusedAndHarmless) {
  const std::string deep =
      R"({"id":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  EXPECT_EQ(error_of(deep), "nested too deeply");
}

}  // namespace
}  // namespace leastwise::cli

#include "engine/condition/open_attributes.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

std::vector<std::string> open_names(const std::string& text, const ConditionRequest& request,
                                    std::string_view action = "a") {
  std::vector<std::string> names;
  for (const OpenAttribute& one : open_attributes(Condition::parse(text), action, request)) {
    names.push_back(std::string(to_string(one.source)) + ":" + one.name);
  }
  return names;
}

TEST(OpenAttributes, AreThoseThatUndecidedTestsAskFor) {
  const std::string text =
      "(!(ActionMatches{'a'}) OR @Resource[X] StringEquals 'x') AND "
      "@Resource[ x ] StringEquals @Principal[y] AND Exists @Request[z]";
  EXPECT_EQ(open_names(text, {}),
            (std::vector<std::string>{"resource:X", "resource:x", "principal:y", "request:z"}));
}

TEST(OpenAttributes, AreNoneWhereTheConditionIsDecided) {
  EXPECT_TRUE(open_names("!(ActionMatches{'b'}) OR Exists @Request[z]", {}).empty());
  EXPECT_TRUE(open_names("Exists", {}).empty());
}

// The second clause is true for the action, whatever the resource is.
TEST(OpenAttributes, LeaveOutWhatAGuardSettles) {
  EXPECT_EQ(open_names("(!(ActionMatches{'a'}) OR Exists @Request[x]) AND "
                       "(!(ActionMatches{'b'}) OR Exists @Resource[y])",
                       {}),
            std::vector<std::string>{"request:x"});
}

TEST(OpenAttributes, LeaveOutWhatIsGiven) {
  ConditionRequest request;
  const std::string value = "x";
  request.add_attribute(AttributeSource::kResource, "a", std::span(&value, 1));
  EXPECT_EQ(open_names("@Resource[a] StringEquals 'x' AND Exists @Request[b]", request),
            std::vector<std::string>{"request:b"});
}

}  // namespace
}  // namespace leastwise

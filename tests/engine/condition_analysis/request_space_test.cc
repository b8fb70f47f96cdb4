#include "engine/condition_analysis/request_space.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "engine/condition_analysis/condition_analysis.h"

namespace leastwise {
namespace {

// `a/list` has a prefix and no path, except that the suboperation `Detail` has the path too.
class Model : public AttributeModel {
 public:
  [[nodiscard]] bool is_single(const AttributeKey& key) const override {
    return key.name == "path";
  }
  [[nodiscard]] std::uint32_t action_class(std::string_view action) const override {
    return action == "a/list" ? 1 : 0;
  }
  [[nodiscard]] bool offers(const CallView& call, const AttributeKey& key) const override {
    const bool detail = std::ranges::find(call.ruled_out, "Detail") == call.ruled_out.end();
    return call.folded_action != "a/list" || key.name == "prefix" || (key.name == "path" && detail);
  }
};

constexpr std::array<std::string_view, 2> kActions = {"a/list", "a/read"};

Truth ever_met(const std::string& text, std::span<const std::string_view> actions) {
  const Model model;
  const RequestSpace space{.actions = actions, .only_these = true, .model = &model};
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  return truth_not(extent_of(condition, space).never);
}

TEST(RequestSpace, AnAttributeThatTheActionDoesNotOfferIsNeverGiven) {
  const std::string path = "!(SubOperationMatches{'Detail'}) AND @Resource[path] StringEquals 'x'";
  EXPECT_EQ(ever_met(path, kActions), Truth::kYes) << "by a/read";
  EXPECT_EQ(ever_met(path, std::span(kActions).first(1)), Truth::kNo);
  EXPECT_EQ(ever_met("@Request[prefix] StringEquals 'x'", std::span(kActions).first(1)),
            Truth::kYes);
}

TEST(RequestSpace, WhatIsOfferedCanDependOnTheSuboperation) {
  const std::string text = "SubOperationMatches{'Detail'} AND @Resource[path] StringEquals 'x'";
  EXPECT_EQ(ever_met(text, std::span(kActions).first(1)), Truth::kYes);
  EXPECT_EQ(ever_met("NOT " + text, std::span(kActions).first(1)), Truth::kNo);
}

TEST(RequestSpace, TheModelKnowsWhatIsOneValue) {
  const std::string both =
      "@Resource[path] ForAnyOfAnyValues:StringEquals {'a'} AND "
      "@Resource[path] ForAnyOfAnyValues:StringEquals {'b'}";
  EXPECT_EQ(ever_met(both, kActions), Truth::kNo);
}

}  // namespace
}  // namespace leastwise

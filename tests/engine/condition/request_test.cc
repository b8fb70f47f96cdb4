#include "engine/condition/request.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(AttributeValue, IsWorthWhatItsTextCanBe) {
  const AttributeValue guid("8B9DFCAB4B774632A6DF94BD07820648");
  EXPECT_TRUE(guid.guid());
  EXPECT_FALSE(guid.integer());
  const AttributeValue number("42");
  EXPECT_EQ(number.integer(), 42);
  EXPECT_FALSE(number.boolean());
  EXPECT_EQ(AttributeValue("True").boolean(), true);
  EXPECT_TRUE(AttributeValue("2022-06-01T00:00:00Z").instant());
}

TEST(ConditionRequest, FindsAttributesByTheirNormalName) {
  ConditionRequest request;
  const std::string values[] = {"a", "b"};
  request.add_attribute(AttributeSource::kResource, "A/B:Name", values);
  request.add_attribute(AttributeSource::kResource, "a/b:name", std::span(values).first(1));
  const auto* found = request.find({AttributeSource::kResource, "a/b:name"});
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->values.size(), 3U);
  EXPECT_EQ(request.find({AttributeSource::kRequest, "a/b:name"}), nullptr);
}

TEST(ConditionRequest, KnowsTheTimeUnlessItIsToldAnother) {
  ConditionRequest request;
  request.set_default_time(Instant{0});
  const AttributeKey now{AttributeSource::kEnvironment, "utcnow"};
  ASSERT_NE(request.find(now), nullptr);
  EXPECT_EQ(request.find(now)->values.front().instant(), Instant{0});
  request.set_default_time(Instant{1});
  EXPECT_EQ(request.find(now)->values.size(), 1U);
}

TEST(ConditionRequest, SaysWhichSourcesAreComplete) {
  ConditionRequest request;
  EXPECT_FALSE(request.complete(AttributeSource::kResource));
  request.set_complete({true, false, false, false});
  EXPECT_TRUE(request.complete(AttributeSource::kResource));
  EXPECT_FALSE(request.complete(AttributeSource::kRequest));
}

}  // namespace
}  // namespace leastwise

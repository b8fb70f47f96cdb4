#include "cli/attribute_argument.h"

#include <gtest/gtest.h>

namespace leastwise::cli {
namespace {

TEST(AttributeArgument, SplitsAtTheFirstColonAndTheFirstEquals) {
  const auto attribute = parse_attribute("resource:a:b=c=d");
  ASSERT_TRUE(attribute);
  EXPECT_EQ(*attribute, (AttributeArgument{AttributeSource::kResource, "a:b", {"c=d"}}));
}

TEST(AttributeArgument, AnEqualsInsideBracketsBelongsToTheName) {
  const auto attribute =
      parse_attribute("Request:Microsoft.Storage/blobs/tags:Project<$key=x$>[a=b]=Cascade");
  ASSERT_TRUE(attribute);
  EXPECT_EQ(attribute->source, AttributeSource::kRequest);
  EXPECT_EQ(attribute->name, "Microsoft.Storage/blobs/tags:Project<$key");

  const auto bracketed = parse_attribute("principal:Department[x=y]=");
  ASSERT_TRUE(bracketed);
  EXPECT_EQ(bracketed->name, "Department[x=y]");
  EXPECT_EQ(bracketed->values, std::vector<std::string>{""});
}

TEST(AttributeArgument, RefusesWhatHasNoSourceNameOrValue) {
  EXPECT_EQ(parse_attribute("name=value").error().message,
            "attribute `name=value` names no source");
  EXPECT_EQ(parse_attribute("resource:name").error().message,
            "attribute `resource:name` has no value");
  EXPECT_EQ(parse_attribute("resource:=x").error().message, "attribute `resource:=x` has no name");
  EXPECT_EQ(parse_attribute("resource:[a=b]").error().message,
            "attribute `resource:[a=b]` has no value");
  EXPECT_EQ(parse_attribute("resorce:a=b").error().help, "did you mean `resource`?");
  EXPECT_EQ(parse_attribute("x:a=b").error().message, "no attribute source `x`");
}

TEST(AttributeArgument, TheSameNameAgainMakesAList) {
  std::vector<AttributeArgument> attributes;
  add_attribute(attributes, {AttributeSource::kResource, "Name", {"a"}});
  add_attribute(attributes, {AttributeSource::kRequest, "name", {"b"}});
  add_attribute(attributes, {AttributeSource::kResource, "name", {"c"}});
  ASSERT_EQ(attributes.size(), 2U);
  EXPECT_EQ(attributes[0].values, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(attributes[1].values, std::vector<std::string>{"b"});
}

TEST(Complete, ReadsBooleansAndLists) {
  EXPECT_EQ(*parse_complete("true", {}), (CompleteSources{true, true, true, true}));
  EXPECT_EQ(*parse_complete("false", {true, true, true, true}), CompleteSources{});
  EXPECT_EQ(*parse_complete("resource,Principal", {}), (CompleteSources{true, false, true, false}));
  EXPECT_EQ(*parse_complete("request", {true}), (CompleteSources{true, true, false, false}));
  EXPECT_FALSE(parse_complete("resource,", {}));
  EXPECT_FALSE(parse_complete("everything", {}));
}

TEST(AttributeSources, NamesReadBack) {
  for (const AttributeSource source : kAttributeSources) {
    EXPECT_EQ(parse_attribute_source(to_string(source)), source);
  }
}

}  // namespace
}  // namespace leastwise::cli

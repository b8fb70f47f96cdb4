#include "engine/condition/attribute.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(AttributeName, IsSplitAtItsFirstColon) {
  const AttributeNameView name = split_attribute_name("A.B/c/tags:a:b=c d");
  EXPECT_EQ(name.path, "A.B/c/tags");
  EXPECT_EQ(name.leaf, "a:b=c d");
  EXPECT_EQ(name.form, AttributeForm::kPlain);
}

TEST(AttributeName, KnowsDictionaryKeysAndLists) {
  const AttributeNameView key = split_attribute_name("A/tags:Project<$key_case_sensitive$>");
  EXPECT_EQ(key.leaf, "Project");
  EXPECT_EQ(key.form, AttributeForm::kCaseSensitiveKey);
  const AttributeNameView keys = split_attribute_name("A/tags&$keys$&");
  EXPECT_EQ(keys.path, "A/tags");
  EXPECT_EQ(keys.form, AttributeForm::kKeys);
}

TEST(AttributeName, MayBeAPathAlone) {
  EXPECT_EQ(split_attribute_name(" isPrivateLink ").path, "isPrivateLink");
  EXPECT_EQ(split_attribute_name("isPrivateLink").leaf, "");
}

TEST(AttributeName, ComparesIgnoringCaseButForMarkedKeys) {
  EXPECT_EQ(normal_attribute_name("A/B:Name"), normal_attribute_name(" a/b:NAME "));
  EXPECT_EQ(normal_attribute_name("A/tags:Key<$KEY_case_sensitive$>"),
            normal_attribute_name("a/TAGS:Key<$key_case_sensitive$>"));
  EXPECT_NE(normal_attribute_name("A/tags:Key<$key_case_sensitive$>"),
            normal_attribute_name("A/tags:key<$key_case_sensitive$>"));
  EXPECT_NE(normal_attribute_name("A/tags:Key<$key_case_sensitive$>"),
            normal_attribute_name("A/tags:Key"));
  EXPECT_NE(normal_attribute_name("A/tags&$keys$&"), normal_attribute_name("A/tags"));
}

TEST(AttributeSource, IsReadInAnyLetterCase) {
  for (const AttributeSource source : kAttributeSources) {
    EXPECT_EQ(parse_attribute_source(to_string(source)), source);
    EXPECT_EQ(parse_attribute_source(condition_name(source)), source);
  }
  EXPECT_FALSE(parse_attribute_source("Context"));
}

TEST(AttributeKey, KnowsSuboperationsAndTheTime) {
  EXPECT_TRUE(is_suboperation_attribute(
      {AttributeSource::kRequest, normal_attribute_name("subOperation")}));
  EXPECT_FALSE(is_suboperation_attribute(
      {AttributeSource::kResource, normal_attribute_name("subOperation")}));
  EXPECT_TRUE(is_utc_now({AttributeSource::kEnvironment, normal_attribute_name("UtcNow")}));
}

}  // namespace
}  // namespace leastwise

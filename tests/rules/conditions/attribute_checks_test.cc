#include "rules/conditions/attribute_checks.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

const std::string kBlobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const std::string kPath = "@Resource[" + kBlobs + ":path]";
const std::string kContainer =
    "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]";
const std::string kKeys = "@Request[" + kBlobs + "/tags&$keys$&]";
const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";

using Strings = std::vector<std::string>;

Strings codes(const std::string& text) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  Strings found;
  for (const ConditionIssue& issue : attribute_issues(condition, embedded_known_attributes())) {
    found.push_back(issue.code);
  }
  return found;
}

TEST(AttributeChecks, WhatIsUsualIsNoIssue) {
  EXPECT_EQ(codes(kPath + " StringStartsWith 'logs/'"), Strings{});
  EXPECT_EQ(codes(kRole + " GuidEquals acdd72a7-3385-48ef-bd42-f606fba81ae7"), Strings{});
  EXPECT_EQ(codes("@Environment[UtcNow] DateTimeLessThan '2026-01-01T00:00:00Z'"), Strings{});
}

TEST(AttributeChecks, FindANameThatNobodyKnows) {
  EXPECT_EQ(codes("Exists @Resource[Contoso.Own/things:name]"), Strings{"unknown-attribute"});
  const Condition mistyped = Condition::parse("Exists @Resource[" + kBlobs + ":pth]");
  const ConditionIssues issues = attribute_issues(mistyped, embedded_known_attributes());
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].level, IssueLevel::kWarning);
  EXPECT_EQ(issues[0].help, "did you mean `" + kBlobs + ":path`?");
}

TEST(AttributeChecks, FindTheWrongType) {
  EXPECT_EQ(codes(kRole + " StringEquals 'acdd72a7-3385-48ef-bd42-f606fba81ae7'"),
            Strings{"type-mismatch"});
  const Condition by_id = Condition::parse(
      kRole + " StringEquals '/providers/Microsoft.Authorization/roleDefinitions/x'");
  EXPECT_NE(attribute_issues(by_id, embedded_known_attributes())[0].help.find("no resource id"),
            std::string::npos);
}

TEST(AttributeChecks, FindHowTimeAndIdsAreCompared) {
  EXPECT_EQ(codes("@Environment[UtcNow] DateTimeGreaterThanEquals '2026-01-01T00:00:00Z'"),
            Strings{"utc-now-operator"});
  EXPECT_EQ(codes("@Environment[Microsoft.Network/privateEndpoints] StringEquals '/s/x'"),
            Strings{"case-sensitive-resource-id"});
  EXPECT_EQ(codes("@Environment[Microsoft.Network/privateEndpoints] StringEqualsIgnoreCase '/s'"),
            Strings{});
}

TEST(AttributeChecks, FindPathsThatHardlyMatch) {
  EXPECT_EQ(codes(kPath + " StringLike '/logs/*'"), Strings{"leading-slash-path"});
  EXPECT_EQ(codes(kContainer + " StringEquals 'c' AND " + kPath + " StringLike 'c/logs/*'"),
            Strings{"container-in-path"});
  EXPECT_EQ(codes(kContainer + " StringEquals 'd' AND " + kPath + " StringLike 'c/logs/*'"),
            Strings{});
  EXPECT_EQ(codes(kPath + " StringStartsWith 'logs'"), Strings{"prefix-without-slash"});
  EXPECT_EQ(codes(kPath + " StringLike 'logs*'"), Strings{"prefix-without-slash"});
  EXPECT_EQ(codes(kPath + " StringLike '*'"), Strings{});
  EXPECT_EQ(codes("@Request[Microsoft.ContainerRegistry/registries/repositories:name] "
                  "StringStartsWithIgnoreCase 'ml'"),
            Strings{"prefix-without-slash"});
}

TEST(AttributeChecks, FindWhatAnEmptyListOrAMissingTagDoes) {
  const std::string every = kKeys + " ForAllOfAnyValues:StringEquals {'a', 'b'}";
  EXPECT_EQ(codes(every), Strings{"empty-list-passes"});
  EXPECT_EQ(codes(every + " AND " + kKeys + " ForAnyOfAnyValues:StringEquals {'a'}"), Strings{});
  EXPECT_EQ(codes(every + " AND Exists " + kKeys), Strings{});
  EXPECT_EQ(codes("@Resource[" + kBlobs + "/tags:x<$key_case_sensitive$>] StringNotEquals 'y'"),
            Strings{"untagged-not-granted"});
}

}  // namespace
}  // namespace leastwise

#include "rules/conditions/condition_text.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

const std::string kRole = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]";
const std::string kPath =
    "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]";
const std::string kKeys =
    "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&]";
const std::string kReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const std::string kOther = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

std::string say(const std::string& text) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  const KnownAttributes known = embedded_known_attributes();
  const IdNames names = [](const Guid& id) {
    return to_string(id) == kReader ? std::string("Reader") : std::string();
  };
  const ConditionEnglish english(condition, known, names);
  return lines_of(english.requirement(requirement_of(condition, "a", {})), 0);
}

TEST(ConditionText, SaysWhatARelationAsks) {
  EXPECT_EQ(say(kPath + " StringEquals 'a'"), "the path of the blob is 'a'\n");
  EXPECT_EQ(say(kPath + " StringNotLike 'a*'"), "the path of the blob does not match 'a*'\n");
  EXPECT_EQ(say("!(" + kPath + " StringStartsWith 'a/')"),
            "the path of the blob does not begin with 'a/'\n");
  EXPECT_EQ(say(kPath + " StringEqualsIgnoreCase 'a'"),
            "the path of the blob is 'a' (in any letter case)\n");
  EXPECT_EQ(say("@Environment[UtcNow] DateTimeGreaterThan '2026-01-01T00:00:00Z'"),
            "the time of the call is after '2026-01-01T00:00:00Z'\n");
  EXPECT_EQ(say("@Request[n] NumericLessThanEquals 3"), "`@Request[n]` is at most 3\n");
  EXPECT_EQ(say("@Environment[isPrivateLink] BoolEquals true"),
            "the call comes over a private link\n");
  EXPECT_EQ(say("@Environment[isPrivateLink] BoolNotEquals true"),
            "it is not so that the call comes over a private link\n");
  EXPECT_EQ(say("NOT Exists @Request[x]"), "`@Request[x]` is not given\n");
}

TEST(ConditionText, NamesIds) {
  EXPECT_EQ(say(kRole + " GuidEquals " + kReader),
            "the role to assign is Reader (" + kReader + ")\n");
  EXPECT_EQ(say(kRole + " GuidEquals " + kOther), "the role to assign is " + kOther + "\n");
}

TEST(ConditionText, SaysHowSeveralValuesAreMeant) {
  const std::string set = " {" + kReader + ", " + kOther + "}";
  const std::string list = ":\n- Reader (" + kReader + ")\n- " + kOther + "\n";
  EXPECT_EQ(say(kRole + " ForAnyOfAnyValues:GuidEquals" + set),
            "the role to assign is one of" + list);
  EXPECT_EQ(say(kRole + " ForAnyOfAllValues:GuidNotEquals" + set),
            "the role to assign is none of" + list);
  EXPECT_EQ(say(kRole + " ForAnyOfAnyValues:GuidNotEquals" + set),
            "the role to assign differs from at least one of" + list);
  EXPECT_EQ(say("!(" + kRole + " ForAnyOfAnyValues:GuidEquals" + set + ")"),
            "the role to assign is none of" + list);
}

TEST(ConditionText, SaysWhetherSomeOrEveryValueOfAList) {
  EXPECT_EQ(say(kKeys + " ForAllOfAnyValues:StringEquals {'a', 'b'}"),
            "every one of the keys of the blob's tags is one of 'a' or 'b'\n");
  EXPECT_EQ(say(kKeys + " ForAnyOfAnyValues:StringEquals {'a'}"),
            "at least one of the keys of the blob's tags is 'a'\n");
  EXPECT_EQ(say("!(" + kKeys + " ForAnyOfAnyValues:StringEquals {'a'})"),
            "it is not so that at least one of the keys of the blob's tags is 'a'\n");
  EXPECT_EQ(say("@Request[x] ForAnyOfAnyValues:StringEquals {'a'}"),
            "at least one value of `@Request[x]` is 'a'\n");
}

TEST(ConditionText, ComparesTwoAttributes) {
  EXPECT_EQ(say("@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Eng_Project] "
                "StringEquals " +
                kPath),
            "the caller's attribute `Eng_Project` is the path of the blob\n");
  EXPECT_EQ(say("{'a', 'b'} ForAllOfAnyValues:StringEquals @Request[x]"),
            "each of 'a' or 'b' is at least one value of `@Request[x]`\n");
}

TEST(ConditionText, ListsWhatHasToHoldTogether) {
  EXPECT_EQ(say("(Exists @Request[x] OR Exists @Request[y]) AND Exists @Request[z]"),
            "all of these hold:\n"
            "- one of these holds:\n"
            "    - `@Request[x]` is given\n"
            "    - `@Request[y]` is given\n"
            "- `@Request[z]` is given\n");
  EXPECT_EQ(say("Exists @Request[x] AND Exists @Request[ x ]"), "`@Request[x]` is given\n")
      << "once is enough";
}

}  // namespace
}  // namespace leastwise

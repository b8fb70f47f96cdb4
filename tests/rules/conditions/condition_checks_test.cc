#include "rules/conditions/condition_checks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>

#include "engine/base/ascii.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

const std::string kBlobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const std::string kPath = "@Resource[" + kBlobs + ":path] StringStartsWith 'logs/'";
const std::string kTag = "@Resource[" + kBlobs + "/tags:P<$key_case_sensitive$>] StringEquals 'x'";
const std::string kAssignments = "Microsoft.Authorization/roleAssignments";
const std::string kReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const std::string kOwner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

using Strings = std::vector<std::string>;

ConditionIssues issues(const std::string& text, const Strings& granted = {}) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  const KnownAttributes known = embedded_known_attributes();
  Strings names;
  for (const std::string& name : granted) {
    names.push_back(folded(name));
  }
  std::vector<std::string_view> actions(names.begin(), names.end());
  if (granted.empty()) {
    actions = known.actions();
  }
  return check_condition(condition, known,
                         {.actions = actions, .only_these = !granted.empty(), .model = &known});
}

// Without what the attribute checks find.
Strings codes(const std::string& text, const Strings& granted = {}) {
  Strings found;
  for (const ConditionIssue& issue : issues(text, granted)) {
    found.push_back(issue.code);
  }
  return found;
}

std::string guarded(const std::string& action, const std::string& what,
                    const std::string& also = {}) {
  return "(!(ActionMatches{'" + action + "'}" + also + ") OR (" + what + "))";
}

std::string role_is(const std::string& source, const std::string& rest) {
  return "@" + source + "[" + kAssignments + ":RoleDefinitionId] " + rest;
}

const std::string kNotList = " AND NOT SubOperationMatches{'Blob.List'}";

TEST(ConditionChecks, AConditionAsThePortalWritesItIsFine) {
  const std::string roles = "ForAnyOfAnyValues:GuidEquals {" + kReader + ", " + kOwner + "}";
  EXPECT_EQ(codes(guarded(kAssignments + "/write", role_is("Request", roles)) + " AND " +
                  guarded(kAssignments + "/delete", role_is("Resource", roles))),
            Strings{});
  EXPECT_EQ(codes(guarded(kBlobs + "/read", kPath, kNotList)), Strings{});
}

TEST(ConditionChecks, FindWhatIsAlwaysOrNeverMet) {
  EXPECT_EQ(codes("ActionMatches{'*'} OR Exists @Environment[UtcNow]"),
            (Strings{"always-met", "no-effect"}));
  EXPECT_EQ(codes(role_is("Request", "GuidEquals " + kReader) + " AND " +
                      role_is("Request", "GuidEquals " + kOwner),
                  {kAssignments + "/write"}),
            Strings{"never-met"});
  EXPECT_EQ(codes(guarded(kAssignments + "/write",
                          role_is("Request", "ForAnyOfAnyValues:GuidNotEquals {" + kReader + ", " +
                                                 kOwner + "}")),
                  {kAssignments + "/write"}),
            Strings{"met-whenever-given"});
}

// Patterns that overlap in every combination; that nothing was found says nothing then.
TEST(ConditionChecks, SayWhereActionsAreTooManyToTellApart) {
  std::string text = "Exists @Resource[x]";
  for (int i = 0; i < 16; ++i) {
    text += " OR ActionMatches{'*/x" + std::to_string(i) + "/*'}";
  }
  const Strings found = codes(text);
  EXPECT_NE(std::ranges::find(found, "actions-not-checked"), found.end());
  const Strings few = codes("Exists @Resource[x] OR ActionMatches{'a/*'}");
  EXPECT_EQ(std::ranges::find(few, "actions-not-checked"), few.end());
}

TEST(ConditionChecks, FindReadingsThatDiffer) {
  const std::string text = "!(ActionMatches{'" + kAssignments + "/write'}) OR " +
                           role_is("Request", "GuidEquals " + kReader) + " AND (!(ActionMatches{'" +
                           kAssignments + "/delete'}) OR " +
                           role_is("Resource", "GuidEquals " + kReader) + ")";
  const Strings found = codes(text);
  EXPECT_EQ(found, (Strings{"readings-differ", "removal-unlimited", "no-effect"}));
}

TEST(ConditionChecks, FindTheWrongSource) {
  EXPECT_EQ(codes(guarded(kAssignments + "/write", role_is("Resource", "GuidEquals " + kReader))),
            (Strings{"removal-unlimited", "wrong-source"}));
  EXPECT_EQ(codes(guarded(kAssignments + "/delete", role_is("Request", "GuidEquals " + kReader))),
            Strings{"wrong-source"});
}

// As in built-in roles whose block covers both actions and compares @Request alone.
TEST(ConditionChecks, FindTheWrongSourceWithoutAGuard) {
  const Strings role = {kAssignments + "/write", kAssignments + "/delete"};
  const ConditionIssues found = issues(role_is("Request", "GuidEquals " + kReader), role);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "wrong-source");
  EXPECT_EQ(found[0].message,
            "`Microsoft.Authorization/roleAssignments/delete` has this attribute in @Resource");
}

TEST(ConditionChecks, FindAttributesThatAnActionDoesNotHave) {
  EXPECT_EQ(codes(guarded(kBlobs + "/filter/action", kPath)), Strings{"attribute-not-offered"});
  EXPECT_EQ(codes(guarded(kBlobs + "/read", kPath, " AND SubOperationMatches{'Blob.List'}")),
            Strings{"attribute-not-offered"});
}

TEST(ConditionChecks, FindAListingThatFails) {
  EXPECT_EQ(codes(guarded(kBlobs + "/read", kPath)), Strings{"list-not-excluded"});
  EXPECT_EQ(codes(guarded(kBlobs + "/delete", kPath)), Strings{});
}

TEST(ConditionChecks, FindAWayAroundThatTheRoleGrants) {
  const std::string write = guarded(kBlobs + "/write", kPath);
  EXPECT_EQ(codes(write, {kBlobs + "/write", kBlobs + "/add/action"}),
            Strings{"untargeted-action"});
  EXPECT_EQ(codes(write + " AND " + guarded(kBlobs + "/add/action", kPath),
                  {kBlobs + "/write", kBlobs + "/add/action"}),
            Strings{});
  EXPECT_EQ(codes(write, {kBlobs + "/write"}), Strings{});
  EXPECT_EQ(codes(write), Strings{}) << "nobody says what the role grants";
  EXPECT_EQ(codes(write, {kBlobs + "/write", kBlobs + "/runAsSuperUser/action"}),
            Strings{"path-unprotected"});
  EXPECT_EQ(
      codes(guarded(kBlobs + "/read", kTag, kNotList), {kBlobs + "/read", kBlobs + "/tags/write"}),
      Strings{"tags-unprotected"});
}

TEST(ConditionChecks, FindAGuardOfAnotherRole) {
  EXPECT_EQ(codes(guarded(kBlobs + "/delete", kPath) + " AND " + guarded(kBlobs + "/remove", kPath),
                  {kBlobs + "/delete"}),
            Strings{"guard-without-action"});
}

TEST(ConditionChecks, FindPartsWithoutEffect) {
  EXPECT_EQ(codes(guarded(kBlobs + "/delete",
                          kPath + " AND @Resource[" + kBlobs + ":path] StringLike 'logs/*'")),
            Strings{"no-effect"});
}

TEST(ConditionChecks, FindThePositiveFormAndNegations) {
  EXPECT_EQ(codes("ActionMatches{'" + kBlobs + "/delete'} AND " + kPath), Strings{"positive-form"});
  EXPECT_EQ(codes(guarded(kBlobs + "/delete", "!(" + kPath + ")")), Strings{"negated-comparison"});
}

TEST(ConditionChecks, FindWhatIsTooLong) {
  std::string text = guarded(kBlobs + "/delete", kPath);
  text += std::string(9000, ' ') + " AND Exists @Environment[UtcNow]";
  EXPECT_EQ(codes(text), Strings{"over-8-kb"});
}

// Every code that reading or checking a condition can give stands in docs/conditions.md.
TEST(ConditionChecks, AreAllDocumented) {
  const std::string page = testing::read_file(testing::source_dir() / "docs/conditions.md");
  const std::regex code(
      "(?:IssueLevel::k\\w+|error|note|warning|report)[(,]\\s*\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");
  std::size_t count = 0;
  for (const char* folder : {"engine/condition", "rules/conditions"}) {
    for (const auto& file : std::filesystem::directory_iterator(testing::source_dir() / folder)) {
      const std::string text = testing::read_file(file.path());
      for (std::sregex_iterator it(text.begin(), text.end(), code), end; it != end; ++it) {
        EXPECT_NE(page.find("`" + (*it)[1].str() + "`"), std::string::npos) << (*it)[1];
        ++count;
      }
    }
  }
  EXPECT_GT(count, 40U);
}

}  // namespace
}  // namespace leastwise

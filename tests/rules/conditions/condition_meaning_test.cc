#include "rules/conditions/condition_meaning.h"

#include <gtest/gtest.h>

#include "rules/conditions/condition_text.h"
#include "tests/support/golden.h"

namespace leastwise {
namespace {

const std::string kStorage = "Microsoft.Storage/storageAccounts";
const std::string kContainers = kStorage + "/blobServices/containers";
const std::string kBlobs = kContainers + "/blobs";
const std::string kQueues = kStorage + "/queueServices/queues";
const std::string kAssignments = "Microsoft.Authorization/roleAssignments";
const std::string kReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const std::string kUser = "1823dd4f-9b8c-4ab6-ab4e-7397a3684615";
const std::string kOwner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const std::string kGroup = "0f2f3a86-91b1-4f0c-8a3d-8d6e3a1f5c11";

// `(!(ActionMatches{'A'}) OR (what))`, with the suboperation in the guard where one is given.
std::string clause(const std::string& action, const std::string& what,
                   const std::string& suboperation = {}) {
  const std::string also = suboperation.empty() ? "" : " AND " + suboperation;
  return "((!(ActionMatches{'" + action + "'}" + also + ")) OR (" + what + "))";
}

std::string on(const std::string& source, const std::string& name) {
  return "@" + source + "[" + name + "]";
}

std::string assign(const std::string& what) { return clause(kAssignments + "/write", what); }
std::string remove(const std::string& what) { return clause(kAssignments + "/delete", what); }
std::string role(const std::string& source) {
  return on(source, kAssignments + ":RoleDefinitionId");
}
std::string type(const std::string& source) { return on(source, kAssignments + ":PrincipalType"); }
std::string principal(const std::string& source) {
  return on(source, kAssignments + ":PrincipalId");
}
std::string container() { return on("Resource", kContainers + ":name"); }
std::string path() { return on("Resource", kBlobs + ":path"); }
std::string prefix() { return on("Request", kBlobs + ":prefix"); }
std::string tag(const std::string& source, const std::string& name) {
  return on(source, kBlobs + "/tags:" + name + "<$key_case_sensitive$>");
}

struct Case {
  std::string title;
  std::string text;
};

// In the shapes that the portal, Azure's documentation, modules and built-in roles write.
std::vector<Case> delegations() {
  const std::string two_roles = " ForAnyOfAnyValues:GuidEquals {" + kReader + ", " + kUser + "}";
  return {
      {"delegation: two roles",
       assign(role("Request") + two_roles) + " AND " + remove(role("Resource") + two_roles)},
      {"delegation: roles and kinds of principals",
       assign(role("Request") + two_roles + " AND " + type("Request") +
              " ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}")},
      {"delegation: one role to one group",
       assign(role("Request") + " GuidEquals " + kUser + " AND " + principal("Request") +
              " ForAnyOfAnyValues:GuidEquals {" + kGroup + "}")},
      {"delegation: all but the privileged roles",
       assign(role("Request") + " ForAnyOfAllValues:GuidNotEquals {" + kOwner + ", " + kUser +
              "}")},
      {"delegation: all but, written wrongly",
       assign(role("Request") + " ForAnyOfAnyValues:GuidNotEquals {" + kOwner + ", " + kUser +
              "}")},
      {"delegation: nobody but service principals, whatever the role",
       assign(type("Request") + " StringEqualsIgnoreCase 'ServicePrincipal'")},
      {"delegation: without parentheses",
       "!(ActionMatches{'" + kAssignments + "/write'}) OR " + role("Request") + " GuidEquals " +
           kReader + " AND (!(ActionMatches{'" + kAssignments + "/delete'}) OR " +
           role("Resource") + " GuidEquals " + kReader + ")"},
      {"a built-in role's block without a guard", role("Request") + two_roles},
  };
}

const std::string kNotList = "NOT SubOperationMatches{'Blob.List'}";

std::vector<Case> about_blobs() {
  const std::string with_tags = "SubOperationMatches{'Blob.Write.WithTagHeaders'}";
  const std::string in_container = container() + " StringEquals 'models'";
  return {
      {"blobs: read one container", clause(kBlobs + "/read", in_container, kNotList)},
      {"blobs: read a path, list it by its prefix",
       clause(kBlobs + "/read", in_container + " AND " + path() + " StringStartsWith 'public/'",
              kNotList) +
           " AND " +
           clause(kBlobs + "/read",
                  in_container + " AND " + prefix() + " StringStartsWith 'public/'",
                  "SubOperationMatches{'Blob.List'}")},
      {"blobs: read what a tag says",
       clause(kBlobs + "/read", tag("Resource", "Project") + " StringEquals 'Finch'", kNotList)},
      {"blobs: write only with a tag",
       clause(kBlobs + "/write", tag("Request", "Project") + " StringEquals 'Finch'", with_tags) +
           " AND " +
           clause(kBlobs + "/add/action", tag("Request", "Project") + " StringEquals 'Finch'",
                  with_tags)},
      {"blobs: only these keys of tags",
       "((!(ActionMatches{'" + kBlobs + "/write'} AND " + with_tags + ") AND !(ActionMatches{'" +
           kBlobs + "/tags/write'})) OR (" + on("Request", kBlobs + "/tags&$keys$&") +
           " ForAllOfAnyValues:StringEquals {'Project', 'Program'}))"},
      {"blobs: no old versions",
       clause(kBlobs + "/read", on("Resource", kBlobs + ":isCurrentVersion") + " BoolEquals true",
              kNotList)},
      {"blobs: current version, or snapshots of a day",
       clause(kBlobs + "/read",
              on("Request", kBlobs + ":snapshot") +
                  " DateTimeLessThan '2026-06-01T00:00:00Z' OR NOT Exists " +
                  on("Request", kBlobs + ":snapshot"),
              kNotList)},
      {"blobs: the tag of the caller",
       clause(kBlobs + "/read",
              on("Principal", "Microsoft.Directory/CustomSecurityAttributes/Id:Eng_Project") +
                  " ForAnyOfAnyValues:StringEquals " + tag("Resource", "Project"),
              kNotList)},
      {"blobs: over a private link, from a subnet",
       on("Environment", "isPrivateLink") + " BoolEquals true AND " +
           on("Environment", "Microsoft.Network/virtualNetworks/subnets") +
           " StringEqualsIgnoreCase '/subscriptions/s/resourceGroups/g/providers/"
           "Microsoft.Network/virtualNetworks/v/subnets/ml'"},
  };
}

std::vector<Case> others() {
  const std::string in_container = container() + " StringEquals 'models'";
  return {
      {"blobs: hours of a window",
       clause(kBlobs + "/read",
              on("Environment", "UtcNow") + " DateTimeGreaterThan '2026-05-01T13:00:00.0Z' AND " +
                  on("Environment", "UtcNow") + " DateTimeLessThan '2026-05-01T15:00:00.0Z'")},
      {"blobs: the form of 2021",
       clause(kBlobs + "/read", tag("Resource", "Project") + " StringEquals 'Finch'",
              "@Request[subOperation] ForAnyOfAnyValues:StringEqualsIgnoreCase "
              "{'Blob.Read.WithTagConditions'}")},
      {"blobs: the positive form", "(ActionMatches{'" + kBlobs + "/read'} AND " + in_container +
                                       ") OR (ActionMatches{'" + kBlobs + "/write'} AND " +
                                       container() + " StringLike 'drafts-*')"},
      {"blobs: a wildcard beside an action of it",
       clause(kBlobs + "/*", in_container) + " AND " +
           clause(kBlobs + "/delete", path() + " StringNotLike 'keep/*'")},
      {"queues: named ones",
       clause(kQueues + "/messages/*", on("Resource", kQueues + ":name") + " StringLike 'jobs-?'")},
      {"logs: a table and its rows",
       clause("Microsoft.OperationalInsights/workspaces/tables/data/read",
              on("Resource", "Microsoft.OperationalInsights/workspaces/tables:name") +
                  " ForAllOfAllValues:StringNotEquals {'SigninLogs', 'AuditLogs'} AND " +
                  on("Resource",
                     "Microsoft.OperationalInsights/workspaces/tables/record:"
                     "Vendor<$key_case_sensitive$>") +
                  " StringLike 'Finch'")},
      {"container registry: a folder of repositories",
       clause("Microsoft.ContainerRegistry/registries/repositories/content/read",
              on("Request", "Microsoft.ContainerRegistry/registries/repositories:name") +
                  " StringStartsWithIgnoreCase 'ml/'")},
      {"kubernetes: kinds of a group",
       clause("Microsoft.ContainerService/managedClusters/customresources/*",
              on("Request", "Microsoft.ContainerService/managedClusters/customResources:group") +
                  " StringEqualsIgnoreCase 'kubeflow.org' AND " +
                  on("Request", "Microsoft.ContainerService/managedClusters/customResources:kind") +
                  " ForAnyOfAnyValues:StringEqualsIgnoreCase {'Notebook', 'Profile'}")},
      {"one bit", "@Resource[HasObotoken] boolequals true"},
  };
}

std::string name_of(const Guid& id) {
  const std::string text = to_string(id);
  return text == kReader  ? "Reader"
         : text == kOwner ? "Owner"
         : text == kUser  ? "AzureML Registry User"
                          : "";
}

std::string explained(const std::string& text, const RequestSpace& space) {
  const Condition condition = Condition::parse(text);
  EXPECT_TRUE(condition.valid()) << text;
  const KnownAttributes known = embedded_known_attributes();
  const IdNames names = name_of;
  std::string shown;
  const auto entries = meaning_of(condition, space);
  EXPECT_TRUE(entries.has_value());
  for (const MeaningEntry& entry : *entries) {
    for (const std::string& action : entry.actions) {
      shown += action + "\n";
    }
    shown += entry.calls.empty() ? "" : "  " + entry.calls + "\n";
    const bool plain = entry.requirement.kind == Requirement::Kind::kNothing;
    const bool never = entry.requirement.kind == Requirement::Kind::kImpossible;
    shown +=
        plain ? "    granted\n"
        : never
            ? "    not granted\n"
            : "    granted where " +
                  lines_of(ConditionEnglish(condition, known, names).requirement(entry.requirement),
                           6);
  }
  return shown;
}

TEST(ConditionMeaning, OfRealOnesInEnglish) {
  std::string all;
  std::size_t count = 0;
  for (const std::vector<Case>& cases : {delegations(), about_blobs(), others()}) {
    for (const Case& one : cases) {
      all += "== " + one.title + "\n" + one.text + "\n\n" + explained(one.text, {}) + "\n";
      ++count;
    }
  }
  EXPECT_GE(count, 20U);
  testing::expect_golden("tests/golden/rules/condition_english.txt", all);
}

TEST(ConditionMeaning, OfARoleNamesWhatTheRoleGrantsAlone) {
  const std::vector<std::string_view> actions = {"a/read"};
  const RequestSpace space{.actions = actions, .only_these = true};
  EXPECT_EQ(explained("!(ActionMatches{'a/write'}) OR Exists @Request[x]", space),
            "every action\n    granted\n");
}

TEST(ConditionMeaning, APatternThatIsWrittenTwiceIsOne) {
  EXPECT_EQ(explained("(!(ActionMatches{'a/*'}) OR Exists @Request[x]) AND "
                      "(!(ActionMatches{'A/*'}) OR Exists @Request[y])",
                      {}),
            "a/*\n    granted where all of these hold:\n"
            "      - `@Request[x]` is given\n      - `@Request[y]` is given\n"
            "every other action\n    granted\n");
}

}  // namespace
}  // namespace leastwise

#include "rules/danger/danger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace leastwise {
namespace {

const std::string kHeader = "danger 1\ndate 2026-11-23\nsource x\n";
const std::string kVerbs =
    "verb read 1\nverb write 2\nverb delete 3\nverb action 4\nverb other 5\n";
const std::string kGroups =
    "group self-grant 50\ngroup identity-hijack 40\ngroup code-execution 30\n"
    "group secrets-and-data 20\ngroup further 10\n";

using Texts = std::vector<std::string>;

// The problems of a file behind header, verbs and groups (13 lines), as `code@line`.
Texts problems(std::string_view body, const std::string& weights = kVerbs + kGroups) {
  Diagnostics diagnostics;
  const std::string text = kHeader + weights + std::string(body);
  EXPECT_FALSE(parse_danger_table(text, FileId(0), diagnostics).has_value());
  Texts found;
  for (const Diagnostic& problem : diagnostics.all()) {
    found.push_back(problem.code + "@" + std::to_string(problem.place.line));
  }
  return found;
}

TEST(DangerData, ReadsOperationsWithTheGroupAboveThem) {
  Diagnostics diagnostics;
  const auto table = parse_danger_table(
      kHeader + kVerbs +
          "group self-grant 50\noperation control GrantsAny A/b/write\neffect grants it\n"
          "group identity-hijack 40\ngroup code-execution 30\ngroup secrets-and-data 20\n"
          "operation data StealsData A/b/write\neffect reads it\ngroup further 10\n",
      FileId(0), diagnostics);
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(
      table->operations(),
      (std::vector<DangerousOperation>{
          {"A/b/write", Plane::kControl, DangerGroup::kSelfGrant, "GrantsAny", "grants it"},
          {"A/b/write", Plane::kData, DangerGroup::kSecretsAndData, "StealsData", "reads it"}}));
  EXPECT_EQ(table->verbs(),
            (VerbWeights{.read = 1, .write = 2, .remove = 3, .action = 4, .other = 5}));
  EXPECT_EQ(table->weight("A/b/write", Plane::kControl), 50U);
  EXPECT_EQ(table->group_weight(DangerGroup::kFurther), 10U);
}

TEST(DangerData, ReportsWrongStatements) {
  EXPECT_EQ(problems("verb\n"), (Texts{"missing-argument@14"}));
  EXPECT_EQ(problems("colour red\n"), (Texts{"unknown-statement@14"}));
  EXPECT_EQ(problems("operation both Executes A/b\neffect e\n"), (Texts{"bad-plane@14"}));
  EXPECT_EQ(problems("operation data Runs! A/b\neffect e\n"), (Texts{"bad-name@14"}));
  EXPECT_EQ(problems("operation data Runs A/*\neffect e\n"), (Texts{"bad-operation@14"}));
  EXPECT_EQ(problems("operation data Runs\neffect e\n"), (Texts{"bad-operation@14"}));
  EXPECT_EQ(problems("operation data Runs A/b\n"), (Texts{"missing-statement@14"}));
  EXPECT_EQ(problems("operation data Runs A/b\neffect e\neffect f\n"),
            (Texts{"duplicate-statement@16"}));
  EXPECT_EQ(problems("operation data Runs A/b\neffect e\noperation data Runs a/B\neffect f\n"),
            (Texts{"duplicate-operation@16"}));
  EXPECT_EQ(problems("effect e\n"), (Texts{"misplaced-statement@14"}));
}

TEST(DangerData, EveryWeightIsGivenOnce) {
  EXPECT_EQ(problems("", kGroups).size(), 5U);
  EXPECT_EQ(problems("", kVerbs).size(), 5U);
  EXPECT_EQ(problems("verb read 1\n"), (Texts{"duplicate-statement@14"}));
  EXPECT_EQ(problems("group further 1\n"), (Texts{"duplicate-statement@14"}));
  EXPECT_EQ(problems("verb update 1\n"), (Texts{"bad-name@14"}));
  EXPECT_EQ(problems("group worst 1\n"), (Texts{"bad-name@14"}));
  for (const char* weight : {"0", "-1", "1000001", "1x", "many"}) {
    const std::string verbs = "verb read " + std::string(weight) +
                              "\nverb write 2\nverb delete 3\nverb action 4\nverb other 5\n";
    EXPECT_EQ(problems("", verbs + kGroups), (Texts{"bad-weight@4"})) << weight;
  }
}

TEST(DangerData, AnOperationNeedsAGroup) {
  const Texts found = problems("", kVerbs + "operation data Runs A/b\neffect e\n" + kGroups);
  EXPECT_EQ(found, (Texts{"misplaced-statement@9"}));
}

// One of each group that people know, so that a group that slipped is noticed; and how many there
// are of each, so that a row that is lost is.
TEST(DangerData, TheEmbeddedTableHoldsTheKnownEscalations) {
  const DangerTable danger = embedded_danger_table();
  std::map<DangerGroup, std::size_t> counts;
  for (const DangerousOperation& operation : danger.operations()) {
    ++counts[operation.group];
  }
  EXPECT_EQ(counts, (std::map<DangerGroup, std::size_t>{{DangerGroup::kSelfGrant, 15},
                                                        {DangerGroup::kIdentityHijack, 3},
                                                        {DangerGroup::kCodeExecution, 27},
                                                        {DangerGroup::kSecretsAndData, 34},
                                                        {DangerGroup::kFurther, 16}}));
  const auto group_of = [&](std::string_view action, Plane plane) {
    const DangerousOperation* found = danger.find(action, plane);
    return found == nullptr ? "none" : to_string(found->group);
  };
  EXPECT_EQ(group_of("Microsoft.Authorization/roleAssignments/write", Plane::kControl),
            "self-grant");
  EXPECT_EQ(
      group_of("Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", Plane::kControl),
      "identity-hijack");
  EXPECT_EQ(group_of("Microsoft.Compute/virtualMachines/loginAsAdmin/action", Plane::kData),
            "code-execution");
  EXPECT_EQ(group_of("Microsoft.Storage/storageAccounts/listKeys/action", Plane::kControl),
            "secrets-and-data");
  EXPECT_EQ(group_of("Microsoft.MachineLearningServices/registries/delete", Plane::kControl),
            "further");
  EXPECT_EQ(group_of("Microsoft.Resources/deployments/write", Plane::kControl), "none");
  EXPECT_EQ(group_of("Microsoft.KeyVault/vaults/read", Plane::kControl), "none");
}

// What ranks a surplus: one right to grant outweighs every read that is known, and groups descend.
TEST(DangerData, TheEmbeddedWeightsRankAsTheGroupsDo) {
  const DangerTable danger = embedded_danger_table();
  EXPECT_GT(danger.group_weight(DangerGroup::kSelfGrant),
            danger.group_weight(DangerGroup::kIdentityHijack));
  EXPECT_GT(danger.group_weight(DangerGroup::kIdentityHijack),
            danger.group_weight(DangerGroup::kCodeExecution));
  EXPECT_GT(danger.group_weight(DangerGroup::kCodeExecution),
            danger.group_weight(DangerGroup::kSecretsAndData));
  EXPECT_GT(danger.group_weight(DangerGroup::kSecretsAndData),
            danger.group_weight(DangerGroup::kFurther));
  EXPECT_GT(danger.group_weight(DangerGroup::kFurther), danger.verbs().write);
  EXPECT_GT(danger.verbs().write, danger.verbs().read);
}

}  // namespace
}  // namespace leastwise

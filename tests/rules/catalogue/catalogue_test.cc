#include "rules/catalogue/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ascii.h"
#include "rules/access_levels/access_levels.h"

namespace leastwise {
namespace {

// Texts, and not views: gcc 12 warns of a copy out of bounds where it joins constants at -O1.
const std::string kHeader = "catalogue 1\ndate 2026-08-22\nsource x\n";
const std::string kRole =
    "role 1823dd4f-9b8c-4ab6-ab4e-7397a3684615 A role\ndescription d\nblock\n";

std::optional<Catalogue> parse(std::string_view body) {
  const std::string text = kHeader + std::string(body);
  const CatalogueFileView file{"f", text};
  FileTable names;
  Diagnostics diagnostics;
  return parse_catalogue({&file, 1}, names, diagnostics);
}

// The problems of a file behind a good header (three lines), as `code@line`.
std::vector<std::string> problems(std::string_view body) {
  const std::string text = kHeader + std::string(body);
  const CatalogueFileView file{"f", text};
  FileTable names;
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_catalogue({&file, 1}, names, diagnostics).has_value());
  std::vector<std::string> found;
  for (const Diagnostic& problem : diagnostics.all()) {
    EXPECT_EQ(names.name(problem.place.file), "f");
    EXPECT_EQ(problem.severity, Severity::kError);
    found.push_back(problem.code + "@" + std::to_string(problem.place.line));
  }
  return found;
}

std::vector<std::string> problems_in_role(std::string_view lines) {
  return problems(kRole + std::string(lines));
}

using Texts = std::vector<std::string>;

TEST(Catalogue, KeepsBlocksApart) {
  const auto catalogue = parse(kRole +
                               "action A/*\nnot-action A/b/write\ndata-action A/c\n"
                               "not-data-action A/d\ncondition x y\ncondition-version 2.0\n"
                               "block\naction B/*\n");
  ASSERT_TRUE(catalogue.has_value());
  ASSERT_EQ(catalogue->roles.size(), 1U);
  const RoleDefinitionRecord& role = catalogue->roles[0];
  EXPECT_EQ(to_string(*role.id), "1823dd4f-9b8c-4ab6-ab4e-7397a3684615");
  EXPECT_EQ(role.name, "A role");
  EXPECT_EQ(role.description, "d");
  EXPECT_EQ(role.type, RoleType::kBuiltIn);
  EXPECT_FALSE(role.lossy);
  ASSERT_EQ(role.blocks.size(), 2U);
  EXPECT_EQ(role.blocks[0].actions, (Texts{"A/*"}));
  EXPECT_EQ(role.blocks[0].not_actions, (Texts{"A/b/write"}));
  EXPECT_EQ(role.blocks[0].data_actions, (Texts{"A/c"}));
  EXPECT_EQ(role.blocks[0].not_data_actions, (Texts{"A/d"}));
  EXPECT_EQ(role.blocks[0].condition, "x y");
  EXPECT_EQ(role.blocks[0].condition_version, "2.0");
  EXPECT_EQ(role.blocks[1].actions, (Texts{"B/*"}));
  EXPECT_TRUE(role.blocks[1].condition.empty());
}

TEST(Catalogue, ReadsPlanesOfOperations) {
  const auto catalogue = parse(
      "operation control A/a\noperation data A/b\noperation both A/c\noperation unknown A/d\n");
  ASSERT_TRUE(catalogue.has_value());
  std::vector<OperationPlane> planes;
  for (const CatalogueOperation& operation : catalogue->operations) {
    planes.push_back(operation.plane);
  }
  EXPECT_EQ(planes, (std::vector{OperationPlane::kControl, OperationPlane::kData,
                                 OperationPlane::kBoth, OperationPlane::kUnstated}));
}

TEST(Catalogue, ReportsMisplacedStatements) {
  EXPECT_EQ(problems("block\n"), (Texts{"misplaced-statement@4"}));
  EXPECT_EQ(problems("description d\n"), (Texts{"misplaced-statement@4"}));
  EXPECT_EQ(problems("action A\n"), (Texts{"misplaced-statement@4"}));
  EXPECT_EQ(problems("condition A\n"), (Texts{"misplaced-statement@4"}));
  EXPECT_EQ(problems_in_role("description late\n"), (Texts{"misplaced-statement@7"}));
  EXPECT_EQ(problems_in_role("condition-version 2.0\n"), (Texts{"misplaced-statement@7"}));
  // An operation closes the role before it.
  EXPECT_EQ(problems_in_role("operation control A/a\naction A/a\n"),
            (Texts{"misplaced-statement@8"}));
  EXPECT_EQ(problems("date 2026-08-22\noperation control A/a\ndate 2026-08-22\n").back(),
            "unknown-statement@6");
}

TEST(Catalogue, ReportsIncompleteRoles) {
  EXPECT_EQ(problems("role 1823dd4f-9b8c-4ab6-ab4e-7397a3684615 R\nblock\n"),
            (Texts{"missing-statement@4"}));
  EXPECT_EQ(problems("role 1823dd4f-9b8c-4ab6-ab4e-7397a3684615 R\ndescription d\n"),
            (Texts{"missing-statement@4"}));
  EXPECT_EQ(problems("role 1823dd4f-9b8c-4ab6-ab4e-7397a3684615\ndescription d\nblock\n"),
            (Texts{"missing-argument@4"}));
  EXPECT_EQ(problems("role\n"), (Texts{"missing-argument@4"}));
}

TEST(Catalogue, ReportsWrongArguments) {
  EXPECT_EQ(problems("role 1823 R\ndescription d\nblock\n"), (Texts{"bad-guid@4"}));
  EXPECT_EQ(problems_in_role("block x\n"), (Texts{"extra-argument@7"}));
  EXPECT_EQ(problems_in_role("action\n"), (Texts{"missing-argument@7"}));
  EXPECT_EQ(problems("operation controll A/a\n"), (Texts{"bad-plane@4"}));
  EXPECT_EQ(problems("operation control\n"), (Texts{"bad-operation@4"}));
  EXPECT_EQ(problems("operation control A/*\n"), (Texts{"bad-operation@4"}));
  EXPECT_EQ(problems("operation control A/a b\n"), (Texts{"bad-operation@4"}));
  EXPECT_EQ(problems("Operation control A/a\n"), (Texts{"unknown-statement@4"}));
}

TEST(Catalogue, ReportsRepetitions) {
  EXPECT_EQ(problems("role 1823dd4f-9b8c-4ab6-ab4e-7397a3684615 R\ndescription d\n"
                     "description e\nblock\n"),
            (Texts{"duplicate-statement@6"}));
  EXPECT_EQ(problems_in_role("condition a\ncondition b\n"), (Texts{"duplicate-statement@8"}));
  EXPECT_EQ(problems_in_role("condition a\ncondition-version 1.0\ncondition-version 2.0\n"),
            (Texts{"duplicate-statement@9"}));
  EXPECT_EQ(problems_in_role(kRole), (Texts{"duplicate-role@7"}));
  EXPECT_EQ(problems("operation control A/a\noperation data a/A\n"),
            (Texts{"duplicate-operation@5"}));
}

TEST(Catalogue, ReportsAllProblemsInOneRun) {
  EXPECT_EQ(problems("block\nfoo bar\noperation x A/a\n"),
            (Texts{"misplaced-statement@4", "unknown-statement@5", "bad-plane@6"}));
}

TEST(Catalogue, JoinsFiles) {
  const std::vector<CatalogueFileView> files = {
      {"a", "catalogue 1\ndate 2026-08-22\nsource x\noperation control A/a\n"},
      {"b", "catalogue 1\ndate 2025-01-01\nsource y\nsource x\noperation data A/b\n"}};
  FileTable names;
  Diagnostics diagnostics;
  const auto joined = parse_catalogue(files, names, diagnostics);
  ASSERT_TRUE(joined.has_value());
  EXPECT_EQ(joined->date, "2025-01-01");
  EXPECT_EQ(joined->sources, (Texts{"x", "y"}));
  EXPECT_EQ(joined->operations.size(), 2U);
}

TEST(Catalogue, FindsRepetitionsAcrossFiles) {
  const std::string text = kHeader + "operation control A/a\n";
  const std::vector<CatalogueFileView> files = {{"a", text}, {"b", text}};
  FileTable names;
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_catalogue(files, names, diagnostics).has_value());
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(names.name(diagnostics.all()[0].place.file), "b");
}

TEST(Catalogue, HashTellsNamesAndBytes) {
  const std::string text = kHeader;
  const auto hash = [&text](std::string_view name, std::string_view more) {
    const std::string all = text + std::string(more);
    const CatalogueFileView file{name, all};
    FileTable names;
    Diagnostics diagnostics;
    return parse_catalogue({&file, 1}, names, diagnostics)->hash;
  };
  EXPECT_EQ(hash("a", "").size(), 32U);
  EXPECT_EQ(hash("a", ""), hash("a", ""));
  EXPECT_NE(hash("a", ""), hash("b", ""));
  EXPECT_NE(hash("a", ""), hash("a", "# a comment\n"));
}

TEST(EmbeddedCatalogue, HoldsTheRolesOfTheHomeCase) {
  const Catalogue catalogue = embedded_catalogue();
  EXPECT_EQ(catalogue.date, "2026-08-22");
  EXPECT_EQ(catalogue.roles.size(), 49U);
  EXPECT_EQ(catalogue.operations.size(), 405U);
  EXPECT_EQ(catalogue.hash.size(), 32U);
  const auto user =
      std::ranges::find(catalogue.roles, "AzureML Registry User", &RoleDefinitionRecord::name);
  ASSERT_NE(user, catalogue.roles.end());
  EXPECT_EQ(to_string(*user->id), "1823dd4f-9b8c-4ab6-ab4e-7397a3684615");
  EXPECT_EQ(user->blocks[0].actions,
            (Texts{"Microsoft.MachineLearningServices/registries/read",
                   "Microsoft.MachineLearningServices/registries/assets/*"}));
  const auto conditioned = std::ranges::count_if(
      catalogue.roles, [](const auto& role) { return !role.blocks[0].condition.empty(); });
  EXPECT_EQ(conditioned, 1) << "Key Vault Data Access Administrator";
}

// SPEC section 8: the tiers speak of operations that the catalogue knows.
TEST(EmbeddedCatalogue, KnowsTheOperationsOfTheAccessLevels) {
  std::set<std::string> control;
  for (const CatalogueOperation& operation : embedded_catalogue().operations) {
    if (operation.plane == OperationPlane::kControl) {
      control.insert(folded(operation.name));
    }
  }
  const AccessLevels levels = embedded_access_levels();
  for (const AccessLevel& level : levels.all()) {
    EXPECT_EQ(level.plane, Plane::kControl);
    for (const std::string& action : level.actions) {
      EXPECT_TRUE(control.contains(folded(action))) << action;
    }
  }
}

}  // namespace
}  // namespace leastwise

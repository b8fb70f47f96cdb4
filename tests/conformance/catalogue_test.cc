// The embedded catalogue against the real exports that its facts were taken from: every role block
// for block, every operation of its three providers, and none that they do not have.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "engine/base/ascii.h"
#include "rules/catalogue/catalogue.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using nlohmann::json;

json read(const std::filesystem::path& file) { return json::parse(testing::read_file(file)); }

// Patterns as a set: their order and repetition mean nothing, blanks around them are dropped.
std::set<std::string> patterns(const json& list) {
  std::set<std::string> set;
  for (const json& pattern : list) {
    set.emplace(trim_blanks(pattern.get_ref<const std::string&>()));
  }
  return set;
}

std::set<std::string> patterns(const std::vector<std::string>& list) {
  return {list.begin(), list.end()};
}

void expect_same_block(const BlockRecord& ours, const json& theirs) {
  EXPECT_EQ(patterns(ours.actions), patterns(theirs["actions"]));
  EXPECT_EQ(patterns(ours.not_actions), patterns(theirs["notActions"]));
  EXPECT_EQ(patterns(ours.data_actions), patterns(theirs["dataActions"]));
  EXPECT_EQ(patterns(ours.not_data_actions), patterns(theirs["notDataActions"]));
  const json& condition = theirs["condition"];
  EXPECT_EQ(ours.condition, condition.is_null() ? "" : condition.get<std::string>());
  const json& version = theirs["conditionVersion"];
  EXPECT_EQ(ours.condition_version, version.is_null() ? "" : version.get<std::string>());
}

TEST(CatalogueConformance, RolesAreThoseOfTheExport) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const json roles = read(*data / "azure" / "builtin-roles.json");
  std::map<std::string, const json*> by_id;
  for (const json& role : roles) {
    by_id[folded(role["name"].get<std::string>())] = &role;
  }
  for (const RoleDefinitionRecord& ours : embedded_catalogue().roles) {
    SCOPED_TRACE(ours.name);
    const auto found = by_id.find(to_string(*ours.id));
    ASSERT_NE(found, by_id.end());
    const json& theirs = *found->second;
    EXPECT_EQ(ours.name, theirs["roleName"].get<std::string>());
    EXPECT_NE(ours.description, theirs["description"].get<std::string>());
    ASSERT_EQ(ours.blocks.size(), theirs["permissions"].size());
    for (std::size_t i = 0; i < ours.blocks.size(); ++i) {
      expect_same_block(ours.blocks[i], theirs["permissions"][i]);
    }
  }
}

OperationPlane plane_of(const json& is_data_action) {
  if (is_data_action.is_boolean()) {
    return is_data_action.get<bool>() ? OperationPlane::kData : OperationPlane::kControl;
  }
  return is_data_action.is_null() ? OperationPlane::kUnstated : OperationPlane::kBoth;
}

TEST(CatalogueConformance, OperationsAreThoseOfThreeProviders) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const json operations = read(*data / "azure" / "operations.json");
  std::map<std::string, OperationPlane> expected;
  for (const json& operation : operations) {
    const std::string name = operation["name"].get<std::string>();
    for (const char* provider : {"Microsoft.MachineLearningServices/", "Microsoft.Authorization/",
                                 "Microsoft.ManagedIdentity/"}) {
      if (starts_with_folded(name, provider)) {
        expected[name] = plane_of(operation["isDataAction"]);
      }
    }
  }
  std::map<std::string, OperationPlane> ours;
  for (const CatalogueOperation& operation : embedded_catalogue().operations) {
    ours[operation.name] = operation.plane;
  }
  EXPECT_EQ(ours, expected);
}

}  // namespace
}  // namespace leastwise

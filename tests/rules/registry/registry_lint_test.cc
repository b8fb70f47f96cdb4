#include "rules/registry/registry_lint.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/paths.h"

namespace leastwise {
namespace {

RegistryFile file_of(std::string_view text) {
  Diagnostics diagnostics;
  std::optional<RegistryFile> file = read_registry_file(text, FileId(0), diagnostics);
  EXPECT_TRUE(file.has_value()) << text;
  return file.value_or(RegistryFile{});
}

std::string shown(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += fmt::format("{} {} {}:{} {}\n", finding.rule, to_string(finding.severity),
                        finding.place.line, finding.place.column, finding.message);
  }
  return text;
}

std::string lint(std::string_view text) { return shown(lint_registry(file_of(text), {})); }

// A good file with another value of one key.
std::string with(std::string_view key, std::string_view value) {
  std::string text;
  for (const auto& [name, usual] : {std::pair{"name", "models-1"}, std::pair{"location", "eastus"},
                                    std::pair{"replication_locations", "[{location: eastus}]"}}) {
    text += fmt::format("{}: {}\n", name, key == name ? value : usual);
  }
  if (text.find(fmt::format("{}:", key)) == std::string::npos || key == "storage_config") {
    text += fmt::format("{}: {}\n", key, value);
  }
  return text;
}

std::string with_storage(std::string_view config) {
  return with("replication_locations",
              fmt::format("[{{location: eastus, storage_config: {}}}]", config));
}

constexpr std::string_view kStorageId =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";

TEST(RegistryLint, FindsNothingInAGoodFile) {
  EXPECT_EQ(lint(with("tags", "{a: b}")), "");
  EXPECT_EQ(lint(with_storage("{storage_account_type: standard_gzrs, storage_account_hns: False, "
                              "replication_count: 3}")),
            "");
  EXPECT_EQ(lint(with_storage(fmt::format("[{}]", kStorageId))), "");
  EXPECT_EQ(lint(with("container_registry", "{acr_account_sku: Premium}")), "");
  EXPECT_EQ(lint(with("container_registry",
                      "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/"
                      "registries/r")),
            "");
  EXPECT_EQ(lint(with("public_network_access", "Disabled")), "");
  EXPECT_EQ(lint(with("intellectual_property", "{publisher: contoso}")), "");
}

TEST(RegistryLint, ChecksNames) {
  EXPECT_EQ(lint(with("name", "a")), "LR001 high 1:7 `a` has 1 character; Learn allows 2 to 32\n");
  EXPECT_EQ(lint(with("name", std::string(33, 'a'))).substr(0, 15), "LR001 high 1:7 ");
  EXPECT_EQ(lint(with("name", std::string(32, 'a'))), "");
  EXPECT_EQ(lint(with("name", "_abcde")).substr(0, 15), "LR001 high 1:7 ");
  EXPECT_EQ(lint(with("name", "abc.de")).substr(0, 15), "LR001 high 1:7 ");
  EXPECT_EQ(
      lint(with("name", "ab")),
      "LR002 medium 1:7 `ab` has 2 characters: Microsoft Learn allows 2 to 32, Azure Verified "
      "Modules at least 5\n");
  EXPECT_EQ(lint("location: eastus\nreplication_locations: [{location: eastus}]\n"),
            "LR001 high 1:1 `name` is missing\n");
}

TEST(RegistryLint, ChecksLocations) {
  EXPECT_EQ(lint(with("location", "' '")), "LR003 high 2:11 `location` is missing or blank\n");
  EXPECT_EQ(lint(with("location", "EastUS")),
            "LR004 medium 2:11 `EastUS` is not lower case without blanks\n");
  EXPECT_EQ(lint("name: models-1\nlocation: eastus\n"),
            "LR005 high 1:1 `replication_locations` is missing\n");
  EXPECT_EQ(lint(with("replication_locations", "[]")),
            "LR005 high 3:1 `replication_locations` is empty\n");
  EXPECT_EQ(lint(with("replication_locations", "[{location: eastus}, {}]")),
            "LR005 high 3:45 `replication_locations[1].location` is missing or blank\n");
  EXPECT_EQ(lint(with("replication_locations", "[{location: westus}]")),
            "LR006 medium 3:1 the primary location `eastus` is not among the replication "
            "locations\n");
}

TEST(RegistryLint, ChecksStorage) {
  EXPECT_EQ(lint(with_storage("{storage_account_hns: maybe, replication_count: 0}")),
            "LR007 high 3:82 `maybe` is not true or false\n"
            "LR007 high 3:108 `0` is not a whole number above 0\n");
  EXPECT_NE(lint(with_storage("{storage_account_type: Premium_GRS}")).find("LR007 high 3:83"),
            std::string::npos);
  EXPECT_NE(lint(with_storage("[/subscriptions/s/resourcegroups/g]")).find("LR008 high 3:61"),
            std::string::npos);
  EXPECT_NE(lint(with_storage(fmt::format("[{}/x]", kStorageId))).find("LR008"), std::string::npos);
  EXPECT_NE(lint(with_storage("[]")).find("names no storage account"), std::string::npos);
}

TEST(RegistryLint, ChecksTheRest) {
  EXPECT_EQ(lint(with("container_registry", "acr1")),
            "LR009 high 4:21 `acr1` is not the id of a container registry\n");
  EXPECT_NE(lint(with("container_registry", "{acr_account_sku: basic}")).find("LR009 high 4:39"),
            std::string::npos);
  EXPECT_EQ(lint(with("public_network_access", "no")),
            "LR010 high 4:24 `no` is neither `enabled` nor `disabled`\n");
  EXPECT_EQ(lint(with("locaton", "x")),
            "LR011 high 4:1 `locaton` is not known: did you mean `location`?\n");
  EXPECT_EQ(lint(with("discovery_url", "x")), "LR012 high 4:1 `discovery_url` can only be read\n");
  EXPECT_EQ(lint(with("intellectual_property_publisher", "x")),
            "LR013 medium 4:1 `intellectual_property_publisher` was replaced by "
            "`intellectual_property.publisher`\n");
  EXPECT_EQ(lint(with("name", "[a]")), "LR014 high 1:7 `name` is a list, expected a text\n");
  EXPECT_EQ(lint(with("location", "")), "LR014 high 2:1 `location` has no value\n");
}

TEST(RegistryLint, HoldsTheFileAgainstAnOlderOne) {
  const std::optional<RegistryFile> before = file_of(with("name", "models-2"));
  EXPECT_EQ(shown(lint_registry(file_of(with("location", "eastus")), before)),
            "LR015 high 1:7 `name` was `models-2` and is `models-1`: it cannot be changed\n");
  EXPECT_EQ(shown(lint_registry(file_of(with("name", "MODELS-2")), before)), "");
}

TEST(RegistryLint, EveryRuleHasAllTexts) {
  std::string last;
  for (const RuleView& view : registry_rule_views()) {
    EXPECT_LT(last, view.id);
    last = view.id;
    EXPECT_FALSE(view.name.empty() || view.title.empty() || view.description.empty() ||
                 view.remedy.empty() || view.needs.empty());
  }
}

// The published examples of `az ml registry create`.
TEST(RegistryLint, FindsNothingInPublishedFiles) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data / "formats/registry-yaml")) {
    EXPECT_EQ(lint(testing::read_file(entry.path())), "") << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 3U);
}

}  // namespace
}  // namespace leastwise

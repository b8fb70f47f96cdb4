#include "cli/sample/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "rules/catalogue/catalogue.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using nlohmann::json;

// The records of a file: of a bare list, or of `value`.
std::vector<json> records(std::string_view name) {
  for (const SampleFileView& file : sample_files()) {
    if (file.name == name) {
      const json document = json::parse(file.bytes);
      return (document.is_array() ? document : document["value"]).get<std::vector<json>>();
    }
  }
  ADD_FAILURE() << "no file " << name;
  return {};
}

std::set<std::string> ids(std::string_view name, const char* key = "id") {
  std::set<std::string> found;
  for (const json& record : records(name)) {
    EXPECT_TRUE(found.insert(record[key].get<std::string>()).second) << record[key];
  }
  return found;
}

std::set<std::string> principals() {
  std::set<std::string> all = ids("users.json");
  all.merge(ids("groups.json"));
  all.merge(ids("service-principals.json"));
  return all;
}

std::set<std::string> roles() {
  std::set<std::string> all = ids("role-definitions.custom.json", "name");
  for (const RoleDefinitionRecord& role : embedded_catalogue().roles) {
    all.insert(to_string(*role.id));
  }
  return all;
}

std::string last_segment(const json& id) {
  const std::string text = id.get<std::string>();
  return text.substr(text.rfind('/') + 1);
}

// A scope's subscription or management group, which the hierarchy must know.
std::string anchor(const std::string& scope) {
  const bool is_group = scope.starts_with("/providers/Microsoft.Management/");
  std::size_t end = 0;
  for (int i = 0; i < (is_group ? 4 : 2) && end != std::string::npos; ++i) {
    end = scope.find('/', end + 1);
  }
  return scope.substr(0, end);
}

void expect_known(const json& assignment) {
  static const std::set<std::string> known_principals = principals();
  static const std::set<std::string> known_roles = roles();
  static const std::set<std::string> known_scopes = ids("management-groups.json");
  EXPECT_TRUE(known_principals.contains(assignment["principalId"].get<std::string>()))
      << assignment;
  EXPECT_TRUE(known_roles.contains(last_segment(assignment["roleDefinitionId"]))) << assignment;
  EXPECT_TRUE(known_scopes.contains(anchor(assignment["scope"].get<std::string>()))) << assignment;
}

TEST(Sample, IsTheFolderByteForByte) {
  std::map<std::string, std::string> expected;
  for (const auto& entry :
       std::filesystem::directory_iterator(testing::source_dir() / "cli" / "sample")) {
    if (entry.path().extension() == ".json") {
      expected[entry.path().filename().string()] = testing::read_file(entry.path());
    }
  }
  std::map<std::string, std::string> embedded;
  for (const SampleFileView& file : sample_files()) {
    embedded.emplace(file.name, file.bytes);
  }
  EXPECT_EQ(embedded, expected);
  EXPECT_EQ(sample_needs().bytes,
            testing::read_file(testing::source_dir() / "cli" / "sample" / "needs.yaml"));
  const std::vector<SampleFileView> files = sample_files();
  EXPECT_TRUE(std::ranges::is_sorted(files, {}, &SampleFileView::name));
}

// A gap in the sample would make answers of the first tour unknown for a dull reason.
TEST(Sample, HasNoCoverageGaps) {
  for (const json& assignment : records("role-assignments.json")) {
    expect_known(assignment);
  }
  for (const char* file : {"pim-eligible.json", "pim-active.json"}) {
    for (const json& instance : records(file)) {
      expect_known(instance["properties"]);
    }
  }
  const std::set<std::string> known = principals();
  for (const std::string& group : ids("groups.json")) {
    for (const json& member : records("group-members." + group + ".json")) {
      EXPECT_TRUE(known.contains(member["id"].get<std::string>())) << member;
    }
  }
  const std::set<std::string> scopes = ids("management-groups.json");
  for (const json& entity : records("management-groups.json")) {
    const json& parent = entity["properties"]["parent"]["id"];
    EXPECT_TRUE(parent.is_null() || scopes.contains(parent.get<std::string>())) << entity;
  }
}

TEST(Sample, ActiveInstancesMirrorEveryAssignment) {
  std::set<std::string> mirrored;
  for (const json& instance : records("pim-active.json")) {
    mirrored.insert(instance["properties"]["originRoleAssignmentId"].get<std::string>());
  }
  EXPECT_EQ(mirrored, ids("role-assignments.json"));
}

}  // namespace
}  // namespace leastwise

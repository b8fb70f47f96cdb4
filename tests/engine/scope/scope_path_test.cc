#include "engine/scope/scope_path.h"

#include <gtest/gtest.h>

#include <utility>

#include "engine/base/limits.h"

namespace leastwise {
namespace {

using Levels = std::vector<std::pair<std::string, ScopeKind>>;

Levels levels_of(std::string_view text) {
  const auto path = ScopePath::parse(text);
  EXPECT_TRUE(path) << text << ": " << (path ? "" : path.error().message);
  Levels levels;
  if (path) {
    for (const ScopePath::Level& level : path->levels()) {
      levels.emplace_back(path->level_text(level), level.kind);
    }
  }
  return levels;
}

TEST(ScopePath, RootHasNoLevels) {
  EXPECT_EQ(levels_of("/"), Levels());
  EXPECT_EQ(ScopePath::root().text(), "/");
  EXPECT_EQ(ScopePath::root().kind(), ScopeKind::kRoot);
  EXPECT_EQ(ScopePath::parse("///")->text(), "/");
}

TEST(ScopePath, ReadsSubscriptionsGroupsAndResources) {
  EXPECT_EQ(levels_of("/subscriptions/s"),
            (Levels{{"/subscriptions/s", ScopeKind::kSubscription}}));
  EXPECT_EQ(
      levels_of("/subscriptions/s/resourceGroups/g/providers/NS/t/n/c/m"),
      (Levels{{"/subscriptions/s", ScopeKind::kSubscription},
              {"/subscriptions/s/resourceGroups/g", ScopeKind::kResourceGroup},
              {"/subscriptions/s/resourceGroups/g/providers/NS/t/n", ScopeKind::kResource},
              {"/subscriptions/s/resourceGroups/g/providers/NS/t/n/c/m", ScopeKind::kResource}}));
}

TEST(ScopePath, ReadsResourcesOfASubscription) {
  EXPECT_EQ(levels_of("/subscriptions/s/providers/NS/t/n"),
            (Levels{{"/subscriptions/s", ScopeKind::kSubscription},
                    {"/subscriptions/s/providers/NS/t/n", ScopeKind::kResource}}));
}

TEST(ScopePath, AnExtensionResourceIsBelowWhatItExtends) {
  EXPECT_EQ(
      levels_of("/subscriptions/s/providers/NS/t/n/providers/NS2/u/m/v/k"),
      (Levels{{"/subscriptions/s", ScopeKind::kSubscription},
              {"/subscriptions/s/providers/NS/t/n", ScopeKind::kResource},
              {"/subscriptions/s/providers/NS/t/n/providers/NS2/u/m", ScopeKind::kResource},
              {"/subscriptions/s/providers/NS/t/n/providers/NS2/u/m/v/k", ScopeKind::kResource}}));
}

TEST(ScopePath, ReadsManagementGroupsAndWhatExtendsThem) {
  const std::string group = "/providers/Microsoft.Management/managementGroups/mg";
  EXPECT_EQ(levels_of(group), (Levels{{group, ScopeKind::kManagementGroup}}));
  EXPECT_EQ(levels_of(group + "/providers/NS/t/n"),
            (Levels{{group, ScopeKind::kManagementGroup},
                    {group + "/providers/NS/t/n", ScopeKind::kResource}}));
  // A child resource, as any other resource at tenant level may have one.
  EXPECT_EQ(levels_of(group + "/settings/default"),
            (Levels{{group, ScopeKind::kManagementGroup},
                    {group + "/settings/default", ScopeKind::kResource}}));
}

TEST(ScopePath, ReadsProvidersAtTenantLevel) {
  EXPECT_EQ(levels_of("/providers/NS"), (Levels{{"/providers/NS", ScopeKind::kProvider}}));
  EXPECT_EQ(levels_of("/providers/NS/t/n/c/m"),
            (Levels{{"/providers/NS", ScopeKind::kProvider},
                    {"/providers/NS/t/n", ScopeKind::kResource},
                    {"/providers/NS/t/n/c/m", ScopeKind::kResource}}));
  EXPECT_EQ(levels_of("/providers/Microsoft.Management"),
            (Levels{{"/providers/Microsoft.Management", ScopeKind::kProvider}}));
}

TEST(ScopePath, ReadsKeywordsInAnyCaseAndKeepsTheSpelling) {
  const auto path = ScopePath::parse("/SUBSCRIPTIONS/S/ResourceGROUPS/G/Providers/N/T/X");
  ASSERT_TRUE(path);
  EXPECT_EQ(path->text(), "/SUBSCRIPTIONS/S/ResourceGROUPS/G/Providers/N/T/X");
  EXPECT_EQ(path->levels().size(), 3U);
  EXPECT_EQ(ScopePath::parse("/PROVIDERS/microsoft.management/MANAGEMENTGROUPS/x")->kind(),
            ScopeKind::kManagementGroup);
}

TEST(ScopePath, DropsTrailingSlashes) {
  EXPECT_EQ(ScopePath::parse("/subscriptions/s//")->text(), "/subscriptions/s");
}

// A name may be a keyword: position decides.
TEST(ScopePath, NamesMayBeKeywords) {
  EXPECT_EQ(ScopePath::parse("/subscriptions/providers")->kind(), ScopeKind::kSubscription);
  EXPECT_EQ(ScopePath::parse("/subscriptions/s/resourceGroups/providers")->kind(),
            ScopeKind::kResourceGroup);
  EXPECT_EQ(ScopePath::parse("/subscriptions/s/resourceGroups/g/providers/NS/t/providers")->kind(),
            ScopeKind::kResource);
  EXPECT_EQ(ScopePath::parse("/providers/providers")->kind(), ScopeKind::kProvider);
}

TEST(ScopePath, RefusesWhatIsNoScope) {
  const std::pair<std::string_view, std::string_view> bad[] = {
      {"", "the scope is empty"},
      {"subscriptions/s", "does not begin with `/`"},
      {" /subscriptions/s", "does not begin with `/`"},
      {"*", "does not begin with `/`"},
      {"/subscriptions//s", "an empty segment"},
      {"//subscriptions/s", "an empty segment"},
      {"/subscriptions", "ends inside"},
      {"/subscriptions/s/resourceGroups", "ends inside"},
      {"/subscriptions/s/resourceGroups/g/x", "ends inside"},
      {"/subscriptions/s/resourceGroups/g/x/y", "ends inside"},
      {"/subscriptions/s/providers", "ends inside"},
      {"/subscriptions/s/providers/NS", "ends inside"},
      {"/subscriptions/s/providers/NS/t", "ends inside"},
      {"/subscriptions/s/providers/NS/t/n/c", "ends inside"},
      {"/subscriptions/s/providers/NS/t/n/providers", "ends inside"},
      {"/subscriptions/s/providers/NS/t/n/providers/NS2/u", "ends inside"},
      {"/providers", "ends inside"},
      {"/providers/NS/t", "ends inside"},
      {"/providers/Microsoft.Management/managementGroups", "ends inside"},
      {"/providers/Microsoft.Management/managementGroups/mg/x", "ends inside"},
      {"/resourceGroups/g", "begins with neither"},
      {"/managementGroups/g", "begins with neither"},
  };
  for (const auto& [text, message] : bad) {
    const auto path = ScopePath::parse(text);
    ASSERT_FALSE(path) << text;
    EXPECT_NE(path.error().message.find(message), std::string::npos) << path.error().message;
  }
}

// The two ways in read the same levels and make the same errors, but for trailing slashes.
TEST(ScopePath, LevelsCanBeReadWithoutAPath) {
  std::vector<ScopePath::Level> levels(kMaxScopeLevels);
  for (const std::string_view text :
       {"/", "/subscriptions/s/resourceGroups/g/providers/NS/t/n/c/m", "/providers/NS/t/n",
        "/providers/Microsoft.Management/managementGroups/mg/providers/NS/t/n",
        "/subscriptions/s/providers/NS/t", "/subscriptions//s", "", "x", "/x/y", "/providers"}) {
    const auto path = ScopePath::parse(text);
    const auto count = read_scope_levels(text, levels);
    ASSERT_EQ(count.has_value(), path.has_value()) << text;
    if (!path) {
      EXPECT_EQ(count.error(), path.error());
      continue;
    }
    ASSERT_EQ(*count, path->levels().size()) << text;
    for (std::size_t i = 0; i < *count; ++i) {
      EXPECT_EQ(levels[i].length, path->levels()[i].length) << text;
      EXPECT_EQ(levels[i].kind, path->levels()[i].kind) << text;
    }
  }
}

// The scope with the most levels that the limit lets through: pairs of one letter each.
TEST(ScopePath, TheMostLevelsFitTheirBound) {
  std::string text = "/providers/N";
  while (text.size() + 4 <= kMaxScopeBytes) {
    text += "/t/n";
  }
  std::vector<ScopePath::Level> levels(kMaxScopeLevels);
  const auto count = read_scope_levels(text, levels);
  ASSERT_TRUE(count);
  EXPECT_GT(*count, 1000U);
  EXPECT_LE(*count, kMaxScopeLevels);
  EXPECT_EQ(levels[*count - 1].length, text.size());
}

TEST(ScopePath, TrailingSlashesAreDroppedButNotTheRoot) {
  EXPECT_EQ(without_trailing_slashes("/a/b//"), "/a/b");
  EXPECT_EQ(without_trailing_slashes("/a"), "/a");
  EXPECT_EQ(without_trailing_slashes("///"), "/");
  EXPECT_EQ(without_trailing_slashes(""), "");
}

TEST(ScopePath, HasALimitInBytes) {
  const std::string prefix = "/subscriptions/";
  EXPECT_TRUE(ScopePath::parse(prefix + std::string(kMaxScopeBytes - prefix.size(), 'x')));
  EXPECT_FALSE(ScopePath::parse(prefix + std::string(kMaxScopeBytes - prefix.size() + 1, 'x')));
}

TEST(ScopePath, ManagementGroupNamesAreReadAndWritten) {
  EXPECT_EQ(ScopePath::management_group("ml").text(),
            "/providers/Microsoft.Management/managementGroups/ml");
  EXPECT_EQ(management_group_name("/PROVIDERS/microsoft.management/managementgroups/ML"), "ML");
  EXPECT_FALSE(management_group_name("/providers/Microsoft.Management/managementGroups/"));
  EXPECT_FALSE(management_group_name("/providers/Microsoft.Management/managementGroups/a/b"));
  EXPECT_FALSE(management_group_name("/subscriptions/s"));
  EXPECT_DEATH(static_cast<void>(ScopePath::management_group("a/b")), "without a slash");
  EXPECT_DEATH(static_cast<void>(ScopePath::management_group("")), "non-empty name");
}

TEST(ScopePath, KindsHaveNames) {
  EXPECT_EQ(to_string(ScopeKind::kManagementGroup), "management group");
  EXPECT_EQ(to_string(ScopeKind::kResourceGroup), "resource group");
  EXPECT_EQ(to_string(ScopeKind::kUnplaced), "unplaced");
}

}  // namespace
}  // namespace leastwise

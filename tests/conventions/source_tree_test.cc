#include "tests/conventions/source_tree.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/paths.h"

namespace leastwise::conventions {
namespace {

using Lines = std::vector<std::string>;

void fail_for_each(const Lines& breaches) {
  for (const std::string& breach : breaches) {
    ADD_FAILURE() << breach;
  }
}

TEST(SourceTree, KeepsTheLayers) {
  const Layers layers = parse_layers(testing::read_file(testing::source_dir() / "docs/layers.txt"));
  fail_for_each(layers.problems);
  fail_for_each(layer_breaches(read_source_tree(testing::source_dir()), layers));
}

TEST(SourceTree, HasNoOrphans) { fail_for_each(orphans(read_source_tree(testing::source_dir()))); }

TEST(SourceTree, KeepsTheLayout) { fail_for_each(layout_breaches(testing::source_dir())); }

TEST(ModuleOf, FollowsTheFolders) {
  EXPECT_EQ(module_of("engine/base/id.h"), "base");
  EXPECT_EQ(module_of("rules/catalogue/roles.cc"), "rules");
  EXPECT_EQ(module_of("cli/main.cc"), "cli");
  EXPECT_EQ(module_of("tests/engine/base/id_test.cc"), "");
  EXPECT_EQ(module_of("engine/stray.h"), "");
  EXPECT_EQ(module_of("generated/sample.h"), "");
}

TEST(Layers, ReadsModulesFromTheLowestUp) {
  const Layers layers = parse_layers("# a comment\nbase:\naction: base  # why\n\n");
  EXPECT_TRUE(layers.problems.empty());
  EXPECT_EQ(layers.order, (Lines{"base", "action"}));
  EXPECT_TRUE(layers.may_include.at("action").contains("base"));
}

TEST(Layers, RefusesCyclesUnknownModulesAndRepetitions) {
  EXPECT_EQ(parse_layers("a: b\nb: a\n").problems.size(), 1U);
  EXPECT_EQ(parse_layers("a: a\n").problems.size(), 1U);
  EXPECT_EQ(parse_layers("a:\na:\n").problems.size(), 1U);
  EXPECT_EQ(parse_layers("a b\n").problems.size(), 1U);
}

constexpr std::string_view kTwoModules = "low:\nhigh: low\n";

SourceTree tree_with(const std::string& path, const std::string& text,
                     const std::string& high_deps) {
  SourceTree tree;
  tree.files.push_back({path, text});
  tree.build_files["engine/low"] = "leastwise_module(low SOURCES a.cc HEADERS a.h)";
  tree.build_files["engine/high"] =
      "leastwise_module(high\n  SOURCES b.cc\n  HEADERS b.h" + high_deps + "\n  LIBS fmt::fmt)";
  return tree;
}

TEST(LayerBreaches, AnIncludeUpwardsIsOne) {
  const SourceTree tree =
      tree_with("engine/low/a.cc", "// x\n#include \"engine/high/b.h\"\n", "\n  DEPS low");
  EXPECT_EQ(layer_breaches(tree, parse_layers(kTwoModules)),
            Lines{"engine/low/a.cc:2: `low` may not include `high` (docs/layers.txt)"});
}

TEST(LayerBreaches, AnIncludeWithoutDepsIsOne) {
  const std::string source = "#include \"engine/low/a.h\"\n";
  EXPECT_TRUE(layer_breaches(tree_with("engine/high/b.cc", source, "\n  DEPS low"),
                             parse_layers(kTwoModules))
                  .empty());
  EXPECT_EQ(layer_breaches(tree_with("engine/high/b.cc", source, ""), parse_layers(kTwoModules)),
            Lines{"engine/high/b.cc:1: `high` includes `low`, which its DEPS do not name"});
}

TEST(LayerBreaches, DepsThatTheLayersForbidAreOne) {
  const SourceTree tree = tree_with("tests/x.cc", "", "\n  DEPS low other");
  EXPECT_EQ(layer_breaches(tree, parse_layers(kTwoModules)).size(), 1U);
}

TEST(LayerBreaches, APrivateHeaderStaysInsideItsModule) {
  const std::string source = "#include \"engine/low/secret.h\"\n";
  const auto breaches = [&](const std::string& path) {
    SourceTree tree = tree_with(path, source, "\n  DEPS low");
    tree.build_files["engine/low"] =
        "leastwise_module(low SOURCES a.cc HEADERS a.h PRIVATE_HEADERS secret.h b.h)";
    return layer_breaches(tree, parse_layers(kTwoModules)).size();
  };
  EXPECT_EQ(breaches("engine/low/a.cc"), 0U);
  EXPECT_EQ(breaches("engine/low/b.h"), 0U);
  EXPECT_EQ(breaches("engine/low/a.h"), 1U) << "installed, but what it includes is not";
  EXPECT_EQ(breaches("engine/high/b.cc"), 1U);
}

TEST(LayerBreaches, AnUnknownModuleIsOne) {
  const SourceTree tree = tree_with("engine/strange/a.h", "", "");
  EXPECT_EQ(layer_breaches(tree, parse_layers(kTwoModules)),
            Lines{"docs/layers.txt does not name the module `strange`"});
}

TEST(Orphans, SourcesThatNobodyBuildsAndHeadersWithoutTest) {
  SourceTree tree = tree_with("engine/low/a.h", "int f();\n", "");
  EXPECT_EQ(orphans(tree), Lines{"engine/low/a.h: has no test tests/engine/low/a_test.cc"});
  tree.files = {{"engine/low/a.h", "// f() is gone\nstruct A {};\n"}};
  EXPECT_TRUE(orphans(tree).empty());
  tree.files = {{"engine/low/forgotten.cc", ""}};
  EXPECT_EQ(orphans(tree), Lines{"engine/low/forgotten.cc: no CMakeLists.txt builds it"});
}

TEST(Orphans, APrivateHeaderMayNameTheTestThatCoversIt) {
  SourceTree tree =
      tree_with("engine/low/a.h", "// Tests: tests/engine/low/whole_test.cc.\nint f();\n", "");
  const SourceFile test{"tests/engine/low/whole_test.cc", ""};
  tree.build_files["tests/engine/low"] = "leastwise_test(low_test SOURCES whole_test.cc)";
  EXPECT_EQ(orphans(tree).size(), 1U) << "a public header needs a test of its own name";
  tree.build_files["engine/low"] = "leastwise_module(low SOURCES a.cc PRIVATE_HEADERS a.h DEPS b)";
  EXPECT_EQ(orphans(tree).size(), 1U) << "the named test does not exist";
  tree.files.push_back(test);
  EXPECT_EQ(orphans(tree), Lines{});
  tree.files.front().text = "int f();\n";
  EXPECT_EQ(orphans(tree).size(), 1U) << "no test is named";
}

TEST(Layout, AnUnknownSourceFolderIsABreach) {
  const std::filesystem::path root =
      std::filesystem::path(::testing::TempDir()) / "leastwise_layout_test";
  std::filesystem::remove_all(root);
  for (const std::string_view folder : {"engine", "rules", "cli", "tests", "fuzz", "src"}) {
    std::filesystem::create_directories(root / folder);
    std::ofstream(root / folder / "CMakeLists.txt") << "\n";
  }
  EXPECT_EQ(layout_breaches(root).size(), 1U);
  std::filesystem::remove_all(root / "src");
  EXPECT_TRUE(layout_breaches(root).empty());
  std::ofstream(root / "stray.cc") << "\n";
  EXPECT_EQ(layout_breaches(root).size(), 1U);
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace leastwise::conventions

#include "tests/conventions/house_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/conventions/source_tree.h"
#include "tests/support/paths.h"

namespace leastwise::conventions {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += piece;
  }
  return out;
}

// The names of the rules that `source` breaks, each once.
std::vector<std::string> broken(std::string_view file, std::string_view source) {
  std::vector<std::string> rules;
  for (const Violation& violation : judge(file, source)) {
    rules.push_back(violation.rule);
  }
  std::ranges::sort(rules);
  rules.erase(std::ranges::unique(rules).begin(), rules.end());
  return rules;
}

using Rules = std::vector<std::string>;

TEST(HouseRules, TheTreeKeepsThem) {
  const SourceTree tree = read_source_tree(testing::source_dir());
  ASSERT_GT(tree.files.size(), 20U);
  for (const SourceFile& file : tree.files) {
    for (const Violation& violation : judge(file.path, file.text)) {
      ADD_FAILURE() << to_string(violation);
    }
  }
}

struct Snippet {
  std::string_view file;
  std::string source;
  std::string_view rule;
};

// What every rule must catch. A rule without a line here is not known to work.
const std::vector<Snippet>& bad_snippets() {
  static const std::vector<Snippet> snippets = {
      {"engine/a/b.cc", "void f() { throw 1; }\n", "banned"},
      {"engine/a/b.cc", "void f() { assert(true); }\n", "banned"},
      {"engine/a/b.cc", "std::shared_ptr<int> p;\n", "banned"},
      {"engine/a/b.cc", "int f(E e) {\n  switch (e) {\n    default: return 1;\n  }\n}\n", "banned"},
      {"engine/a/b.cc", "int* f() { return new int; }\n", "banned"},
      {"engine/a/b.cc", "void f() { std::cout << 1; }\n", "banned"},
      {"engine/a/b.cc", "auto f() { return std::chrono::system_clock::now(); }\n", "banned"},
      {"cli/b.cc", "int f(const char* s) { return atoi(s); }\n", "banned"},
      {"tests/b.cc", "using namespace std;\n", "banned"},
      {"tests/b.cc", "typedef int Number;\n", "banned"},
      {"tests/b.cc",
       "// TO"
       "DO: later\n",
       "unfinished"},
      {"tests/b.cc",
       "/* FIX"
       "ME */\n",
       "unfinished"},
      {"tests/b.cc",
       "int a;  // NO"
       "LINT\n",
       "nolint"},
      {"tests/b.cc",
       "int a;  // NO"
       "LINT(bugprone-x)\n",
       "nolint"},
      {"tests/b.cc",
       "// NO"
       "LINTNEXTLINE(bugprone-x): no\nint a;\n",
       "nolint"},
      {"tests/b.cc", "void f() {\n" + repeated("  g();\n", 69) + "}\n", "function-length"},
      {"tests/b.cc", "void f(int a, int b, int c, int d, int e, int g) {}\n", "parameters"},
      {"tests/b.cc", "void f(int a, int b, int c, int d, int e, int g);\n", "parameters"},
      {"tests/b.cc",
       "void f() {\n  for (;;) {\n    if (a) {\n      while (b) {\n        if (c) {\n"
       "          if (d) {\n          }\n        }\n      }\n    }\n  }\n}\n",
       "nesting"},
      {"tests/b.h", "#pragma once\n" + repeated("int a;\n", 400), "file-length"},
      {"tests/b.cc", repeated("int a;\n", 801), "file-length"},
      {"tests/b.cc", "// " + repeated("x", 98) + "\n", "line-length"},
      {"tests/b.cc", "int a; \n", "blanks"},
      {"tests/b.cc", "\tint a;\n", "blanks"},
      {"tests/b.cc", "int a;\r\n", "blanks"},
      {"tests/b.cc", "int a;", "blanks"},
      {"tests/b.h", "int a;\n", "pragma-once"},
      {"tests/b.h", "#ifndef B_H\n#define B_H\nint a;\n#endif\n", "pragma-once"},
      {"engine/a/b.cc", "#include \"engine/c/d.h\"\n#include \"engine/a/b.h\"\n",
       "own-header-first"},
      {"engine/a/b.cc", "#include \"b.h\"\n", "include-path"},
      {"engine/a/b.cc", "#include \"engine/a/../b.h\"\n", "include-path"},
      {"engine/a/b.cc", "#include \"tests/support/paths.h\"\n", "include-path"},
      {"engine/a/b.h", "#pragma once\n#include <nlohmann/json.hpp>\n", "foreign-header"},
      {"engine/a/b.h", "#pragma once\n#include <fmt/core.h>\n", "foreign-header"},
      {"engine/a/b.h", "#pragma once\n#include <unistd.h>\n", "foreign-header"},
      {"engine/a/BadName.cc", "int a;\n", "file-name"},
  };
  return snippets;
}

TEST(HouseRules, EveryRuleBites) {
  for (const Snippet& snippet : bad_snippets()) {
    EXPECT_EQ(broken(snippet.file, snippet.source), Rules{std::string(snippet.rule)})
        << snippet.file << ":\n"
        << snippet.source;
  }
}

TEST(HouseRules, WhatLooksLikeABreachIsNone) {
  const std::vector<Snippet> fine = {
      {"engine/a/b.cc", "// we never throw or assert(x)\nauto s = \"throw; new\";\n", ""},
      {"engine/a/b.h", "#pragma once\nstruct A {\n  A(const A&) = default;\n};\n", ""},
      {"engine/a/b.cc", "static_assert(sizeof(int) == 4);\n", ""},
      {"engine/base/b.h", "#pragma once\n#include <fmt/core.h>\n#include <vector>\n", ""},
      {"tests/b.cc", "using namespace std::string_view_literals;\n", ""},
      {"tests/b.cc",
       "int a;  // NO"
       "LINT(bugprone-x): the macro of gtest writes it\n",
       ""},
      {"tests/b.cc", "// \xC3\xA4" + repeated("\xC3\xA4", 96) + "\n", ""},
      {"tests/b.cc", "void f() {\n" + repeated("  g();\n", 68) + "}\n", ""},
      {"cli/b.cc", "void f() { std::cout << 1; }\n", ""},
  };
  for (const Snippet& snippet : fine) {
    EXPECT_EQ(broken(snippet.file, snippet.source), Rules{}) << snippet.source;
  }
}

TEST(HouseRules, AViolationIsShownWithItsPlace) {
  EXPECT_EQ(to_string({"engine/a/b.cc", 7, "banned", "no"}), "engine/a/b.cc:7: [banned] no");
}

}  // namespace
}  // namespace leastwise::conventions

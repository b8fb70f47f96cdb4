#include "tests/conventions/functions.h"

#include <gtest/gtest.h>

namespace leastwise::conventions {
namespace {

std::string shown(std::string_view source) {
  std::string out;
  for (const Function& f : functions_of(read_cpp(source))) {
    out += f.name + "/" + std::to_string(f.parameters) + (f.has_body ? "{" : ";") +
           std::to_string(f.first_line) + "-" + std::to_string(f.last_line) + " n" +
           std::to_string(f.nesting) + "\n";
  }
  return out;
}

TEST(Functions, FreeFunctionsInsideNamespaces) {
  EXPECT_EQ(shown("namespace a {\nnamespace {\nint f(int x, int y) {\n  return x;\n}\n}\n}\n"),
            "f/2{3-5 n0\n");
}

TEST(Functions, DeclarationsCountTheirParameters) {
  EXPECT_EQ(shown("[[nodiscard(\"x, y\")]] Result<int> f(std::map<int, int> a,\n    int b);\n"
                  "void g();\nusing F = std::function<void(int, int)>;\n"
                  "static_assert(sizeof(int) == 4, \"x\");\n"),
            "f/2;1-2 n0\ng/0;3-3 n0\n");
}

TEST(Functions, MethodsConstructorsAndOperators) {
  EXPECT_EQ(shown("class X final : public Base<int(int)> {\n public:\n"
                  "  explicit X(int a) : a_{a}, b_(1) {\n    if (a) {\n      g();\n    }\n  }\n"
                  "  bool operator()(int a, int b) const noexcept { return a == b; }\n"
                  "  X& operator=(const X&) = delete;\n"
                  "  int a_ = 0;\n  std::vector<int> v_{1, 2};\n};\n"),
            "X/1{2-7 n1\noperator()/2{8-8 n0\noperator=/1;9-9 n0\n");
}

TEST(Functions, NestingCountsControlFlowAndLambdasButNoValues) {
  EXPECT_EQ(shown("int f() {\n  const Point p{1, {2, 3}};\n  for (;;) {\n    if (p) {\n"
                  "      h([&](int x) -> std::vector<int> {\n        return {x};\n      });\n"
                  "    } else {\n      g({1});\n    }\n  }\n  return 0;\n}\n"),
            "f/0{1-13 n3\n");
}

TEST(Functions, TablesAndTypesAreNoFunctions) {
  EXPECT_EQ(shown("constexpr std::array<Row, 1> kRows = {{{\"a\", 1}}};\n"
                  "const auto kMore = std::to_array<Row>({{\"a\"}, {\"b\"}});\n"
                  "enum class E : std::uint8_t { kA, kB };\ntemplate <class T>\nstruct S {\n"
                  "  T t;\n};\ntemplate <class T>\nT f(T t) {\n  return t;\n}\n"),
            "f/1{8-11 n0\n");
}

TEST(Functions, DefaultArgumentsWithBraces) {
  EXPECT_EQ(shown("void f(std::vector<int> v = {1, 2}, int b = 0) {}\nint g() { return 1; }\n"),
            "f/2{1-1 n0\ng/0{2-2 n0\n");
}

TEST(Functions, TestMacrosAreFunctions) {
  EXPECT_EQ(shown("TEST(Suite, Name) {\n  EXPECT_EQ(1, 1);\n}\n"), "TEST/2{1-3 n0\n");
}

}  // namespace
}  // namespace leastwise::conventions

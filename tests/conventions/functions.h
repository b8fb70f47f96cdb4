// The functions of a C++ source, found by braces: where each begins and ends, how many parameters
// it takes and how deep its control flow nests.
//
// It follows braces and parentheses from one statement to the next; that is enough for code that is
// formatted by clang-format, and far less than a compiler. Example: `Foo::Foo(int a) : a_{a} {` is
// a function whose body is the second brace. Counter-example: code behind a macro is not looked
// into. Tests: tests/conventions/functions_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/conventions/cpp_text.h"

namespace leastwise::conventions {

struct Function {
  std::string name;
  std::size_t first_line = 0;
  std::size_t last_line = 0;
  std::size_t parameters = 0;
  std::size_t nesting = 0;  // deepest; 0 for a body without control flow; a lambda is one level
  bool has_body = false;
};

// Definitions and declarations at namespace or class level.
[[nodiscard]] std::vector<Function> functions_of(const CppText& text);

}  // namespace leastwise::conventions

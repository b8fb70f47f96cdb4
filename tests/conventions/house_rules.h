// The house rules that a program can check, each with what to write instead.
//
// A rule that is preached and not enforced decays; so each stands here and `./dev test` fails where
// it is broken. Judged are single files; what concerns several files (layers, mirrors of tests,
// sources that nobody builds, the share of comments) is in source_tree.h and comment_share.h. There
// is no list of exceptions: code changes, or the rule does, here, for everyone. Tests:
// tests/conventions/house_rules_test.cc, with a bad snippet for every rule.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conventions/cpp_text.h"

namespace leastwise::conventions {

inline constexpr std::size_t kMaxFunctionLines = 70;
inline constexpr std::size_t kMaxParameters = 5;
inline constexpr std::size_t kMaxNesting = 4;
inline constexpr std::size_t kMaxHeaderLines = 400;
inline constexpr std::size_t kMaxSourceLines = 800;
inline constexpr std::size_t kMaxLineColumns = 100;

struct Violation {
  std::string file;
  std::size_t line = 0;
  std::string rule;     // a short stable name, e.g. `function-length`
  std::string message;  // what is wrong and what to write instead
};

[[nodiscard]] std::string to_string(const Violation& violation);

// Judges one file. `file` is its path from the root with `/`: the path decides which rules hold.
[[nodiscard]] std::vector<Violation> judge(std::string_view file, std::string_view source);

}  // namespace leastwise::conventions

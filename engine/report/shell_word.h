// Texts as words of a shell: for commands that people paste.
//
// Example: `ML Team` becomes 'ML Team', and `it's` becomes 'it'\\''s'.
// Tests: tests/engine/report/shell_word_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace leastwise {

// `text` as one word of a POSIX shell. Quoted only where needed, since quotes around every id are
// noise.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace leastwise

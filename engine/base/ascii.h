// ASCII case folding and comparison. Azure compares ids, scopes and actions ignoring ASCII case;
// bytes above 127 are left alone, and no locale is ever asked.
#pragma once

#include <string>
#include <string_view>

namespace leastwise {

// `A`..`Z` to `a`..`z`, every other byte unchanged.
[[nodiscard]] constexpr char fold(char c) {
  return (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] std::string folded(std::string_view text);

// Three-way comparison of the folded texts: negative, 0 or positive. Cost: linear, no allocation.
[[nodiscard]] int compare_folded(std::string_view a, std::string_view b);

// REQUIRES: both are of one size.
[[nodiscard]] bool equals_folded_of_one_size(std::string_view a, std::string_view b);

// Most texts that are compared are of different sizes, which is seen without a call.
[[nodiscard]] inline bool equals_folded(std::string_view a, std::string_view b) {
  return a.size() == b.size() && equals_folded_of_one_size(a, b);
}

// Whether `text` begins with `prefix` / ends with `suffix`, ignoring ASCII case.
[[nodiscard]] bool starts_with_folded(std::string_view text, std::string_view prefix);
[[nodiscard]] bool ends_with_folded(std::string_view text, std::string_view suffix);

// `text` without U+0020 at both ends (the only blank that SPEC section 1 names).
[[nodiscard]] std::string_view trim_blanks(std::string_view text);

}  // namespace leastwise

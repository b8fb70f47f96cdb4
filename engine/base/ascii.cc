// Byte by byte and without tables: the texts are short, and the compiler turns the loop over fold()
// into vector code. Nothing here asks the C library, whose answers depend on the environment of the
// user: under a Turkish one, `I` would not fold to `i` and `Microsoft.Insights` would match
// nothing. Bytes are compared as unsigned, so that texts above 127 sort behind ASCII on every
// platform.
#include "engine/base/ascii.h"

#include <algorithm>

namespace leastwise {

std::string folded(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), fold);
  return result;
}

int compare_folded(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    const auto left = static_cast<unsigned char>(fold(a[i]));
    const auto right = static_cast<unsigned char>(fold(b[i]));
    if (left != right) {
      return left < right ? -1 : 1;
    }
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

// Texts that are equal mostly have equal case, and texts that are not mostly differ at once.
bool equals_folded_of_one_size(std::string_view a, std::string_view b) {
  return a == b || compare_folded(a, b) == 0;
}

bool starts_with_folded(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equals_folded(text.substr(0, prefix.size()), prefix);
}

bool ends_with_folded(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         equals_folded(text.substr(text.size() - suffix.size()), suffix);
}

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace leastwise

#include "engine/base/suggestion.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// The words in question are short; a longer one is compared by its beginning, so that a megabyte
// in the place of a command or a key costs nothing.
constexpr std::size_t kComparedBytes = 64;

}  // namespace

// Optimal string alignment (Damerau-Levenshtein without repeated edits of one place).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    d[i][0] = i;
  }
  for (std::size_t j = 0; j <= b.size(); ++j) {
    d[0][j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = fold(a[i - 1]) == fold(b[j - 1]) ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + replaced});
      if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1])) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::string_view closest(std::string_view word, std::span<const std::string_view> known) {
  word = word.substr(0, kComparedBytes);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(word, candidate.substr(0, kComparedBytes));
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view best = closest(word, known);
  return best.empty() ? std::string() : fmt::format("did you mean `{}`?", best);
}

}  // namespace leastwise

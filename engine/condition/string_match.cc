#include "engine/condition/string_match.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/utf8.h"

namespace leastwise {
namespace {

// Providers that give StringLike a meaning of their own, by the path of the attribute, folded.
// Source: CONDITIONS section 7, Log Analytics: operators on the values of rows are those of KQL.
constexpr std::string_view kWholeTermPaths[] = {
    "microsoft.operationalinsights/workspaces/tables/record:",
};

bool same(char a, char b, bool ignore_case) { return ignore_case ? fold(a) == fold(b) : a == b; }

}  // namespace

LikeElement like_element(std::string_view pattern) {
  const char c = pattern.front();
  if (c == '*') {
    return {LikeElement::Kind::kAnyRun, c, 1};
  }
  if (c == '?') {
    return {LikeElement::Kind::kAnyCharacter, c, 1};
  }
  if (c == '\\' && pattern.size() > 1 && (pattern[1] == '*' || pattern[1] == '?')) {
    return {LikeElement::Kind::kByte, pattern[1], 2};
  }
  return {LikeElement::Kind::kByte, c, 1};
}

bool is_term_character(char c) {
  const char small = fold(c);
  return (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
}

LikeMeaning like_meaning(const AttributeKey& attribute) {
  const bool term = std::ranges::any_of(
      kWholeTermPaths, [&](std::string_view path) { return attribute.name.starts_with(path); });
  return term ? LikeMeaning::kWholeTerm : LikeMeaning::kPattern;
}

bool strings_equal(std::string_view a, std::string_view b, bool ignore_case) noexcept {
  return ignore_case ? equals_folded(a, b) : a == b;
}

bool string_starts_with(std::string_view text, std::string_view prefix, bool ignore_case) noexcept {
  return ignore_case ? starts_with_folded(text, prefix) : text.starts_with(prefix);
}

// Only the last `*` needs to be remembered: what an earlier one could still take, that one can.
bool matches_like(std::string_view text, std::string_view pattern, bool ignore_case) noexcept {
  std::size_t at = 0;
  std::size_t want = 0;
  std::size_t star = std::string_view::npos;  // the place behind the last `*` of the pattern
  std::size_t star_at = 0;                    // where its run ends so far
  while (at < text.size()) {
    if (want < pattern.size()) {
      const LikeElement element = like_element(pattern.substr(want));
      if (element.kind == LikeElement::Kind::kAnyRun) {
        star = ++want;
        star_at = at;
        continue;
      }
      const bool any = element.kind == LikeElement::Kind::kAnyCharacter;
      if (any || same(text[at], element.byte, ignore_case)) {
        at += any ? character_length(text.substr(at)) : 1;
        want += element.length;
        continue;
      }
    }
    if (star == std::string_view::npos) {
      return false;
    }
    star_at += character_length(text.substr(star_at));
    at = star_at;
    want = star;
  }
  while (want < pattern.size() && pattern[want] == '*') {
    ++want;
  }
  return want == pattern.size();
}

bool holds_term(std::string_view text, std::string_view term, bool ignore_case) noexcept {
  if (term.empty()) {
    return true;
  }
  for (std::size_t at = 0; at + term.size() <= text.size(); ++at) {
    const std::size_t end = at + term.size();
    if (strings_equal(text.substr(at, term.size()), term, ignore_case) &&
        (at == 0 || !is_term_character(text[at - 1])) &&
        (end == text.size() || !is_term_character(text[end]))) {
      return true;
    }
  }
  return false;
}

}  // namespace leastwise

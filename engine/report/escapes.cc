#include "engine/report/escapes.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/utf8.h"
#include "engine/report/text_style.h"

namespace leastwise {
namespace {

using Replacement = std::pair<char, std::string_view>;

std::string replaced(std::string_view text, const auto& replacements) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    const auto found = std::ranges::find(replacements, c, &Replacement::first);
    if (found == replacements.end()) {
      result += c;
    } else {
      result += found->second;
    }
  }
  return result;
}

constexpr std::array<Replacement, 5> kMarkup = {
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}}};

// A zero-width space ends a mention before its name begins; who copies the text gets it too, so it
// stands only where a site would see a mention.
constexpr std::string_view kZeroWidthSpace = "\u200b";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The three bytes of U+FFFE or U+FFFF, shown as a number.
void show_noncharacters(std::string& text) {
  for (const std::string_view last : {"\xBE", "\xBF"}) {
    const std::string bytes = fmt::format("\xEF\xBF{}", last);
    for (std::size_t at = text.find(bytes); at != std::string::npos; at = text.find(bytes, at)) {
      text.replace(at, bytes.size(), last == "\xBE" ? "\\ufffe" : "\\uffff");
    }
  }
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string shown = replaced(printable(text), kMarkup);
  show_noncharacters(shown);
  return shown;
}

// An address (`ann@lab.example`) is no mention: a word stands before the sign.
std::string html_escaped(std::string_view text) {
  const std::string shown = printable(text);
  std::string result;
  result.reserve(shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    result += replaced(std::string_view(shown).substr(i, 1), kMarkup);
    const bool after_word = i > 0 && is_word(shown[i - 1]);
    const bool before_word = i + 1 < shown.size() && is_word(shown[i + 1]);
    if ((shown[i] == '@' || shown[i] == '#') && !after_word && before_word) {
      result += kZeroWidthSpace;
    }
  }
  return result;
}

std::string github_data(std::string_view lines) {
  static constexpr std::array<Replacement, 3> kData = {
      {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}}};
  return replaced(lines, kData);
}

std::string github_property(std::string_view text) {
  static constexpr std::array<Replacement, 2> kProperty = {{{':', "%3A"}, {',', "%2C"}}};
  return replaced(github_data(printable(text)), kProperty);
}

// Azure DevOps escapes its own escape character in a way of its own.
std::string azure_data(std::string_view lines) {
  static constexpr std::array<Replacement, 3> kData = {
      {{'%', "%AZP25"}, {'\r', "%0D"}, {'\n', "%0A"}}};
  return replaced(lines, kData);
}

std::string azure_property(std::string_view text) {
  static constexpr std::array<Replacement, 2> kProperty = {{{']', "%5D"}, {';', "%3B"}}};
  return replaced(azure_data(printable(text)), kProperty);
}

std::string uri_escaped(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool kept = is_word(c) || c == '-' || c == '.' || c == '~' || c == '/';
    if (kept) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

std::string sarif_message(std::string_view text) {
  std::string shown = printable(text);
  for (std::size_t at = shown.find("]("); at != std::string::npos; at = shown.find("](", at)) {
    shown.insert(at + 1, 1, ' ');
  }
  return shown;
}

std::vector<std::string> printable_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string shortened(std::string_view text, std::size_t bytes) {
  constexpr std::string_view kCut = "...";
  check(bytes >= kCut.size(), "there is room for the sign that something was cut");
  if (text.size() <= bytes) {
    return std::string(text);
  }
  std::size_t length = bytes - kCut.size();
  while (length > 0 && continues_character(text[length])) {
    --length;
  }
  return fmt::format("{}{}", text.substr(0, length), kCut);
}

}  // namespace leastwise

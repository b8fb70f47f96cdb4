#include "engine/report/condition_issue_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/report/escapes.h"

namespace leastwise {
namespace {

// Bytes of a line that are shown; of a longer one, so many in front of the issue.
constexpr std::size_t kShownBytes = 100;
constexpr std::size_t kShownBefore = 40;

// The line around an offset, and where the offset is in it.
struct LineView {
  std::string_view text;
  std::size_t at = 0;
};

LineView line_around(std::string_view text, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return {line, offset - begin};
}

// What of the line is shown: all of it, or a part with dots at its ends; cut between characters.
struct Excerpt {
  std::string text;
  std::size_t at = 0;  // in characters
};

// Every character takes one place: what a terminal would act on shows as a dot.
std::string placeable(std::string_view line) {
  std::string text(line);
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '.');
  return text;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

Excerpt excerpt(const LineView& line) {
  std::size_t begin = 0;
  if (line.text.size() > kShownBytes && line.at > kShownBefore) {
    begin = std::min(line.at - kShownBefore, line.text.size() - kShownBytes);
  }
  while (begin < line.text.size() && continues_character(line.text[begin])) {
    ++begin;
  }
  std::size_t end = std::min(line.text.size(), begin + kShownBytes);
  while (end < line.text.size() && continues_character(line.text[end])) {
    ++end;
  }
  Excerpt shown{begin > 0 ? "..." : "", begin > 0 ? 3U : 0U};
  shown.at += characters_in(line.text.substr(begin, line.at - begin));
  shown.text += placeable(line.text.substr(begin, end - begin));
  shown.text += end < line.text.size() ? "..." : "";
  return shown;
}

Tone tone_of(IssueLevel level) { return level == IssueLevel::kError ? Tone::kBad : Tone::kUnsure; }

}  // namespace

std::string_view to_string(IssueLevel level) {
  switch (level) {
    case IssueLevel::kError:
      return "error";
    case IssueLevel::kWarning:
      return "warning";
    case IssueLevel::kNote:
      return "note";
  }
  return "error";
}

TextPosition position_of(std::string_view text, std::uint32_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = static_cast<std::uint32_t>(std::ranges::count(before, '\n'));
  const std::size_t last = before.rfind('\n');
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  return {lines + 1, static_cast<std::uint32_t>(offset - begin) + 1};
}

std::string issue_text(const ConditionIssue& issue, std::string_view text, std::string_view name,
                       const TextStyle& style) {
  const TextPosition position = position_of(text, issue.span.offset);
  const LineView line = line_around(text, issue.span.offset);
  const Excerpt shown = excerpt(line);
  const std::size_t in_line = std::min<std::size_t>(
      issue.span.length, line.text.size() - std::min(line.at, line.text.size()));
  const std::size_t room =
      characters_in(shown.text) - std::min(shown.at, characters_in(shown.text));
  const std::size_t carets = std::clamp<std::size_t>(
      characters_in(line.text.substr(std::min(line.at, line.text.size()), in_line)), 1,
      std::max<std::size_t>(room, 1));
  const std::string number = fmt::format("{}", position.line);
  const std::string bar(number.size(), ' ');
  std::string result =
      style.paint(tone_of(issue.level), fmt::format("{}[{}]", to_string(issue.level), issue.code));
  result += fmt::format(": {}\n", printable(issue.message));
  result += fmt::format("  --> {}:{}:{}\n", printable(name), position.line, position.column);
  result += fmt::format("   {} |\n   {} | {}\n", bar, number, shown.text);
  result += fmt::format("   {} | {}{}\n", bar, std::string(shown.at, ' '),
                        style.paint(tone_of(issue.level), std::string(carets, '^')));
  if (!issue.help.empty()) {
    result += fmt::format("  help: {}\n", printable(issue.help));
  }
  return result;
}

}  // namespace leastwise

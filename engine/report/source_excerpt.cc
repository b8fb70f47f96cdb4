#include "engine/report/source_excerpt.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/utf8.h"
#include "engine/report/escapes.h"

namespace leastwise {
namespace {

// Follows braces and brackets outside of strings until the first one is closed.
class RecordEnd {
 public:
  // Whether the record ends in this line.
  bool closes_in(std::string_view line) {
    for (const char c : line) {
      if (in_string_) {
        in_string_ = c != '"' || escaped_;
        escaped_ = c == '\\' && !escaped_;
      } else if (c == '"') {
        in_string_ = true;
        escaped_ = false;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if (c == '}' || c == ']') {
        --depth_;
      }
      if (depth_ <= 0 && !in_string_) {
        return true;
      }
    }
    in_string_ = false;  // no string of JSON goes on in the next line
    return false;
  }

 private:
  int depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

// From the place on, the lines of the record; the first one begins at the column of the place.
std::vector<std::string> record_lines(SourcePlace place, const SourceLines& lines) {
  std::vector<std::string> record;
  RecordEnd end;
  for (std::uint32_t number = place.line; record.size() < kMaxRecordLines; ++number) {
    const std::optional<std::string> line = lines(place.file, number);
    if (!line) {
      break;
    }
    const std::size_t begin = record.empty() && place.column > 1 ? place.column - 1 : 0;
    const std::string_view rest = std::string_view(*line).substr(std::min(begin, line->size()));
    record.push_back(*line);
    std::ranges::replace(record.back(), '\t', ' ');
    if (record.back().ends_with('\r')) {
      record.back().pop_back();
    }
    if (end.closes_in(rest)) {
      break;
    }
  }
  return record;
}

bool names_any(std::string_view line, const FindingSubject& subject) {
  const std::string text = folded(line);
  const std::array<std::string_view, 3> names = {subject.principal, subject.role, subject.scope};
  return std::ranges::any_of(names, [&](std::string_view name) {
    return name.size() > 1 && text.find(folded(name)) != std::string::npos;
  });
}

// Positions of the lines to show, ascending: first, last, and those between that name the subject,
// or else those that come first.
std::vector<std::size_t> chosen(const std::vector<std::string>& record,
                                const FindingSubject& subject) {
  std::vector<std::size_t> inner;
  for (std::size_t i = 1; i + 1 < record.size(); ++i) {
    if (record.size() <= kMaxExcerptLines || names_any(record[i], subject)) {
      inner.push_back(i);
    }
  }
  if (inner.empty() && record.size() > 2) {
    inner.resize(record.size() - 2);
    std::iota(inner.begin(), inner.end(), std::size_t{1});
  }
  inner.resize(std::min(inner.size(), kMaxExcerptLines - 2));
  if (!record.empty()) {
    inner.insert(inner.begin(), 0);
  }
  if (record.size() > 1) {
    inner.push_back(record.size() - 1);
  }
  return inner;
}

// At most `width` bytes, give or take a character.
std::string without_middle(std::string_view text, std::size_t width) {
  if (text.size() <= width) {
    return std::string(text);
  }
  const std::string head = shortened(text, width / 2 + 2);
  std::size_t tail = text.size() - (width - std::min(width, head.size()));
  while (tail < text.size() && continues_character(text[tail])) {
    ++tail;
  }
  return head + std::string(text.substr(tail));
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

}  // namespace

std::vector<ExcerptLine> source_excerpt(const Finding& finding, const SourceLines& lines,
                                        std::size_t width) {
  if (!finding.place.known() || !lines) {
    return {};
  }
  const std::vector<std::string> record = record_lines(finding.place, lines);
  const std::vector<std::size_t> positions = chosen(record, finding.subject);
  std::size_t margin = std::string::npos;
  for (const std::size_t i : positions) {
    margin = std::min(margin, indentation(record[i]));
  }
  std::vector<ExcerptLine> excerpt;
  for (const std::size_t i : positions) {
    std::string_view text = record[i];
    const std::size_t place = finding.place.column == 0 ? 0 : finding.place.column - 1;
    const bool cut_before = i == 0 && text.size() > width && place < text.size();
    text.remove_prefix(cut_before ? std::max(place, margin) : margin);
    excerpt.push_back({.number = finding.place.line + static_cast<std::uint32_t>(i),
                       .text = cut_before ? shortened(printable(text), width)
                                          : without_middle(printable(text), width)});
  }
  return excerpt;
}

}  // namespace leastwise

#include "rules/audit/pattern_suggestion.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"

namespace leastwise {
namespace {

constexpr std::array<std::string_view, 4> kVerbs = {"read", "write", "delete", "action"};

// The segments that known operations of a plane have behind `prefix`, as written, each once.
std::vector<std::string_view> segments_behind(const OperationIndex& index, std::string_view prefix,
                                              Plane plane) {
  std::vector<std::string_view> found;
  for (const OperationIndex::Entry& entry : index.with_prefix(prefix)) {
    if (!index.catalogue()[entry.id].is_in(plane)) {
      continue;
    }
    const std::string_view rest = index.catalogue().name(entry.id).substr(prefix.size());
    const std::string_view segment = rest.substr(0, rest.find('/'));
    if (found.empty() || !equals_folded(found.back(), segment)) {
      found.push_back(segment);  // names ascend, so equal segments mostly stand together
    }
  }
  return found;
}

// The text of a pattern with every segment before the first wildcard as operations have it; empty
// where one of them is close to nothing.
std::string corrected_prefix(const OperationIndex& index, std::string_view text, Plane plane) {
  std::string corrected;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    const std::string_view segment = text.substr(begin, end - begin);
    if (segment.find('*') != std::string_view::npos) {
      return corrected.append(text.substr(begin));
    }
    const auto known = segments_behind(index, folded(corrected), plane);
    const auto same = std::ranges::find_if(
        known, [&](std::string_view other) { return equals_folded(other, segment); });
    const std::string_view best = same != known.end() ? *same : closest(segment, known);
    if (best.empty()) {
      return {};
    }
    corrected.append(best);
    if (end != text.size()) {
      corrected.push_back('/');
    }
    begin = end + 1;
  }
  return corrected;
}

bool is_known(const OperationIndex& index, const std::string& text, Plane plane) {
  const auto pattern = ActionPattern::parse(text, WildcardReading::kAzure);
  return pattern.has_value() && index.matches_any(*pattern, plane);
}

}  // namespace

std::string suggested_pattern(const OperationIndex& index, const ActionPattern& pattern,
                              Plane plane) {
  const std::string corrected = corrected_prefix(index, pattern.text(), plane);
  if (corrected.empty() || is_known(index, corrected, plane)) {
    return corrected;
  }
  const std::size_t slash = corrected.rfind('/');
  if (slash != std::string::npos && !pattern.is_literal()) {
    const std::string_view verb = closest(std::string_view(corrected).substr(slash + 1), kVerbs);
    const std::string with_verb = corrected.substr(0, slash + 1).append(verb);
    return !verb.empty() && is_known(index, with_verb, plane) ? with_verb : std::string();
  }
  const std::string reads = corrected + "/read";
  return is_known(index, reads, plane) ? reads : std::string();
}

}  // namespace leastwise

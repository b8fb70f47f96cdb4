// Laws of reading conditions:
// - every text is a condition, or has an issue that is an error, with a place inside the text;
// - a condition that is printed and read again is the same condition;
// - blanks around the text change nothing.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/check.h"
#include "engine/condition/canonical.h"
#include "engine/condition/condition.h"

namespace leastwise {
namespace {

void check_issues(const Condition& condition, std::size_t size) {
  check(condition.valid() != has_errors(condition.issues()), "a tree, or an error");
  for (const ConditionIssue& issue : condition.issues()) {
    check(issue.span.end() <= size + 1, "an issue stands in the text");
    check(!issue.code.empty() && !issue.message.empty(), "an issue says what it is");
  }
}

void check_condition(const std::string& text) {
  const Condition condition = Condition::parse(text);
  check_issues(condition, text.size());
  const Condition padded = Condition::parse(" \n" + text + "\t ");
  if (!condition.valid()) {
    return;
  }
  check(padded.valid(), "blanks around a condition");
  for (const auto spelling : {ConditionSpelling::kAsWritten, ConditionSpelling::kNormal}) {
    const std::string printed = canonical_text(condition.syntax(), spelling);
    check(canonical_text(padded.syntax(), spelling) == printed, "blanks change nothing");
    const Condition again = Condition::parse(printed);
    check(again.valid(), "what is printed is a condition");
    check(canonical_text(again.syntax(), spelling) == printed, "the same condition");
  }
}

}  // namespace
}  // namespace leastwise

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parser reads characters
  leastwise::check_condition(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}

// The evaluator against the naive evaluation: every outcome is the one of the oracle.
//
// Input: the text of a condition, a line `--`, then what the request says, one thing a line:
//   action x/read          sub Blob.List          complete resource
//   resource name=value    (a name given again has several values)
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/condition/condition.h"
#include "tests/oracle/condition_oracle.h"

namespace leastwise {
namespace {

// The oracle's patterns are exponential in their stars, and its walk recurses.
constexpr std::ptrdiff_t kMaxStars = 6;
constexpr std::size_t kMaxBytes = 4096;

void add_line(std::string_view line, oracle::ConditionFacts& facts) {
  const std::size_t blank = line.find(' ');
  const std::string_view what = line.substr(0, blank);
  const std::string_view rest =
      blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
  const auto source = parse_attribute_source(what == "complete" ? rest : what);
  if (what == "action") {
    facts.action = rest;
  } else if (what == "sub") {
    facts.suboperations.emplace_back(rest);
  } else if (source && what == "complete") {
    facts.complete.insert(*source);
  } else if (source) {
    const std::size_t equals = rest.find('=');
    if (equals != std::string_view::npos) {
      facts.attributes[{*source, normal_attribute_name(rest.substr(0, equals))}].emplace_back(
          rest.substr(equals + 1));
    }
  }
}

oracle::ConditionFacts read_facts(std::string_view text) {
  oracle::ConditionFacts facts{.action = "x/read"};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    add_line(text.substr(0, end), facts);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return facts;
}

void check_evaluation(std::string_view input) {
  if (input.size() > kMaxBytes || std::ranges::count(input, '*') > kMaxStars) {
    return;
  }
  const std::size_t cut = input.find("\n--\n");
  const Condition condition = Condition::parse(std::string(input.substr(0, cut)));
  if (!condition.valid()) {
    return;
  }
  const oracle::ConditionFacts facts =
      read_facts(cut == std::string_view::npos ? std::string_view() : input.substr(cut + 4));
  const ConditionOutcome outcome =
      condition.evaluate(folded(facts.action), oracle::request_of(facts));
  const std::set<Truth> expected = oracle::possible_values(condition.syntax(), facts);
  for (const Truth value : {Truth::kNo, Truth::kUnknown, Truth::kYes}) {
    check(outcome.may_be(value) == expected.contains(value), "the outcome of the oracle");
  }
}

}  // namespace
}  // namespace leastwise

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parser reads characters
  leastwise::check_evaluation({reinterpret_cast<const char*>(data), size});
  return 0;
}

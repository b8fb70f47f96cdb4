// What is said of every request, held against the requests that it shows: whatever the text,
// nothing crashes, and a request that is shown tells the two conditions apart indeed.
//
// Input: one condition, or two with a line `--` between them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/condition/condition.h"
#include "engine/condition_analysis/condition_analysis.h"
#include "rules/conditions/condition_checks.h"
#include "rules/conditions/condition_meaning.h"
#include "rules/conditions/condition_text.h"
#include "rules/conditions/delegation_extent.h"

namespace leastwise {
namespace {

// Searches are bounded; a small text keeps single runs short.
constexpr std::size_t kMaxBytes = 1024;

const KnownAttributes& known() {
  static const KnownAttributes kKnown = embedded_known_attributes();
  return kKnown;
}

bool is_met(const Condition& condition, const ShownRequest& shown) {
  return condition.evaluate(folded(shown.action), request_of(shown)).is(Truth::kYes);
}

void check_implication(const Implication& implication, const Condition& one,
                       const Condition& other) {
  check((implication.holds == Truth::kNo) == implication.counterexample.has_value(),
        "what does not hold is shown");
  if (implication.counterexample) {
    check(is_met(one, *implication.counterexample) && !is_met(other, *implication.counterexample),
          "the request tells them apart");
  }
}

// Everything that commands ask of one condition.
void look_at(const Condition& condition) {
  const RequestSpace space{.model = &known()};
  const ConditionExtent extent = extent_of(condition, space);
  check(extent.always != Truth::kYes || extent.never != Truth::kYes, "some request there is");
  (void)check_condition(condition, known(), space);
  (void)difference_of_readings(condition, space);
  (void)delegation_extent(std::array{&condition}, known());
  const IdNames no_names;
  const ConditionEnglish english(condition, known(), no_names);
  const auto entries = meaning_of(condition, space);
  if (!entries) {
    return;
  }
  for (const MeaningEntry& entry : *entries) {
    check(!entry.actions.empty(), "an entry is about something");
    if (!tests_of(entry.requirement).empty()) {
      check(!lines_of(english.requirement(entry.requirement), 0).empty(), "a sentence");
    }
  }
}

void check_analysis(std::string_view input) {
  if (input.size() > kMaxBytes) {
    return;
  }
  const std::size_t cut = std::min(input.find("\n--\n"), input.size());
  const Condition first = Condition::parse(std::string(input.substr(0, cut)));
  if (!first.valid()) {
    return;
  }
  look_at(first);
  const Condition second =
      Condition::parse(std::string(input.substr(std::min(cut + 4, input.size()))));
  if (second.valid()) {
    const ConditionComparisonResult result = compare_conditions(first, second, {});
    check_implication(result.forward, first, second);
    check_implication(result.backward, second, first);
  }
}

}  // namespace
}  // namespace leastwise

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parser reads characters
  leastwise::check_analysis({reinterpret_cast<const char*>(data), size});
  return 0;
}

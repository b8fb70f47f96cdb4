// Laws: any bytes are a pattern in both readings or an error; the matcher equals the naive one; and
// a partition of such patterns puts an action where the matcher puts it, shows a witness that is in
// its atom, and can be said again by a cover.
//
// The input is cut into lines: the first is the asked action, the others are patterns.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/action_set.h"
#include "engine/action/atoms.h"
#include "engine/action/byte_classes.h"
#include "engine/action/cover.h"
#include "engine/action/pattern.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "tests/support/naive_match.h"

namespace leastwise {
namespace {

// The naive matcher is exponential in the wildcards, the cover quadratic in the patterns.
constexpr std::size_t kMaxPatterns = 6;
constexpr std::ptrdiff_t kMaxNaiveWildcards = 4;
constexpr std::size_t kMaxNaiveBytes = 40;
constexpr std::size_t kMaxStates = 20'000;

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t begin = 0; begin <= text.size() && result.size() <= kMaxPatterns;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

void check_match(const ActionPattern& pattern, WildcardReading reading, std::string_view action) {
  if (pattern.text().size() > kMaxNaiveBytes || action.size() > kMaxNaiveBytes ||
      std::ranges::count(pattern.text(), '*') > kMaxNaiveWildcards) {
    return;
  }
  const auto naive = reading == WildcardReading::kAzure ? testing::NaiveReading::kSegment
                                                        : testing::NaiveReading::kLiteral;
  check(pattern.matches(action) == testing::naive_match(pattern.text(), action, naive),
        "the matcher equals the naive one");
}

void check_partition(const std::vector<ActionPattern>& patterns, const std::string& action) {
  const auto partition = AtomPartition::build(patterns, kMaxStates);
  if (!partition) {
    check(!partition.error().message.empty(), "an error says something");
    return;
  }
  const AtomId atom = partition->atom_of(action);
  Bitset chosen(partition->atom_count());
  for (std::size_t p = 0; p < patterns.size(); ++p) {
    const Bitset atoms = partition->atoms_of(p);
    check(atoms.test(atom.index()) == patterns[p].matches(action), "atoms equal the matcher");
    if (p % 2 == 0) {
      chosen |= atoms;
    } else {
      chosen.and_not(atoms);
    }
  }
  for (std::size_t a = 0; a < partition->atom_count(); ++a) {
    const auto& witness = partition->witness(AtomId::from_index(a));
    check(!witness || partition->atom_of(*witness).index() == a, "a witness is in its atom");
    check(!witness || std::ranges::all_of(*witness, is_printable), "a witness can be printed");
  }
  const ActionSet set = ActionSet::of_atoms(chosen);
  ActionSet sum = ActionSet::none(*partition);
  for (const CoverTerm& term : cover(*partition, set)) {
    sum |= actions_of(*partition, term);
  }
  check(sum == set, "a cover is exact");
}

void check_reading(const std::vector<std::string_view>& input, WildcardReading reading) {
  const std::string action = folded(input.front());
  const bool is_action = !action.empty() && std::ranges::all_of(action, is_action_byte);
  std::vector<ActionPattern> patterns;
  for (std::size_t i = 1; i < input.size(); ++i) {
    if (auto pattern = ActionPattern::parse(input[i], reading)) {
      if (is_action) {
        check_match(*pattern, reading, action);
      }
      patterns.push_back(*std::move(pattern));
    }
  }
  if (is_action) {
    check_partition(patterns, action);
  }
}

}  // namespace
}  // namespace leastwise

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parser reads characters
  const auto input = leastwise::lines(std::string_view(reinterpret_cast<const char*>(data), size));
  leastwise::check_reading(input, leastwise::WildcardReading::kAzure);
  leastwise::check_reading(input, leastwise::WildcardReading::kLiteral);
  return 0;
}

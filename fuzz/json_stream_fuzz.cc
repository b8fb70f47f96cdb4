// Any text, cut into pieces of any size: the fast reader of JSON and the other one give the same
// events and say the same of what is wrong.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "engine/ingest/json_stream.h"
#include "tests/support/json_recorder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using leastwise::testing::JsonRecorder;
  constexpr std::size_t kAll = 1'000'000;
  if (size == 0) {
    return 0;
  }
  const std::size_t at_once = data[0] == 0 ? kAll : data[0];
  // NOLINTNEXTLINE(*-reinterpret-cast): libFuzzer gives bytes
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  JsonRecorder expected(kAll, false);
  const auto expected_problem = leastwise::read_json(text, expected);
  std::string_view left = text;
  leastwise::TextWindow window([&left, at_once](std::span<char> into) {
    const std::size_t count = left.copy(into.data(), std::min(into.size(), at_once));
    left.remove_prefix(count);
    return count;
  });
  JsonRecorder heard(kAll, false);
  const auto problem = leastwise::read_json_stream(
      window, heard, [text](const leastwise::TextReader& read) { return read(text); });
  if (heard.events() != expected.events() ||
      leastwise::testing::words_of(problem) != leastwise::testing::words_of(expected_problem)) {
    std::abort();
  }
  return 0;
}

#include "cli/progress_line.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace leastwise::cli {
namespace {

using std::chrono::milliseconds;

// What is written while `use` runs, and when the line ends.
std::string written(const std::function<void(ProgressLine&)>& use) {
  std::FILE* const file = std::tmpfile();
  {
    ProgressLine line(file, "reading");
    use(line);
  }
  std::string text(static_cast<std::size_t>(std::ftell(file)), '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  (void)std::fclose(file);
  return text;
}

TEST(ProgressLine, IsShownAfterAWhileAndClearedAtTheEnd) {
  const auto later = ProgressLine::Clock::now() + milliseconds(10'000);
  EXPECT_EQ(written([&](ProgressLine& line) {
              line.update(1 << 20U, 10 << 20U, later);
              line.update(2 << 20U, 10 << 20U, later + milliseconds(1));
              line.update(5 << 20U, 10 << 20U, later + milliseconds(200));
            }),
            "\r\x1b[Kreading: 10 % of 10 MiB\r\x1b[Kreading: 50 % of 10 MiB\r\x1b[K");
}

TEST(ProgressLine, AStepThatIsDoneSoonShowsNothing) {
  const auto begin = ProgressLine::Clock::now();
  EXPECT_EQ(written([&](ProgressLine& line) { line.update(1, 2, begin); }), "");
  EXPECT_EQ(written([](ProgressLine&) {}), "");
}

TEST(ProgressLine, WithoutATerminalNothingIsWritten) {
  ProgressLine line(nullptr, "reading");
  line.update(1, 2, ProgressLine::Clock::now() + milliseconds(10'000));
}

}  // namespace
}  // namespace leastwise::cli

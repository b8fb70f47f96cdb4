// `leastwise check --requests`: many questions, answered in their order, one JSON object a line.
//
// The lines that are there are answered together, by one thread for each core, and written in their
// order; what is kept are the lines of one batch and a bounded memory of names that were looked up.
// Answers are handed on whenever the next request has to be waited for, so a program can hold a
// conversation with this one.
#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "cli/commands.h"
#include "cli/line_reader.h"
#include "cli/request_answerer.h"

namespace leastwise::cli {
namespace {

// What one batch holds at most: enough to keep a thread busy, little enough to stay in the cache.
constexpr std::size_t kBatchLines = 4'096;
constexpr std::size_t kBatchBytes = std::size_t{1} << 22U;
// Fewer lines than this are not worth another thread.
constexpr std::size_t kLinesPerThread = 64;

// Lines that are answered together.
class Batch {
 public:
  explicit Batch(const TenantData& data) {
    const std::size_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
    for (std::size_t i = 0; i < threads; ++i) {
      answerers_.emplace_back(data);
    }
  }

  void add(const LineReader::LineView& line) {
    lines_.push_back({text_.size(), line.text.size(), line.too_long});
    text_ += line.text;
  }
  [[nodiscard]] bool full() const {
    return lines_.size() >= kBatchLines || text_.size() >= kBatchBytes;
  }
  [[nodiscard]] bool any_error() const {
    return std::ranges::any_of(answerers_, &RequestAnswerer::any_error);
  }

  // The answers in the order of the lines, which are done with then.
  std::string answers() {
    const std::vector<RequestLine> lines = padded_lines();
    const std::size_t parts =
        std::clamp(lines.size() / kLinesPerThread, std::size_t{1}, answerers_.size());
    const std::size_t size = (lines.size() + parts - 1) / parts;
    std::vector<std::future<std::string>> others;
    for (std::size_t i = 1; i < parts; ++i) {
      const std::size_t begin = std::min(i * size, lines.size());
      const auto part = std::span(lines).subspan(begin, std::min(size, lines.size() - begin));
      others.push_back(
          std::async(std::launch::async, [this, i, part] { return answerers_[i].answer(part); }));
    }
    std::string all = answerers_[0].answer(std::span(lines).first(std::min(size, lines.size())));
    for (std::future<std::string>& other : others) {
      all += other.get();
    }
    lines_.clear();
    text_.clear();
    return all;
  }

 private:
  // Where a line lies in text_.
  struct Line {
    std::size_t begin = 0;
    std::size_t length = 0;
    bool too_long = false;
  };

  // The lines, with what may be read behind the last of them.
  [[nodiscard]] std::vector<RequestLine> padded_lines() {
    text_.append(PlainRequestReader::kPadding, ' ');
    std::vector<RequestLine> lines;
    lines.reserve(lines_.size());
    for (const Line& line : lines_) {
      lines.push_back({std::string_view(text_).substr(line.begin, line.length), line.too_long});
    }
    return lines;
  }

  std::vector<RequestAnswerer> answerers_;  // one a thread
  std::string text_;                        // the lines, one behind the other
  std::vector<Line> lines_;
};

// What the lines do not repeat: said once, beside the answers.
void note_facts(const TenantData& data, const Console& console) {
  console.note(fmt::format("catalogue {}, {}", data.catalogue().hash, data.catalogue().date));
  for (const CoverageGap& gap : data.tenant().gaps()) {
    console.note(fmt::format("coverage gap: {}", gap.message));
  }
}

}  // namespace

ExitCode run_requests(const Options& options, Console& console) {
  auto lines = LineReader::open(options.question.requests);
  if (!lines) {
    console.error(lines.error());
    return ExitCode::kError;
  }
  const auto data = load_tenant(options.global, console);
  if (!data) {
    return ExitCode::kError;
  }
  note_facts(*data, console);
  Batch batch(*data);
  const auto hand_on = [&] {
    console.print(batch.answers());
    console.output().flush();
  };
  while (!console.output().abandoned()) {
    const auto line = lines->next(hand_on);
    if (!line) {
      break;
    }
    batch.add(*line);
    if (batch.full()) {
      console.print(batch.answers());
    }
  }
  console.print(batch.answers());
  if (lines->failure()) {
    console.error(*lines->failure());
    return ExitCode::kError;
  }
  return batch.any_error() ? ExitCode::kError : ExitCode::kSuccess;
}

}  // namespace leastwise::cli

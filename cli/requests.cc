// `leastwise check --requests`: many questions, answered in their order, one JSON object a line.
//
// Lines are gathered into batches; while one is answered, by a thread for each core, the next is
// read and the last one's answers are written, in their order. What is kept are the lines of two
// batches and a bounded memory of names that were looked up. Where the next request has to be
// waited for, everything that is there is answered and handed on, so a program can hold a
// conversation with this one.
#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <string>
#include <thread>
#include <utility>
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
  void add(const LineReader::LineView& line) {
    lines_.push_back({text_.size(), line.text.size(), line.too_long});
    text_ += line.text;
  }
  [[nodiscard]] bool full() const {
    return lines_.size() >= kBatchLines || text_.size() >= kBatchBytes;
  }
  void clear() {
    lines_.clear();
    text_.clear();
  }

  // The lines, with what may be read behind the last of them. Nothing may be added after that.
  [[nodiscard]] std::vector<RequestLine> lines() {
    text_.append(PlainRequestReader::kPadding, ' ');
    std::vector<RequestLine> lines;
    lines.reserve(lines_.size());
    for (const Line& line : lines_) {
      lines.push_back({std::string_view(text_).substr(line.begin, line.length), line.too_long});
    }
    return lines;
  }

 private:
  // Where a line lies in text_.
  struct Line {
    std::size_t begin = 0;
    std::size_t length = 0;
    bool too_long = false;
  };

  std::string text_;  // the lines, one behind the other
  std::vector<Line> lines_;
};

// The threads that answer a batch.
class Answering {
 public:
  explicit Answering(const TenantData& data) {
    const std::size_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
    for (std::size_t i = 0; i < threads; ++i) {
      answerers_.emplace_back(data);
    }
  }

  // Begins to answer the lines of `batch`, which is empty afterwards.
  // REQUIRES: finish() was called for the batch before.
  void start(Batch& batch) {
    std::swap(batch, batch_);
    batch.clear();
    lines_ = batch_.lines();
    const std::size_t parts =
        std::clamp(lines_.size() / kLinesPerThread, std::size_t{1}, answerers_.size());
    const std::size_t size = (lines_.size() + parts - 1) / parts;
    for (std::size_t i = 0; i < parts; ++i) {
      const std::size_t begin = std::min(i * size, lines_.size());
      const auto part = std::span(lines_).subspan(begin, std::min(size, lines_.size() - begin));
      // Few lines are answered by whoever waits for them.
      parts_.push_back(std::async(parts == 1 ? std::launch::deferred : std::launch::async,
                                  [this, i, part] { return answerers_[i].answer(part); }));
    }
  }

  // The answers in the order of the lines; nothing where nothing was started.
  [[nodiscard]] std::string finish() {
    std::string all;
    for (std::future<std::string>& part : parts_) {
      all += part.get();
    }
    parts_.clear();
    return all;
  }

  [[nodiscard]] bool any_error() const {
    return std::ranges::any_of(answerers_, &RequestAnswerer::any_error);
  }

 private:
  std::vector<RequestAnswerer> answerers_;  // one a thread
  Batch batch_;
  std::vector<RequestLine> lines_;  // of batch_
  std::vector<std::future<std::string>> parts_;
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
  Batch filling;
  Answering answering(*data);
  const auto hand_over = [&] {
    const std::string answers = answering.finish();
    answering.start(filling);
    console.print(answers);
  };
  const auto hand_on = [&] {
    hand_over();
    console.print(answering.finish());
    console.output().flush();
  };
  while (!console.output().abandoned()) {
    const auto line = lines->next(hand_on);
    if (!line) {
      break;
    }
    filling.add(*line);
    if (filling.full()) {
      hand_over();
    }
  }
  hand_over();
  console.print(answering.finish());
  if (lines->failure()) {
    console.error(*lines->failure());
    return ExitCode::kError;
  }
  return answering.any_error() ? ExitCode::kError : ExitCode::kSuccess;
}

}  // namespace leastwise::cli

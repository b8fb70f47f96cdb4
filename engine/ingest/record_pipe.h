// Records on their way from the thread that reads texts to the one that joins what they mean.
//
// Reading (bytes, grammar, trees) and joining (recognising, interning, comparing) take about the
// same time, so two threads, one for each, load twice as fast; and since there is one of each, the
// order is that of the files, whatever the threads do. What is under way is bounded: a reader that
// is faster waits.
//
//     RecordPipe pipe;
//     auto reading = std::async(std::launch::async, [&] { read(pipe); pipe.close(); });
//     pipe.drain(sink);
//
// Trees go round: those that were drained are filled again.
// Thread safety: the sink's side from one thread, drain() from another one.
// Tests: tests/engine/ingest/record_pipe_test.cc.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/input_sink.h"

namespace leastwise {

class RecordPipe final : public InputSink {
 public:
  void begin_file(std::string_view name) override;
  void end_file() override;
  void unreadable(std::string_view name, std::string_view reason) override;
  void on_list(const Record& container) override;
  [[nodiscard]] bool on_record(Record& record) override;
  [[nodiscard]] bool on_top(Record& top, bool had_list) override;
  void on_problem(std::string pointer, TextProblem problem) override;

  // Nothing comes any more. To be called by the reading thread whatever happens, or drain() waits
  // for ever.
  void close();

  // Gives everything to `sink` as it comes, until the pipe is closed; calls `after_some` now and
  // then. The sink may end a file early: what is left of it is dropped. Where it throws, the pipe
  // takes no more and the reading thread comes to its end.
  void drain(InputSink& sink, const std::function<void()>& after_some);

 private:
  // Enough to outweigh the handing over, few enough to stay in the cache.
  static constexpr std::size_t kStepsTogether = 64;
  static constexpr std::size_t kBatchesUnderWay = 8;

  enum class StepKind : std::uint8_t {
    kBeginFile,
    kEndFile,
    kUnreadable,
    kList,
    kRecord,
    kTop,
    kProblem,
  };
  struct Step {
    StepKind kind = StepKind::kRecord;
    bool had_list = false;
    Record record = {};
    std::string text = {};  // a name, or a pointer
    TextProblem problem = {};
  };
  // Steps are kept when they are done with, for the memory of their trees.
  struct Batch {
    std::vector<Step> steps;
    std::size_t count = 0;
  };

  Step& add(StepKind kind);
  void hand_over();
  [[nodiscard]] bool take(Batch& batch);
  void give_back(Batch batch);
  void abandon();
  static bool pass(Step& step, InputSink& sink);

  Batch filling_;  // of the reading thread
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> full_;
  std::vector<Batch> spare_;
  std::size_t under_way_ = 0;  // batches that were handed over and not drained yet
  bool closed_ = false;
  bool abandoned_ = false;  // nobody drains any more
};

}  // namespace leastwise

// A queue of batches under one lock: it is taken once for 64 records.
#include "engine/ingest/record_pipe.h"

#include <span>
#include <utility>

namespace leastwise {

RecordPipe::Step& RecordPipe::add(StepKind kind) {
  if (filling_.count == kStepsTogether) {
    hand_over();
  }
  if (filling_.count == filling_.steps.size()) {
    filling_.steps.emplace_back();
  }
  Step& step = filling_.steps[filling_.count++];
  step.kind = kind;
  return step;
}

void RecordPipe::hand_over() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return under_way_ < kBatchesUnderWay || abandoned_; });
  if (abandoned_) {
    filling_.count = 0;
    return;
  }
  full_.push_back(std::exchange(filling_, {}));
  ++under_way_;
  if (!spare_.empty()) {
    filling_ = std::move(spare_.back());
    spare_.pop_back();
  }
  changed_.notify_all();
}

void RecordPipe::begin_file(std::string_view name) { add(StepKind::kBeginFile).text = name; }

void RecordPipe::end_file() { add(StepKind::kEndFile); }

void RecordPipe::unreadable(std::string_view name, std::string_view reason) {
  Step& step = add(StepKind::kUnreadable);
  step.text = name;
  step.problem.message = reason;
}

void RecordPipe::on_list(const Record& container) { add(StepKind::kList).record = container; }

bool RecordPipe::on_record(Record& record) {
  std::swap(add(StepKind::kRecord).record, record);
  return true;
}

bool RecordPipe::on_top(Record& top, bool had_list) {
  Step& step = add(StepKind::kTop);
  std::swap(step.record, top);
  step.had_list = had_list;
  return true;
}

void RecordPipe::on_problem(std::string pointer, TextProblem problem) {
  Step& step = add(StepKind::kProblem);
  step.text = std::move(pointer);
  step.problem = std::move(problem);
}

void RecordPipe::close() {
  if (filling_.count != 0) {
    hand_over();
  }
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

// Gives whether the sink wants more of the file.
bool RecordPipe::pass(Step& step, InputSink& sink) {
  switch (step.kind) {
    case StepKind::kBeginFile:
      sink.begin_file(step.text);
      return true;
    case StepKind::kEndFile:
      sink.end_file();
      return true;
    case StepKind::kUnreadable:
      sink.unreadable(step.text, step.problem.message);
      return true;
    case StepKind::kList:
      sink.on_list(step.record);
      return true;
    case StepKind::kRecord:
      return sink.on_record(step.record);
    case StepKind::kTop:
      return sink.on_top(step.record, step.had_list);
    case StepKind::kProblem:
      sink.on_problem(std::move(step.text), std::move(step.problem));
      return true;
  }
  return true;
}

// The oldest batch; false where the pipe is closed and empty.
bool RecordPipe::take(Batch& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !full_.empty() || closed_; });
  if (full_.empty()) {
    return false;
  }
  batch = std::move(full_.front());
  full_.pop_front();
  return true;
}

void RecordPipe::give_back(Batch batch) {
  batch.count = 0;
  const std::scoped_lock lock(mutex_);
  --under_way_;
  spare_.push_back(std::move(batch));
  changed_.notify_all();
}

void RecordPipe::abandon() {
  const std::scoped_lock lock(mutex_);
  abandoned_ = true;
  changed_.notify_all();
}

void RecordPipe::drain(InputSink& sink, const std::function<void()>& after_some) {
  struct AbandonAtEnd {
    RecordPipe& pipe;
    ~AbandonAtEnd() { pipe.abandon(); }
  };
  const AbandonAtEnd at_end{*this};
  bool wanted = true;
  Batch batch;
  while (take(batch)) {
    for (Step& step : std::span(batch.steps).first(batch.count)) {
      const bool of_the_input = step.kind == StepKind::kBeginFile ||
                                step.kind == StepKind::kEndFile ||
                                step.kind == StepKind::kUnreadable;
      if (wanted || of_the_input) {
        wanted = pass(step, sink);
      }
    }
    give_back(std::exchange(batch, {}));
    after_some();
  }
}

}  // namespace leastwise

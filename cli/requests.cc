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
#include <unordered_map>
#include <vector>

#include "cli/answer_json.h"
#include "cli/commands.h"
#include "cli/line_reader.h"
#include "cli/request.h"

namespace leastwise::cli {
namespace {

// Names remembered: display names are found by a walk over the whole directory, and streams repeat
// them. Past this many the memory starts again.
constexpr std::size_t kRememberedNames = 65'536;

// What one batch holds at most: enough to keep a thread busy, little enough to stay in the cache.
constexpr std::size_t kBatchLines = 4'096;
constexpr std::size_t kBatchBytes = std::size_t{1} << 22U;
// Fewer lines than this are not worth another thread.
constexpr std::size_t kLinesPerThread = 64;

// A line that waits for its answer.
struct Line {
  std::string text;
  bool too_long = false;
};

// Thread safety: one for each thread.
class Answerer {
 public:
  explicit Answerer(const TenantData& data)
      : data_(data), plain_(condition_request({}, {}, {}, data.compiled().options().at)) {}

  // The answers to some lines, each with its newline.
  std::string answer(std::span<const Line> lines) {
    std::string answers;
    for (const Line& line : lines) {
      answers += answer(line);
      answers += '\n';
    }
    return answers;
  }

  [[nodiscard]] bool any_error() const { return any_error_; }

 private:
  std::string answer(const Line& line) {
    if (line.too_long) {
      return error_line({fmt::format("longer than {} bytes", kMaxLineBytes)}, "");
    }
    const ParsedRequest parsed = parse_request(line.text);
    if (!parsed.request) {
      return error_line(parsed.request.error(), parsed.id);
    }
    return decide(*parsed.request, parsed.id);
  }

  std::string decide(const Request& request, std::string_view id) {
    const Result<AskedPrincipal>& principal = find(request.principal);
    if (!principal) {
      return error_line(principal.error(), id);
    }
    const AccessQuestion question{principal->id, request.action, request.plane, request.scope};
    const auto decision = decide(question, request);
    if (!decision) {
      return error_line(decision.error(), id);
    }
    // Written out: all parts are words of ours, which need no escapes.
    std::string reasons;
    for (const DecisionReason reason : decision->reasons.list()) {
      reasons += fmt::format("{}\"{}\"", reasons.empty() ? "" : ",", to_string(reason));
    }
    return with_id(
        fmt::format("{{\"decision\":\"{}\",\"reasons\":[{}]{}}}", to_string(decision->effect),
                    reasons, principal->known ? "" : ",\"principal_known\":false"),
        id);
  }

  [[nodiscard]] Result<AccessDecision> decide(const AccessQuestion& question,
                                              const Request& request) const {
    const CompiledTenant& compiled = data_.compiled();
    const bool plain = request.attributes.empty() && request.suboperations.empty() &&
                       request.complete == CompleteSources{};
    return plain ? compiled.decide(question, plain_)
                 : compiled.decide(question,
                                   condition_request(request.attributes, request.suboperations,
                                                     request.complete, compiled.options().at));
  }

  std::string error_line(const Error& error, std::string_view id) {
    any_error_ = true;
    const std::string text =
        error.help.empty() ? error.message : fmt::format("{}; {}", error.message, error.help);
    return with_id(Json{{"decision", "error"}, {"error", text}}.line(), id);
  }

  // The object with its `id` as last key.
  static std::string with_id(std::string object, std::string_view id) {
    if (!id.empty()) {
      object.pop_back();
      object += fmt::format(",\"id\":{}}}", id);
    }
    return object;
  }

  const Result<AskedPrincipal>& find(const std::string& name) {
    const auto remembered = names_.find(name);
    if (remembered != names_.end()) {
      return remembered->second;
    }
    if (names_.size() >= kRememberedNames) {
      names_.clear();
    }
    return names_.emplace(name, find_principal(data_.tenant(), name)).first->second;
  }

  const TenantData& data_;
  ConditionRequest plain_;  // that says nothing but the time
  std::unordered_map<std::string, Result<AskedPrincipal>> names_;
  bool any_error_ = false;
};

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
    lines_.push_back({std::string(line.text), line.too_long});
    bytes_ += line.text.size();
  }
  [[nodiscard]] bool full() const { return lines_.size() >= kBatchLines || bytes_ >= kBatchBytes; }
  [[nodiscard]] bool any_error() const {
    return std::ranges::any_of(answerers_, &Answerer::any_error);
  }

  // The answers in the order of the lines, which are done with then.
  std::string answers() {
    const std::size_t parts =
        std::clamp(lines_.size() / kLinesPerThread, std::size_t{1}, answerers_.size());
    const std::size_t size = (lines_.size() + parts - 1) / parts;
    std::vector<std::future<std::string>> others;
    for (std::size_t i = 1; i < parts; ++i) {
      const std::size_t begin = std::min(i * size, lines_.size());
      const auto part = std::span(lines_).subspan(begin, std::min(size, lines_.size() - begin));
      others.push_back(
          std::async(std::launch::async, [this, i, part] { return answerers_[i].answer(part); }));
    }
    std::string all = answerers_[0].answer(std::span(lines_).first(std::min(size, lines_.size())));
    for (std::future<std::string>& other : others) {
      all += other.get();
    }
    lines_.clear();
    bytes_ = 0;
    return all;
  }

 private:
  std::vector<Answerer> answerers_;  // one a thread
  std::vector<Line> lines_;
  std::size_t bytes_ = 0;  // of the lines
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

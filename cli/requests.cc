// `leastwise check --requests`: many questions, answered in their order, one JSON object a line.
//
// The stream keeps one request at a time; the only thing that grows is a bounded memory of names
// that were looked up. Answers are handed on whenever the next request has to be waited for, so a
// program can hold a conversation with this one.
#include <fmt/core.h>

#include <unordered_map>

#include "cli/answer_json.h"
#include "cli/commands.h"
#include "cli/line_reader.h"
#include "cli/request.h"

namespace leastwise::cli {
namespace {

// Names remembered: display names are found by a walk over the whole directory, and streams repeat
// them. Past this many the memory starts again.
constexpr std::size_t kRememberedNames = 65'536;

class Answerer {
 public:
  explicit Answerer(const TenantData& data) : data_(data) {}

  // The answer to one line, without a newline.
  std::string answer(const LineReader::LineView& line) {
    if (line.too_long) {
      return error_line({fmt::format("longer than {} bytes", kMaxLineBytes)}, "");
    }
    const ParsedRequest parsed = parse_request(line.text);
    if (!parsed.request) {
      return error_line(parsed.request.error(), parsed.id);
    }
    return decide(*parsed.request, parsed.id);
  }

  [[nodiscard]] bool any_error() const { return any_error_; }

 private:
  std::string decide(const Request& request, std::string_view id) {
    const Result<AskedPrincipal>& principal = find(request.principal);
    if (!principal) {
      return error_line(principal.error(), id);
    }
    const CompiledTenant& compiled = data_.compiled();
    const auto decision =
        compiled.decide({principal->id, request.action, request.plane, request.scope},
                        condition_request(request.attributes, request.suboperations,
                                          request.complete, compiled.options().at));
    if (!decision) {
      return error_line(decision.error(), id);
    }
    Json answer = {{"decision", to_string(decision->effect)},
                   {"reasons", json_reasons(decision->reasons)}};
    if (!principal->known) {
      answer["principal_known"] = false;
    }
    return with_id(answer.line(), id);
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
  std::unordered_map<std::string, Result<AskedPrincipal>> names_;
  bool any_error_ = false;
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
  Answerer answerer(*data);
  const auto flush = [&console] { console.output().flush(); };
  while (!console.output().abandoned()) {
    const auto line = lines->next(flush);
    if (!line) {
      break;
    }
    console.print(answerer.answer(*line) + '\n');
  }
  if (lines->failure()) {
    console.error(*lines->failure());
    return ExitCode::kError;
  }
  return answerer.any_error() ? ExitCode::kError : ExitCode::kSuccess;
}

}  // namespace leastwise::cli

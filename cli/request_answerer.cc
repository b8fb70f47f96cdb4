#include "cli/request_answerer.h"

#include <fmt/core.h>

#include "cli/answer_json.h"
#include "cli/line_reader.h"

namespace leastwise::cli {
namespace {

// Names remembered: display names are found by a walk over the whole directory, and streams repeat
// them. Past this many the memory starts again.
constexpr std::size_t kRememberedNames = 65'536;

// The end of an object, with its `id` as last key.
void append_end(std::string_view id, std::string& object) {
  if (!id.empty()) {
    object += ",\"id\":";
    object += id;
  }
  object += "}";
}

}  // namespace

RequestAnswerer::RequestAnswerer(const TenantData& data)
    : data_(data), plain_(condition_request({}, {}, {}, data.compiled().options().at)) {}

std::string RequestAnswerer::answer(std::span<const RequestLine> lines) {
  gather(lines);
  decisions_.resize(questions_.size());
  data_.compiled().decide_many(questions_, decisions_, plain_);
  std::string answers;
  std::size_t next = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool asked = next < asked_.size() && asked_[next].line == i;
    if (asked && is_decided(next)) {
      append_decided(next, answers);
    } else {
      answers += answer_one(lines[i]);
    }
    next += asked ? 1 : 0;
    answers += '\n';
  }
  return answers;
}

// The questions that can be decided together.
void RequestAnswerer::gather(std::span<const RequestLine> lines) {
  asked_.clear();
  questions_.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto request = lines[i].too_long ? std::nullopt : reader_.read(lines[i].text);
    const auto principal = request ? parse_guid(request->principal) : std::nullopt;
    if (principal) {
      asked_.push_back({i, request->id});
      questions_.push_back({*principal, request->action, request->plane, request->scope});
    }
  }
}

// An error is told the ordinary way, and a GUID that is no object id may be an application's.
bool RequestAnswerer::is_decided(std::size_t asked) const {
  return decisions_[asked].valid && data_.compiled().subject(questions_[asked].principal).known();
}

void RequestAnswerer::append_decided(std::size_t asked, std::string& answers) {
  answers += beginning(decisions_[asked].decision);
  append_end(asked_[asked].id, answers);
}

std::string RequestAnswerer::answer_one(const RequestLine& line) {
  if (line.too_long) {
    return error_line({fmt::format("longer than {} bytes", kMaxLineBytes)}, "");
  }
  const ParsedRequest parsed = parse_request(line.text);
  if (!parsed.request) {
    return error_line(parsed.request.error(), parsed.id);
  }
  return decide(*parsed.request, parsed.id);
}

std::string RequestAnswerer::decide(const Request& request, std::string_view id) {
  const Result<AskedPrincipal>& principal = find(request.principal);
  if (!principal) {
    return error_line(principal.error(), id);
  }
  const AccessQuestion question{principal->id, request.action, request.plane, request.scope};
  const auto decision = decide(question, request);
  if (!decision) {
    return error_line(decision.error(), id);
  }
  std::string answer = beginning(*decision);
  answer += principal->known ? "" : ",\"principal_known\":false";
  append_end(id, answer);
  return answer;
}

Result<AccessDecision> RequestAnswerer::decide(const AccessQuestion& question,
                                               const Request& request) const {
  const CompiledTenant& compiled = data_.compiled();
  const bool plain = request.attributes.empty() && request.suboperations.empty() &&
                     request.complete == CompleteSources{};
  return plain ? compiled.decide(question, plain_)
               : compiled.decide(question,
                                 condition_request(request.attributes, request.suboperations,
                                                   request.complete, compiled.options().at));
}

std::string RequestAnswerer::error_line(const Error& error, std::string_view id) {
  any_error_ = true;
  const std::string text =
      error.help.empty() ? error.message : fmt::format("{}; {}", error.message, error.help);
  std::string line = Json{{"decision", "error"}, {"error", text}}.line();
  line.pop_back();
  append_end(id, line);
  return line;
}

// Written out once for each effect and reasons: all parts are words of ours, which need no escapes.
const std::string& RequestAnswerer::beginning(AccessDecision decision) {
  const auto key = static_cast<std::uint32_t>(decision.effect) << 16U | decision.reasons.bits();
  std::string& text = beginnings_[key];
  if (text.empty()) {
    std::string reasons;
    for (const DecisionReason reason : decision.reasons.list()) {
      reasons += fmt::format("{}\"{}\"", reasons.empty() ? "" : ",", to_string(reason));
    }
    text =
        fmt::format("{{\"decision\":\"{}\",\"reasons\":[{}]", to_string(decision.effect), reasons);
  }
  return text;
}

const Result<AskedPrincipal>& RequestAnswerer::find(const std::string& name) {
  const auto remembered = names_.find(name);
  if (remembered != names_.end()) {
    return remembered->second;
  }
  if (names_.size() >= kRememberedNames) {
    names_.clear();
  }
  return names_.emplace(name, find_principal(data_.tenant(), name)).first->second;
}

}  // namespace leastwise::cli

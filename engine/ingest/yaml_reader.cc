// yaml-cpp's events on one side, the events of record.h on the other, and between them a look at
// the text itself where yaml-cpp takes too much: its marks say where a token begins, and what must
// stand around a quoted text or a key is checked there.
//
// yaml-cpp reports by exceptions; read_document() is the one place that they reach. After a problem
// of structure the builder takes no more events (it cannot stop the parser), so one run gives the
// problems up to there.
#include "engine/ingest/yaml_reader.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/text_encoding.h"

namespace leastwise {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kCheckIndentation = "check the indentation of this line and those above";
constexpr std::string_view kQuoteIt = "a text that begins with it is written in quotes";

// Where problems of the text go: to the diagnostics, with the file.
class ProblemSink {
 public:
  ProblemSink(FileId file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  void report(TextProblem problem, std::string pointer = {}) {
    diagnostics_.report(
        {.severity = Severity::kError,
         .code = std::move(problem.code),
         .message = std::move(problem.message),
         .place = {.file = file_, .line = problem.place.line, .column = problem.place.column},
         .pointer = std::move(pointer),
         .help = std::move(problem.help)});
  }

 private:
  FileId file_;
  Diagnostics& diagnostics_;
};

TextProblem invalid_yaml(TextPlace place, std::string_view reason, std::string_view help = {}) {
  return {.code = "invalid-yaml",
          .message = fmt::format("not valid YAML: {}", reason),
          .help = std::string(help),
          .place = place};
}

TextProblem unsupported_yaml(TextPlace place, std::string_view what, std::string_view help) {
  return {.code = "unsupported-yaml",
          .message = fmt::format("{} are not read here", what),
          .help = std::string(help),
          .place = place};
}

TextPlace place_at(const YAML::Mark& mark) {
  const auto from_zero = [](int number) {
    return static_cast<std::uint32_t>(std::max(number, 0)) + 1;
  };
  return {.line = from_zero(mark.line), .column = from_zero(mark.column)};
}

// The offset behind the quoted text that begins at `begin`; none where it has no end.
std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  std::size_t at = begin + 1;
  while (at < text.size()) {
    if (text[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
      if (!doubled) {
        return at + 1;
      }
      ++at;
    } else if (text[at] == '\\' && quote == '"') {
      ++at;
    }
    ++at;
  }
  return std::nullopt;
}

// Whether what stands at `at` may stand behind a quoted text: the end of the line, a comment, or
// what separates values.
bool ends_value(std::string_view text, std::size_t at) {
  const std::size_t next = std::min(text.find_first_not_of(kBlanks, at), text.size());
  if (next == text.size() || text[next] == '\n' || text[next] == '\r') {
    return true;
  }
  return text[next] == '#' ? next != at : std::string_view(",]}:").contains(text[next]);
}

bool is_followed_by_colon(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of(kBlanks, at);
  return next != std::string_view::npos && text[next] == ':';
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, Record& document, ProblemSink& problems)
      : text_(text), document_(document), problems_(problems) {}

  // Whether the tree is the document. Without one it is not.
  [[nodiscard]] bool whole() const { return !broken_ && document_.complete(); }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] bool saw_document() const { return saw_document_; }
  [[nodiscard]] std::string open_pointer() const {
    return document_.empty() ? std::string() : document_.innermost().pointer();
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (!std::exchange(saw_document_, true) || stopped_) {
      return;
    }
    const bool marked = text_.substr(offset_of(mark)).starts_with("---");
    stop(marked ? unsupported_yaml(place_at(mark), "several documents in one file",
                                   "make them files of their own")
                : invalid_yaml(place_at(mark), "text behind the end of the document",
                               kCheckIndentation));
  }
  void OnDocumentEnd() override {}

  void OnAnchor(const YAML::Mark& mark, const std::string& /*name*/) override {
    if (!stopped_) {
      refuse(mark, "anchors (`&`) and aliases (`*`)");
    }
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    if (!stopped_) {
      stop(unsupported_yaml(place_at(mark), "anchors (`&`) and aliases (`*`)",
                            "write the value out; a text that begins with `*` needs quotes"));
    }
  }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    if (stopped_) {
      return;
    }
    if (expects_key()) {
      stop(invalid_yaml(place_at(mark), "a key is missing before `:`", kCheckIndentation));
      return;
    }
    refuse_tag(mark);
    add({.kind = JsonEventKind::kNull, .place = in_mapping() ? key_place_ : place_at(mark)});
    end_value();
  }

  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    if (stopped_) {
      return;
    }
    const bool is_plain = check_scalar(mark, value);
    if (stopped_) {
      return;
    }
    if (expects_key()) {
      key_place_ = place_at(mark);
      add({.kind = JsonEventKind::kKey, .text = value, .place = key_place_});
      levels_.back().expects_key = false;
    } else {
      add({.kind = JsonEventKind::kString,
           .text = value,
           .place = place_at(mark),
           .plain = is_plain});
      end_value();
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
    open(mark, JsonEventKind::kStartArray);
  }
  void OnSequenceEnd() override { close(JsonEventKind::kEndArray); }

  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, JsonEventKind::kStartObject);
  }
  void OnMapEnd() override {
    if (!stopped_) {
      report_repeated_keys();
    }
    close(JsonEventKind::kEndObject);
  }

 private:
  struct Level {
    bool is_mapping = false;
    bool expects_key = false;
  };

  [[nodiscard]] bool in_mapping() const { return !levels_.empty() && levels_.back().is_mapping; }
  [[nodiscard]] bool expects_key() const { return !levels_.empty() && levels_.back().expects_key; }
  [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const {
    return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
  }

  void stop(TextProblem problem) {
    problems_.report(std::move(problem), open_pointer());
    stopped_ = true;
    broken_ = true;
  }

  // What is refused and yet has a value that can be looked at.
  void refuse(const YAML::Mark& mark, std::string_view what) {
    problems_.report(unsupported_yaml(place_at(mark), what, kQuoteIt), open_pointer());
    broken_ = true;
  }

  // A tag or anchor stands where its value begins, for yaml-cpp.
  [[nodiscard]] bool is_decorated(const YAML::Mark& mark) const {
    const std::size_t at = offset_of(mark);
    return at < text_.size() && (text_[at] == '!' || text_[at] == '&');
  }

  // yaml-cpp drops the tag of a null and hides that of a text (`! a`), so the text is asked.
  void refuse_tag(const YAML::Mark& mark) {
    const std::size_t at = offset_of(mark);
    if (at < text_.size() && text_[at] == '!') {
      refuse(mark, "tags (`!`)");
    }
  }

  void add(const JsonEventView& event) {
    if (document_.append(event)) {
      return;
    }
    stop({.code = "record-too-large",
          .message = fmt::format("more than {} values", kMaxRecordValues),
          .place = event.place});
  }

  void end_value() {
    if (in_mapping()) {
      levels_.back().expects_key = true;
    }
  }

  void open(const YAML::Mark& mark, JsonEventKind kind) {
    if (stopped_) {
      return;
    }
    if (expects_key()) {
      stop(invalid_yaml(place_at(mark), "a list or mapping as a key, or one without its end",
                        kCheckIndentation));
      return;
    }
    if (levels_.size() == kMaxYamlDepth) {
      stop(
          {.code = "too-deep",
           .message = fmt::format("lists and mappings are nested more than {} deep", kMaxYamlDepth),
           .place = place_at(mark)});
      return;
    }
    refuse_tag(mark);
    add({.kind = kind, .place = place_at(mark)});
    const bool is_mapping = kind == JsonEventKind::kStartObject;
    levels_.push_back({.is_mapping = is_mapping, .expects_key = is_mapping});
  }

  void close(JsonEventKind kind) {
    if (stopped_) {
      return;
    }
    add({.kind = kind});
    levels_.pop_back();
    end_value();
  }

  void report_repeated_keys() {
    for (const auto& [again, first] : document_.repeated_keys(document_.innermost())) {
      problems_.report(duplicate_key_problem(again.key(), again.key_place(), first.key_place()),
                       again.pointer());
    }
  }

  // Checks what stands in the text around a scalar, and gives whether it is plain.
  [[nodiscard]] bool check_scalar(const YAML::Mark& mark, const std::string& value) {
    const std::size_t begin = offset_of(mark);
    const char first = begin < text_.size() ? text_[begin] : ' ';
    if (is_decorated(mark)) {
      refuse_tag(mark);
      return false;
    }
    if (first == '"' || first == '\'') {
      check_quoted(mark, begin);
      return false;
    }
    if ((first == '|' || first == '>') && !expects_key()) {
      return false;
    }
    if (expects_key() && (!text_.substr(begin).starts_with(value) ||
                          !is_followed_by_colon(text_, begin + value.size()))) {
      stop(no_colon(mark, value));
    }
    return true;
  }

  // In an unfinished `[a, b` yaml-cpp takes the last text for a key.
  [[nodiscard]] TextProblem no_colon(const YAML::Mark& mark, std::string_view key) const {
    const std::size_t end = offset_of(mark) + key.size();
    if (text_.find_first_not_of(" \t\r\n", std::min(end, text_.size())) == std::string_view::npos &&
        levels_.size() > 1) {
      return invalid_yaml(place_at(mark), "a `[` or `{` without its end, or a key without `:`");
    }
    return invalid_yaml(place_at(mark), fmt::format("no `:` behind the key {}", in_backticks(key)),
                        kCheckIndentation);
  }

  void check_quoted(const YAML::Mark& mark, std::size_t begin) {
    const std::optional<std::size_t> end = end_of_quoted(text_, begin);
    if (!end) {
      stop(invalid_yaml(place_at(mark), "a quoted text without an end"));
    } else if (expects_key() && !is_followed_by_colon(text_, *end)) {
      stop(invalid_yaml(place_at(mark), "no `:` behind a quoted key", kCheckIndentation));
    } else if (!ends_value(text_, *end)) {
      stop(invalid_yaml(place_of(text_, *end), "text behind a quoted text",
                        "a quote inside of a text in single quotes is written twice"));
    }
  }

  std::string_view text_;
  Record& document_;
  ProblemSink& problems_;
  std::vector<Level> levels_;
  TextPlace key_place_ = {};  // of the key whose value comes next
  bool saw_document_ = false;
  bool stopped_ = false;
  bool broken_ = false;
};

// What yaml-cpp says, and what a person can do with it. The beginning of its message decides.
struct Translation {
  std::string_view said;
  std::string_view reason;
  std::string_view help;
};

constexpr std::string_view kQuoteStar = "a text that begins with `*` is written in quotes: \"*\"";
constexpr std::string_view kSingleQuotes =
    "in double quotes `\\` begins an escape: use single quotes";

constexpr auto kTranslations = std::to_array<Translation>({
    {"end of map not found", "this does not go on with the mapping above", kCheckIndentation},
    {"end of sequence not found", "this is no item of the list above", kCheckIndentation},
    {"end of map flow not found", "a `{` without its `}`", {}},
    {"end of sequence flow not found", "a `[` without its `]`", {}},
    {"alias not found", "an alias without a name", kQuoteStar},
    {"illegal character found while scanning alias", "an alias with a wrong name", kQuoteStar},
    {"the referenced anchor", "an alias of nothing", kQuoteStar},
    {"anchor not found", "an anchor without a name", kQuoteIt},
    {"illegal character found while scanning anchor", "an anchor with a wrong name", kQuoteIt},
    {"unknown token", "a text cannot begin with this character", kQuoteIt},
    {"illegal EOF", "a quoted text without an end", {}},
    {"illegal document indicator", "a quoted text without an end", {}},
    {"illegal tab", "a tab in the indentation", "indent with blanks"},
    {"illegal block entry", "no list can begin with `-` here", kCheckIndentation},
    {"illegal map value", "`:` cannot stand here", "write a text that holds `: ` in quotes"},
    {"illegal map key", "a key cannot stand here", kCheckIndentation},
    {"illegal flow end", "a `]` or `}` without its beginning", kQuoteIt},
    {"bad character found while scanning hex", "an escape without its digits", kSingleQuotes},
    {"invalid unicode", "an escape of no character", kSingleQuotes},
    {"unknown escape", "an unknown escape", kSingleQuotes},
});

// The rest is said as yaml-cpp says it, without what it quotes of the text.
TextProblem translated(const YAML::Exception& error) {
  const TextPlace place = error.mark.is_null() ? TextPlace{} : place_at(error.mark);
  for (const Translation& known : kTranslations) {
    if (error.msg.starts_with(known.said)) {
      return invalid_yaml(place, known.reason, known.help);
    }
  }
  return invalid_yaml(place, std::string_view(error.msg).substr(0, error.msg.find(':')));
}

// yaml-cpp gives up at its own depth limit with an exception that means nothing more where the
// builder has stopped before.
YamlOutcome read_document(std::string_view text, Record& document, ProblemSink& problems) {
  TreeBuilder builder(text, document, problems);
  std::optional<TextProblem> problem;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (parser.HandleNextDocument(builder)) {
      (void)parser.HandleNextDocument(builder);
    }
  } catch (const YAML::Exception& error) {
    problem = translated(error);
  } catch (const std::exception&) {
    problem = invalid_yaml({}, "it cannot be read");
  }
  if (problem && !builder.stopped()) {
    problems.report(*std::move(problem), builder.open_pointer());
    return YamlOutcome::kBroken;
  }
  if (!builder.saw_document()) {
    problems.report({.code = "empty-file", .message = "the file is empty"});
  }
  return builder.whole() ? YamlOutcome::kWhole : YamlOutcome::kBroken;
}

bool is_control(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == '\r') {
    return at + 1 == text.size() || text[at + 1] != '\n';
  }
  return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
}

// What yaml-cpp would pass over, or take for the end of the file (U+0004).
std::optional<TextProblem> problem_of_text(std::string_view text) {
  if (const std::optional<std::size_t> at = find_invalid_utf8(text)) {
    return TextProblem{.code = "invalid-text",
                       .message = "not valid UTF-8",
                       .help = "convert the file to UTF-8 and read it again",
                       .place = place_of(text, *at)};
  }
  bool line_begins = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_control(text, at)) {
      return TextProblem{
          .code = "invalid-text",
          .message = fmt::format("a control character (0x{:02x})",
                                 static_cast<unsigned>(static_cast<unsigned char>(text[at]))),
          .place = place_of(text, at)};
    }
    if (line_begins && text[at] == '%') {
      return unsupported_yaml(place_of(text, at), "directives (`%`)", "remove the line");
    }
    line_begins = text[at] == '\n';
  }
  return std::nullopt;
}

}  // namespace

YamlOutcome read_yaml(std::string_view bytes, FileId file, Record& document,
                      Diagnostics& diagnostics) {
  ProblemSink problems(file, diagnostics);
  document.restart({});
  if (bytes.size() > kMaxYamlBytes) {
    problems.report({.code = "file-too-large",
                     .message = fmt::format("a YAML file of more than {} bytes", kMaxYamlBytes)});
    return YamlOutcome::kBroken;
  }
  const auto text = decode_text(bytes);
  std::optional<TextProblem> problem;
  if (!text) {
    problem = text.error();
  } else {
    problem = problem_of_text(text->text());
  }
  if (problem) {
    problems.report(*std::move(problem));
    return YamlOutcome::kBroken;
  }
  return read_document(text->text(), document, problems);
}

std::string_view yaml_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return "nothing";
    case ValueKind::kBoolean:
    case ValueKind::kNumber:
    case ValueKind::kString:
      return "a text";
    case ValueKind::kArray:
      return "a list";
    case ValueKind::kObject:
      return "a mapping";
  }
  return "nothing";
}

}  // namespace leastwise

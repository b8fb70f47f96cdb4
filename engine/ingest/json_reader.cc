#include "engine/ingest/json_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "engine/base/limits.h"

namespace leastwise {
namespace {

using Json = nlohmann::json;

constexpr bool is_between_tokens(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ':';
}

constexpr bool is_in_number(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// How far the parser has read, and where the tokens are. The parser may read up to `limit_`, which
// is the end of the text or the longest that the present token may become.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) { reset_limit(); }

  [[nodiscard]] char current() const { return text_[at_]; }
  void advance() { ++at_; }
  [[nodiscard]] bool at_end() { return at_ == limit_ && !extend(); }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool token_too_long() const { return token_too_long_; }

  // Goes to the token that the parser has just read, or is reading; call once a token.
  TextPlace find_token() {
    skip_to_token(at_);
    return place(token_);
  }

  // States that the token found last ends where the parser has read to, or, where it is a number,
  // behind its last digit.
  void end_token(bool is_number) {
    if (is_number) {
      while (token_ < text_.size() && is_in_number(text_[token_])) {
        ++token_;
      }
    } else {
      token_ = at_;
    }
    reset_limit();
  }

  // The place of `offset`, or of the present token where that stands behind it.
  [[nodiscard]] TextPlace place_from_here(std::size_t offset) const {
    Cursor ahead = *this;
    while (ahead.token_ < offset) {
      ahead.step();
    }
    return ahead.place(ahead.token_);
  }

 private:
  static constexpr std::size_t kLongestToken = kMaxJsonStringBytes + 2;  // with its quotes

  void reset_limit() { limit_ = token_ + std::min(kLongestToken, text_.size() - token_); }

  // Whether there is more to read at `limit_`. Blanks before a token do not count for its length.
  [[nodiscard]] bool extend() {
    if (limit_ == text_.size() || token_too_long_) {
      return false;
    }
    const std::size_t before = token_;
    skip_to_token(limit_);
    token_too_long_ = token_ == before;
    reset_limit();
    return !token_too_long_;
  }

  void skip_to_token(std::size_t end) {
    while (token_ < end && is_between_tokens(text_[token_])) {
      step();
    }
  }

  void step() {
    if (text_[token_] == '\n') {
      ++line_;
      line_start_ = token_ + 1;
    }
    ++token_;
  }

  [[nodiscard]] TextPlace place(std::size_t offset) const {
    return text_place(line_, offset - line_start_ + 1);
  }

  std::string_view text_;
  std::size_t at_ = 0;     // the next character for the parser
  std::size_t limit_ = 0;  // INVARIANT: at_ <= limit_ <= text_.size()
  std::size_t token_ = 0;  // the present token, or the end of the last one
  // Line of token_ and where it starts. JSON has no line breaks inside a token.
  std::size_t line_ = 1;
  std::size_t line_start_ = 0;
  bool token_too_long_ = false;
};

// What the parser reads through. Two kinds, as nlohmann wants the end to be an iterator of the same
// type: one on the cursor, and the end, which has none.
class CursorIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  CursorIterator() = default;
  explicit CursorIterator(Cursor& cursor) : cursor_(&cursor) {}

  char operator*() const { return cursor_->current(); }
  CursorIterator& operator++() {
    cursor_->advance();
    return *this;
  }
  // Only ever asked about an iterator and the end.
  friend bool operator==(const CursorIterator& a, const CursorIterator& /*end*/) {
    return a.cursor_ == nullptr || a.cursor_->at_end();
  }

 private:
  Cursor* cursor_ = nullptr;
};

// nlohmann's text of a syntax error, without its prefix and without the bytes that it quotes:
// "syntax error while parsing object - unexpected ']'; expected '}'".
std::string reason_of(std::string_view what) {
  const std::size_t dash = what.find(" - ");
  if (dash == std::string_view::npos) {
    return "a syntax error";
  }
  what.remove_prefix(dash + 3);
  return std::string(what.substr(0, what.find("; last read:")));
}

// The SAX interface of nlohmann on one side, JsonEventHandler on the other.
class SaxAdapter {
 public:
  SaxAdapter(Cursor& cursor, JsonEventHandler& handler) : cursor_(cursor), handler_(handler) {}

  [[nodiscard]] std::optional<TextProblem> take_problem() { return std::move(problem_); }

  bool null() { return pass({.kind = JsonEventKind::kNull}); }
  bool boolean(bool value) { return pass({.kind = JsonEventKind::kBoolean, .boolean = value}); }
  bool number_integer(Json::number_integer_t /*value*/) { return pass_number(); }
  bool number_unsigned(Json::number_unsigned_t /*value*/) { return pass_number(); }
  bool number_float(Json::number_float_t /*value*/, const std::string& /*text*/) {
    return pass_number();
  }
  bool string(const std::string& value) {
    return pass({.kind = JsonEventKind::kString, .text = value});
  }
  bool binary(const Json::binary_t& /*value*/) { return false; }  // not in JSON text
  bool key(const std::string& name) { return pass({.kind = JsonEventKind::kKey, .text = name}); }
  bool start_object(std::size_t /*size*/) { return open(JsonEventKind::kStartObject); }
  bool end_object() { return close(JsonEventKind::kEndObject); }
  bool start_array(std::size_t /*size*/) { return open(JsonEventKind::kStartArray); }
  bool end_array() { return close(JsonEventKind::kEndArray); }

  // `position` counts the characters read, the end of the text as one.
  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& error) {
    const std::size_t offset = std::min(position == 0 ? 0 : position - 1, cursor_.text().size());
    if (cursor_.token_too_long()) {
      problem_ = {.code = "string-too-long",
                  .message = fmt::format("a string, key or number of more than {} bytes",
                                         kMaxJsonStringBytes),
                  .help = "no export holds such a value: the file is damaged or no export",
                  .place = cursor_.find_token()};
    } else {
      problem_ = syntax_problem(offset, error);
    }
    return false;
  }

 private:
  static constexpr int kNumberOutOfRange = 406;  // nlohmann's number for it

  bool pass(JsonEventView event) {
    event.place = cursor_.find_token();
    const bool go_on = handler_.on_event(event);
    cursor_.end_token(false);
    return go_on;
  }

  bool pass_number() {
    const TextPlace place = cursor_.find_token();
    const bool go_on = handler_.on_event({.kind = JsonEventKind::kNumber, .place = place});
    cursor_.end_token(true);
    return go_on;
  }

  bool open(JsonEventKind kind) {
    if (++depth_ > kMaxJsonDepth) {
      problem_ = {
          .code = "too-deep",
          .message = fmt::format("objects and arrays are nested more than {} deep", kMaxJsonDepth),
          .help = "no export nests so deep: the file is damaged or no export",
          .place = cursor_.find_token()};
      return false;
    }
    return pass({.kind = kind});
  }

  bool close(JsonEventKind kind) {
    --depth_;
    return pass({.kind = kind});
  }

  [[nodiscard]] TextProblem syntax_problem(std::size_t offset,
                                           const nlohmann::detail::exception& error) {
    TextProblem problem{.code = "invalid-json", .message = "not valid JSON: "};
    const std::string reason = reason_of(error.what());
    if (error.id == kNumberOutOfRange) {
      problem.message += "a number is out of range";
    } else if (reason.find("ill-formed UTF-8") != std::string::npos) {
      problem.code = "invalid-text";
      problem.message = "not valid UTF-8";
      problem.help = "convert the file to UTF-8 and read it again";
    } else if (offset < cursor_.text().size() && cursor_.text()[offset] == '\0') {
      problem.message += "a zero byte";
    } else {
      problem.message += reason;
    }
    // What is wrong with a token is said where it is wrong; a wrong token, where it begins.
    const bool whole_token = error.id == kNumberOutOfRange || reason.starts_with("unexpected");
    const TextPlace there = cursor_.place_from_here(offset);
    const TextPlace token = cursor_.find_token();
    const bool token_first =
        token.line < there.line || (token.line == there.line && token.column < there.column);
    problem.place = whole_token && token_first ? token : there;
    if (reason.starts_with("unexpected end of input")) {
      problem.help = "the file is cut off: export it again";
    } else if (reason.ends_with("expected end of input")) {
      problem.help = "a file is one JSON value: put the records in an array";
    }
    return problem;
  }

  Cursor& cursor_;
  JsonEventHandler& handler_;
  std::size_t depth_ = 0;
  std::optional<TextProblem> problem_ = {};
};

// The parser takes a zero byte for the end of the text. What stands behind it was not read.
std::optional<TextProblem> unread_rest(const Cursor& cursor) {
  const std::string_view rest = cursor.text().substr(cursor.at() == 0 ? 0 : cursor.at() - 1);
  const std::size_t zero = rest.find('\0');
  if (zero == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t offset = cursor.text().size() - rest.size() + zero;
  return TextProblem{.code = "invalid-json",
                     .message = "not valid JSON: a zero byte",
                     .place = cursor.place_from_here(offset)};
}

}  // namespace

std::optional<TextProblem> read_json(std::string_view text, JsonEventHandler& handler) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return TextProblem{.code = "empty-file",
                       .message = "the file is empty",
                       .help = "an export without records is `[]`"};
  }
  Cursor cursor(text);
  SaxAdapter adapter(cursor, handler);
  const bool done = Json::sax_parse(CursorIterator(cursor), CursorIterator(), &adapter);
  if (std::optional<TextProblem> problem = adapter.take_problem()) {
    return problem;
  }
  return done ? unread_rest(cursor) : std::nullopt;
}

}  // namespace leastwise

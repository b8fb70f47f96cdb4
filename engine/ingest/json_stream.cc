// The fast reader is two machines. The Skeleton knows the grammar of the outer two levels and finds
// where each value ends: outside of strings brackets are counted, inside of them the next quote is
// looked for. ValueWalk turns one such value into events with simdjson's on-demand parser, which
// checks the grammar, the UTF-8 and the escapes of what it walks over; all of it is walked over.
//
// simdjson takes a whole document, so a key, a number or a literal of the skeleton is given to it
// as the only element of an array of our making.
#include "engine/ingest/json_stream.h"

#include <simdjson.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "engine/base/limits.h"

namespace leastwise {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(TextWindow::kPadding >= simdjson::SIMDJSON_PADDING);

enum class Reading : std::uint8_t {
  kDone,
  kStopped,    // by the handler
  kIrregular,  // for the other reader
};

// Where tokens stand, in lines and columns. Asked for ascending offsets: each byte is counted once.
class PlaceCounter {
 public:
  // The place of the byte at `offset` of the whole text, of which `window` is a part.
  TextPlace place(const TextWindow& window, std::size_t offset) {
    const char* at = window.text().data() + (counted_ - window.offset());
    const char* const end = window.text().data() + (offset - window.offset());
    while (at < end) {
      const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
      if (found == nullptr) {
        break;
      }
      at = static_cast<const char*>(found) + 1;
      ++line_;
      line_start_ = window.offset() + static_cast<std::size_t>(at - window.text().data());
    }
    counted_ = offset;
    return text_place(line_, offset - line_start_ + 1);
  }

 private:
  std::size_t counted_ = 0;
  std::size_t line_ = 1;
  std::size_t line_start_ = 0;
};

// Whether the text of a string, as it is written, has the second half of a surrogate pair without
// the first. simdjson checks the other halves and lets this one pass.
bool has_lone_low_surrogate(std::string_view raw) {
  const auto is_surrogate = [raw](std::size_t escape, std::string_view third) {
    return escape + 3 < raw.size() && raw[escape + 1] == 'u' &&
           (raw[escape + 2] == 'd' || raw[escape + 2] == 'D') &&
           third.find(raw[escape + 3]) != std::string_view::npos;
  };
  for (std::size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', at)) {
    if (is_surrogate(at, "cdefCDEF")) {
      return true;
    }
    // Past the second half, which simdjson checks.
    at += is_surrogate(at, "89abAB") ? std::size_t{12} : std::size_t{2};
  }
  return false;
}

// Gives the events of one value.
class ValueWalk {
 public:
  // `place` gives the place of a token from where it is written.
  ValueWalk(JsonEventHandler& handler, std::size_t& events) : handler_(handler), events_(events) {}

  template <class PlaceOf>
  Reading walk(ondemand::value value, std::size_t depth, PlaceOf&& place_of) {
    ondemand::json_type type = {};
    if (value.type().get(type) != simdjson::SUCCESS) {
      return Reading::kIrregular;
    }
    const std::string_view token = value.raw_json_token();
    switch (type) {
      case ondemand::json_type::object:
        return walk_object(value, token.data(), depth + 1, place_of);
      case ondemand::json_type::array:
        return walk_array(value, token.data(), depth + 1, place_of);
      case ondemand::json_type::string:
        return walk_string(value, JsonEventKind::kString, place_of(token.data()));
      case ondemand::json_type::number: {
        double number = 0;
        if (value.get_double().get(number) != simdjson::SUCCESS) {
          return Reading::kIrregular;
        }
        return give({.kind = JsonEventKind::kNumber, .place = place_of(token.data())});
      }
      case ondemand::json_type::boolean: {
        bool boolean = false;
        if (value.get_bool().get(boolean) != simdjson::SUCCESS) {
          return Reading::kIrregular;
        }
        return give(
            {.kind = JsonEventKind::kBoolean, .boolean = boolean, .place = place_of(token.data())});
      }
      case ondemand::json_type::null: {
        bool is_null = false;
        if (value.is_null().get(is_null) != simdjson::SUCCESS || !is_null) {
          return Reading::kIrregular;
        }
        return give({.kind = JsonEventKind::kNull, .place = place_of(token.data())});
      }
    }
    return Reading::kIrregular;
  }

  // A string as a value or as a key.
  Reading walk_string(ondemand::value value, JsonEventKind kind, TextPlace place) {
    const char* const raw = value.raw_json_token().data() + 1;
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS || !is_text(raw, text)) {
      return Reading::kIrregular;
    }
    return give({.kind = kind, .text = text, .place = place});
  }

  Reading give(const JsonEventView& event) {
    ++events_;
    return handler_.on_event(event) ? Reading::kDone : Reading::kStopped;
  }

 private:
  // Whether a string, written from `raw` on, is one that the other reader takes as well. Without
  // escapes a text is as long as it is written.
  static bool is_text(const char* raw, std::string_view text) {
    if (text.size() > kMaxJsonStringBytes) {
      return false;
    }
    if (raw[text.size()] == '"' && std::memchr(raw, '\\', text.size()) == nullptr) {
      return true;
    }
    const std::size_t length = written_length(raw);
    return length <= kMaxJsonStringBytes && !has_lone_low_surrogate({raw, length});
  }

  // REQUIRES: a closing quote follows.
  static std::size_t written_length(const char* raw) {
    std::size_t length = 0;
    while (raw[length] != '"') {
      length += raw[length] == '\\' ? 2 : 1;
    }
    return length;
  }

  template <class PlaceOf>
  Reading walk_object(ondemand::value value, const char* begin, std::size_t depth,
                      PlaceOf&& place_of) {
    ondemand::object object;
    if (depth > kMaxJsonDepth || value.get_object().get(object) != simdjson::SUCCESS) {
      return Reading::kIrregular;
    }
    Reading reading = give({.kind = JsonEventKind::kStartObject, .place = place_of(begin)});
    for (auto entry : object) {
      if (reading != Reading::kDone) {
        return reading;
      }
      ondemand::field field;
      if (std::move(entry).get(field) != simdjson::SUCCESS) {
        return Reading::kIrregular;
      }
      const char* const raw = field.key().raw();
      std::string_view key;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS || !is_text(raw, key)) {
        return Reading::kIrregular;
      }
      reading = give({.kind = JsonEventKind::kKey, .text = key, .place = place_of(raw - 1)});
      if (reading == Reading::kDone) {
        reading = walk(field.value(), depth, place_of);
      }
    }
    return reading == Reading::kDone ? give({.kind = JsonEventKind::kEndObject}) : reading;
  }

  template <class PlaceOf>
  Reading walk_array(ondemand::value value, const char* begin, std::size_t depth,
                     PlaceOf&& place_of) {
    ondemand::array array;
    if (depth > kMaxJsonDepth || value.get_array().get(array) != simdjson::SUCCESS) {
      return Reading::kIrregular;
    }
    Reading reading = give({.kind = JsonEventKind::kStartArray, .place = place_of(begin)});
    for (auto entry : array) {
      if (reading != Reading::kDone) {
        return reading;
      }
      ondemand::value element;
      if (std::move(entry).get(element) != simdjson::SUCCESS) {
        return Reading::kIrregular;
      }
      reading = walk(element, depth, place_of);
    }
    return reading == Reading::kDone ? give({.kind = JsonEventKind::kEndArray}) : reading;
  }

  JsonEventHandler& handler_;
  std::size_t& events_;
};

constexpr bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The outer two levels.
class Skeleton {
 public:
  Skeleton(TextWindow& window, JsonEventHandler& handler)
      : window_(window), walk_(handler, events_) {}

  Reading read() {
    const Reading reading = read_top();
    if (reading != Reading::kDone) {
      return reading;
    }
    return next() == kEnd && at_ == window_.text().size() ? Reading::kDone : Reading::kIrregular;
  }

  // How many events were given.
  [[nodiscard]] std::size_t events() const { return events_; }

 private:
  static constexpr char kEnd = '\0';  // what next() gives at the end, or at a zero byte

  Reading read_top() {
    const char c = next();
    if (c == '[') {
      return read_list();
    }
    return c == '{' ? read_object() : Reading::kIrregular;
  }

  // The next character that is no blank, at which the reader stands then.
  char next() {
    while (true) {
      const std::string_view text = window_.text();
      while (at_ < text.size() && is_blank(text[at_])) {
        ++at_;
      }
      if (at_ < text.size()) {
        return text[at_];
      }
      if (!extend()) {
        return kEnd;
      }
    }
  }

  // What was read is given up before more is read.
  bool extend() {
    (void)places_.place(window_, window_.offset() + at_);
    window_.drop(std::exchange(at_, 0));
    return window_.extend();
  }

  Reading give(JsonEventKind kind) {
    const TextPlace place = places_.place(window_, window_.offset() + at_);
    ++at_;
    if (kind == JsonEventKind::kStartArray || kind == JsonEventKind::kStartObject) {
      ++depth_;
    } else {
      --depth_;
    }
    return walk_.give({.kind = kind, .place = place});
  }

  // `[value, ...]`, from the bracket on.
  Reading read_list() {
    return read_entries(JsonEventKind::kStartArray, JsonEventKind::kEndArray, ']',
                        [this] { return read_value(); });
  }

  // `{"key": value, ...}`, from the brace on.
  Reading read_object() {
    return read_entries(JsonEventKind::kStartObject, JsonEventKind::kEndObject, '}',
                        [this] { return read_member(); });
  }

  // What stands between two brackets, entry by entry.
  template <class ReadEntry>
  Reading read_entries(JsonEventKind start, JsonEventKind end, char close,
                       const ReadEntry& read_entry) {
    Reading reading = give(start);
    if (reading == Reading::kDone && next() == close) {
      return give(end);
    }
    while (reading == Reading::kDone) {
      reading = read_entry();
      if (reading != Reading::kDone) {
        break;
      }
      const char c = next();
      if (c == close) {
        return give(end);
      }
      if (c != ',') {
        return Reading::kIrregular;
      }
      ++at_;
    }
    return reading;
  }

  // `"key": value`; a value that is an array is cut into its elements.
  Reading read_member() {
    if (next() != '"') {
      return Reading::kIrregular;
    }
    const Reading reading = read_key();
    if (reading != Reading::kDone) {
      return reading;
    }
    if (next() != ':') {
      return Reading::kIrregular;
    }
    ++at_;
    return next() == '[' ? read_list() : read_value();
  }

  // A value with everything in it.
  Reading read_value() {
    const char c = next();
    if (c == kEnd) {
      return Reading::kIrregular;
    }
    if (c != '{' && c != '[') {
      return read_scalar([this](ondemand::value value, TextPlace place) {
        return walk_.walk(value, depth_, [place](const char* /*token*/) { return place; });
      });
    }
    const auto length = container_length();
    if (!length) {
      return Reading::kIrregular;
    }
    const std::string_view text = window_.text();
    ondemand::document document;
    ondemand::value value;
    if (parser_.iterate(text.data() + at_, *length, *length + TextWindow::kPadding).get(document) !=
            simdjson::SUCCESS ||
        document.get_value().get(value) != simdjson::SUCCESS) {
      return Reading::kIrregular;
    }
    const Reading reading = walk_.walk(value, depth_, [this, text](const char* token) {
      return places_.place(window_,
                           window_.offset() + static_cast<std::size_t>(token - text.data()));
    });
    at_ += *length;
    return reading;
  }

  Reading read_key() {
    return read_scalar([this](ondemand::value value, TextPlace place) {
      return walk_.walk_string(value, JsonEventKind::kKey, place);
    });
  }

  // A string, a number or a literal: `walk` is called with it and with its place.
  template <class Walk>
  Reading read_scalar(Walk&& walk) {
    const auto length = scalar_length();
    if (!length) {
      return Reading::kIrregular;
    }
    scalar_.clear();
    scalar_ += '[';
    scalar_ += window_.text().substr(at_, *length);
    scalar_ += ']';
    const std::size_t size = scalar_.size();
    scalar_.append(TextWindow::kPadding, ' ');
    const TextPlace place = places_.place(window_, window_.offset() + at_);
    at_ += *length;
    ondemand::document document;
    ondemand::array array;
    if (parser_.iterate(scalar_.data(), size, scalar_.size()).get(document) != simdjson::SUCCESS ||
        document.get_array().get(array) != simdjson::SUCCESS) {
      return Reading::kIrregular;
    }
    Reading reading = Reading::kIrregular;
    for (auto entry : array) {
      ondemand::value value;
      if (std::move(entry).get(value) != simdjson::SUCCESS) {
        return Reading::kIrregular;
      }
      reading = walk(value, place);
    }
    return reading;
  }

  // How long the object or array is that begins here; the window holds all of it then. None where
  // its end is not found.
  std::optional<std::size_t> container_length() {
    std::size_t length = 0;
    std::size_t open = 0;
    do {
      const std::string_view text = window_.text().substr(at_);
      while (length < text.size()) {
        const char c = text[length];
        if (c == '"') {
          const std::size_t end = string_end(text, length);
          if (end == std::string_view::npos) {
            break;
          }
          length = end;
          continue;
        }
        ++length;
        if (c == '{' || c == '[') {
          ++open;
        } else if ((c == '}' || c == ']') && --open == 0) {
          return length;
        }
      }
      if (text.size() - length > kLongestString) {
        return std::nullopt;
      }
    } while (extend());
    return std::nullopt;
  }

  // The same of a string, a number or a literal.
  std::optional<std::size_t> scalar_length() {
    do {
      const std::string_view text = window_.text().substr(at_);
      const std::size_t end =
          text.front() == '"' ? string_end(text, 0) : text.find_first_of(" \n\r\t,:]}");
      if (end != std::string_view::npos) {
        return end;
      }
      if (text.size() > kLongestString) {
        return std::nullopt;
      }
    } while (extend());
    return std::nullopt;
  }

  // Behind the closing quote of the string that begins at `begin`. A quote behind an odd number of
  // backslashes is part of the string.
  static std::size_t string_end(std::string_view text, std::size_t begin) {
    std::size_t quote = text.find('"', begin + 1);
    while (quote != std::string_view::npos) {
      std::size_t backslashes = 0;
      while (text[quote - 1 - backslashes] == '\\') {
        ++backslashes;
      }
      if (backslashes % 2 == 0) {
        return quote + 1;
      }
      quote = text.find('"', quote + 1);
    }
    return quote;
  }

  // With its quotes. A string that has not ended by then is too long for the other reader as well.
  static constexpr std::size_t kLongestString = kMaxJsonStringBytes + 2;

  TextWindow& window_;
  ondemand::parser parser_;
  PlaceCounter places_;
  std::size_t events_ = 0;
  ValueWalk walk_;
  std::size_t at_ = 0;     // in window_.text(): what comes next
  std::size_t depth_ = 0;  // how many objects and arrays are open
  std::string scalar_;     // with padding
};

// Takes the events that another reader gives of the same text, and passes on those that were not
// given before.
class Resumed : public JsonEventHandler {
 public:
  Resumed(JsonEventHandler& handler, std::size_t given) : handler_(handler), given_(given) {}

  bool on_event(const JsonEventView& event) override {
    if (given_ != 0) {
      --given_;
      return true;
    }
    return handler_.on_event(event);
  }

  // Whether all events came that were given before.
  [[nodiscard]] bool caught_up() const { return given_ == 0; }

 private:
  JsonEventHandler& handler_;
  std::size_t given_;
};

}  // namespace

std::optional<TextProblem> read_json_stream(TextWindow& window, JsonEventHandler& handler,
                                            const ReadAgain& read_again) {
  Skeleton skeleton(window, handler);
  if (skeleton.read() != Reading::kIrregular) {
    return std::nullopt;
  }
  return read_again([&](std::string_view text) -> std::optional<TextProblem> {
    Resumed resumed(handler, skeleton.events());
    auto problem = read_json(text, resumed);
    if (!resumed.caught_up()) {
      return TextProblem{.code = "unreadable-file",
                         .message = "the file changed while it was read",
                         .help = "read it again when nothing writes to it"};
    }
    return problem;
  });
}

}  // namespace leastwise

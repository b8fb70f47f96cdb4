// JSON as a stream of events that know where they stand in the text.
//
// nlohmann's SAX parser does the grammar. It lacks three things that input from outside needs, and
// this file adds them:
// - Places. The callbacks carry none. The parser reads characters through an iterator of ours, so
//   at a callback we know how far it has read; the token that the event is about began at the first
//   character behind the previous token that is no blank, comma or colon. (A number is read one
//   character too far: its end is found from its start.)
// - A depth limit (kMaxJsonDepth): the parser itself takes 200,000 nested arrays.
// - A length limit on strings (kMaxJsonStringBytes) that holds while a string is read: the iterator
//   ends early, so a string of 1 GiB is never gathered. Blanks between tokens do not count.
//
// Example:         {"id": 7}   ->  start object 1:1, key `id` 1:2, number 1:8, end object 1:9
// Counter-example: {"id": 7    ->  start object, key, number, then the problem `invalid-json` 1:9
//
// Cost: linear, at the speed of nlohmann's lexer; memory of one token.
// Tests: tests/engine/ingest/json_reader_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/ingest/text_encoding.h"

namespace leastwise {

enum class JsonEventKind : std::uint8_t {
  kNull,
  kBoolean,
  kNumber,
  kString,
  kKey,
  kStartObject,
  kEndObject,
  kStartArray,
  kEndArray,
};

// One event; views live as long as the call that they are given to.
struct JsonEventView {
  JsonEventKind kind = JsonEventKind::kNull;
  bool boolean = false;        // of kBoolean
  std::string_view text = {};  // of kString and kKey, escapes resolved
  TextPlace place = {};        // of the first character of the token
  bool plain = false;          // of kString, where the text is YAML: written without quotes
};

// Who takes the events, in the order of the text.
class JsonEventHandler {
 public:
  virtual ~JsonEventHandler() = default;
  // Whether to go on.
  [[nodiscard]] virtual bool on_event(const JsonEventView& event) = 0;

 protected:
  JsonEventHandler() = default;
  JsonEventHandler(const JsonEventHandler&) = default;
  JsonEventHandler& operator=(const JsonEventHandler&) = default;
};

// Reads one JSON value and nothing behind it. Gives the problem that ended the reading, or nothing
// when all was read or the handler stopped. Codes: empty-file, invalid-json, invalid-text (broken
// UTF-8), too-deep, string-too-long.
[[nodiscard]] std::optional<TextProblem> read_json(std::string_view text,
                                                   JsonEventHandler& handler);

}  // namespace leastwise

// Writes the events of a JSON reader down, to compare readers and to see places.
#pragma once

#include <fmt/core.h>

#include <cstddef>
#include <optional>
#include <string>

#include "engine/ingest/json_reader.h"

namespace leastwise::testing {

// Every event as `kind@line:column`. Example: `[1]` is `[@1:1 number@1:2 ]@1:3`.
class JsonRecorder : public JsonEventHandler {
 public:
  // Stops the reading after so many events. Without `places_of_ends`, `[1]` is `[@1:1 number@1:2
  // ]`.
  explicit JsonRecorder(std::size_t stop_after = 1'000'000, bool places_of_ends = true)
      : left_(stop_after), places_of_ends_(places_of_ends) {}

  bool on_event(const JsonEventView& event) override {
    if (!events_.empty()) {
      events_ += ' ';
    }
    events_ += name(event);
    const bool is_end =
        event.kind == JsonEventKind::kEndObject || event.kind == JsonEventKind::kEndArray;
    if (places_of_ends_ || !is_end) {
      events_ += fmt::format("@{}:{}", event.place.line, event.place.column);
    }
    return --left_ != 0;
  }
  [[nodiscard]] const std::string& events() const { return events_; }

 private:
  static std::string name(const JsonEventView& event) {
    switch (event.kind) {
      case JsonEventKind::kNull:
        return "null";
      case JsonEventKind::kBoolean:
        return event.boolean ? "true" : "false";
      case JsonEventKind::kNumber:
        return "number";
      case JsonEventKind::kString:
        return fmt::format("'{}'", event.text);
      case JsonEventKind::kKey:
        return fmt::format("{}=", event.text);
      case JsonEventKind::kStartObject:
        return "{";
      case JsonEventKind::kEndObject:
        return "}";
      case JsonEventKind::kStartArray:
        return "[";
      case JsonEventKind::kEndArray:
        return "]";
    }
    return "?";
  }

  std::size_t left_;
  bool places_of_ends_;
  std::string events_;
};

// All that a problem says; `none` where there is none.
inline std::string words_of(const std::optional<TextProblem>& problem) {
  return problem ? fmt::format("{} {}:{} {} ({})", problem->code, problem->place.line,
                               problem->place.column, problem->message, problem->help)
                 : "none";
}

}  // namespace leastwise::testing

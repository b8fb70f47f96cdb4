// JSON of any length, read through a window at the speed of simdjson, with the events and the
// problems of json_reader.h.
//
// Two readers, one meaning. The fast one cuts the text into the values that stand directly in the
// top object, and in the arrays that are its values or the whole text; simdjson reads each of them.
// It gives events only of what is beyond doubt. Where anything is out of the ordinary (broken
// syntax, broken UTF-8, a limit, a number that simdjson does not represent) it stops, and
// read_json() reads the whole text again: the events that were given already are skipped, the
// others and the problem are told as if it had read alone. So what is said of a broken text never
// depends on which reader met it.
//
// Example:         {"value": [{"id": 1}, {"id": 2}]}  each element is read as it passes the window
// Counter-example: {"value": [{"id": 1}, oops]}       the first element, then read_json() from the
//                  begin: `invalid-json` where `oops` stands
//
// The places of kEndObject and kEndArray are not stated (they differ from those of read_json()).
// Cost: linear; memory of the longest value that is cut out, and where it stops, of the whole text.
// Tests: tests/engine/ingest/json_stream_test.cc, fuzz/json_stream_fuzz.cc.
#pragma once

#include <functional>
#include <optional>

#include "engine/ingest/json_reader.h"
#include "engine/ingest/text_window.h"

namespace leastwise {

// Takes the whole text and reads it.
using TextReader = std::function<std::optional<TextProblem>(std::string_view)>;
// Gives the whole text of a window once more to a reader, and gives what that says, or why the text
// cannot be had any more.
using ReadAgain = std::function<std::optional<TextProblem>(const TextReader&)>;

// Like read_json(). `read_again` is called once at most, and after the last use of `window`.
[[nodiscard]] std::optional<TextProblem> read_json_stream(TextWindow& window,
                                                          JsonEventHandler& handler,
                                                          const ReadAgain& read_again);

}  // namespace leastwise

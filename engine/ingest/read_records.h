// From a text to the records in it: the readers of json_stream.h and record.h together.
// Tests: tests/engine/ingest/read_records_test.cc.
#pragma once

#include <string_view>

#include "engine/ingest/json_stream.h"
#include "engine/ingest/record.h"
#include "engine/ingest/text_window.h"

namespace leastwise {

// Gives the records of one text to `sink`, and the problem that ended it early, if one did.
void read_records(TextWindow& window, const ReadAgain& read_again, RecordSink& sink);

// The same of bytes in any encoding of text_encoding.h, in memory for longer than the call.
// Problems beyond those of read_json(): `file-too-large`, and what decode_text() finds.
void read_records(std::string_view bytes, RecordSink& sink);

}  // namespace leastwise

// Who takes the inputs of one load: files one after the other, each with its records.
//
// begin_file(), then what record.h gives of the file, then end_file(); or unreadable() for an input
// of which nothing could be read. Implemented by what loads records into a builder (load.cc) and by
// the pipe that carries them there from another thread (record_pipe.h).
// Tests: tests/engine/ingest/record_pipe_test.cc.
#pragma once

#include <string_view>

#include "engine/ingest/record.h"

namespace leastwise {

class InputSink : public RecordSink {
 public:
  virtual void begin_file(std::string_view name) = 0;
  virtual void end_file() = 0;
  virtual void unreadable(std::string_view name, std::string_view reason) = 0;
};

}  // namespace leastwise

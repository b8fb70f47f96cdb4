// Where the answer goes: standard output, or a file that appears whole or not at all.
//
// A file is written beside its final name and renamed at the end, so that a program which reads it
// never sees half an answer, and an old answer stays when a new one fails. What is no regular file
// (a pipe, `/dev/stdout`) is written directly.
// Tests: tests/cli/output_file_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leastwise::cli {

class OutputFile {
 public:
  [[nodiscard]] static OutputFile standard_output();
  // Opens `path`, or standard output where it is empty.
  // Errors: the folder cannot be written to.
  [[nodiscard]] static Result<OutputFile> open(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  // Without finish() a file is dropped, and what stood under its name stays.
  ~OutputFile();

  // Adds to the answer. Buffered; a failure is kept for finish().
  void write(std::string_view bytes);
  // Hands on what is buffered, for a reader that waits for it.
  void flush();
  // Has finish() wait until the file is on the disk before it gets its name: for answers that other
  // programs rely on after a crash.
  void sync_at_finish() { sync_ = true; }
  // Whether the reader has gone away (a closed pipe): the rest need not be computed.
  [[nodiscard]] bool abandoned() const { return abandoned_; }

  // Writes the rest and puts the file in its place. A reader that has gone away is no error.
  // Errors: the disk is full, the file cannot be put in its place.
  [[nodiscard]] Result<void> finish();

 private:
  OutputFile(int descriptor, std::string final_path, std::string temporary_path);

  int descriptor_;
  std::string final_path_;      // empty: nothing to rename
  std::string temporary_path_;  // empty: nothing to remove
  std::string buffer_;
  int failure_ = 0;  // errno of the first failure
  bool abandoned_ = false;
  bool sync_ = false;
};

}  // namespace leastwise::cli

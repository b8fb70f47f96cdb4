// From a path to records: path -> bytes -> text (text_encoding.h) -> events (json_stream.h) ->
// records (record.h) -> the builder (file_loader.h).
//
// A regular file passes through a window (text_window.h). Its first bytes say whether it is UTF-8;
// anything else is read whole and converted first. Reading was chosen over mapping: a file that
// shrinks under a mapping would end the program.
#include "engine/ingest/load.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"
#include "engine/ingest/file_loader.h"
#include "engine/ingest/input_bytes.h"
#include "engine/ingest/input_sink.h"
#include "engine/ingest/read_records.h"
#include "engine/ingest/record_pipe.h"
#include "engine/ingest/text_encoding.h"
#include "engine/ingest/text_window.h"

namespace leastwise {
namespace {

namespace fs = std::filesystem;

// Inputs of fewer bytes are read before another thread has begun.
constexpr std::uint64_t kWorthAThread = std::uint64_t{1} << 20U;

bool is_json_name(const fs::path& path) {
  return equals_folded(path.extension().string(), ".json");
}

// The JSON files below `folder`, in the order of their paths, so that a run does not depend on the
// order in which a file system lists them. Links to folders are not followed: they may form a
// circle.
Result<std::vector<std::string>> json_files_below(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  while (!error && entry != fs::recursive_directory_iterator()) {
    if (entry->is_regular_file(error) && is_json_name(entry->path())) {
      files.push_back(entry->path().string());
    }
    if (!error) {
      entry.increment(error);
    }
  }
  if (error) {
    return fail(error.message());
  }
  std::ranges::sort(files);
  return files;
}

// Gives what it is told of the files to the builder: a FileLoader for each.
class Loading final : public InputSink {
 public:
  Loading(TenantBuilder& builder, Diagnostics& diagnostics, const LoadOptions& options)
      : builder_(builder), diagnostics_(diagnostics), options_(options) {}

  void begin_file(std::string_view name) override {
    loader_ = std::make_unique<FileLoader>(builder_.add_file(std::string(name)), builder_,
                                           diagnostics_, options_);
  }
  void end_file() override {
    loader_->finish();
    loader_.reset();
  }
  void unreadable(std::string_view name, std::string_view reason) override {
    report_unreadable(name, reason, diagnostics_);
  }
  void on_list(const Record& container) override { loader_->on_list(container); }
  bool on_record(Record& record) override { return loader_->on_record(record); }
  bool on_top(Record& top, bool had_list) override { return loader_->on_top(top, had_list); }
  void on_problem(std::string pointer, TextProblem problem) override {
    loader_->on_problem(std::move(pointer), std::move(problem));
  }

 private:
  TenantBuilder& builder_;
  Diagnostics& diagnostics_;
  const LoadOptions& options_;
  std::unique_ptr<FileLoader> loader_;  // of the present file
};

// What is read at once or not at all: standard input, a pipe, another encoding.
void read_whole(std::string_view path, InputSink& sink) {
  const Result<std::string> bytes = read_input(path);
  if (!bytes) {
    sink.unreadable(input_name(path), bytes.error().message);
    return;
  }
  sink.begin_file(input_name(path));
  read_records(*bytes, sink);
  sink.end_file();
}

// The text of a file of which a part was used already.
std::optional<TextProblem> read_file_again(std::string_view path, const TextReader& read) {
  const Result<std::string> bytes = read_input(path);
  if (!bytes) {
    return TextProblem{.code = "unreadable-file",
                       .message = fmt::format("cannot be read: {}", bytes.error().message)};
  }
  const auto text = decode_text(*bytes);
  return text ? read(text->text()) : text.error();
}

// How much was read so far, for whoever shows it.
using ReadCount = std::atomic<std::uint64_t>;

void read_file(const std::string& path, ReadCount& count, InputSink& sink) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return read_whole(path, sink);
  }
  auto file = InputFile::open(path);
  if (!file) {
    sink.unreadable(path, file.error().message);
    return;
  }
  std::array<char, 4> first = {};  // the longest byte order mark
  const std::string_view start(first.data(), file->read(first));
  const auto decoded = decode_text(start);
  if (!decoded || decoded->is_owned()) {
    return read_whole(path, sink);
  }
  std::string_view rest = decoded->text();
  TextWindow window([&](std::span<char> into) {
    const std::size_t used = rest.copy(into.data(), into.size());
    rest.remove_prefix(used);
    const std::size_t read = used != 0 ? used : file->read(into);
    count += read;
    return read;
  });
  sink.begin_file(path);
  read_records(
      window, [&path](const TextReader& read) { return read_file_again(path, read); }, sink);
  sink.end_file();
}

// Reads regular files, those that are worth it with a thread of its own.
void read_files(const std::vector<std::string>& paths, InputSink& sink,
                const LoadOptions& options) {
  ReadCount count = 0;
  const auto read_all = [&paths, &count](InputSink& into) {
    for (const std::string& path : paths) {
      read_file(path, count, into);
    }
  };
  std::uint64_t all = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    all += error ? 0 : size;
  }
  if (all < kWorthAThread || std::thread::hardware_concurrency() < 2) {
    read_all(sink);
    return;
  }
  RecordPipe pipe;
  auto reading = std::async(std::launch::async, [&pipe, &read_all] {
    struct CloseAtEnd {
      RecordPipe& pipe;
      ~CloseAtEnd() { pipe.close(); }
    };
    const CloseAtEnd at_end{pipe};
    read_all(pipe);
  });
  pipe.drain(sink, [&] {
    if (options.progress) {
      options.progress(count, all);
    }
  });
  reading.get();
}

}  // namespace

void load_bytes(std::string_view name, std::string_view bytes, TenantBuilder& builder,
                Diagnostics& diagnostics, const LoadOptions& options) {
  Loading loading(builder, diagnostics, options);
  loading.begin_file(name);
  read_records(bytes, loading);
  loading.end_file();
}

// A folder without exports is an error: whoever named it expected some.
void load_path(std::string_view path, TenantBuilder& builder, Diagnostics& diagnostics,
               const LoadOptions& options) {
  Loading loading(builder, diagnostics, options);
  std::error_code error;
  if (path == kStandardInput) {
    read_whole(path, loading);
  } else if (!fs::is_directory(fs::path(path), error)) {
    read_files({std::string(path)}, loading, options);
  } else if (const auto files = json_files_below(fs::path(path)); !files) {
    loading.unreadable(path, files.error().message);
  } else if (files->empty()) {
    loading.unreadable(path, "no *.json file in this folder");
  } else {
    read_files(*files, loading, options);
  }
}

}  // namespace leastwise

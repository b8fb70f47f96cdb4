// From a path to records: path -> bytes -> text (text_encoding.h) -> events (json_reader.h) ->
// records (record.h) -> the builder (file_loader.h).
//
// A file is held as bytes while it is read, and given back before the next one: a tenant of many
// files needs the memory of its largest. What is never held is a document; see record.h. Reading
// was chosen over mapping: a file that shrinks under a mapping would end the program.
#include "engine/ingest/load.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/base/result.h"
#include "engine/ingest/file_loader.h"
#include "engine/ingest/input_bytes.h"
#include "engine/ingest/json_reader.h"
#include "engine/ingest/record.h"
#include "engine/ingest/text_encoding.h"

namespace leastwise {
namespace {

namespace fs = std::filesystem;

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

// `pointer` is the innermost value that had begun where the text broke off.
void report(const TextProblem& problem, FileId file, std::string pointer,
            Diagnostics& diagnostics) {
  diagnostics.report(
      {.severity = Severity::kError,
       .code = problem.code,
       .message = problem.message,
       .place = {.file = file, .line = problem.place.line, .column = problem.place.column},
       .pointer = std::move(pointer),
       .help = problem.help});
}

// Where records and problems go.
struct Destination {
  TenantBuilder& builder;
  Diagnostics& diagnostics;
  const LoadOptions& options;
};

// What one input turned out to be: bytes, or a reason why there are none.
void load_result(std::string_view name, const Result<std::string>& bytes, Destination to) {
  if (bytes) {
    load_bytes(name, *bytes, to.builder, to.diagnostics, to.options);
  } else {
    report_unreadable(name, bytes.error().message, to.diagnostics);
  }
}

// A folder without exports is an error: whoever named it expected some.
void load_folder(std::string_view path, Destination to) {
  const Result<std::vector<std::string>> files = json_files_below(fs::path(path));
  if (!files) {
    report_unreadable(path, files.error().message, to.diagnostics);
    return;
  }
  if (files->empty()) {
    report_unreadable(path, "no *.json file in this folder", to.diagnostics);
  }
  for (const std::string& file : *files) {
    load_result(file, read_input(file), to);
  }
}

}  // namespace

void load_bytes(std::string_view name, std::string_view bytes, TenantBuilder& builder,
                Diagnostics& diagnostics, const LoadOptions& options) {
  const FileId file = builder.add_file(std::string(name));
  if (bytes.size() > kMaxFileBytes) {
    report({.code = "file-too-large",
            .message = fmt::format("a file of more than {} bytes", kMaxFileBytes)},
           file, {}, diagnostics);
    return;
  }
  const auto text = decode_text(bytes);
  if (!text) {
    report(text.error(), file, {}, diagnostics);
    return;
  }
  FileLoader loader(file, builder, diagnostics, options);
  RecordAssembler assembler(loader);
  const std::optional<TextProblem> problem = read_json(text->text(), assembler);
  if (problem) {
    report(*problem, file, assembler.open_pointer(), diagnostics);
  }
  loader.finish();
}

void load_path(std::string_view path, TenantBuilder& builder, Diagnostics& diagnostics,
               const LoadOptions& options) {
  const Destination to{.builder = builder, .diagnostics = diagnostics, .options = options};
  if (path == kStandardInput) {
    load_result(input_name(path), read_input(path), to);
    return;
  }
  std::error_code error;
  if (fs::is_directory(fs::path(path), error)) {
    load_folder(path, to);
  } else {
    load_result(path, read_input(path), to);
  }
}

}  // namespace leastwise

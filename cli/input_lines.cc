#include "cli/input_lines.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/sample/sample.h"
#include "engine/ingest/input_bytes.h"
#include "engine/ingest/text_encoding.h"

namespace leastwise::cli {
namespace {

// The bytes of an embedded file of the sample, which has no path.
std::optional<std::string> sample_bytes(std::string_view name) {
  std::vector<SampleFileView> files = sample_files();
  files.push_back(sample_needs());
  const auto found = std::ranges::find(files, name, &SampleFileView::name);
  return found == files.end() ? std::nullopt : std::optional<std::string>(found->bytes);
}

// What is no regular file (a pipe, standard input) cannot be read twice.
std::optional<std::string> file_bytes(std::string_view name) {
  std::error_code error;
  const std::filesystem::path path(name);
  if (!std::filesystem::is_regular_file(path, error) ||
      std::filesystem::file_size(path, error) > kMaxExcerptFileBytes) {
    return std::nullopt;
  }
  auto bytes = read_input(name);
  return bytes ? std::optional<std::string>(std::move(*bytes)) : std::nullopt;
}

}  // namespace

// Lines are counted in the decoded text, as the readers count them.
InputLines::Text InputLines::read(std::string_view name) const {
  const std::optional<std::string> from_sample =
      options_->sample ? sample_bytes(name) : std::nullopt;
  const std::optional<std::string> bytes = from_sample ? from_sample : file_bytes(name);
  const auto decoded = decode_text(bytes ? std::string_view(*bytes) : std::string_view());
  if (!bytes || !decoded) {
    return {};
  }
  Text text{.bytes = std::string(decoded->text()), .begins = {0}};
  for (std::size_t i = 0; i < text.bytes.size(); ++i) {
    if (text.bytes[i] == '\n') {
      text.begins.push_back(i + 1);
    }
  }
  return text;
}

std::optional<std::string> InputLines::line(FileId file, std::uint32_t number) {
  if (file.index() >= files_->size()) {
    return std::nullopt;
  }
  auto found = texts_.find(file);
  if (found == texts_.end()) {
    found = texts_.emplace(file, read(files_->name(file))).first;
  }
  const Text& text = found->second;
  if (number == 0 || number > text.begins.size()) {
    return std::nullopt;
  }
  const std::size_t begin = text.begins[number - 1];
  std::string_view line = std::string_view(text.bytes).substr(begin);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return std::string(line);
}

}  // namespace leastwise::cli

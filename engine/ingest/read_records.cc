#include "engine/ingest/read_records.h"

#include <fmt/core.h>

#include <utility>

#include "engine/base/limits.h"
#include "engine/ingest/text_encoding.h"

namespace leastwise {

void read_records(TextWindow& window, const ReadAgain& read_again, RecordSink& sink) {
  RecordAssembler assembler(sink);
  if (auto problem = read_json_stream(window, assembler, read_again)) {
    sink.on_problem(assembler.open_pointer(), *std::move(problem));
  }
}

void read_records(std::string_view bytes, RecordSink& sink) {
  if (bytes.size() > kMaxFileBytes) {
    sink.on_problem({}, {.code = "file-too-large",
                         .message = fmt::format("a file of more than {} bytes", kMaxFileBytes)});
    return;
  }
  auto decoded = decode_text(bytes);
  if (!decoded) {
    sink.on_problem({}, std::move(decoded.error()));
    return;
  }
  const std::string_view text = decoded->text();
  TextWindow window(text);
  read_records(window, [text](const TextReader& read) { return read(text); }, sink);
}

}  // namespace leastwise

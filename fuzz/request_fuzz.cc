// Laws of what users and programs type at the command line:
// - a request that is read is the same request with blanks around it, and has what a request needs;
// - what the reader of plain requests takes, the other one takes, and reads the same in it;
// - an attribute that is split gives its text again when it is joined;
// - every list of arguments is either a command line or an error with a message.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "cli/plain_request.h"
#include "cli/request.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise::cli {
namespace {

void check_request(std::string_view text) {
  const ParsedRequest parsed = parse_request(text);
  if (!parsed.request) {
    check(!parsed.request.error().message.empty(), "an error has a message");
    return;
  }
  const ParsedRequest again = parse_request("  " + std::string(text) + " ");
  check(again.request.has_value() && again.id == parsed.id, "blanks change nothing");
  check(again.request->principal == parsed.request->principal &&
            again.request->action == parsed.request->action &&
            again.request->scope == parsed.request->scope &&
            again.request->plane == parsed.request->plane &&
            again.request->attributes == parsed.request->attributes &&
            again.request->complete == parsed.request->complete,
        "the same request");
}

void check_plain_request(std::string_view text) {
  const std::string padded = std::string(text) + std::string(PlainRequestReader::kPadding, ' ');
  PlainRequestReader reader;
  const auto plain = reader.read(std::string_view(padded).substr(0, text.size()));
  if (!plain) {
    return;
  }
  const ParsedRequest parsed = parse_request(text);
  check(parsed.request.has_value() && parsed.id == plain->id, "a request with the same id");
  check(parsed.request->principal == plain->principal && parsed.request->action == plain->action &&
            parsed.request->scope == plain->scope && parsed.request->plane == plain->plane &&
            parsed.request->attributes.empty() && parsed.request->suboperations.empty() &&
            parsed.request->complete == CompleteSources{},
        "the same plain request");
}

void check_attribute(std::string_view text) {
  if (const auto attribute = parse_attribute(text)) {
    check(attribute->values.size() == 1 && !attribute->name.empty(), "one value and a name");
    const std::string joined = std::string(to_string(attribute->source)) + ":" + attribute->name +
                               "=" + attribute->values.front();
    check(equals_folded(joined, text), "the text of the attribute");
  }
}

// One argument a line.
void check_command_line(std::string_view text) {
  std::vector<std::string> arguments;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    arguments.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  const auto parsed = parse_command_line(arguments, Instant{});
  check(parsed.has_value() || !parsed.error().message.empty(), "an error has a message");
}

}  // namespace
}  // namespace leastwise::cli

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parsers read characters
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  leastwise::cli::check_request(text);
  leastwise::cli::check_plain_request(text);
  leastwise::cli::check_attribute(text);
  leastwise::cli::check_command_line(text);
  return 0;
}

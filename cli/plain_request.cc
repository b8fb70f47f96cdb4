// simdjson's on-demand parser checks what it walks over, and here it walks over every key and value
// of the object; behind the object nothing may stand.
#include "cli/plain_request.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace leastwise::cli {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(PlainRequestReader::kPadding >= simdjson::SIMDJSON_PADDING);

// A string as it is written; empty where it has escapes, or is no string.
std::optional<std::string_view> plain_text(ondemand::value value) {
  const std::string_view token = value.raw_json_token();
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS || token.size() < text.size() + 2 ||
      token[text.size() + 1] != '"') {
    return std::nullopt;
  }
  const std::string_view written = token.substr(1, text.size());
  return written.find('\\') == std::string_view::npos ? std::optional(written) : std::nullopt;
}

// An integer that is written back as it was read.
bool is_short_integer(std::string_view text) {
  constexpr std::size_t kDigits = 18;
  return !text.empty() && text.size() <= kDigits && (text == "0" || text.front() != '0') &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The text of an `id` that is a plain string or a short integer.
std::optional<std::string_view> plain_id(ondemand::value value) {
  ondemand::json_type type = {};
  if (value.type().get(type) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  const std::string_view token = value.raw_json_token();
  if (type == ondemand::json_type::string) {
    const auto text = plain_text(value);
    return text ? std::optional(token.substr(0, text->size() + 2)) : std::nullopt;
  }
  std::uint64_t number = 0;
  const std::string_view digits = token.substr(0, token.find_first_not_of("0123456789"));
  return value.get_uint64().get(number) == simdjson::SUCCESS && is_short_integer(digits)
             ? std::optional(digits)
             : std::nullopt;
}

// The present key's value into the request. False where it is not plain, or a key stands twice.
bool take(PlainRequestView& request, std::string_view key, ondemand::value value, bool& has_plane) {
  if (key == "dataAction") {
    bool data = false;
    if (std::exchange(has_plane, true) || value.get_bool().get(data) != simdjson::SUCCESS) {
      return false;
    }
    request.plane = data ? Plane::kData : Plane::kControl;
    return true;
  }
  std::string_view* const field = key == "principal" ? &request.principal
                                  : key == "action"  ? &request.action
                                  : key == "scope"   ? &request.scope
                                  : key == "id"      ? &request.id
                                                     : nullptr;
  if (field == nullptr || field->data() != nullptr) {
    return false;
  }
  const auto text = key == "id" ? plain_id(value) : plain_text(value);
  if (text) {
    *field = *text;
  }
  return text.has_value();
}

}  // namespace

struct PlainRequestReader::Parser {
  ondemand::parser parser;
};

PlainRequestReader::PlainRequestReader() : parser_(std::make_unique<Parser>()) {}
PlainRequestReader::~PlainRequestReader() = default;
PlainRequestReader::PlainRequestReader(PlainRequestReader&&) noexcept = default;

std::optional<PlainRequestView> PlainRequestReader::read(std::string_view line) {
  ondemand::document document;
  ondemand::object object;
  if (parser_->parser.iterate(line.data(), line.size(), line.size() + kPadding).get(document) !=
          simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  PlainRequestView request;
  bool has_plane = false;
  for (auto entry : object) {
    ondemand::field field;
    std::string_view key;
    if (std::move(entry).get(field) != simdjson::SUCCESS ||
        field.unescaped_key().get(key) != simdjson::SUCCESS ||
        !take(request, key, field.value(), has_plane)) {
      return std::nullopt;
    }
  }
  const bool whole = request.principal.data() != nullptr && request.action.data() != nullptr &&
                     request.scope.data() != nullptr;
  const bool ended = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return whole && ended ? std::optional(request) : std::nullopt;
}

}  // namespace leastwise::cli

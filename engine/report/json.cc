// The values are a plain tree; only the last step, from the tree to text, is nlohmann's: escapes,
// UTF-8 and indentation are its trade. Recursion is on the depth of what we write ourselves, which
// is fixed by the shape of an answer and never by an input.
#include "engine/report/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/base/check.h"
#include "engine/report/text_style.h"

namespace leastwise {

// Turns a tree into nlohmann's document.
struct JsonWriter {
  using Document = nlohmann::ordered_json;

  // The document of a whole tree.
  static Document document(const Json& json) {
    return std::visit([](const auto& value) { return JsonWriter::from(value); }, json.value_);
  }

 private:
  static Document from(std::monostate) { return nullptr; }
  static Document from(bool value) { return value; }
  static Document from(std::uint64_t value) { return value; }
  static Document from(const std::string& value) { return value; }
  static Document from(const Json::List& list) {
    Document document = Document::array();
    for (const Json& value : list) {
      document.push_back(JsonWriter::document(value));
    }
    return document;
  }
  static Document from(const Json::Members& members) {
    Document document = Document::object();
    for (std::size_t i = 0; i < members.keys.size(); ++i) {
      document[members.keys[i]] = JsonWriter::document(members.values[i]);
    }
    return document;
  }
};

// These need Json and Member, which are complete only behind the class.
Json::Json() = default;
Json::Json(std::nullptr_t) {}
Json::Json(bool value) : value_(value) {}
Json::Json(std::string value) : value_(std::move(value)) {}
Json::Json(std::string_view value) : value_(std::string(value)) {}
Json::Json(const char* value) : value_(std::string(value)) {}
Json::Json(std::initializer_list<Member> members) {
  Members& mine = value_.emplace<Members>();
  for (const Member& member : members) {
    mine.keys.push_back(member.key);
    mine.values.push_back(member.value);
  }
}
Json::~Json() = default;
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;

Json Json::array() {
  Json json;
  json.value_ = List();
  return json;
}

Json Json::object() {
  Json json;
  json.value_ = Members();
  return json;
}

// A walk: objects have a dozen members at most, and order is kept for free.
Json& Json::operator[](std::string_view key) {
  if (std::holds_alternative<std::monostate>(value_)) {
    value_ = Members();
  }
  check(std::holds_alternative<Members>(value_), "only an object has members");
  Members& members = std::get<Members>(value_);
  const auto found = std::ranges::find(members.keys, key);
  if (found != members.keys.end()) {
    return members.values[static_cast<std::size_t>(found - members.keys.begin())];
  }
  members.keys.emplace_back(key);
  return members.values.emplace_back();
}

// Null does not become a list by itself: a list is told by array().
void Json::push_back(Json value) {
  check(std::holds_alternative<List>(value_), "only a list grows");
  std::get<List>(value_).push_back(std::move(value));
}

// Outside of texts there is no `##`, so what is replaced is always inside of one.
std::string Json::text() const {
  return without_ci_commands(JsonWriter::document(*this).dump(
                                 2, ' ', false, JsonWriter::Document::error_handler_t::replace),
                             "\\u005b") +
         '\n';
}

std::string Json::line() const {
  return without_ci_commands(JsonWriter::document(*this).dump(
                                 -1, ' ', false, JsonWriter::Document::error_handler_t::replace),
                             "\\u005b");
}

}  // namespace leastwise

// JSON that we write: values in memory, keys in the order in which they were given.
//
// Every answer for a program is built as one Json and written at the end; the text is made by
// nlohmann (behind this header, which keeps it out of everybody else's build). This is for writing
// alone: what comes from outside is read by engine/ingest.
//
//     Json answer = {{"decision", "allow"}, {"count", 3U}};
//     answer["names"] = Json::array();
//     answer["names"].push_back("x");
//     answer.line()    ->  {"decision":"allow","count":3,"names":["x"]}
//
// Cost: one allocation a value or so; an answer has thousands of values, not millions.
// Tests: tests/engine/report/json_test.cc.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace leastwise {

class Json {
 public:
  struct Member;

  // NOLINTBEGIN(google-explicit-constructor): an answer is written as what it looks like
  // Without a value: null.
  Json();
  Json(std::nullptr_t);
  Json(bool value);
  Json(std::string value);
  Json(std::string_view value);
  Json(const char* value);
  // Counts and indexes; nothing that we write is negative or a fraction.
  template <std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
  Json(Number value) : value_(std::uint64_t{value}) {}
  // A list of texts.
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  Json(const std::vector<Text>& texts) : Json(array()) {
    for (const Text& text : texts) {
      push_back(std::string_view(text));
    }
  }
  // NOLINTEND(google-explicit-constructor): from here on as usual
  // An object.
  Json(std::initializer_list<Member> members);
  ~Json();
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;

  [[nodiscard]] static Json array();
  [[nodiscard]] static Json object();

  // The member of that name, added as null where there is none.
  // REQUIRES: this is an object, or null, which becomes one.
  Json& operator[](std::string_view key);
  // REQUIRES: this is a list.
  void push_back(Json value);

  // Indented text with a final newline. Bytes that are no UTF-8 become U+FFFD, and what a CI system
  // would take for a command is escaped, as JSON may (text_style.h, without_ci_commands()).
  [[nodiscard]] std::string text() const;
  // The same on one line, without a newline.
  [[nodiscard]] std::string line() const;

 private:
  using List = std::vector<Json>;
  // In order; objects are small, so a member is found by a walk. Two lists and not one of Member,
  // which is not complete here.
  struct Members {
    std::vector<std::string> keys = {};
    List values = {};  // INVARIANT: as many as keys
  };

  friend struct JsonWriter;

  std::variant<std::monostate, bool, std::uint64_t, std::string, List, Members> value_;
};

// `key` is copied; keys of one object differ.
struct Json::Member {
  std::string key;
  Json value;
};

}  // namespace leastwise

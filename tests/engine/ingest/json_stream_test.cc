// The fast reader against the other one, on the same texts: they must not be told apart.
#include "engine/ingest/json_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "engine/base/limits.h"
#include "tests/support/json_recorder.h"

namespace leastwise {
namespace {

using std::string_view_literals::operator""sv;

using testing::JsonRecorder;

// A window that is given a few bytes at a time.
TextWindow dripping(std::string_view text, std::size_t at_once) {
  return TextWindow([text, at_once](std::span<char> into) mutable {
    const std::size_t count = text.copy(into.data(), std::min(into.size(), at_once));
    text.remove_prefix(count);
    return count;
  });
}

struct Heard {
  std::string events;
  std::string problem;

  friend bool operator==(const Heard&, const Heard&) = default;
};

void PrintTo(const Heard& heard, std::ostream* out) {
  *out << heard.events << " | " << heard.problem;
}

constexpr std::size_t kAll = 1'000'000;

Heard from_reader(std::string_view text, std::size_t stop_after = kAll) {
  JsonRecorder recorder(stop_after, false);
  const auto problem = read_json(text, recorder);
  return {recorder.events(), testing::words_of(problem)};
}

Heard from_stream(std::string_view text, TextWindow window, bool& read_again,
                  std::size_t stop_after = kAll) {
  JsonRecorder recorder(stop_after, false);
  const auto problem = read_json_stream(window, recorder, [&](const TextReader& read) {
    read_again = true;
    return read(text);
  });
  return {recorder.events(), testing::words_of(problem)};
}

Heard from_stream(std::string_view text, std::size_t stop_after = kAll) {
  bool read_again = false;
  return from_stream(text, TextWindow(text), read_again, stop_after);
}

// What exports look like, and every kind of token in every place.
constexpr auto kSound = std::to_array<std::string_view>({
    "[]",
    "{}",
    " [ ] ",
    "[1, -2.5e3,\n  3 ,\"a\",true,false,null,[],{}, [[1]], {\"a\": [2]}]",
    "{\"value\": [{\"id\": \"a\", \"n\": {\"x\": [1, {\"y\": null}]}},\r\n {\"id\": \"b\"}],\n"
    "\t\"nextLink\": null, \"count\": 2, \"more\": [1, [2], \"x\"], \"deep\": {\"value\": [3]}}",
    "[{\"condition\": \"((!(ActionMatches{'a'})) OR (\\\"x\\\" = '\\\\'))\", \"\\u00e4\\\"\": 1}]",
    "[\"\xC3\xA4\", \"\\u00e4\\\"\\\\\", \"\\ud83d\\ude00\", \"\", \"\\\\\\\"\", \", : ] } [ {\"]",
    "[\"\\ud83d\\ude00\\u0041\", \"\\b\\f\\n\\r\\t\\/\", 0, -0, 1E5, 1e-5, 0.5]",
    "{\"a\":1,\"a\":2,\"\":3}",
});

TEST(JsonStream, SoundTextsGiveTheSameEventsWithoutASecondReading) {
  for (const std::string_view text : kSound) {
    for (const std::size_t at_once : {std::size_t{1}, std::size_t{7}, kAll}) {
      bool read_again = false;
      EXPECT_EQ(from_stream(text, dripping(text, at_once), read_again), from_reader(text)) << text;
      EXPECT_FALSE(read_again) << text;
    }
  }
}

TEST(JsonStream, EveryTruncationAndEveryChangedByteIsToldAlike) {
  constexpr std::string_view kChanges = "\"\\{}[],:0-a \n\t\0\x01\x7F\x80\xC3\xFF"sv;
  for (const std::string_view text : kSound) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const std::string_view cut = text.substr(0, at);
      ASSERT_EQ(from_stream(cut), from_reader(cut)) << cut;
      for (const char change : kChanges) {
        std::string changed(text);
        changed[at] = change;
        ASSERT_EQ(from_stream(changed), from_reader(changed)) << changed;
        changed.insert(at, 1, text[at]);
        ASSERT_EQ(from_stream(changed), from_reader(changed)) << changed;
      }
    }
  }
}

TEST(JsonStream, WhatTheTwoParsersTakeDifferentlyIsDecidedByTheOther) {
  for (const std::string_view text : {"[\"\\udc00\"]"sv,
                                      "[\"\\ud800\"]"sv,
                                      "[\"\\ud800\\u0041\"]"sv,
                                      "[\"\\\\udc00\"]"sv,
                                      "[{\"\\uDFFF\": 1}]"sv,
                                      "[18446744073709551616]"sv,
                                      "[123456789012345678901234567890]"sv,
                                      "[1e999]"sv,
                                      "[-1e999]"sv,
                                      "[01]"sv,
                                      "[1.]"sv,
                                      "[.5]"sv,
                                      "[+1]"sv,
                                      "[1e]"sv,
                                      "[--1]"sv,
                                      "[nul]"sv,
                                      "[nulll]"sv,
                                      "[True]"sv,
                                      "[NaN]"sv,
                                      "[1 2]"sv,
                                      "[1,]"sv,
                                      "[,1]"sv,
                                      "{,}"sv,
                                      "{\"a\" 1}"sv,
                                      "{\"a\":}"sv,
                                      "{\"a\":1,}"sv,
                                      "{1:2}"sv,
                                      "{\"a\":1 \"b\":2}"sv,
                                      "[1}"sv,
                                      "{\"a\":1]"sv,
                                      "[{\"a\":1]]"sv,
                                      "[[1}]"sv,
                                      "[] []"sv,
                                      "[]x"sv,
                                      "{}{}"sv,
                                      "12"sv,
                                      "\"a\""sv,
                                      "null"sv,
                                      ""sv,
                                      " \n"sv,
                                      "\0"sv,
                                      "[\0]"sv,
                                      "[1]\0"sv,
                                      "[1]\0x"sv,
                                      "['a']"sv,
                                      "[/**/1]"sv,
                                      "[\"a\tb\"]"sv,
                                      "[\"\xC3\"]"sv,
                                      "[\"\xED\xA0\x80\"]"sv,
                                      "[\xEF\xBB\xBF]"sv,
                                      "[\"\\x41\"]"sv,
                                      "[\"\\u12\"]"sv,
                                      "[\f1]"sv,
                                      "[{\"a\":\"b\"\"c\"}]"sv,
                                      "[\"a\"\"b\"]"sv,
                                      "{\"value\":[1}"sv}) {
    EXPECT_EQ(from_stream(text), from_reader(text)) << text;
  }
}

TEST(JsonStream, LimitsAreThoseOfTheOtherReader) {
  for (const std::size_t depth : {kMaxJsonDepth, kMaxJsonDepth + 1}) {
    for (const std::string_view inside : {"", "1", "{}"}) {
      const std::string text =
          std::string(depth, '[') + std::string(inside) + std::string(depth, ']');
      EXPECT_EQ(from_stream(text), from_reader(text)) << depth << inside;
      const std::string object = "{\"value\": [{\"a\": " + text + "}]}";
      EXPECT_EQ(from_stream(object), from_reader(object)) << depth << inside;
    }
  }
  for (const std::size_t length : {kMaxJsonStringBytes, kMaxJsonStringBytes + 1}) {
    for (const std::string& text :
         {"[\"" + std::string(length, 'a') + "\"]", "[{\"" + std::string(length, 'a') + "\": 1}]",
          "[[\"" + std::string(length - 2, 'a') + "\\n\"]]"}) {
      EXPECT_EQ(from_stream(text), from_reader(text)) << length;
    }
  }
}

TEST(JsonStream, AStringWithoutAnEndIsNotGathered) {
  const std::string text = "[\"" + std::string(8 * kMaxJsonStringBytes, 'a');
  std::size_t given = 0;
  TextWindow window([&](std::span<char> into) {
    const std::size_t count = std::string_view(text).substr(given).copy(into.data(), into.size());
    given += count;
    return count;
  });
  bool read_again = false;
  EXPECT_EQ(from_stream(text, std::move(window), read_again), from_reader(text));
  EXPECT_LT(given, text.size());
}

TEST(JsonStream, TheHandlerStopsTheReadingWhereItLikes) {
  for (const std::string_view text : kSound) {
    for (std::size_t count = 1; count < 40; ++count) {
      EXPECT_EQ(from_stream(text, count), from_reader(text, count)) << text << count;
    }
  }
  const std::string broken = fmt::format("{}oops", kSound[4].substr(0, 60));
  for (std::size_t count = 1; count < 20; ++count) {
    EXPECT_EQ(from_stream(broken, count), from_reader(broken, count)) << count;
  }
}

TEST(JsonStream, LongTextsPassThroughTheWindow) {
  std::string text = "{\"value\": [";
  for (int i = 0; i < 20'000; ++i) {
    text +=
        fmt::format("{}\n  {{\"id\": \"{}\", \"tags\": [{}, null], \"text\": \"{}\"}}",
                    i == 0 ? "" : ",", i, i, std::string(static_cast<std::size_t>(i % 300), 'x'));
  }
  text += "], \"nextLink\": \"https://x\"}";
  bool read_again = false;
  EXPECT_EQ(from_stream(text, TextWindow(text), read_again), from_reader(text));
  EXPECT_FALSE(read_again);
}

TEST(JsonStream, ATextThatIsAnotherOneTheSecondTimeIsAProblem) {
  JsonRecorder recorder;
  TextWindow window(std::string_view("[1, 2, oops"));
  const auto problem =
      read_json_stream(window, recorder, [](const TextReader& read) { return read("[]"); });
  EXPECT_EQ(testing::words_of(problem),
            "unreadable-file 1:1 the file changed while it was read (read it again when nothing "
            "writes to it)");
}

}  // namespace
}  // namespace leastwise

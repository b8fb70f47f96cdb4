// Reads by hand, because chrono::parse is missing from the oldest library that we build with, and
// because strptime depends on the environment. The calendar itself is that of <chrono>.
//
// A Cursor walks over the text and remembers the first thing that did not fit; readers of parts go
// on regardless and return numbers, and the caller looks at ok() once at the end. So the grammar
// below reads like the format, without a way out on every line. Example:
// `2022-06-01T23:38:32.8883645Z` is date, `T`, time with fraction, `Z`. Counter-example:
// `2022-06-01T23:38` is whole (seconds are optional), `2022-06-01T23` is not.
#include "engine/base/instant.h"

#include <fmt/core.h>

#include <chrono>

namespace leastwise {
namespace {

constexpr std::int64_t kTicksPerSecond = 10'000'000;
constexpr int kTickDigits = 7;
constexpr int kMaxFractionDigits = 9;

// A reader over the text that remembers whether everything so far fitted.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  void expect(char c) {
    if (peek() != c) {
      ok_ = false;
      return;
    }
    rest_.remove_prefix(1);
  }

  bool accept(char c) {
    if (peek() != c || rest_.empty()) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  // Reads exactly `count` digits.
  int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      value = value * 10 + next_digit();
    }
    return value;
  }

  // Reads 1 to 9 digits as a fraction of a second, in ticks.
  std::int64_t fraction() {
    std::int64_t ticks = 0;
    int count = 0;
    while (is_digit(peek()) && count < kMaxFractionDigits) {
      const int digit = next_digit();
      if (count < kTickDigits) {
        ticks = ticks * 10 + digit;
      }
      ++count;
    }
    if (count == 0) {
      ok_ = false;
    }
    for (int i = count; i < kTickDigits; ++i) {
      ticks *= 10;
    }
    return ticks;
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  int next_digit() {
    if (!is_digit(peek())) {
      ok_ = false;
      return 0;
    }
    const int digit = rest_.front() - '0';
    rest_.remove_prefix(1);
    return digit;
  }

  std::string_view rest_;
  bool ok_ = true;
};

// Ticks since midnight, or of an offset; not valid where a part is outside of the clock.
struct TimeOfDay {
  std::int64_t ticks = 0;
  bool valid = true;
};

// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fraction`. A 60th second is refused: no Azure clock has one, and
// it would be another instant's name.
TimeOfDay read_time(Cursor& cursor) {
  TimeOfDay time;
  const int hour = cursor.digits(2);
  cursor.expect(':');
  const int minute = cursor.digits(2);
  int second = 0;
  std::int64_t fraction = 0;
  if (cursor.accept(':')) {
    second = cursor.digits(2);
    if (cursor.accept('.')) {
      fraction = cursor.fraction();
    }
  }
  time.valid = hour < 24 && minute < 60 && second < 60;
  time.ticks = (hour * 3600 + minute * 60 + second) * kTicksPerSecond + fraction;
  return time;
}

// The offset from UTC in ticks; nothing and `Z` are zero.
TimeOfDay read_offset(Cursor& cursor) {
  TimeOfDay offset;
  if (cursor.accept('Z') || cursor.accept('z') || cursor.at_end()) {
    return offset;
  }
  const bool negative = cursor.peek() == '-';
  if (!cursor.accept('-')) {
    cursor.expect('+');
  }
  const int hour = cursor.digits(2);
  cursor.accept(':');
  const int minute = cursor.digits(2);
  offset.valid = hour < 24 && minute < 60;
  offset.ticks = (hour * 3600 + minute * 60) * kTicksPerSecond * (negative ? -1 : 1);
  return offset;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  Cursor cursor(text);
  const int year = cursor.digits(4);
  cursor.expect('-');
  const int month = cursor.digits(2);
  cursor.expect('-');
  const int day = cursor.digits(2);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!cursor.ok() || !date.ok()) {
    return std::nullopt;
  }
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  Instant instant{days * 86'400 * kTicksPerSecond};
  if (cursor.at_end()) {
    return instant;
  }
  if (!cursor.accept('T') && !cursor.accept('t')) {
    cursor.expect(' ');
  }
  const TimeOfDay time = read_time(cursor);
  const TimeOfDay offset = read_offset(cursor);
  if (!cursor.ok() || !cursor.at_end() || !time.valid || !offset.valid) {
    return std::nullopt;
  }
  instant.ticks += time.ticks - offset.ticks;
  return instant;
}

std::string to_string(Instant instant) {
  if (instant == kBeginningOfTime || instant == kEndOfTime) {
    return "-";
  }
  // Division rounds towards zero; before 1970 the second has to be the one below.
  std::int64_t seconds = instant.ticks / kTicksPerSecond;
  std::int64_t fraction = instant.ticks % kTicksPerSecond;
  if (fraction < 0) {
    fraction += kTicksPerSecond;
    --seconds;
  }
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::int64_t of_day = (time - day).count();
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  of_day / 3600, of_day / 60 % 60, of_day % 60);
  if (fraction != 0) {
    std::string digits = fmt::format("{:07}", fraction);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += '.' + digits;
  }
  return text + 'Z';
}

}  // namespace leastwise

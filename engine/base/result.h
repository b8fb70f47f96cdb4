// Expected failures are values: Result<T> is either a T or an Error for a person to read.
//
// Example:         Result<ScopePath> parse_scope(std::string_view text);
// Counter-example: a broken promise of our own code is no Error but a check (base/check.h).
// There is no propagation macro: `if (!result) return std::unexpected(result.error());` is spelled
// out, so that every way out of a function can be seen.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace leastwise {

// One failure. `message`: lower case, no full stop, the user's text in backticks.
// `help`: what to do next, may be empty.
struct Error {
  std::string message;
  std::string help = {};

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

// Shorthand for `return fail("scope `x` is empty");` in a function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> fail(std::string message, std::string help = {}) {
  return std::unexpected(Error{std::move(message), std::move(help)});
}

}  // namespace leastwise

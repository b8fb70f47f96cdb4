// The always-on check: a violated assumption of our own is a bug, and a bug stops the program.
//
// Input can never reach a failing check (the fuzz targets prove it): what a file or a user can get
// wrong is a Diagnostic or an Error, see result.h and diagnostic.h.
//
// Example:        check(index < size_, "scope index is in range");
// Counter-example: check(file.good(), "file opens") - a file can be missing, that is an Error.
#pragma once

#include <source_location>
#include <string_view>

namespace leastwise {

// Prints `what` and the place to standard error and aborts.
[[noreturn]] void fail_check(std::string_view what, std::source_location where) noexcept;

// Aborts unless `holds`. Cost: one predictable branch.
inline void check(bool holds, std::string_view what,
                  std::source_location where = std::source_location::current()) noexcept {
  if (!holds) [[unlikely]] {
    fail_check(what, where);
  }
}

}  // namespace leastwise

// One pass over the statements; a limit is a name and a whole number.
//
// Zero stands for "not given yet", which is why no limit can be zero. After an error the parser
// goes on, to report everything in one run, and gives no limits.
#include "rules/limits/azure_limits.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "engine/base/check.h"
#include "generated/leastwise_limit_files.h"
#include "rules/statements/statements.h"

namespace leastwise {
namespace {

// Decimal digits and nothing else; no number where it is zero, or too large for the machine.
std::optional<std::size_t> parse_count(std::string_view text) {
  std::size_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stopped != end || count == 0) {
    return std::nullopt;
  }
  return count;
}

class LimitParser {
 public:
  explicit LimitParser(StatementReader& reader) : reader_(reader) {}

  AzureLimits parse() {
    limits_.date = read_header(reader_, "limits").date;
    while (const std::optional<StatementView> statement = reader_.next()) {
      if (statement->keyword == "limit") {
        take(*statement);
      } else {
        reader_.report(statement, "unknown-statement",
                       fmt::format("no statement `{}`", statement->keyword),
                       "docs/formats/limits.md lists them");
      }
    }
    require_all();
    return std::move(limits_);
  }

 private:
  // A second value is reported and wins; after an error nobody sees it.
  void take(const StatementView& statement) {
    const std::size_t blank = std::min(statement.argument.find(' '), statement.argument.size());
    const std::string_view name = statement.argument.substr(0, blank);
    const std::string_view number =
        statement.argument.substr(std::min(blank + 1, statement.argument.size()));
    const auto limit = std::ranges::find(kLimitNames, name, &LimitNameView::name);
    if (limit == kLimitNames.end()) {
      reader_.report(statement, "unknown-limit", fmt::format("no limit `{}`", name),
                     "docs/formats/limits.md lists them");
      return;
    }
    std::size_t& field = limits_.*limit->member;
    if (field != 0) {
      reader_.report(statement, "duplicate-statement", fmt::format("a second limit `{}`", name));
    }
    if (const std::optional<std::size_t> count = parse_count(number)) {
      field = *count;
    } else {
      reader_.report(statement, "bad-number", fmt::format("`{}` is no limit", number),
                     "write a whole number of at least 1, as `4000`");
      bad_.at(position(limit)) = true;
    }
  }

  // What was given with a bad number is not reported as missing besides.
  void require_all() {
    for (std::size_t i = 0; i < kLimitNames.size(); ++i) {
      if (limits_.*kLimitNames.at(i).member == 0 && !bad_.at(i)) {
        reader_.report(std::nullopt, "missing-statement",
                       fmt::format("the limit `{}` is not given", kLimitNames.at(i).name));
      }
    }
  }

  static std::size_t position(decltype(kLimitNames)::const_iterator limit) {
    return static_cast<std::size_t>(limit - kLimitNames.begin());
  }

  StatementReader& reader_;
  AzureLimits limits_;
  std::array<bool, kLimitNames.size()> bad_ = {};  // by position: its number could not be read
};

}  // namespace

std::optional<AzureLimits> parse_azure_limits(std::string_view text, FileId file,
                                              Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  StatementReader reader(text, file, diagnostics);
  AzureLimits limits = LimitParser(reader).parse();
  if (diagnostics.error_count() != errors_before) {
    return std::nullopt;
  }
  return limits;
}

// A file that is wrong here was wrong when the program was built: a bug, not an input problem.
AzureLimits embedded_azure_limits() {
  const auto files = limit_files::embedded_files();
  check(files.size() == 1, "one file of limits is embedded");
  FileTable names;
  Diagnostics diagnostics;
  std::optional<AzureLimits> result = parse_azure_limits(
      files.front().bytes, names.add(std::string(files.front().name)), diagnostics);
  check(result.has_value(), "the embedded limits are well formed");
  return *std::move(result);
}

}  // namespace leastwise

// One pass over the statements: a `group` opens a part, an `operation` in it waits for its
// `effect`.
//
// All five groups and all five verbs must be given, so that no weight comes from a default that
// nobody has thought of. After an error the parser goes on, to report everything in one run.
#include "rules/danger/danger.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "generated/leastwise_danger_files.h"
#include "rules/statements/statements.h"

namespace leastwise {
namespace {

constexpr std::array<std::string_view, 5> kVerbNames = {"read", "write", "delete", "action",
                                                        "other"};
constexpr std::array kGroups = {DangerGroup::kSelfGrant, DangerGroup::kIdentityHijack,
                                DangerGroup::kCodeExecution, DangerGroup::kSecretsAndData,
                                DangerGroup::kFurther};
static_assert(kGroups.size() == kDangerGroups);

// A weight is at least 1 and at most this: the sum over all operations stays far from overflow.
constexpr std::uint32_t kMaxWeight = 1'000'000;

// `text` at its first blank; the second part is empty where there is none.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  return {text.substr(0, blank), text.substr(std::min(blank + 1, text.size()))};
}

bool is_letters(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return fold(c) >= 'a' && fold(c) <= 'z'; });
}

std::optional<std::uint32_t> parse_weight(std::string_view text) {
  std::uint32_t weight = 0;
  const char* end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, weight);
  if (problem != std::errc() || rest != end || weight == 0 || weight > kMaxWeight) {
    return std::nullopt;
  }
  return weight;
}

class DangerParser {
 public:
  explicit DangerParser(StatementReader& reader) : reader_(reader) {}

  DangerTable parse() {
    (void)read_header(reader_, "danger");
    while (const std::optional<StatementView> statement = reader_.next()) {
      take(*statement);
    }
    close_operation();
    require_weights();
    // A name that stands twice was reported; the table is made of the first.
    return DangerTable(std::move(operations_),
                       {.read = verbs_[0],
                        .write = verbs_[1],
                        .remove = verbs_[2],
                        .action = verbs_[3],
                        .other = verbs_[4]},
                       groups_);
  }

 private:
  void take(const StatementView& statement) {
    const std::string_view keyword = statement.keyword;
    if (keyword != "effect") {
      close_operation();
    }
    if (statement.argument.empty()) {
      report(statement, "missing-argument", fmt::format("`{}` has no argument", keyword));
    } else if (keyword == "verb") {
      on_weight(statement, kVerbNames, verbs_);
    } else if (keyword == "group") {
      on_group(statement);
    } else if (keyword == "operation") {
      on_operation(statement);
    } else if (keyword == "effect") {
      on_effect(statement);
    } else {
      report(statement, "unknown-statement", fmt::format("no statement `{}`", keyword),
             "docs/formats/danger.md lists them");
    }
  }

  // Sets one of five weights, once; gives its position.
  std::optional<std::size_t> on_weight(const StatementView& statement,
                                       const std::array<std::string_view, 5>& names,
                                       std::array<std::uint32_t, 5>& weights) {
    const auto [name, number] = split(statement.argument);
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
      report(statement, "bad-name", fmt::format("`{}` is no {}", name, statement.keyword));
      return std::nullopt;
    }
    const auto position = static_cast<std::size_t>(found - names.begin());
    const std::optional<std::uint32_t> weight = parse_weight(number);
    if (!weight) {
      report(statement, "bad-weight", fmt::format("`{}` is no weight", number),
             fmt::format("write a number from 1 to {}", kMaxWeight));
    } else if (weights[position] != 0) {
      report(statement, "duplicate-statement",
             fmt::format("a second `{} {}`", statement.keyword, name));
    }
    weights[position] = weight.value_or(1);
    return position;
  }

  // A group with a bad name is opened all the same, so that what follows is judged.
  void on_group(const StatementView& statement) {
    std::array<std::string_view, kDangerGroups> names;
    std::ranges::transform(kGroups, names.begin(),
                           [](DangerGroup group) { return to_string(group); });
    const auto position = on_weight(statement, names, groups_);
    group_ = kGroups[position.value_or(0)];
  }

  void on_operation(const StatementView& statement) {
    const auto [plane, rest] = split(statement.argument);
    const auto [edge, action] = split(rest);
    if (!group_) {
      report(statement, "misplaced-statement", "`operation` stands before the first `group`");
    }
    if (plane != "control" && plane != "data") {
      report(statement, "bad-plane", fmt::format("`{}` is no plane", plane),
             "write `control` or `data`");
    }
    if (!is_letters(edge)) {
      report(statement, "bad-name", fmt::format("`{}` is no edge", edge), "use letters only");
    }
    if (action.empty() || action.find_first_of(" *") != std::string_view::npos) {
      report(statement, "bad-operation", fmt::format("`{}` is no operation", action),
             "an operation is one word without `*`");
    }
    DangerousOperation operation{std::string(action),
                                 plane == "data" ? Plane::kData : Plane::kControl,
                                 group_.value_or(DangerGroup::kFurther),
                                 std::string(edge),
                                 {}};
    if (!seen_.emplace(operation.plane, folded(action)).second) {
      report(statement, "duplicate-operation",
             fmt::format("`{}` stands twice on the {} plane", action, to_string(operation.plane)));
      open_ = false;
      return;
    }
    operations_.push_back(std::move(operation));
    opened_by_ = statement;
    open_ = true;
  }

  void on_effect(const StatementView& statement) {
    if (operations_.empty()) {
      report(statement, "misplaced-statement", "`effect` stands before the first `operation`");
    } else if (open_ && operations_.back().effect.empty()) {
      operations_.back().effect = statement.argument;
    } else if (open_) {
      report(statement, "duplicate-statement", "a second `effect` of one operation");
    }
  }

  // Judges the operation that ends here.
  void close_operation() {
    if (open_ && operations_.back().effect.empty()) {
      report(*opened_by_, "missing-statement",
             fmt::format("`{}` has no `effect`", operations_.back().action));
    }
    open_ = false;
  }

  void require_weights() {
    for (std::size_t i = 0; i < kVerbNames.size(); ++i) {
      require(verbs_[i], "verb", kVerbNames[i]);
    }
    for (std::size_t i = 0; i < kGroups.size(); ++i) {
      require(groups_[i], "group", to_string(kGroups[i]));
    }
  }

  void require(std::uint32_t weight, std::string_view keyword, std::string_view name) {
    if (weight == 0) {
      reader_.report(std::nullopt, "missing-statement",
                     fmt::format("there is no `{} {}`", keyword, name));
    }
  }

  void report(const StatementView& at, std::string code, std::string message,
              std::string help = {}) {
    reader_.report(at, std::move(code), std::move(message), std::move(help));
  }

  StatementReader& reader_;
  std::array<std::uint32_t, 5> verbs_ = {};   // 0: not given
  std::array<std::uint32_t, 5> groups_ = {};  // likewise, by DangerGroup
  std::optional<DangerGroup> group_;
  std::vector<DangerousOperation> operations_;
  std::set<std::pair<Plane, std::string>> seen_;
  std::optional<StatementView> opened_by_;
  bool open_ = false;  // whether operations_.back() still waits for statements
};

}  // namespace

std::optional<DangerTable> parse_danger_table(std::string_view text, FileId file,
                                              Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  StatementReader reader(text, file, diagnostics);
  DangerTable table = DangerParser(reader).parse();
  if (diagnostics.error_count() != errors_before) {
    return std::nullopt;
  }
  return table;
}

// A file that is wrong here was wrong when the program was built: a bug, not an input problem.
DangerTable embedded_danger_table() {
  const auto files = danger_files::embedded_files();
  check(files.size() == 1, "one file of escalations is embedded");
  FileTable names;
  Diagnostics diagnostics;
  std::optional<DangerTable> result = parse_danger_table(
      files.front().bytes, names.add(std::string(files.front().name)), diagnostics);
  check(result.has_value(), "the embedded escalations are well formed");
  return *std::move(result);
}

}  // namespace leastwise

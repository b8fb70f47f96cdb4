// One pass over the statements; what a level includes is copied when the statement is met.
//
// So `includes` can name only levels that stand above, and a circle cannot be written down.
// Example: registry-publish includes registry-use, whose two operations come first in its list.
// Counter-example: a data-plane level cannot include a control-plane one, since all operations of a
// level are asked on one plane; for the same reason `plane` must stand before `includes`.
// After an error the parser goes on, to report everything in one run, and gives no levels.
#include "rules/access_levels/access_levels.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "generated/leastwise_access_level_files.h"
#include "rules/statements/statements.h"

namespace leastwise {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_operation(std::string_view text) {
  return text.find_first_of(" *") == std::string_view::npos;
}

// Parses one file. A statement that is wrong is reported and skipped.
class LevelParser {
 public:
  LevelParser(StatementReader& reader, std::span<const AccessLevel> known)
      : reader_(reader), levels_(known.begin(), known.end()) {}

  std::vector<AccessLevel> parse() {
    (void)read_header(reader_, "access-levels");
    while (const std::optional<StatementView> statement = reader_.next()) {
      take(*statement);
    }
    close_level();
    return std::move(levels_);
  }

 private:
  // What belongs where is decided by the functions called; this only names them.
  void take(const StatementView& statement) {
    const std::string_view keyword = statement.keyword;
    if (statement.argument.empty()) {
      reader_.report(statement, "missing-argument", fmt::format("`{}` has no argument", keyword));
    } else if (keyword == "level") {
      on_level(statement);
    } else if (!opened_by_) {
      reader_.report(statement, "misplaced-statement",
                     fmt::format("`{}` stands before the first `level`", keyword));
    } else if (keyword == "description") {
      set_once(statement, levels_.back().description);
    } else if (keyword == "resource-type") {
      set_once(statement, levels_.back().resource_type);
    } else if (keyword == "plane") {
      on_plane(statement);
    } else if (keyword == "includes") {
      on_includes(statement);
    } else if (keyword == "action") {
      on_action(statement);
    } else {
      reader_.report(statement, "unknown-statement", fmt::format("no statement `{}`", keyword),
                     "docs/formats/access-levels.md lists them");
    }
  }

  // A level with a bad name is opened all the same, so that what follows is judged and not
  // misplaced.
  void on_level(const StatementView& statement) {
    close_level();
    if (!is_name(statement.argument)) {
      reader_.report(statement, "bad-name", fmt::format("`{}` is no name", statement.argument),
                     "use lower-case letters, digits and `-`");
    } else if (std::ranges::find(levels_, statement.argument, &AccessLevel::name) !=
               levels_.end()) {
      reader_.report(statement, "duplicate-level",
                     fmt::format("a second level `{}`", statement.argument));
    }
    levels_.push_back({std::string(statement.argument), {}, {}, Plane::kControl, {}});
    opened_by_ = statement;
    plane_stated_ = false;
  }

  // The later of two wins; after an error nobody sees it.
  void set_once(const StatementView& statement, std::string& field) {
    if (!field.empty()) {
      report_second(statement);
    }
    field = statement.argument;
  }

  // Both planes in one level would be two questions: write two levels.
  void on_plane(const StatementView& statement) {
    if (std::exchange(plane_stated_, true)) {
      report_second(statement);
    }
    if (statement.argument != "control" && statement.argument != "data") {
      reader_.report(statement, "bad-plane", fmt::format("`{}` is no plane", statement.argument),
                     "write `control` or `data`");
    }
    levels_.back().plane = statement.argument == "data" ? Plane::kData : Plane::kControl;
  }

  // Takes over the operations of a level above, the level itself left out.
  void on_includes(const StatementView& statement) {
    const auto own = levels_.end() - 1;
    const auto included =
        std::ranges::find(levels_.begin(), own, statement.argument, &AccessLevel::name);
    if (included == own) {
      reader_.report(statement, "unknown-level",
                     fmt::format("no level `{}` stands above", statement.argument));
      return;
    }
    if (!plane_stated_ || included->plane != own->plane) {
      reader_.report(statement, "bad-plane",
                     fmt::format("`{}` is not on the plane that is stated above this line",
                                 statement.argument));
    }
    for (const std::string& action : included->actions) {
      add(action);
    }
  }

  void on_action(const StatementView& statement) {
    if (is_operation(statement.argument)) {
      add(statement.argument);
    } else {
      reader_.report(statement, "bad-operation",
                     fmt::format("`{}` is no operation", statement.argument),
                     "an operation is one word without `*`");
    }
  }

  // Each once, ignoring case. Cost: quadratic, in lists of a handful.
  void add(std::string_view action) {
    std::vector<std::string>& actions = levels_.back().actions;
    const auto same = [action](const std::string& other) { return equals_folded(action, other); };
    if (std::ranges::none_of(actions, same)) {
      actions.emplace_back(action);
    }
  }

  // Judges the level that ends here as a whole.
  void close_level() {
    if (!opened_by_) {
      return;
    }
    const AccessLevel& level = levels_.back();
    require(!level.description.empty(), "description");
    require(!level.resource_type.empty(), "resource-type");
    require(plane_stated_, "plane");
    require(!level.actions.empty(), "action");
  }

  void require(bool stated, std::string_view keyword) {
    if (!stated) {
      reader_.report(opened_by_, "missing-statement",
                     fmt::format("level `{}` has no `{}`", levels_.back().name, keyword));
    }
  }

  void report_second(const StatementView& statement) {
    reader_.report(statement, "duplicate-statement",
                   fmt::format("a second `{}` in one level", statement.keyword));
  }

  StatementReader& reader_;
  std::vector<AccessLevel> levels_;
  std::optional<StatementView> opened_by_;  // the `level` statement, for errors found at its end
  bool plane_stated_ = false;
};

}  // namespace

const AccessLevel* AccessLevels::find(std::string_view name) const& {
  const auto found = std::ranges::find_if(
      levels_, [name](const AccessLevel& level) { return equals_folded(level.name, name); });
  return found == levels_.end() ? nullptr : &*found;
}

std::optional<AccessLevels> parse_access_levels(std::string_view text, FileId file,
                                                Diagnostics& diagnostics,
                                                const AccessLevels& known) {
  const std::size_t errors_before = diagnostics.error_count();
  StatementReader reader(text, file, diagnostics);
  std::vector<AccessLevel> levels = LevelParser(reader, known.all()).parse();
  if (diagnostics.error_count() != errors_before) {
    return std::nullopt;
  }
  return AccessLevels(std::move(levels));
}

// A file that is wrong here was wrong when the program was built: a bug, not an input problem.
AccessLevels embedded_access_levels() {
  const auto files = access_level_files::embedded_files();
  check(files.size() == 1, "one file of access levels is embedded");
  FileTable names;
  Diagnostics diagnostics;
  std::optional<AccessLevels> result = parse_access_levels(
      files.front().bytes, names.add(std::string(files.front().name)), diagnostics);
  check(result.has_value(), "the embedded access levels are well formed");
  return *std::move(result);
}

}  // namespace leastwise

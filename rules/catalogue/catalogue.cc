// One pass over the statements of each file; the state is where we are: in the file, in a role
// before its first block, or in a block.
//
// A statement is taken only where it may stand. Example: `action` in a block adds a pattern to it.
// Counter-example: `action` right behind `description` is an error and no block is made up for it,
// since a role whose blocks are guessed would grant the wrong thing. After an error the parser goes
// on, to report everything in one run, but the result is thrown away as a whole: there is no half
// of a catalogue.
#include "rules/catalogue/catalogue.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "generated/leastwise_catalogue_files.h"
#include "rules/statements/statements.h"

namespace leastwise {
namespace {

// The lists of a block, by the keyword of their patterns.
struct PatternKeyword {
  std::string_view keyword;
  std::vector<std::string> BlockRecord::* list;
};

constexpr std::array kPatternKeywords = {
    PatternKeyword{"action", &BlockRecord::actions},
    PatternKeyword{"not-action", &BlockRecord::not_actions},
    PatternKeyword{"data-action", &BlockRecord::data_actions},
    PatternKeyword{"not-data-action", &BlockRecord::not_data_actions}};

struct PlaneKeyword {
  std::string_view keyword;
  OperationPlane plane;
};

constexpr std::array kPlaneKeywords = {PlaneKeyword{"control", OperationPlane::kControl},
                                       PlaneKeyword{"data", OperationPlane::kData},
                                       PlaneKeyword{"both", OperationPlane::kBoth},
                                       PlaneKeyword{"unknown", OperationPlane::kUnstated}};

// An argument that is one word and a rest: `GUID NAME`, `PLANE NAME`.
struct WordAndRest {
  std::string_view word;
  std::string_view rest;
};

WordAndRest split_word(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  return {text.substr(0, blank), text.substr(std::min(blank + 1, text.size()))};
}

// Parses file after file into one catalogue. A statement that is wrong is reported and skipped; a
// `role` with a bad id is opened all the same, so that its blocks are judged and not misplaced.
class CatalogueParser {
 public:
  explicit CatalogueParser(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void parse(std::string_view text, FileId file) {
    StatementReader reader(text, file, diagnostics_);
    FileHeader header = read_header(reader, "catalogue");
    join_header(std::move(header));
    while (const std::optional<StatementView> statement = reader.next()) {
      take(reader, *statement);
    }
    close_role(reader);
  }

  Catalogue take_result() { return std::move(result_); }

 private:
  enum class Inside { kFile, kRole, kBlock };

  // ISO dates order like their texts: the oldest is the smallest.
  void join_header(FileHeader header) {
    if (result_.date.empty() || header.date < result_.date) {
      result_.date = std::move(header.date);
    }
    for (std::string& source : header.sources) {
      if (std::ranges::find(result_.sources, source) == result_.sources.end()) {
        result_.sources.push_back(std::move(source));
      }
    }
  }

  // What belongs where is decided by the functions called; this only names them. `block` alone has
  // no argument, so it is asked first.
  void take(StatementReader& reader, const StatementView& statement) {
    const std::string_view keyword = statement.keyword;
    const auto pattern = std::ranges::find(kPatternKeywords, keyword, &PatternKeyword::keyword);
    if (keyword == "block") {
      on_block(reader, statement);
    } else if (statement.argument.empty()) {
      reader.report(statement, "missing-argument", fmt::format("`{}` has no argument", keyword));
    } else if (keyword == "role") {
      on_role(reader, statement);
    } else if (keyword == "operation") {
      on_operation(reader, statement);
    } else if (keyword == "description") {
      on_description(reader, statement);
    } else if (pattern != kPatternKeywords.end()) {
      if (is_inside(Inside::kBlock, reader, statement)) {
        (block().*(pattern->list)).emplace_back(statement.argument);
      }
    } else if (keyword == "condition") {
      on_condition(reader, statement);
    } else if (keyword == "condition-version") {
      on_condition_version(reader, statement);
    } else {
      reader.report(statement, "unknown-statement", fmt::format("no statement `{}`", keyword),
                    "docs/formats/catalogue.md lists them");
    }
  }

  // `role GUID NAME`. The name may hold blanks: it is the rest of the line.
  void on_role(StatementReader& reader, const StatementView& statement) {
    close_role(reader);
    const auto [id, name] = split_word(statement.argument);
    RoleDefinitionRecord role;
    role.id = parse_guid(id);
    role.name = name;
    role.type = RoleType::kBuiltIn;
    role.assignable_scopes = {"/"};
    if (!role.id) {
      reader.report(statement, "bad-guid", fmt::format("`{}` is no GUID", id));
    } else if (!role_ids_.insert(*role.id).second) {
      reader.report(statement, "duplicate-role", fmt::format("a second role `{}`", id));
    }
    if (name.empty()) {
      reader.report(statement, "missing-argument", fmt::format("role `{}` has no name", id));
    }
    result_.roles.push_back(std::move(role));
    opened_by_ = statement;
    inside_ = Inside::kRole;
  }

  void on_description(StatementReader& reader, const StatementView& statement) {
    if (!is_inside(Inside::kRole, reader, statement)) {
      return;
    }
    std::string& description = result_.roles.back().description;
    if (!description.empty()) {
      reader.report(statement, "duplicate-statement", "a second `description` in one role");
    }
    description = statement.argument;
  }

  void on_block(StatementReader& reader, const StatementView& statement) {
    if (!statement.argument.empty()) {
      reader.report(statement, "extra-argument", "`block` has no argument");
    } else if (inside_ == Inside::kFile) {
      reader.report(statement, "misplaced-statement", "`block` stands outside a role");
    } else {
      result_.roles.back().blocks.emplace_back();
      inside_ = Inside::kBlock;
    }
  }

  void on_condition(StatementReader& reader, const StatementView& statement) {
    if (!is_inside(Inside::kBlock, reader, statement)) {
      return;
    }
    if (!block().condition.empty()) {
      reader.report(statement, "duplicate-statement", "a second `condition` in one block");
    }
    block().condition = statement.argument;
  }

  // Without a condition a version would say nothing, so it stands behind one.
  void on_condition_version(StatementReader& reader, const StatementView& statement) {
    if (!is_inside(Inside::kBlock, reader, statement)) {
      return;
    }
    if (block().condition.empty()) {
      reader.report(statement, "misplaced-statement",
                    "`condition-version` stands before its `condition`");
    } else if (!block().condition_version.empty()) {
      reader.report(statement, "duplicate-statement", "a second `condition-version` in one block");
    }
    block().condition_version = statement.argument;
  }

  // `operation PLANE NAME`. A pattern is no operation: it could not be counted or listed.
  void on_operation(StatementReader& reader, const StatementView& statement) {
    close_role(reader);
    const auto [word, name] = split_word(statement.argument);
    const auto plane = std::ranges::find(kPlaneKeywords, word, &PlaneKeyword::keyword);
    if (plane == kPlaneKeywords.end()) {
      reader.report(statement, "bad-plane", fmt::format("`{}` is no plane", word),
                    "write `control`, `data`, `both` or `unknown`");
    } else if (name.empty() || name.find_first_of(" *") != std::string_view::npos) {
      reader.report(statement, "bad-operation", fmt::format("`{}` is no operation", name),
                    "an operation is one word without `*`");
    } else if (!operation_names_.insert(folded(name)).second) {
      reader.report(statement, "duplicate-operation", fmt::format("a second operation `{}`", name));
    } else {
      result_.operations.push_back({std::string(name), plane->plane});
    }
  }

  // Judges the role that ends here as a whole.
  void close_role(StatementReader& reader) {
    if (std::exchange(inside_, Inside::kFile) == Inside::kFile) {
      return;
    }
    const RoleDefinitionRecord& role = result_.roles.back();
    if (role.description.empty()) {
      reader.report(opened_by_, "missing-statement",
                    fmt::format("role `{}` has no `description`", role.name));
    }
    if (role.blocks.empty()) {
      reader.report(opened_by_, "missing-statement",
                    fmt::format("role `{}` has no `block`", role.name));
    }
  }

  // Whether the parser is there, exactly; reports the statement where it is not.
  bool is_inside(Inside wanted, StatementReader& reader, const StatementView& statement) {
    if (inside_ == wanted) {
      return true;
    }
    const std::string_view where =
        wanted == Inside::kRole ? "directly below a `role`" : "in a `block`";
    reader.report(statement, "misplaced-statement",
                  fmt::format("`{}` does not stand {}", statement.keyword, where));
    return false;
  }

  // REQUIRES: inside a block.
  BlockRecord& block() { return result_.roles.back().blocks.back(); }

  Diagnostics& diagnostics_;
  Catalogue result_;
  std::unordered_set<Guid> role_ids_;
  std::unordered_set<std::string> operation_names_;  // folded
  Inside inside_ = Inside::kFile;
  std::optional<StatementView> opened_by_;  // the `role` statement, for errors found at its end
};

// Zero bytes keep `a` + `bc` apart from `ab` + `c`; no text of ours holds one.
std::string hash_of(std::span<const CatalogueFileView> files) {
  std::string bytes;
  for (const CatalogueFileView& file : files) {
    bytes.append(file.name).push_back('\0');
    bytes.append(file.text).push_back('\0');
  }
  return hash_text(bytes);
}

}  // namespace

std::optional<Catalogue> parse_catalogue(std::span<const CatalogueFileView> files, FileTable& names,
                                         Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  CatalogueParser parser(diagnostics);
  for (const CatalogueFileView& file : files) {
    parser.parse(file.text, names.add(std::string(file.name)));
  }
  if (diagnostics.error_count() != errors_before) {
    return std::nullopt;
  }
  Catalogue result = parser.take_result();
  result.hash = hash_of(files);
  return result;
}

// A file that is wrong here was wrong when the program was built: a bug, not an input problem.
Catalogue embedded_catalogue() {
  std::vector<CatalogueFileView> files;
  for (const catalogue_files::EmbeddedFile& file : catalogue_files::embedded_files()) {
    files.push_back({file.name, file.bytes});
  }
  FileTable names;
  Diagnostics diagnostics;
  std::optional<Catalogue> result = parse_catalogue(files, names, diagnostics);
  check(result.has_value(), "the embedded catalogue is well formed");
  return *std::move(result);
}

}  // namespace leastwise

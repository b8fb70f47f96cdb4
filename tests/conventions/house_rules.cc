#include "tests/conventions/house_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <regex>
#include <span>

#include "tests/conventions/functions.h"

namespace leastwise::conventions {
namespace {

// Where a ban holds.
enum class Where : std::uint8_t {
  kEverywhere,
  kProduct,  // engine, rules, cli: what is shipped
  kLibrary,  // engine, rules: what knows no terminal, clock or environment
};

// Tokens in a row that may not be written. `next` is "" where any token may follow.
struct Ban {
  std::string_view token;
  std::string_view next;
  Where where;
  std::string_view instead;
};

constexpr Where kEverywhere = Where::kEverywhere;
constexpr Where kProduct = Where::kProduct;
constexpr Where kLibrary = Where::kLibrary;

constexpr std::array kBans = {
    Ban{"throw", "", kEverywhere, "return fail(\"...\") (engine/base/result.h)"},
    Ban{"assert", "(", kEverywhere, "check(condition, \"...\") (engine/base/check.h): always on"},
    Ban{"default", ":", kEverywhere,
        "one case for each enumerator, and what is left behind the switch"},
    Ban{"shared_ptr", "", kEverywhere, "one owner: a value, a unique_ptr, or an Id into a table"},
    Ban{"weak_ptr", "", kEverywhere, "an Id into a table"},
    Ban{"goto", "", kEverywhere, "a function with an early return"},
    Ban{"typedef", "", kEverywhere, "using Name = Type;"},
    Ban{"NULL", "", kEverywhere, "nullptr"},
    Ban{"const_cast", "", kEverywhere, "an interface that is honest about what it changes"},
    Ban{"dynamic_cast", "", kEverywhere, "an enum class and a switch, or a virtual function"},
    Ban{"volatile", "", kEverywhere, "std::atomic"},
    Ban{"rand", "(", kEverywhere, "a seeded engine that is passed in"},
    Ban{"random_device", "", kEverywhere, "a seed that is passed in: runs must be repeatable"},
    Ban{"sprintf", "", kEverywhere, "fmt::format"},
    Ban{"strcpy", "", kEverywhere, "std::string"},
    Ban{"strcat", "", kEverywhere, "std::string"},
    Ban{"strtok", "", kEverywhere, "a string_view that is cut"},
    Ban{"endl", "", kEverywhere, "'\\n'"},
    Ban{"new", "", kProduct, "a value, or std::make_unique"},
    Ban{"malloc", "", kProduct, "std::vector"},
    Ban{"regex", "", kProduct,
        "a reader written by hand: std::regex is slow and recurses on input"},
    Ban{"locale", "", kProduct, "engine/base/ascii.h: no answer depends on a locale"},
    Ban{"tolower", "", kProduct, "engine/base/ascii.h"},
    Ban{"toupper", "", kProduct, "engine/base/ascii.h"},
    Ban{"isalpha", "", kProduct, "engine/base/ascii.h"},
    Ban{"isalnum", "", kProduct, "engine/base/ascii.h"},
    Ban{"isdigit", "", kProduct, "engine/base/ascii.h"},
    Ban{"isspace", "", kProduct, "engine/base/ascii.h"},
    Ban{"atoi", "", kProduct, "std::from_chars: it says where it failed"},
    Ban{"stoi", "", kProduct, "std::from_chars: stoi throws"},
    Ban{"stoul", "", kProduct, "std::from_chars: stoul throws"},
    Ban{"strtol", "", kProduct, "std::from_chars"},
    Ban{"strtoul", "", kProduct, "std::from_chars"},
    Ban{"cout", "", kLibrary, "a returned string: only cli/ prints"},
    Ban{"cerr", "", kLibrary, "a Diagnostic: only cli/ prints"},
    Ban{"printf", "", kLibrary, "a returned string: only cli/ prints"},
    Ban{"puts", "", kLibrary, "a returned string: only cli/ prints"},
    Ban{"getenv", "", kLibrary, "an option that cli/ passes in"},
    Ban{"system_clock", "", kLibrary, "an Instant that is passed in (engine/base/instant.h)"},
    Ban{"steady_clock", "", kLibrary, "a budget in steps: results must not depend on time"},
    Ban{"exit", "(", kLibrary, "a returned Error: only cli/ ends the program"},
};

constexpr std::array<std::string_view, 2> kUnfinished = {"TODO", "FIXME"};

bool below(std::string_view file, std::string_view folder) { return file.starts_with(folder); }
bool in_library(std::string_view file) { return below(file, "engine/") || below(file, "rules/"); }
bool in_product(std::string_view file) { return in_library(file) || below(file, "cli/"); }
bool is_header(std::string_view file) { return file.ends_with(".h"); }

bool holds_in(Where where, std::string_view file) {
  switch (where) {
    case Where::kEverywhere:
      return true;
    case Where::kProduct:
      return in_product(file);
    case Where::kLibrary:
      return in_library(file);
  }
  return true;
}

// Columns, not bytes: continuation bytes of UTF-8 take no room.
std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Judge {
 public:
  Judge(std::string_view file, std::string_view source)
      : file_(file), source_(source), text_(read_cpp(source)) {}

  std::vector<Violation> run() {
    lines();
    functions();
    bans();
    comments();
    directives();
    includes();
    name();
    return std::move(found_);
  }

 private:
  void report(std::size_t line, std::string_view rule, std::string message) {
    found_.push_back({std::string(file_), line, std::string(rule), std::move(message)});
  }

  void lines() {
    const std::size_t most = is_header(file_) ? kMaxHeaderLines : kMaxSourceLines;
    if (text_.lines.size() > most) {
      report(most, "file-length",
             std::to_string(text_.lines.size()) + " lines; at most " + std::to_string(most) +
                 ": one idea a file");
    }
    for (std::size_t i = 0; i < text_.lines.size(); ++i) {
      const std::string& line = text_.lines[i];
      if (columns_of(line) > kMaxLineColumns) {
        report(i + 1, "line-length", "more than 100 columns; ./dev format breaks code");
      }
      if (line.ends_with(' ') || line.ends_with('\r') || line.find('\t') != std::string::npos) {
        report(i + 1, "blanks", "a tab, carriage return or blank at the end; ./dev format");
      }
    }
    if (!source_.empty() && !source_.ends_with('\n')) {
      report(text_.lines.size(), "blanks", "no line feed at the end of the file");
    }
  }

  void functions() {
    for (const Function& f : functions_of(text_)) {
      const std::size_t length = f.last_line - f.first_line + 1;
      if (f.has_body && length > kMaxFunctionLines) {
        report(f.first_line, "function-length",
               "`" + f.name + "` has " + std::to_string(length) +
                   " lines; at most 70: name its parts");
      }
      if (f.parameters > kMaxParameters) {
        report(f.first_line, "parameters",
               "`" + f.name + "` takes " + std::to_string(f.parameters) +
                   " parameters; at most 5: give them a struct");
      }
      if (f.nesting > kMaxNesting) {
        report(f.first_line, "nesting",
               "`" + f.name + "` nests " + std::to_string(f.nesting) +
                   " deep; at most 4: return early, or name the inner part");
      }
    }
  }

  void bans() {
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) {
      const Token& token = text_.tokens[i];
      if (token.kind != TokenKind::kIdentifier) {
        continue;
      }
      const std::string_view next =
          i + 1 < text_.tokens.size() ? std::string_view(text_.tokens[i + 1].text) : "";
      for (const Ban& ban : kBans) {
        if (token.is(ban.token) && (ban.next.empty() || ban.next == next) &&
            holds_in(ban.where, file_)) {
          report(token.line, "banned",
                 "`" + std::string(ban.token) + "`; write instead: " + std::string(ban.instead));
        }
      }
      namespaces(i, next);
    }
  }

  // `using namespace` pours names over whoever reads; the standard's literals are the exception.
  void namespaces(std::size_t i, std::string_view next) {
    if (!text_.tokens[i].is("using") || next != "namespace") {
      return;
    }
    const auto rest = std::span(text_.tokens).subspan(i);
    const auto end = std::ranges::find(rest, std::string_view(";"), &Token::text);
    if (end != rest.begin() && !std::prev(end)->text.ends_with("literals")) {
      report(text_.tokens[i].line, "banned", "`using namespace`; write instead: the names you use");
    }
  }

  void comments() {
    static const std::regex suppressed("NOLINT(NEXTLINE|BEGIN)?(\\([^)]*\\))?");
    for (const Comment& comment : text_.comments) {
      for (const std::string_view word : kUnfinished) {
        if (comment.text.find(word) != std::string::npos) {
          report(comment.first_line, "unfinished",
                 "`" + std::string(word) + "`: do it, or open an issue");
        }
      }
      std::smatch match;
      if (std::regex_search(comment.text, match, suppressed) &&
          comment.text.find("NOLINT"
                            "END") == std::string::npos) {
        const std::string reason = match.suffix().str();
        if (!match[2].matched || reason.size() < 10 || reason.front() != ':') {
          report(comment.first_line, "nolint", "write `NOLINT(check-name): why it is right here`");
        }
      }
    }
  }

  void directives() {
    if (!is_header(file_)) {
      return;
    }
    const auto once =
        std::ranges::find(text_.directives, std::string("pragma once"), &Directive::text);
    if (once == text_.directives.end()) {
      report(1, "pragma-once", "a header needs `#pragma once`");
    }
  }

  void includes() {
    const std::vector<Include> all = includes_of(text_);
    for (const Include& include : all) {
      if (include.quoted) {
        quoted_include(include);
      } else if (is_header(file_) && in_product(file_)) {
        public_include(include);
      }
    }
    const std::string own = std::string(file_.substr(0, file_.rfind('.'))) + ".h";
    const auto position = std::ranges::find(all, own, &Include::path);
    if (!is_header(file_) && position != all.end() && position != all.begin()) {
      report(position->line, "own-header-first",
             "include `" + own + "` first: it must compile by itself");
    }
  }

  void quoted_include(const Include& include) {
    static constexpr std::array<std::string_view, 6> kRoots = {"engine/", "rules/", "cli/",
                                                               "tests/",  "fuzz/",  "generated/"};
    const bool rooted = std::ranges::any_of(
        kRoots, [&](std::string_view root) { return include.path.starts_with(root); });
    if (!rooted || include.path.find("..") != std::string::npos) {
      report(include.line, "include-path",
             "`" + include.path + "`: write the path from the root of the tree");
    }
    if (in_product(file_) &&
        (include.path.starts_with("tests/") || include.path.starts_with("fuzz/"))) {
      report(include.line, "include-path", "what is shipped does not include tests");
    }
  }

  // The standard's own headers have neither a folder nor a suffix.
  void public_include(const Include& include) {
    const bool outside = include.path.find_first_of("/.") != std::string::npos;
    const bool fmt_in_base = include.path.starts_with("fmt/") && below(file_, "engine/base/");
    const bool read_by_c =
        below(file_, "engine/capi/") && (include.path == "stddef.h" || include.path == "stdint.h");
    if (outside && !fmt_in_base && !read_by_c) {
      report(include.line, "foreign-header",
             "`<" + include.path + ">` in a header; include it in the .cc alone");
    }
  }

  void name() {
    const std::string_view base = file_.substr(file_.rfind('/') + 1);
    static const std::regex snake("[a-z][a-z0-9_]*\\.(h|cc)");
    if (!std::regex_match(base.begin(), base.end(), snake)) {
      report(1, "file-name", "name files in snake_case, .h or .cc");
    }
  }

  std::string_view file_;
  std::string_view source_;
  CppText text_;
  std::vector<Violation> found_;
};

}  // namespace

std::string to_string(const Violation& violation) {
  return violation.file + ":" + std::to_string(violation.line) + ": [" + violation.rule + "] " +
         violation.message;
}

std::vector<Violation> judge(std::string_view file, std::string_view source) {
  return Judge(file, source).run();
}

}  // namespace leastwise::conventions

#include "tests/conventions/source_tree.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "tests/conventions/cpp_text.h"
#include "tests/support/paths.h"

namespace leastwise::conventions {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kSourceFolders = {"engine", "rules", "cli", "tests",
                                                            "fuzz"};
constexpr std::array<std::string_view, 9> kTopFolders = {
    "engine", "rules", "cli", "tests", "fuzz", "docs", "cmake", "build", "examples"};

bool is_cpp(std::string_view path) { return path.ends_with(".h") || path.ends_with(".cc"); }

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    words.push_back(word);
  }
  return words;
}

// The arguments of `leastwise_module(<name> ... DEPS a b ...)` behind one of its keywords.
std::set<std::string> arguments_of(std::string_view build_file, std::string_view keyword_asked) {
  const std::size_t call = build_file.find("leastwise_module(");
  if (call == std::string_view::npos) {
    return {};
  }
  const std::size_t end = build_file.find(')', call);
  std::set<std::string> arguments;
  bool inside = false;
  for (const std::string& word : words_of(build_file.substr(call, end - call))) {
    const bool keyword = word == "SOURCES" || word == "HEADERS" || word == "PRIVATE_HEADERS" ||
                         word == "LIBS" || word == "DEPS";
    inside = keyword ? word == keyword_asked : inside;
    if (inside && !keyword) {
      arguments.insert(word);
    }
  }
  return arguments;
}

std::set<std::string> deps_of(std::string_view build_file) {
  return arguments_of(build_file, "DEPS");
}

// The nearest CMakeLists.txt at or above the folder of a file.
std::string_view build_file_for(const SourceTree& tree, std::string_view path) {
  for (std::string folder = folder_of(path); !folder.empty(); folder = folder_of(folder)) {
    const auto found = tree.build_files.find(folder);
    if (found != tree.build_files.end()) {
      return found->second;
    }
  }
  return {};
}

bool names_word(std::string_view text, std::string_view word) {
  const std::string cleaned = [&] {
    std::string out(text);
    std::ranges::replace_if(out, [](char c) { return c == '(' || c == ')' || c == '"'; }, ' ');
    return out;
  }();
  const std::vector<std::string> words = words_of(cleaned);
  return std::ranges::any_of(words, [&](const std::string& candidate) {
    return candidate == word || candidate.ends_with("/" + std::string(word));
  });
}

// Constants and plain structs have nothing to run; whatever has a parenthesis in its code has.
bool has_code(std::string_view text) {
  return std::ranges::any_of(read_cpp(text).tokens, [](const Token& t) { return t.is("("); });
}

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

bool is_private(const SourceTree& tree, std::string_view header) {
  return arguments_of(build_file_for(tree, header), "PRIVATE_HEADERS").contains(base_name(header));
}

// The path behind a comment `// Tests: <path>`; "" where there is none.
std::string named_test(std::string_view text) {
  constexpr std::string_view kMark = "// Tests: ";
  for (const Comment& comment : read_cpp(text).comments) {
    if (comment.text.starts_with(kMark)) {
      const std::string_view path = std::string_view(comment.text).substr(kMark.size());
      return std::string(path.substr(0, path.find_first_of(" ,;")));
    }
  }
  return "";
}

// What is wrong with the test of an engine header; "" if nothing. A private header may name the
// test that reaches it by way of the module's public headers.
std::string missing_test(const SourceFile& header, bool may_name_a_test,
                         const std::set<std::string, std::less<>>& paths) {
  const std::string mirror = "tests/" + header.path.substr(0, header.path.size() - 2) + "_test.cc";
  if (!has_code(header.text) || paths.contains(mirror)) {
    return "";
  }
  if (!may_name_a_test) {
    return header.path + ": has no test " + mirror;
  }
  std::string named = named_test(header.text);
  if (named.ends_with('.')) {
    named.pop_back();
  }
  if (paths.contains(named)) {
    return "";
  }
  return header.path + ": has no test " + mirror +
         " and no line `// Tests: <path>` that names the file which tests it";
}

void check_includes(const SourceFile& file, const Layers& layers, const SourceTree& tree,
                    std::vector<std::string>& breaches) {
  const std::string from = module_of(file.path);
  const std::set<std::string>& allowed = layers.may_include.at(from);
  const std::string_view build_file = build_file_for(tree, file.path);
  const std::set<std::string> deps = deps_of(build_file);
  const bool is_built = build_file.find("leastwise_module(" + from) != std::string_view::npos;
  for (const Include& include : includes_of(read_cpp(file.text))) {
    const std::string to = include.quoted ? module_of(include.path) : "";
    const std::string line = file.path + ":" + std::to_string(include.line);
    const bool installed = file.path.ends_with(".h") && !is_private(tree, file.path);
    if (!to.empty() && (to != from || installed) && is_private(tree, include.path)) {
      breaches.push_back(line + ": `" + include.path + "` is private to `" + to +
                         "`, for its sources and private headers");
    }
    if (to.empty() || to == from) {
      continue;
    }
    const std::string where = line + ": `" + from;
    if (!allowed.contains(to)) {
      breaches.push_back(where + "` may not include `" + to + "` (docs/layers.txt)");
    } else if (is_built && !deps.contains(to)) {
      breaches.push_back(where + "` includes `" + to + "`, which its DEPS do not name");
    }
  }
}

}  // namespace

SourceTree read_source_tree(const fs::path& root) {
  SourceTree tree;
  tree.root = root;
  for (const std::string_view folder : kSourceFolders) {
    if (!fs::is_directory(root / folder)) {
      continue;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string path = entry.path().lexically_relative(root).generic_string();
      if (entry.is_regular_file() && is_cpp(path)) {
        tree.files.push_back({path, testing::read_file(entry.path())});
      } else if (entry.path().filename() == "CMakeLists.txt") {
        tree.build_files.emplace(folder_of(path), testing::read_file(entry.path()));
      }
    }
  }
  std::ranges::sort(tree.files, {}, &SourceFile::path);
  return tree;
}

std::string module_of(std::string_view path) {
  const std::size_t first = path.find('/');
  const std::string_view top = path.substr(0, first);
  if (first == std::string_view::npos) {
    return "";
  }
  if (top == "rules" || top == "cli") {
    return std::string(top);
  }
  const std::size_t second = path.find('/', first + 1);
  if (top != "engine" || second == std::string_view::npos) {
    return "";
  }
  return std::string(path.substr(first + 1, second - first - 1));
}

Layers parse_layers(std::string_view text) {
  Layers layers;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    const std::vector<std::string> words = words_of(line);
    if (words.empty()) {
      continue;
    }
    const std::string name = words[0].substr(0, words[0].size() - 1);
    if (!words[0].ends_with(':') || name.empty() || layers.may_include.contains(name)) {
      layers.problems.push_back("`" + line + "` is not one new `module: modules`");
      continue;
    }
    std::set<std::string>& allowed = layers.may_include[name];
    for (const std::string& word : std::vector(words.begin() + 1, words.end())) {
      if (word == name || !layers.may_include.contains(word)) {
        layers.problems.push_back("`" + name + "` names `" + word + "`, which is no module below");
      }
      allowed.insert(word);
    }
    layers.order.push_back(name);
  }
  return layers;
}

std::vector<std::string> layer_breaches(const SourceTree& tree, const Layers& layers) {
  std::vector<std::string> breaches;
  std::set<std::string> unknown;
  for (const SourceFile& file : tree.files) {
    const std::string name = module_of(file.path);
    if (name.empty()) {
      continue;
    }
    if (layers.may_include.contains(name)) {
      check_includes(file, layers, tree, breaches);
    } else if (unknown.insert(name).second) {
      breaches.push_back("docs/layers.txt does not name the module `" + name + "`");
    }
  }
  for (const auto& [folder, text] : tree.build_files) {
    const std::string name = folder.starts_with("engine/") ? module_of(folder + "/") : "";
    const auto allowed = layers.may_include.find(name);
    for (const std::string& dep : deps_of(text)) {
      if (allowed != layers.may_include.end() && !allowed->second.contains(dep)) {
        breaches.push_back(folder + "/CMakeLists.txt: DEPS name `" + dep +
                           "`, which docs/layers.txt does not allow");
      }
    }
  }
  return breaches;
}

std::vector<std::string> orphans(const SourceTree& tree) {
  std::set<std::string, std::less<>> paths;
  for (const SourceFile& file : tree.files) {
    paths.insert(file.path);
  }
  std::vector<std::string> found;
  for (const SourceFile& file : tree.files) {
    const std::string base = base_name(file.path);
    const bool elsewhere = file.path.starts_with("tests/support/") ||
                           file.path.starts_with("tests/consumer/") ||
                           file.path == "fuzz/replay_main.cc";
    const bool listed = names_word(build_file_for(tree, file.path), base);
    if (file.path.ends_with(".cc") && !listed && !elsewhere) {
      found.push_back(file.path + ": no CMakeLists.txt builds it");
    }
    if (file.path.starts_with("engine/") && file.path.ends_with(".h")) {
      if (!listed) {
        found.push_back(file.path + ": name it under HEADERS, or PRIVATE_HEADERS of its module");
      }
      if (std::string problem = missing_test(file, is_private(tree, file.path), paths);
          !problem.empty()) {
        found.push_back(std::move(problem));
      }
    }
  }
  return found;
}

std::vector<std::string> layout_breaches(const fs::path& root) {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.')) {
      continue;
    }
    const bool folder = entry.is_directory();
    if (!folder && is_cpp(name)) {
      found.push_back(name + ": sources stand in a module's folder");
    }
    const bool known = std::ranges::find(kTopFolders, name) != kTopFolders.end();
    if (folder && !known && fs::exists(entry.path() / "CMakeLists.txt")) {
      found.push_back(name + "/: the top folders are engine, rules, cli, tests, fuzz, docs, cmake");
    }
  }
  for (const std::string_view name : kSourceFolders) {
    if (!fs::exists(root / name / "CMakeLists.txt")) {
      found.push_back(std::string(name) + "/CMakeLists.txt is missing");
    }
  }
  return found;
}

}  // namespace leastwise::conventions

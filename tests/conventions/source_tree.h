// The source tree as the conventions see it: all C++ files with their text, and which module each
// belongs to.
//
// `engine/<name>/...` is the module <name>; everything below `rules/` is the module `rules`,
// everything below `cli/` the module `cli`. Tests and fuzz targets belong to no module.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace leastwise::conventions {

struct SourceFile {
  std::string path;  // from the root, with `/`
  std::string text;
};

struct SourceTree {
  std::filesystem::path root;
  std::vector<SourceFile> files;                                // .h and .cc, sorted by path
  std::map<std::string, std::string, std::less<>> build_files;  // CMakeLists.txt by folder
};

// Reads engine, rules, cli, tests and fuzz below `root`.
[[nodiscard]] SourceTree read_source_tree(const std::filesystem::path& root);

// The module of a path; "" for a path outside of all modules.
[[nodiscard]] std::string module_of(std::string_view path);

// docs/layers.txt: `module: modules that it may include`, from the lowest layer up.
struct Layers {
  std::vector<std::string> order;
  std::map<std::string, std::set<std::string>, std::less<>> may_include;
  std::vector<std::string> problems;  // lines that make no sense
};

[[nodiscard]] Layers parse_layers(std::string_view text);

// Each breach as one line of text: an include, or a DEPS of a CMakeLists.txt, that the layers do
// not allow; a module that the layers do not name; an include that DEPS does not name; a
// private header that another module, or an installed header, includes.
[[nodiscard]] std::vector<std::string> layer_breaches(const SourceTree& tree, const Layers& layers);

// Sources that no CMakeLists.txt builds, and engine headers with code but without a test of the
// same name. A header under PRIVATE_HEADERS may instead say in a comment `// Tests: <path>` which
// test covers it.
[[nodiscard]] std::vector<std::string> orphans(const SourceTree& tree);

// Source folders at the top that the layout does not know.
[[nodiscard]] std::vector<std::string> layout_breaches(const std::filesystem::path& root);

}  // namespace leastwise::conventions

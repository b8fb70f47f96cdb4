// YAML files that people write (needs, suppressions, registries), read strictly into a Record.
//
// The tree is the one of JSON (record.h): mappings are its objects, lists its arrays, and every
// scalar is a text exactly as written, never a number, a flag or a date: `no`, `1.0` and
// `2026-12-31` stay what they are, and is_plain() says whether they had quotes. A value that is
// left out, `~` and `null` are null.
//
// yaml-cpp does the grammar, by its event interface, so that no document of its kind is built. It
// is lenient where a wrong file could pass for a right one, so this file refuses besides:
// - a quoted text without an end (yaml-cpp: the rest of the file), and text behind one;
// - a line that is neither `key: value` nor `- item` (yaml-cpp: a key without a value);
// - text behind the end of the document, such as a line indented too little (yaml-cpp: ignored),
// and
//   a second document;
// - two equal keys in one mapping, keys that are no texts;
// - anchors, aliases (so no expansion can grow), tags, and directives;
// - control characters, text that is not UTF-8, more than kMaxYamlBytes, nesting deeper than
//   kMaxYamlDepth.
//
// Example:         `needs: [{principal: a}]` is an object with an array with an object with a text
// Counter-example: `actions: [*]` is no wildcard but an alias without a name: a star is `"*"`
//
// Cost: linear; about 130 ns a byte (yaml-cpp).
// Tests: tests/engine/ingest/yaml_reader_test.cc, yaml_malformed_test.cc, fuzz/yaml_fuzz.cc.
#pragma once

#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/ingest/record.h"

namespace leastwise {

// What came of a file. Problems were reported in each case but kWhole without errors.
enum class YamlOutcome : std::uint8_t {
  kWhole,   // the tree is all of the document; keys may stand twice in it, which was reported
  kBroken,  // the tree is not what the file says: nothing more can be said about it
};

// Reads the one document of `bytes` (UTF-8, or UTF-16 with a byte order mark) into `document`.
// Codes: file-too-large, empty-file, not-text, invalid-text, invalid-yaml, unsupported-yaml,
// too-deep, record-too-large, duplicate-key.
[[nodiscard]] YamlOutcome read_yaml(std::string_view bytes, FileId file, Record& document,
                                    Diagnostics& diagnostics);

// `a text`, `a list`, `a mapping`, `nothing`: what a value of a YAML file is, for messages.
[[nodiscard]] std::string_view yaml_kind(ValueKind kind);

}  // namespace leastwise

// One escape for each language that reports are written in. The texts of a report hold names that
// anybody in a tenant may have chosen: none of them may end a tag, begin a command of a CI system,
// mention a team, or point a link elsewhere.
//
// Each function takes text as it stands in a Report and gives what may stand at that one place.
// Control characters, malformed UTF-8 and the characters that turn the direction of writing are
// shown as printable() shows them, so every result is one line of valid UTF-8; the two functions
// that take finished lines (`..._data`) keep newlines, as their language writes these.
//
// Example:         xml_escaped("a]]><b>")                      a]]&gt;&lt;b&gt;
// Counter-example: "::error::" + message                       a name with a newline and `::` in it
//                                                              would be a command of its own
// Cost: linear. Source: FORMATS of the systems, see docs/formats/report.md.
// Tests: tests/engine/report/escapes_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leastwise {

// Text or attribute value of XML 1.0. What XML cannot hold at all (U+FFFE, U+FFFF) is shown as its
// number.
[[nodiscard]] std::string xml_escaped(std::string_view text);

// Text of HTML inside of Markdown, where nothing is Markdown. `@` and `#` are kept from turning
// into a mention or a reference by an invisible character behind them.
[[nodiscard]] std::string html_escaped(std::string_view text);

// Behind the last `::` of a workflow command of GitHub, and a property of it (`file=...`).
// `lines` has passed printable() line by line.
[[nodiscard]] std::string github_data(std::string_view lines);
[[nodiscard]] std::string github_property(std::string_view text);

// The same for Azure DevOps: behind `]`, and a property before it (`sourcepath=...;`).
[[nodiscard]] std::string azure_data(std::string_view lines);
[[nodiscard]] std::string azure_property(std::string_view text);

// A path as a URI reference: everything but letters, digits, `-._~` and `/` percent-encoded, byte
// by byte, so that no path can name a scheme, a query or a fragment.
[[nodiscard]] std::string uri_escaped(std::string_view path);

// Text of a SARIF message: `[name](target)` in it would be a link, so the two signs are kept apart.
[[nodiscard]] std::string sarif_message(std::string_view text);

// The lines of a text that may have several, each made printable(); no line for the empty text, and
// none behind a final newline.
[[nodiscard]] std::vector<std::string> printable_lines(std::string_view text);

// The first `bytes` of a text at most, cut between characters, with `...` where it was cut.
// REQUIRES: bytes >= 3.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

}  // namespace leastwise

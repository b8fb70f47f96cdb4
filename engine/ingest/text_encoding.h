// The text of an input file as UTF-8, whatever Windows made of it.
//
// PowerShell 5 writes UTF-16 with a byte order mark when its output goes to a file, and many tools
// put a byte order mark before UTF-8: both are common in real exports. UTF-8 is not checked
// by decode_text(): the JSON reader does that itself, the YAML reader asks find_invalid_utf8();
// UTF-16 is checked while it is converted.
//
// Example: FF FE 5B 00 5D 00 is `[]`. Counter-example: 5B 00 5D 00, UTF-16 without a mark, is
// refused with a message that says so. Tests: tests/engine/ingest/text_encoding_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace leastwise {

// A line and a column, from 1, in bytes of the UTF-8 text. Both stop at the largest number they can
// hold.
struct TextPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

// A place from numbers of any size.
[[nodiscard]] constexpr TextPlace text_place(std::size_t line, std::size_t column) {
  constexpr std::size_t kMost = 0xFFFFFFFF;
  return {.line = static_cast<std::uint32_t>(line < kMost ? line : kMost),
          .column = static_cast<std::uint32_t>(column < kMost ? column : kMost)};
}

// Why a text cannot be read, in the terms of a Diagnostic.
struct TextProblem {
  std::string code;
  std::string message;
  std::string help = {};
  TextPlace place = {};
};

// A text that may stand in the bytes it came from (UTF-8) or in a copy (UTF-16).
class DecodedTextView {
 public:
  explicit DecodedTextView(std::string_view borrowed) : borrowed_(borrowed) {}
  explicit DecodedTextView(std::string owned) : owned_(std::move(owned)), is_owned_(true) {}

  // Valid as long as this object and the decoded bytes.
  [[nodiscard]] std::string_view text() const {
    return is_owned_ ? std::string_view(owned_) : borrowed_;
  }
  // Whether text() is a copy.
  [[nodiscard]] bool is_owned() const { return is_owned_; }

 private:
  std::string owned_;
  std::string_view borrowed_;
  bool is_owned_ = false;
};

// Drops a byte order mark and converts UTF-16. Errors: archives (`not-text`); UTF-32, UTF-16
// without a mark, with an odd number of bytes, or with an unpaired surrogate (`invalid-text`).
[[nodiscard]] std::expected<DecodedTextView, TextProblem> decode_text(std::string_view bytes);

// The offset of the first byte that is not UTF-8: a broken sequence, an overlong one, half of a
// surrogate pair, or beyond U+10FFFF. Cost: linear.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// The place of byte `offset` of `text`, found from the start. Cost: linear in `offset`.
[[nodiscard]] TextPlace place_of(std::string_view text, std::size_t offset);

}  // namespace leastwise

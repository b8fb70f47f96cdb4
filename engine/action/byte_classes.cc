#include "engine/action/byte_classes.h"

#include <algorithm>

namespace leastwise {
namespace {

// Groups of bytes by how a made-up action reads with them. Within a group by value.
int group_of(char byte) {
  if (byte >= 'a' && byte <= 'z') {
    return 0;
  }
  if (byte >= '0' && byte <= '9') {
    return 1;
  }
  if (byte == '/' || byte == '.' || byte == '-' || byte == '_') {
    return 2;
  }
  if (byte == ' ') {
    return 4;
  }
  return is_printable(byte) ? 3 : 5;
}

// Computed, not written down: 229 bytes in a table would be read by nobody.
std::string order_action_bytes() {
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(static_cast<unsigned char>(value));
    if (is_action_byte(byte)) {
      bytes += byte;
    }
  }
  std::ranges::stable_sort(bytes, {}, group_of);
  return bytes;
}

}  // namespace

// A constant, made on first use; the language makes that safe for any number of threads.
std::string_view action_bytes() {
  static const std::string kBytes = order_action_bytes();
  return kBytes;
}

// Bytes come nicest first, so that classes are numbered, and filled, in that order. The class of
// the others is begun by the first byte that no pattern spells out.
ByteClasses::ByteClasses(std::span<const ActionPattern* const> patterns) {
  std::array<bool, 256> spelled{};
  for (const ActionPattern* pattern : patterns) {
    for (const PatternState& state : pattern->states()) {
      if (state.reads == PatternState::Reads::kByte) {
        spelled[static_cast<unsigned char>(state.byte)] = true;
      }
    }
  }
  classes_.fill(kNone);
  ByteClass others = kNone;
  for (const char byte : action_bytes()) {
    ByteClass c = spelled[static_cast<unsigned char>(byte)] ? kNone : others;
    if (c == kNone) {
      c = static_cast<ByteClass>(bytes_.size());
      bytes_.emplace_back();
      printable_ += is_printable(byte) ? 1U : 0U;
    }
    if (!spelled[static_cast<unsigned char>(byte)]) {
      others = c;
    }
    bytes_[c] += byte;
    classes_[static_cast<unsigned char>(byte)] = c;
  }
}

}  // namespace leastwise

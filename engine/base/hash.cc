#include "engine/base/hash.h"

#include <fmt/core.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>

#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise {
namespace {

constexpr std::size_t kFoldBuffer = 256;

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::uint64_t hash_pieces(std::span<const std::string_view> pieces) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  check(state != nullptr && XXH3_64bits_reset(state.get()) == XXH_OK, "there is memory for a hash");
  for (const std::string_view piece : pieces) {
    check(XXH3_64bits_update(state.get(), piece.data(), piece.size()) == XXH_OK,
          "a piece can be hashed");
  }
  return XXH3_64bits_digest(state.get());
}

// Folded piecewise through a buffer on the stack.
std::uint64_t hash_folded(std::string_view text) {
  std::array<char, kFoldBuffer> buffer;  // NOLINT(*-member-init): only what was written is read
  std::uint64_t hash = 0;
  for (std::size_t begin = 0; begin == 0 || begin < text.size(); begin += kFoldBuffer) {
    const std::string_view piece = text.substr(begin, kFoldBuffer);
    std::ranges::transform(piece, buffer.begin(), fold);
    hash = (hash * 0x9E3779B97F4A7C15ULL) ^ hash_bytes({buffer.data(), piece.size()});
  }
  return hash;
}

std::string hash_text(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace leastwise

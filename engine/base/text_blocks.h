// Texts one behind the other, in blocks that never move: built text by text, or a view of a file.
//
// A place is the number of a block and where the text begins in it; a text longer than a block has
// as many blocks as it needs, which lie together. So the blocks written one behind the other are
// what a view is made from, and a place means the same in both.
// Tests: tests/engine/base/text_blocks_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace leastwise {

// Where a text lies in TextBlocks.
struct TextExtent {
  std::uint32_t block = 0;
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
};

// Move-only; views into it outlive a move. Thread safety: const members from any number of threads.
class TextBlocks {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{1} << 16U;

  TextBlocks() = default;
  TextBlocks(TextBlocks&& other) noexcept;
  TextBlocks& operator=(TextBlocks&& other) noexcept;
  TextBlocks(const TextBlocks&) = delete;
  TextBlocks& operator=(const TextBlocks&) = delete;
  ~TextBlocks() = default;

  // `bytes` are those of pieces(), one behind the other; they must outlive the product.
  [[nodiscard]] static TextBlocks view(std::string_view bytes);

  // Copies `text`. REQUIRES: not a view (checked); fewer than 2^32 bytes.
  TextExtent add(std::string_view text);

  // REQUIRES: `place` was given by add(), or holds().
  [[nodiscard]] std::string_view text(const TextExtent& place) const {
    const char* block = view_.data() != nullptr
                            ? view_.data() + std::size_t{place.block} * kBlockBytes
                            : blocks_[place.block];
    return {block + place.begin, place.length};
  }
  // Whether such a place lies in the blocks: for a view of a file.
  [[nodiscard]] bool holds(const TextExtent& place) const;

  // All bytes in order; each piece but the last is whole blocks.
  [[nodiscard]] std::vector<std::string_view> pieces() const;

 private:
  // Blocks that lie together: one, or as many as a long text needs.
  struct Run {
    std::unique_ptr<char[]> bytes;
    std::size_t blocks = 0;
  };

  std::vector<Run> runs_;
  std::vector<const char*> blocks_;  // by number, into runs_
  std::size_t used_ = 0;             // bytes of the last run
  std::string_view view_ = {};       // the bytes where they are not owned
};

}  // namespace leastwise

// New blocks are zeroed, so that what stands behind the last text of one is the same in every run.
#include "engine/base/text_blocks.h"

#include <algorithm>
#include <utility>

#include "engine/base/array_checks.h"
#include "engine/base/check.h"

namespace leastwise {

TextBlocks::TextBlocks(TextBlocks&& other) noexcept
    : runs_(std::exchange(other.runs_, {})),
      blocks_(std::exchange(other.blocks_, {})),
      used_(std::exchange(other.used_, 0)),
      view_(std::exchange(other.view_, {})) {}

TextBlocks& TextBlocks::operator=(TextBlocks&& other) noexcept {
  runs_ = std::exchange(other.runs_, {});
  blocks_ = std::exchange(other.blocks_, {});
  used_ = std::exchange(other.used_, 0);
  view_ = std::exchange(other.view_, {});
  return *this;
}

TextBlocks TextBlocks::view(std::string_view bytes) {
  TextBlocks blocks;
  // An empty view may have no address, and a view is known by having one.
  blocks.view_ = bytes.data() == nullptr ? std::string_view("", 0) : bytes;
  return blocks;
}

TextExtent TextBlocks::add(std::string_view text) {
  check(view_.data() == nullptr, "a view of texts is not changed");
  if (runs_.empty() || text.size() > runs_.back().blocks * kBlockBytes - used_) {
    const std::size_t count =
        std::max(std::size_t{1}, (text.size() + kBlockBytes - 1) / kBlockBytes);
    runs_.push_back({std::make_unique<char[]>(count * kBlockBytes), count});
    for (std::size_t i = 0; i < count; ++i) {
      blocks_.push_back(runs_.back().bytes.get() + i * kBlockBytes);
    }
    used_ = 0;
  }
  const Run& run = runs_.back();
  const TextExtent place{static_cast<std::uint32_t>(blocks_.size() - run.blocks),
                         static_cast<std::uint32_t>(used_),
                         static_cast<std::uint32_t>(text.size())};
  std::ranges::copy(text, run.bytes.get() + used_);
  used_ += text.size();
  return place;
}

bool TextBlocks::holds(const TextExtent& place) const {
  const std::size_t size =
      runs_.empty() ? view_.size() : (blocks_.size() - runs_.back().blocks) * kBlockBytes + used_;
  return lies_within(std::size_t{place.block} * kBlockBytes + place.begin, place.length, size);
}

std::vector<std::string_view> TextBlocks::pieces() const {
  if (view_.data() != nullptr) {
    return {view_};
  }
  std::vector<std::string_view> pieces;
  for (const Run& run : runs_) {
    const bool last = &run == &runs_.back();
    pieces.emplace_back(run.bytes.get(), last ? used_ : run.blocks * kBlockBytes);
  }
  return pieces;
}

}  // namespace leastwise

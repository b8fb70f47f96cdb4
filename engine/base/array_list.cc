#include "engine/base/array_list.h"

#include <fmt/core.h>

namespace leastwise {

std::size_t CollectedArray::byte_count() const {
  std::size_t count = 0;
  for (const std::span<const std::byte> piece : pieces) {
    count += piece.size();
  }
  return count;
}

void ArrayCollector::add(std::string_view name, std::size_t element_size,
                         std::span<const std::byte> bytes) {
  arrays_.push_back({full(name), static_cast<std::uint32_t>(element_size), {bytes}});
}

void ArrayCollector::operator()(std::string_view name, const TextBlocks& blocks) {
  CollectedArray array{full(name), 1};
  for (const std::string_view piece : blocks.pieces()) {
    array.pieces.push_back(std::as_bytes(std::span(piece)));
  }
  arrays_.push_back(std::move(array));
}

void ArrayBinder::operator()(std::string_view name, TextBlocks& blocks) {
  if (const StoredArray* stored = next(name, 1)) {
    blocks = TextBlocks::view(as_text(stored->bytes));
  }
}

const StoredArray* ArrayBinder::next(std::string_view name, std::size_t element_size) {
  if (!problem_.empty()) {
    return nullptr;
  }
  if (next_ == arrays_.size() || arrays_[next_].name != full(name)) {
    note_problem(name, "is missing");
    return nullptr;
  }
  const StoredArray& stored = arrays_[next_++];
  if (stored.element_size != element_size || stored.bytes.size() % element_size != 0) {
    note_problem(name, "has values of another size");
    return nullptr;
  }
  return &stored;
}

void ArrayBinder::note_problem(std::string_view name, std::string_view what) {
  problem_ = fmt::format("array `{}` {}", full(name), what);
}

}  // namespace leastwise

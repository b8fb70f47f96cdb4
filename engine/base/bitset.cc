// Plain loops over words of 64 bits; with equal sizes checked once in front of the loop the
// compiler makes vector code of them, and a set of 5,000 atoms is 80 words.
//
// Only set_all() could break the invariant that the bits above the size are clear; the others take
// their words from sets for which it holds. Equality, hash and count rely on it.
#include "engine/base/bitset.h"

#include <algorithm>
#include <bit>

#include "engine/base/check.h"
#include "engine/base/hash.h"

namespace leastwise {

void Bitset::set_all() {
  std::ranges::fill(words_, ~std::uint64_t{0});
  if (size_ % 64 != 0) {
    words_.back() = (std::uint64_t{1} << (size_ % 64)) - 1;  // keeps the invariant of words_
  }
}

Bitset& Bitset::operator|=(const Bitset& other) {
  check(size_ == other.size_, "both sets have one universe");
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] |= other.words_[i];
  }
  return *this;
}

Bitset& Bitset::operator&=(const Bitset& other) {
  check(size_ == other.size_, "both sets have one universe");
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] &= other.words_[i];
  }
  return *this;
}

// Difference keeps the invariant too: it only clears bits.
Bitset& Bitset::and_not(const Bitset& other) {
  check(size_ == other.size_, "both sets have one universe");
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] &= ~other.words_[i];
  }
  return *this;
}

bool Bitset::is_subset_of(const Bitset& other) const {
  check(size_ == other.size_, "both sets have one universe");
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & ~other.words_[i]) != 0) {
      return false;
    }
  }
  return true;
}

bool Bitset::intersects(const Bitset& other) const {
  check(size_ == other.size_, "both sets have one universe");
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & other.words_[i]) != 0) {
      return true;
    }
  }
  return false;
}

bool Bitset::none() const {
  return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
}

std::size_t Bitset::count() const {
  std::size_t total = 0;
  for (const std::uint64_t word : words_) {
    total += static_cast<std::size_t>(std::popcount(word));
  }
  return total;
}

std::size_t Bitset::find_next(std::size_t from) const {
  if (from >= size_) {
    return size_;
  }
  std::size_t index = from / 64;
  std::uint64_t word = words_[index] & (~std::uint64_t{0} << (from % 64));
  while (word == 0) {
    if (++index == words_.size()) {
      return size_;
    }
    word = words_[index];
  }
  return index * 64 + static_cast<std::size_t>(std::countr_zero(word));
}

}  // namespace leastwise

std::size_t std::hash<leastwise::Bitset>::operator()(const leastwise::Bitset& set) const noexcept {
  const auto words = set.words();
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes of the words are hashed
  return leastwise::hash_bytes({reinterpret_cast<const char*>(words.data()), words.size_bytes()});
}

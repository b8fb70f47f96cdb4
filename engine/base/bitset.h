// A set of small numbers as bits: the form in which permission sets over atoms are computed.
//
// Example:         a |= b, a &= b and a.and_not(b) are union, intersection and difference in place.
// Counter-example: a |= b with sets of two universes is a bug of the caller and stops the program.
//
// The size is fixed at construction; two sets of one universe have one size. `or`, `and`, `and-not`
// and the subset test run a machine word at a time.
// Tests: tests/engine/base/bitset_test.cc, against std::set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace leastwise {

class Bitset {
 public:
  Bitset() = default;
  // All bits clear. `size` is in bits.
  explicit Bitset(std::size_t size) : size_(size), words_((size + 63) / 64) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  // REQUIRES of set, reset, test: bit < size().
  void set(std::size_t bit) { words_[bit / 64] |= std::uint64_t{1} << (bit % 64); }
  void reset(std::size_t bit) { words_[bit / 64] &= ~(std::uint64_t{1} << (bit % 64)); }
  [[nodiscard]] bool test(std::size_t bit) const {
    return ((words_[bit / 64] >> (bit % 64)) & 1U) != 0;
  }
  void set_all();

  // REQUIRES of the operations on two sets: equal sizes.
  Bitset& operator|=(const Bitset& other);
  Bitset& operator&=(const Bitset& other);
  Bitset& and_not(const Bitset& other);
  // Whether every bit of this set is in `other`; whether one is.
  [[nodiscard]] bool is_subset_of(const Bitset& other) const;
  [[nodiscard]] bool intersects(const Bitset& other) const;

  [[nodiscard]] bool none() const;
  [[nodiscard]] std::size_t count() const;
  // The lowest set bit at or above `from`; size() where there is none.
  [[nodiscard]] std::size_t find_next(std::size_t from) const;
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }

  friend bool operator==(const Bitset&, const Bitset&) = default;

 private:
  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;  // INVARIANT: bits at and above size_ are clear
};

}  // namespace leastwise

template <>
struct std::hash<leastwise::Bitset> {
  std::size_t operator()(const leastwise::Bitset& set) const noexcept;
};

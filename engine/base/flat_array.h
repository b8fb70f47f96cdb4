// An array that owns its values or is a view of ones that lie elsewhere, such as in a mapped file.
//
// Everything that a decision reads is in such arrays, so a compiled tenant that was built and one
// that lies in a snapshot are read by the same code. Values have no padding and no pointers, which
// the compiler checks: their bytes are their value, in memory and in the file.
//
// Example: FlatArray<std::uint32_t> built(std::move(numbers)), and FlatArray<std::uint32_t>::view()
// of the same numbers in a file, answer alike. Counter-example: a FlatArray<std::string> does not
// compile; neither does one of a struct with a gap between its fields.
//
// Cost: that of a std::vector; a view costs nothing to make. Thread safety: that of a vector.
// Tests: tests/engine/base/flat_array_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/check.h"

namespace leastwise {

// Move-only. Views into it stay valid when it is moved.
template <class T>
class FlatArray {
  static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>,
                "the bytes of a value in a file are its value: no pointers, no padding");

 public:
  FlatArray() = default;
  explicit FlatArray(std::vector<T> values) : owned_(std::move(values)), values_(owned_) {}
  FlatArray(FlatArray&& other) noexcept
      : owned_(std::exchange(other.owned_, {})), values_(std::exchange(other.values_, {})) {}
  FlatArray& operator=(FlatArray&& other) noexcept {
    owned_ = std::exchange(other.owned_, {});
    values_ = std::exchange(other.values_, {});
    return *this;
  }
  FlatArray(const FlatArray&) = delete;
  FlatArray& operator=(const FlatArray&) = delete;
  ~FlatArray() = default;

  // What `values` refers to must outlive the product.
  [[nodiscard]] static FlatArray view(std::span<const T> values) {
    FlatArray array;
    array.values_ = values;
    return array;
  }

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] bool empty() const noexcept { return values_.empty(); }
  [[nodiscard]] const T* data() const noexcept { return values_.data(); }
  // REQUIRES: index < size(); of front() and back(): not empty.
  [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return values_[index]; }
  [[nodiscard]] const T& front() const noexcept { return values_.front(); }
  [[nodiscard]] const T& back() const noexcept { return values_.back(); }
  [[nodiscard]] const T* begin() const noexcept { return values_.data(); }
  [[nodiscard]] const T* end() const noexcept { return values_.data() + values_.size(); }
  [[nodiscard]] std::span<const T> all() const noexcept { return values_; }
  [[nodiscard]] std::span<const T> part(std::size_t first, std::size_t count) const noexcept {
    return values_.subspan(first, count);
  }

  // Changes. REQUIRES: not a view (checked).
  void push_back(const T& value) {
    edit().push_back(value);
    values_ = owned_;
  }
  void append(std::span<const T> values) {
    edit().insert(owned_.end(), values.begin(), values.end());
    values_ = owned_;
  }
  void resize(std::size_t size, const T& value = {}) {
    edit().resize(size, value);
    values_ = owned_;
  }
  [[nodiscard]] T& mutable_at(std::size_t index) { return edit()[index]; }
  void swap(FlatArray& other) noexcept {
    owned_.swap(other.owned_);
    std::swap(values_, other.values_);
  }

 private:
  std::vector<T>& edit() {
    check(values_.data() == owned_.data(), "a view of an array is not changed");
    return owned_;
  }

  std::vector<T> owned_;       // empty for a view
  std::span<const T> values_;  // INVARIANT: of owned_, or of what a view was made from
};

}  // namespace leastwise

// A value that is made when it is first asked for: what a program that opens a snapshot for one
// decision must not pay for.
//
// Thread safety: get() from any number of threads; the value is made once.
// Tests: tests/engine/base/lazy_test.cc.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace leastwise {

template <class T>
class Lazy {
 public:
  // There already.
  explicit Lazy(T value) : value_(std::move(value)) {}
  // Made by `make`, at the first get().
  explicit Lazy(std::function<T()> make) : make_(std::move(make)) {}

  // Cost: that of `make` at the first call, then next to nothing.
  [[nodiscard]] const T& get() const {
    if (make_) {
      std::call_once(once_, [this] { value_.emplace(make_()); });
    }
    return *value_;
  }

 private:
  std::function<T()> make_;
  mutable std::once_flag once_;
  mutable std::optional<T> value_;
};

}  // namespace leastwise

// Optional values without padding, so that a record that holds them is its bytes (flat_array.h).
//
// They are used like std::optional and convert from and to it; a std::optional of an id takes eight
// bytes, three of which say nothing and hold anything.
// Tests: tests/engine/base/compact_optional_test.cc.
#pragma once

#include <cstdint>
#include <optional>

namespace leastwise {

// An id, or none: the value 0xFFFFFFFF, which no table is long enough to give.
template <class IdType>
class OptionalId {
 public:
  constexpr OptionalId() = default;
  constexpr OptionalId(std::nullopt_t /*none*/) {}         // NOLINT(*-explicit-*): as optional
  constexpr OptionalId(IdType id) : value_(id.value()) {}  // NOLINT(*-explicit-*): as optional
  constexpr OptionalId(const std::optional<IdType>& id)    // NOLINT(*-explicit-*): as optional
      : value_(id ? id->value() : kNone) {}

  [[nodiscard]] constexpr bool has_value() const { return value_ != kNone; }
  [[nodiscard]] constexpr explicit operator bool() const { return has_value(); }
  // REQUIRES: has_value().
  [[nodiscard]] constexpr IdType operator*() const { return IdType(value_); }
  // For `condition->value()`. REQUIRES: has_value().
  [[nodiscard]] constexpr std::optional<IdType> operator->() const { return IdType(value_); }
  // NOLINTNEXTLINE(*-explicit-*): as optional
  [[nodiscard]] constexpr operator std::optional<IdType>() const {
    return has_value() ? std::optional(IdType(value_)) : std::nullopt;
  }
  // The id as a number, 0xFFFFFFFF for none.
  [[nodiscard]] constexpr std::uint32_t raw() const { return value_; }

  friend constexpr bool operator==(OptionalId, OptionalId) = default;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  std::uint32_t value_ = kNone;
};

// A flag that an input states, or does not state.
class OptionalFlag {
 public:
  constexpr OptionalFlag() = default;
  constexpr OptionalFlag(std::nullopt_t /*none*/) {}         // NOLINT(*-explicit-*): as optional
  constexpr OptionalFlag(bool value) : state_(of(value)) {}  // NOLINT(*-explicit-*): as optional
  constexpr OptionalFlag(const std::optional<bool>& value)   // NOLINT(*-explicit-*): as optional
      : state_(value ? of(*value) : State::kUnstated) {}

  [[nodiscard]] constexpr bool has_value() const { return state_ != State::kUnstated; }
  [[nodiscard]] constexpr explicit operator bool() const { return has_value(); }
  // REQUIRES: has_value().
  [[nodiscard]] constexpr bool operator*() const { return state_ == State::kYes; }
  [[nodiscard]] constexpr bool value_or(bool other) const { return has_value() ? **this : other; }
  // Whether the value is one that is written, for one that comes from a file.
  [[nodiscard]] constexpr bool is_sound() const { return state_ <= State::kYes; }

  friend constexpr bool operator==(OptionalFlag, OptionalFlag) = default;

 private:
  // Stands in snapshots: the numbers do not change.
  enum class State : std::uint8_t { kUnstated = 0, kNo = 1, kYes = 2 };

  static constexpr State of(bool value) { return value ? State::kYes : State::kNo; }

  State state_ = State::kUnstated;
};

}  // namespace leastwise

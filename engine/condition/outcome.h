// What a condition, or a part of it, may turn out to be: a set of Kleene values.
//
// A request that leaves an attribute out can mean two things. Where its source was given completely
// the attribute is **missing**: the comparison with it is unknown, for certain, and Azure does not
// grant. Where the source was given in part nobody knows: the comparison may be true, false or
// unknown. One truth value cannot say both, so an outcome is the set of values that are possible:
//
//   {yes} {no}            decided
//   {unknown}             the attribute is missing for certain
//   {yes, no, unknown}    it was not given
//
// AND, OR and NOT apply value by value, so the laws of Kleene logic hold for them too.
// Example: with `@Resource[a]` missing and `@Request[b]` not given, `a AND b` is {unknown, no}: it
// grants nothing whatever b is. `a OR b` is {unknown, yes}: undecided.
// The sets know nothing of how two attributes hang together, so they can be larger than what is
// truly possible and never smaller: an answer that is decided is right.
// Tests: tests/engine/condition/outcome_test.cc.
#pragma once

#include <array>
#include <cstdint>

#include "engine/base/truth.h"

namespace leastwise {

// What stands under a condition: it decides what an unknown means.
enum class ConditionUse : std::uint8_t { kGrants, kDenies };

// Bit `1 << Truth` for each possible value. INVARIANT: not empty.
class ConditionOutcome {
 public:
  constexpr ConditionOutcome() = default;
  constexpr explicit ConditionOutcome(Truth value) : bits_(bit(value)) {}

  [[nodiscard]] static constexpr ConditionOutcome anything() { return ConditionOutcome(Bits{7}); }
  [[nodiscard]] static constexpr ConditionOutcome missing() {
    return ConditionOutcome(Truth::kUnknown);
  }

  [[nodiscard]] constexpr bool may_be(Truth value) const { return (bits_ & bit(value)) != 0; }
  [[nodiscard]] constexpr bool is(Truth value) const { return bits_ == bit(value); }
  // Whether one value alone is possible.
  [[nodiscard]] constexpr bool is_settled() const {
    return is(Truth::kYes) || is(Truth::kNo) || is(Truth::kUnknown);
  }

  // The one value, or unknown where there are several.
  [[nodiscard]] constexpr Truth truth() const {
    if (is(Truth::kYes)) {
      return Truth::kYes;
    }
    return is(Truth::kNo) ? Truth::kNo : Truth::kUnknown;
  }
  // Whether a grant under the condition counts: an unknown that is certain does not (SPEC section
  // 7). What denies asks truth().
  [[nodiscard]] constexpr Truth grants() const {
    return may_be(Truth::kYes) ? truth() : Truth::kNo;
  }

  [[nodiscard]] constexpr Truth counts_for(ConditionUse use) const {
    return use == ConditionUse::kGrants ? grants() : truth();
  }

  friend constexpr ConditionOutcome operator&(ConditionOutcome a, ConditionOutcome b) {
    return ConditionOutcome(kAnd[a.bits_][b.bits_]);
  }
  friend constexpr ConditionOutcome operator|(ConditionOutcome a, ConditionOutcome b) {
    return !((!a) & (!b));
  }
  friend constexpr ConditionOutcome operator!(ConditionOutcome a) {
    return ConditionOutcome(
        static_cast<Bits>(((a.bits_ & 1U) << 2U) | (a.bits_ & 2U) | (a.bits_ >> 2U)));
  }
  friend constexpr bool operator==(ConditionOutcome, ConditionOutcome) = default;

 private:
  using Bits = std::uint8_t;

  constexpr explicit ConditionOutcome(Bits bits) : bits_(bits) {}
  [[nodiscard]] static constexpr Bits bit(Truth value) {
    return static_cast<Bits>(1U << static_cast<unsigned>(value));
  }
  // The minimum of each pair of values.
  [[nodiscard]] static constexpr Bits pairwise_min(unsigned a, unsigned b) {
    unsigned result = 0;
    for (unsigned x = 0; x < 3; ++x) {
      for (unsigned y = 0; y < 3; ++y) {
        if (((a >> x) & (b >> y) & 1U) != 0) {
          result |= 1U << (x < y ? x : y);
        }
      }
    }
    return static_cast<Bits>(result);
  }
  static constexpr auto make_and() {
    std::array<std::array<Bits, 8>, 8> table = {};
    for (unsigned a = 0; a < 8; ++a) {
      for (unsigned b = 0; b < 8; ++b) {
        table[a][b] = pairwise_min(a, b);
      }
    }
    return table;
  }
  static const std::array<std::array<Bits, 8>, 8> kAnd;

  Bits bits_ = 1;  // no
};

inline constexpr std::array<std::array<std::uint8_t, 8>, 8> ConditionOutcome::kAnd =
    ConditionOutcome::make_and();

}  // namespace leastwise

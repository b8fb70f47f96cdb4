// The answer to "may P do A at S": an effect and the reasons for it.
//
// Three values and never two: what could not be decided is kUnknown, with why (SPEC section 6).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace leastwise {

enum class Effect : std::uint8_t { kAllow, kDeny, kUnknown };

// `allow`, `deny`, `unknown`: the first key of every JSON answer.
[[nodiscard]] std::string_view to_string(Effect effect);

// Why. Several can hold for an unknown; an allow and a deny have one.
enum class DecisionReason : std::uint8_t {
  kGrantedByRoleAssignment,  // allow: a role assignment grants it, and nothing denies it
  kDeniedByDenyAssignment,   // deny
  kNoMatchingGrant,          // deny: nothing grants it
  kConditionUnmet,           // deny: what would grant it holds back by its condition
  kConditionUnknown,         // unknown: a condition lacks attributes, or is invalid
  kRoleUnknown,              // unknown: a role definition was not exported
  kHierarchyUnknown,         // unknown: the management groups above the scope were not exported
  kMembershipUnknown,        // unknown: a member list was not exported, or was cut off
};

// `granted-by-role-assignment`, ...: stable text, as in JSON.
[[nodiscard]] std::string_view to_string(DecisionReason reason);

// A set of reasons in one byte-sized word.
class ReasonSet {
 public:
  constexpr ReasonSet() = default;
  constexpr ReasonSet(std::initializer_list<DecisionReason> reasons) {
    for (const DecisionReason reason : reasons) {
      add(reason);
    }
  }
  constexpr void add(DecisionReason reason) {
    bits_ = static_cast<std::uint16_t>(bits_ | (1U << static_cast<unsigned>(reason)));
  }
  constexpr void add(ReasonSet other) { bits_ = static_cast<std::uint16_t>(bits_ | other.bits_); }
  [[nodiscard]] constexpr bool has(DecisionReason reason) const {
    return ((bits_ >> static_cast<unsigned>(reason)) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  // One bit a reason, for hashing.
  [[nodiscard]] constexpr std::uint16_t bits() const { return bits_; }
  // In the order of the enumeration.
  [[nodiscard]] std::vector<DecisionReason> list() const;

  friend constexpr bool operator==(ReasonSet, ReasonSet) = default;

 private:
  std::uint16_t bits_ = 0;
};

// One decision. A small value: decide() allocates nothing.
struct AccessDecision {
  Effect effect = Effect::kUnknown;
  ReasonSet reasons = {};

  friend constexpr bool operator==(const AccessDecision&, const AccessDecision&) = default;
};

}  // namespace leastwise

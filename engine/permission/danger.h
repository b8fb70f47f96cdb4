// How dangerous an operation is: what ranks a surplus, and what raises the severity of a finding.
//
// Some operations give more than they say: who may write role assignments can hand out any role,
// who may run a command on a virtual machine acts as its identity. These **escalations** are listed
// with what they lead to; every other operation weighs by its verb. The list and the weights are
// data (rules/danger/, form: docs/formats/danger.md) and come in as plain values.
// Example: `Microsoft.Authorization/roleAssignments/write` is an escalation of group A, edge
// `GrantsAny`. Counter-example: `Microsoft.Resources/deployments/write` is none by itself: what it
// deploys must be allowed too. It is listed as a **carrier** and weighs by its verb.
// Tests: tests/engine/permission/danger_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/permission/permission_block.h"

namespace leastwise {

// The kinds of escalation, the worst first.
enum class DangerGroup : std::uint8_t {
  kSelfGrant,       // A: hands out or edits permissions
  kIdentityHijack,  // B: acts as another identity
  kCodeExecution,   // C: runs code as the identity of a host
  kSecretsAndData,  // D: reads secrets or data by the control plane, or the like
  kFurther,         // E: other edges
};

inline constexpr std::size_t kDangerGroups = 5;

// `self-grant`, `identity-hijack`, `code-execution`, `secrets-and-data`, `further`.
[[nodiscard]] std::string_view to_string(DangerGroup group);

struct DangerousOperation {
  std::string action;  // as Azure spells it
  Plane plane = Plane::kControl;
  DangerGroup group = DangerGroup::kFurther;
  std::string edge;    // `GrantsAny`, `ActsAs`, `Executes`, ...
  std::string effect;  // half a sentence: `grants any role to anyone at or below the scope`

  // Whether it leads nowhere without another right, and so is no escalation.
  [[nodiscard]] bool is_carrier() const { return edge == "Carrier"; }
  friend bool operator==(const DangerousOperation&, const DangerousOperation&) = default;
};

// The weights of operations that are no escalation, by the last segment of their name.
struct VerbWeights {
  std::uint32_t read = 0;
  std::uint32_t write = 0;
  std::uint32_t remove = 0;  // `delete`
  std::uint32_t action = 0;
  std::uint32_t other = 0;

  friend bool operator==(const VerbWeights&, const VerbWeights&) = default;
};

// Immutable. Names compare ignoring ASCII case.
class DangerTable {
 public:
  // Nothing is dangerous, and everything weighs 1.
  DangerTable();
  // REQUIRES: no two operations of one plane and name. `groups`: the weights by DangerGroup.
  DangerTable(std::vector<DangerousOperation> operations, VerbWeights verbs,
              std::array<std::uint32_t, kDangerGroups> groups);

  // As they were given, carriers too.
  [[nodiscard]] const std::vector<DangerousOperation>& operations() const { return operations_; }
  [[nodiscard]] const VerbWeights& verbs() const { return verbs_; }
  [[nodiscard]] std::uint32_t group_weight(DangerGroup group) const {
    return groups_[static_cast<std::size_t>(group)];
  }
  // The entry of `action`, or null where it is no listed escalation (a carrier is none).
  [[nodiscard]] const DangerousOperation* find(std::string_view action, Plane plane) const;
  // At least 1 for every action: nothing that is granted counts for nothing.
  [[nodiscard]] std::uint32_t weight(std::string_view action, Plane plane) const;

 private:
  std::vector<DangerousOperation> operations_;
  std::unordered_map<std::string, std::uint32_t> by_key_;  // plane and folded name to position
  VerbWeights verbs_;
  std::array<std::uint32_t, kDangerGroups> groups_ = {};
};

}  // namespace leastwise

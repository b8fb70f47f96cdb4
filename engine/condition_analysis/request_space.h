// The requests that an analysis looks at: which actions, and what is known of attributes.
//
// A condition alone says nothing of which attributes an action has or whether one is a list; who
// knows (the tables of rules/) tells it through AttributeModel. Where nobody knows:
//
//   - every attribute may be given with every action, or not given at all;
//   - one that some comparison takes without a quantifier has one value;
//   - any other may be a list of any length.
// Values are of the type that the comparisons take them for: a request whose `prefix` is no GUID
// where a GUID is compared says nothing of the condition.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/condition/attribute.h"

namespace leastwise {

// What is known of a call: suboperations that it certainly has, and some that it certainly has not.
struct CallView {
  std::string_view folded_action;
  std::span<const std::string> suboperations = {};
  std::span<const std::string> ruled_out = {};
};

// Thread safety: const members may be called from any thread.
class AttributeModel {
 public:
  virtual ~AttributeModel() = default;

  // Whether the attribute never has more than one value.
  [[nodiscard]] virtual bool is_single(const AttributeKey& key) const = 0;
  // Actions of one class offer the same attributes.
  [[nodiscard]] virtual std::uint32_t action_class(std::string_view folded_action) const = 0;
  // Whether some such call can have the attribute.
  [[nodiscard]] virtual bool offers(const CallView& call, const AttributeKey& key) const = 0;
};

struct RequestSpace {
  // Case folded. What counterexamples show first; with `only_these` all that are looked at.
  std::span<const std::string_view> actions = {};
  bool only_these = false;
  const AttributeModel* model = nullptr;  // null: nothing is known
  // Whether an attribute that the model does not offer is never given. Without it the model says
  // only which attributes are one value: what a comparison of two conditions may rely on.
  bool by_offers = true;
};

}  // namespace leastwise

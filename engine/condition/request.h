// What a request says of attributes and suboperations: the input of an evaluation.
//
// Values have no type of their own: the operator that compares gives it (SPEC section 7), so each
// value is kept as text together with what it is worth as every other type, worked out once.
// An attribute that is absent is *missing* where its source is complete, and *not given* otherwise.
// Tests: tests/engine/condition/request_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/condition/attribute.h"

namespace leastwise {

class AttributeValue {
 public:
  explicit AttributeValue(std::string text);

  [[nodiscard]] const std::string& text() const { return text_; }
  // Empty where the text is no value of the type.
  [[nodiscard]] const std::optional<Guid>& guid() const { return guid_; }
  [[nodiscard]] const std::optional<std::int64_t>& integer() const { return integer_; }
  [[nodiscard]] const std::optional<bool>& boolean() const { return boolean_; }
  [[nodiscard]] const std::optional<Instant>& instant() const { return instant_; }

 private:
  std::string text_;
  std::optional<Guid> guid_;
  std::optional<std::int64_t> integer_;
  std::optional<bool> boolean_;
  std::optional<Instant> instant_;
};

class ConditionRequest {
 public:
  struct Attribute {
    AttributeKey key;
    std::vector<AttributeValue> values;  // of a list all, also none
  };

  // A request that gives no attribute, with no source complete and no suboperation: a call that has
  // none, for suboperations are always told.
  ConditionRequest() = default;
  // No request at all, for questions about grants in general: nothing is known, suboperations
  // neither.
  [[nodiscard]] static ConditionRequest nothing_known() {
    ConditionRequest request;
    request.suboperations_known_ = false;
    return request;
  }

  // `name` as it stands between the brackets. A name given twice: the values add up.
  void add_attribute(AttributeSource source, std::string_view name,
                     std::span<const std::string> values);
  void add_suboperation(std::string_view name);
  void set_complete(const CompleteSources& complete) { complete_ = complete; }
  // Makes `@Environment[UtcNow]` this time, where the request does not say otherwise.
  void set_default_time(Instant at);

  // Null where the request does not have it. Allocates nothing.
  [[nodiscard]] const Attribute* find(const AttributeKey& key) const noexcept;
  [[nodiscard]] std::span<const Attribute> attributes() const { return attributes_; }
  [[nodiscard]] std::span<const AttributeValue> suboperations() const { return suboperations_; }
  [[nodiscard]] bool suboperations_known() const { return suboperations_known_; }
  [[nodiscard]] bool complete(AttributeSource source) const {
    return complete_[static_cast<std::size_t>(source)];
  }

 private:
  std::vector<Attribute> attributes_;
  std::vector<AttributeValue> suboperations_;
  CompleteSources complete_ = {};
  bool suboperations_known_ = true;
};

}  // namespace leastwise

#include "engine/condition/request.h"

#include <algorithm>
#include <utility>

#include "engine/base/instant.h"
#include "engine/condition/literal_text.h"

namespace leastwise {

AttributeValue::AttributeValue(std::string text)
    : text_(std::move(text)),
      guid_(guid_value(text_)),
      integer_(integer_value(text_)),
      boolean_(boolean_value(text_)),
      instant_(parse_instant(text_)) {}

void ConditionRequest::add_attribute(AttributeSource source, std::string_view name,
                                     std::span<const std::string> values) {
  AttributeKey key{source, normal_attribute_name(name)};
  auto same = std::ranges::find(attributes_, key, &Attribute::key);
  if (same == attributes_.end()) {
    same = attributes_.insert(same, Attribute{std::move(key), {}});
  }
  for (const std::string& value : values) {
    same->values.emplace_back(value);
  }
}

void ConditionRequest::add_suboperation(std::string_view name) {
  suboperations_.emplace_back(std::string(name));
}

void ConditionRequest::set_default_time(Instant at) {
  constexpr std::string_view kUtcNow = "UtcNow";
  if (find({AttributeSource::kEnvironment, normal_attribute_name(kUtcNow)}) == nullptr) {
    const std::string text = to_string(at);
    add_attribute(AttributeSource::kEnvironment, kUtcNow, std::span(&text, 1));
  }
}

// A request has a handful of attributes: looking through them beats any table.
const ConditionRequest::Attribute* ConditionRequest::find(const AttributeKey& key) const noexcept {
  for (const Attribute& attribute : attributes_) {
    if (attribute.key.name.size() == key.name.size() && attribute.key == key) {
      return &attribute;
    }
  }
  return nullptr;
}

}  // namespace leastwise

#include "engine/condition/attribute.h"

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

constexpr std::string_view kKeyMark = "<$key_case_sensitive$>";
constexpr std::string_view kKeysMark = "&$keys$&";

}  // namespace

// The keys of `attributes` in a request.
std::string_view to_string(AttributeSource source) {
  switch (source) {
    case AttributeSource::kResource:
      return "resource";
    case AttributeSource::kRequest:
      return "request";
    case AttributeSource::kPrincipal:
      return "principal";
    case AttributeSource::kEnvironment:
      return "environment";
  }
  return "resource";
}

std::string_view condition_name(AttributeSource source) {
  switch (source) {
    case AttributeSource::kResource:
      return "Resource";
    case AttributeSource::kRequest:
      return "Request";
    case AttributeSource::kPrincipal:
      return "Principal";
    case AttributeSource::kEnvironment:
      return "Environment";
  }
  return "Resource";
}

// Ignoring case: conditions write `@Resource`, requests `resource`.
std::optional<AttributeSource> parse_attribute_source(std::string_view text) {
  for (const AttributeSource source : kAttributeSources) {
    if (equals_folded(text, to_string(source))) {
      return source;
    }
  }
  return std::nullopt;
}

// The marks are looked for at the end first, so that a key may hold anything in front of its mark.
AttributeNameView split_attribute_name(std::string_view body) {
  body = trim_blanks(body);
  AttributeNameView name;
  if (ends_with_folded(body, kKeysMark)) {
    name.form = AttributeForm::kKeys;
    body.remove_suffix(kKeysMark.size());
  } else if (ends_with_folded(body, kKeyMark)) {
    name.form = AttributeForm::kCaseSensitiveKey;
    body.remove_suffix(kKeyMark.size());
  }
  const std::size_t colon = body.find(':');
  name.path = body.substr(0, colon);
  if (colon != std::string_view::npos) {
    name.leaf = body.substr(colon + 1);
  }
  return name;
}

std::string normal_attribute_name(std::string_view body) {
  const AttributeNameView name = split_attribute_name(body);
  std::string normal = folded(name.path);
  if (name.leaf.data() != nullptr) {
    normal += ':';
    normal +=
        name.form == AttributeForm::kCaseSensitiveKey ? std::string(name.leaf) : folded(name.leaf);
  }
  if (name.form == AttributeForm::kCaseSensitiveKey) {
    normal += kKeyMark;
  } else if (name.form == AttributeForm::kKeys) {
    normal += kKeysMark;
  }
  return normal;
}

bool is_suboperation_attribute(const AttributeKey& key) {
  return key.source == AttributeSource::kRequest && key.name == "suboperation";
}

bool is_utc_now(const AttributeKey& key) {
  return key.source == AttributeSource::kEnvironment && key.name == "utcnow";
}

}  // namespace leastwise

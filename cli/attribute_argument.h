// `--attribute SOURCE:NAME=VALUE` and `--complete SOURCES`: what a request says of the attributes
// that conditions ask for.
//
// SOURCE ends at the first `:`, NAME at the first `=` that is not inside brackets, so that
// `resource:Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project[a=b]=x`
// is read as it is meant. The same NAME given again makes a list.
// Source: SPEC section 7. Tests: tests/cli/attribute_argument_test.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/condition/attribute.h"
#include "engine/condition/request.h"

namespace leastwise::cli {

struct AttributeArgument {
  AttributeSource source = AttributeSource::kResource;
  std::string name;
  std::vector<std::string> values;

  friend bool operator==(const AttributeArgument&, const AttributeArgument&) = default;
};

// Errors: no `:` or `=`, an unknown source, an empty name. An empty value is one.
[[nodiscard]] Result<AttributeArgument> parse_attribute(std::string_view text);

// Adds `argument` to `attributes`: to the one of its source and name where there is one.
void add_attribute(std::vector<AttributeArgument>& attributes, AttributeArgument argument);

// `true`, `false`, or source names separated by commas; added to `complete`.
[[nodiscard]] Result<CompleteSources> parse_complete(std::string_view text,
                                                     CompleteSources complete);

// What conditions are evaluated on: the attributes and suboperations as they are given, and the
// time where they do not say another.
[[nodiscard]] ConditionRequest condition_request(std::span<const AttributeArgument> attributes,
                                                 std::span<const std::string> suboperations,
                                                 const CompleteSources& complete, Instant at);

}  // namespace leastwise::cli

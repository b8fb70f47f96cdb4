// `--attribute SOURCE:NAME=VALUE` and `--complete SOURCES`: what a request says of the attributes
// that conditions ask for.
//
// SOURCE ends at the first `:`, NAME at the first `=` that is not inside brackets, so that
// `resource:Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project[a=b]=x`
// is read as it is meant. The same NAME given again makes a list.
// Source: SPEC section 7. Tests: tests/cli/attribute_argument_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leastwise::cli {

enum class AttributeSource : std::uint8_t { kResource, kRequest, kPrincipal, kEnvironment };
inline constexpr std::array kAttributeSources = {
    AttributeSource::kResource, AttributeSource::kRequest, AttributeSource::kPrincipal,
    AttributeSource::kEnvironment};

// `resource`, ...: as in requests.
[[nodiscard]] std::string_view to_string(AttributeSource source);
[[nodiscard]] std::optional<AttributeSource> parse_attribute_source(std::string_view text);

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

// Which sources a request gives completely, by AttributeSource.
using CompleteSources = std::array<bool, kAttributeSources.size()>;

// `true`, `false`, or source names separated by commas; added to `complete`.
[[nodiscard]] Result<CompleteSources> parse_complete(std::string_view text,
                                                     CompleteSources complete);

}  // namespace leastwise::cli

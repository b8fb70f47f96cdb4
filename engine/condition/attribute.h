// Attributes that conditions ask for: `@Resource[Microsoft.Storage/storageAccounts:name]`.
//
// The text between the brackets is a name of one of these forms:
//
//   isPrivateLink                                          a path alone
//   Microsoft.Storage/storageAccounts:name                 a path and a leaf
//   .../blobs/tags:Project<$key_case_sensitive$>           one entry of a dictionary, by its key
//   .../blobs/tags&$keys$&                                 the keys of a dictionary
//
// A path holds no `:`, and a key may (`tags:a:b=c`), so a name is split at its *first* colon.
// Names compare ignoring case, keys that are marked with `<$key_case_sensitive$>` do not; so each
// attribute has a **normal name**, and two names mean one attribute where that is equal.
// Source: CONDITIONS sections 2 and 5. Tests: tests/engine/condition/attribute_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leastwise {

// Where an attribute comes from: the stored object, the call, the caller, or around the call.
enum class AttributeSource : std::uint8_t { kResource, kRequest, kPrincipal, kEnvironment };
inline constexpr std::array kAttributeSources = {
    AttributeSource::kResource, AttributeSource::kRequest, AttributeSource::kPrincipal,
    AttributeSource::kEnvironment};

// `resource`, ...: as in requests.
[[nodiscard]] std::string_view to_string(AttributeSource source);
// `Resource`, ...: as conditions write it behind the `@`.
[[nodiscard]] std::string_view condition_name(AttributeSource source);
// Ignoring case.
[[nodiscard]] std::optional<AttributeSource> parse_attribute_source(std::string_view text);

// Which sources a request gives completely, by AttributeSource: what is absent there is missing,
// what is absent elsewhere is not known (SPEC section 7).
using CompleteSources = std::array<bool, kAttributeSources.size()>;

enum class AttributeForm : std::uint8_t {
  kPlain,             // a path, or a path and a leaf
  kCaseSensitiveKey,  // an entry of a dictionary
  kKeys,              // the keys of a dictionary
};

// A name, taken apart; views into the text that was parsed.
struct AttributeNameView {
  std::string_view path = {};
  std::string_view leaf = {};  // the leaf or the key; empty where there is none
  AttributeForm form = AttributeForm::kPlain;
};

// Takes the text between the brackets apart. Blanks around it are dropped.
[[nodiscard]] AttributeNameView split_attribute_name(std::string_view body);

// The text by which names are compared: folded, but for a case-sensitive key.
[[nodiscard]] std::string normal_attribute_name(std::string_view body);

// An attribute as conditions and requests share it.
struct AttributeKey {
  AttributeSource source = AttributeSource::kResource;
  std::string name;  // normal

  friend auto operator<=>(const AttributeKey&, const AttributeKey&) = default;
};

// `@Request[subOperation]`, the form in which conditions of 2021 ask for suboperations.
[[nodiscard]] bool is_suboperation_attribute(const AttributeKey& key);
// `@Environment[UtcNow]`, the time of the call.
[[nodiscard]] bool is_utc_now(const AttributeKey& key);

}  // namespace leastwise

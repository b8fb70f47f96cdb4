// What is known of the attributes that conditions ask for: their type, whether they are lists, how
// people call them, and which actions offer them.
//
// The facts are data (rules/conditions/known.attributes, form: docs/formats/attributes.md), with a
// date and sources. They are what Azure documents, and new attributes come every year: an attribute
// or an action that does not stand here is *unknown*, which is no mistake of a condition.
// Example: `roleAssignments/write` offers `@Request[...:RoleDefinitionId]` and no `@Resource`.
// Counter-example: of `Microsoft.KeyVault/vaults/read` nothing is known, so it may offer anything.
//
// Attributes of @Environment and @Principal are offered by every action.
// Tests: tests/rules/conditions/known_attributes_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/condition/attribute.h"
#include "engine/condition/operators.h"
#include "engine/condition_analysis/request_space.h"

namespace leastwise {

struct KnownAttribute {
  AttributeSource source = AttributeSource::kResource;
  std::optional<ValueType> type = {};  // empty: any
  enum class Count : std::uint8_t { kOne, kList, kAny } count = Count::kOne;
  std::string name;         // as documented; a key that may be anything is `*`
  std::string phrase = {};  // `the path of the blob`; `*` is the key
  std::string normal = {};  // the normal name, of a family up to its key
  bool is_family = false;

  [[nodiscard]] bool is(const AttributeKey& key) const;
};

class KnownAttributes : public AttributeModel {
 public:
  // Which of an action's calls a row is about.
  struct Offer {
    std::string action;     // folded
    std::string name = {};  // of the action, as documented
    bool is_data_action = false;
    std::string as;                       // only calls of this suboperation; empty: of any
    std::string not_as;                   // only calls that are not of this one
    std::vector<std::size_t> attributes;  // positions in attributes(), ascending
  };

  [[nodiscard]] std::span<const KnownAttribute> attributes() const { return attributes_; }
  // Ordered by action; the rows of one action lie together.
  [[nodiscard]] std::span<const Offer> offers() const { return offers_; }

  // Null where it is unknown.
  [[nodiscard]] const KnownAttribute* find(const AttributeKey& key) const;
  // Those of an action; empty where nothing is known of it.
  [[nodiscard]] std::span<const Offer> offers_of(std::string_view folded_action) const;
  // Each action of offers() once.
  [[nodiscard]] std::vector<std::string_view> actions() const;
  // As documented; the folded text of an action that is unknown.
  [[nodiscard]] std::string_view action_name(std::string_view folded_action) const;
  // Suboperations of an action, as documented, each once.
  [[nodiscard]] std::vector<std::string_view> suboperations(std::string_view folded_action) const;
  // How people call the attribute, its key put in; the name as it is written where it is unknown.
  [[nodiscard]] std::string phrase(AttributeSource source, std::string_view body) const;

  // AttributeModel. An attribute that is unknown is offered by everything.
  [[nodiscard]] bool is_single(const AttributeKey& key) const override;
  [[nodiscard]] std::uint32_t action_class(std::string_view folded_action) const override;
  [[nodiscard]] bool offers(const CallView& call, const AttributeKey& key) const override;

 private:
  friend class KnownAttributesParser;

  std::vector<KnownAttribute> attributes_;
  std::vector<Offer> offers_;
};

// Parses one file, whose places are reported as `file`. After an error there is no table.
[[nodiscard]] std::optional<KnownAttributes> parse_known_attributes(std::string_view text,
                                                                    FileId file,
                                                                    Diagnostics& diagnostics);

// The one that is part of the program.
[[nodiscard]] KnownAttributes embedded_known_attributes();

}  // namespace leastwise

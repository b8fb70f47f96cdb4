// Access levels: named needs, such as `registry-publish` for those who publish assets.
//
// `check --access LEVEL` asks all operations of a level at once; SPEC section 8 is where the
// registry's tiers come from. They are data (rules/access_levels/*.levels, form:
// docs/formats/access-levels.md), embedded in the program.
// Example: registry-publish is registry-use and two operations more. Counter-example: a level is
// no role; whether some role grants it is decided by the engine, never looked up here.
//
// Tests: tests/rules/access_levels/access_levels_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/permission/permission_block.h"

namespace leastwise {

struct AccessLevel {
  std::string name;
  std::string description;
  std::string resource_type;         // at which kind of resource it is asked, `Provider/type`
  Plane plane = Plane::kControl;     // of all its operations
  std::vector<std::string> actions;  // INVARIANT: not empty, each once; included levels' come first
};

// The levels of one or more files, in their order.
class AccessLevels {
 public:
  // REQUIRES: the names of `levels` differ.
  explicit AccessLevels(std::vector<AccessLevel> levels) : levels_(std::move(levels)) {}

  // What these give is valid as long as this object, so a temporary cannot be asked.
  [[nodiscard]] std::span<const AccessLevel> all() const& { return levels_; }
  std::span<const AccessLevel> all() const&& = delete;
  // The level of that name (case matters not), or null.
  [[nodiscard]] const AccessLevel* find(std::string_view name) const&;
  const AccessLevel* find(std::string_view name) const&& = delete;

 private:
  std::vector<AccessLevel> levels_;
};

// Parses one file, whose places are reported as `file`. Levels of `known` come first in the
// product: the file may include them and must not name one again. After an error there are none.
[[nodiscard]] std::optional<AccessLevels> parse_access_levels(
    std::string_view text, FileId file, Diagnostics& diagnostics,
    const AccessLevels& known = AccessLevels({}));

// Those that are part of the program.
[[nodiscard]] AccessLevels embedded_access_levels();

}  // namespace leastwise

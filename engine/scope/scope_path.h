// Scopes as Azure spells them, parsed once.
//
//   /                                                                       root
//   /providers/Microsoft.Management/managementGroups/{name}                 management group,
//                                                            with children as resources have them
//   /subscriptions/{id}                                                     subscription
//   /subscriptions/{id}/resourceGroups/{name}                               resource group
//   {scope}/providers/{NS}/{type}/{name}[/{childType}/{childName}]...       resource, extension
//   /providers/{NS}                                                         provider, tenant level
//   /providers/{NS}/{type}/{name}[/...]                                     resource, tenant level
//
// Scopes are compared segment by segment ignoring ASCII case, trailing slashes dropped: `rg1` is no
// parent of `rg10`. Counter-examples, all errors: `/subscriptions`, `/a//b`, and
// `/subscriptions/s/resourceGroups/g/providers/Microsoft.X/type`, which ends inside a type/name
// pair. Source: SPEC section 3. Tests: tests/engine/scope/scope_path_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/result.h"

namespace leastwise {

// Stands in snapshots: the numbers do not change.
enum class ScopeKind : std::uint8_t {
  kRoot = 0,
  kManagementGroup = 1,
  kSubscription = 2,
  kResourceGroup = 3,
  kProvider = 4,
  kResource = 5,
  // Not a scope that can be written: the stand-in for management groups that no export names, see
  // scope_tree.h.
  kUnplaced = 6,
};

// `management group`, `resource group`, ...: for text that people read.
[[nodiscard]] std::string_view to_string(ScopeKind kind);

// A well-formed scope. Immutable value.
class ScopePath {
 public:
  // Errors: not beginning with `/`, an empty segment, an end inside a pair, a first segment that is
  // neither `subscriptions` nor `providers`, longer than kMaxScopeBytes.
  [[nodiscard]] static Result<ScopePath> parse(std::string_view text);

  // The scope `/`.
  [[nodiscard]] static ScopePath root();
  [[nodiscard]] static ScopePath management_group(std::string_view name);

  // As written, without trailing slashes.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] ScopeKind kind() const {
    return levels_.empty() ? ScopeKind::kRoot : levels_.back().kind;
  }

  // One scope on the way from below `/` down to this one: the first `length` bytes of text().
  struct Level {
    std::uint32_t length = 0;
    ScopeKind kind = ScopeKind::kRoot;
  };
  // The scopes that this string itself names, topmost first, itself last; empty for `/`. The
  // management groups above a subscription are not in its string: see ScopeTree.
  [[nodiscard]] std::span<const Level> levels() const { return levels_; }

  // The text of one of levels().
  [[nodiscard]] std::string_view level_text(const Level& level) const {
    return std::string_view(text_).substr(0, level.length);
  }

 private:
  ScopePath() = default;

  std::string text_;
  std::vector<Level> levels_;
};

// Levels that the longest scope can have: a pair of segments takes 4 bytes at least.
inline constexpr std::size_t kMaxScopeLevels = kMaxScopeBytes / 4 + 1;

// What ScopePath::parse() does, without allocating but for an error: writes the levels of `text` to
// `levels` and gives their number. Same errors; `text` has no trailing slashes.
// REQUIRES: levels.size() >= kMaxScopeLevels.
[[nodiscard]] Result<std::size_t> read_scope_levels(std::string_view text,
                                                    std::span<ScopePath::Level> levels);

// `/a/b//` as `/a/b`; `/` stays.
[[nodiscard]] std::string_view without_trailing_slashes(std::string_view scope);

// The name behind `/providers/Microsoft.Management/managementGroups/`, where `text` is exactly the
// scope of a management group.
[[nodiscard]] std::optional<std::string_view> management_group_name(std::string_view text);

}  // namespace leastwise

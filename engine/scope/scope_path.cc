// One reader for both ways in: ScopePath::parse() keeps the levels, read_scope_levels() writes them
// where a decision has room for them. It takes segments in pairs, or four at a time behind
// `providers`, and a scope is well formed when nothing is left over.
//
// Keywords count by position only: a resource group may be called `providers`, since a name is
// taken together with its type. The one word that is looked for among types is `providers`, which
// begins an extension resource.
#include "engine/scope/scope_path.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/limits.h"

namespace leastwise {
namespace {

constexpr std::string_view kManagementGroupPrefix =
    "/providers/Microsoft.Management/managementGroups/";

// Reads the levels off a scope, front to back, one segment at a time.
class LevelReader {
 public:
  LevelReader(std::string_view text, std::span<ScopePath::Level> levels)
      : text_(text), levels_(levels) {}

  Result<std::size_t> read() {
    if (text_.find("//") != std::string_view::npos) {
      return fail(fmt::format("scope `{}` holds an empty segment", text_),
                  "remove the double slash");
    }
    if (at("subscriptions")) {
      if (!take_pair(ScopeKind::kSubscription)) {
        return ends_inside();
      }
      if (at("resourcegroups") && !take_pair(ScopeKind::kResourceGroup)) {
        return ends_inside();
      }
    } else if (at("providers")) {
      read_tenant_level();
    } else {
      return fail(
          fmt::format("scope `{}` begins with neither `/subscriptions/` nor `/providers/`", text_),
          "write it as Azure prints it, for example `/subscriptions/ID/resourceGroups/NAME`");
    }
    while (next_ < text_.size()) {
      if (!read_provider()) {
        return ends_inside();
      }
    }
    return count_;
  }

 private:
  // Positions are those of slashes: the next segment begins behind `next_`. Where the segment
  // behind the slash at `slash` ends.
  [[nodiscard]] std::size_t segment_end(std::size_t slash) const {
    return std::min(text_.find('/', slash + 1), text_.size());
  }

  // Where the next `count` segments end; nothing where fewer are left.
  [[nodiscard]] std::optional<std::size_t> end_of(std::size_t count) const {
    std::size_t at = next_;
    for (; count > 0; --count) {
      if (at == text_.size()) {
        return std::nullopt;
      }
      at = segment_end(at);
    }
    return at;
  }

  // Whether the segment `ahead` of the next one is `word`.
  [[nodiscard]] bool at(std::string_view word, std::size_t ahead = 0) const {
    const auto slash = end_of(ahead);
    return slash && *slash < text_.size() &&
           equals_folded(text_.substr(*slash + 1, segment_end(*slash) - *slash - 1), word);
  }

  // Makes the next segments a level, unless fewer are left.
  bool take(std::size_t segments, ScopeKind kind) {
    const auto end = end_of(segments);
    if (!end) {
      return false;
    }
    next_ = *end;
    levels_[count_++] = {static_cast<std::uint32_t>(next_), kind};
    return true;
  }

  bool take_pair(ScopeKind kind) { return take(2, kind); }

  // `/providers/{NS}` is a scope of its own at tenant level only; management groups stand directly
  // below `/` (SPEC section 3).
  void read_tenant_level() {
    const bool group = at("microsoft.management", 1) && at("managementgroups", 2);
    if ((group && take(4, ScopeKind::kManagementGroup)) || take_pair(ScopeKind::kProvider)) {
      read_types();
    }
  }

  // One `providers/{NS}/{type}/{name}...` with its child types; what follows another `providers` is
  // read by the next call.
  bool read_provider() {
    if (!at("providers") || !take(4, ScopeKind::kResource)) {
      return false;
    }
    read_types();
    return true;
  }

  void read_types() {
    while (!at("providers") && take_pair(ScopeKind::kResource)) {
    }
  }

  [[nodiscard]] std::unexpected<Error> ends_inside() const {
    return fail(fmt::format("scope `{}` ends inside a type/name pair", text_),
                "a scope names a subscription, a resource group, a management group, or a resource "
                "with its type and name");
  }

  std::string_view text_;
  std::span<ScopePath::Level> levels_;
  std::size_t next_ = 0;  // the slash before the next segment, or the end of the text
  std::size_t count_ = 0;
};

}  // namespace

std::string_view to_string(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::kRoot:
      return "root";
    case ScopeKind::kManagementGroup:
      return "management group";
    case ScopeKind::kSubscription:
      return "subscription";
    case ScopeKind::kResourceGroup:
      return "resource group";
    case ScopeKind::kProvider:
      return "provider";
    case ScopeKind::kResource:
      return "resource";
    case ScopeKind::kUnplaced:
      return "unplaced";
  }
  return "scope";
}

Result<std::size_t> read_scope_levels(std::string_view text, std::span<ScopePath::Level> levels) {
  if (text.empty()) {
    return fail("the scope is empty", "the whole tenant is `/`");
  }
  if (text.size() > kMaxScopeBytes) {
    return fail(fmt::format("scope of {} bytes is longer than the limit of {}", text.size(),
                            kMaxScopeBytes));
  }
  if (text.front() != '/') {
    return fail(fmt::format("scope `{}` does not begin with `/`", text));
  }
  return text == "/" ? Result<std::size_t>(0) : LevelReader(text, levels).read();
}

std::string_view without_trailing_slashes(std::string_view scope) {
  while (scope.size() > 1 && scope.back() == '/') {
    scope.remove_suffix(1);
  }
  return scope;
}

Result<ScopePath> ScopePath::parse(std::string_view text) {
  std::array<Level, kMaxScopeLevels> levels{};
  const std::string_view trimmed = without_trailing_slashes(text);
  const auto count = read_scope_levels(trimmed, levels);
  if (!count) {
    return std::unexpected(count.error());
  }
  ScopePath path;
  path.text_ = trimmed;
  path.levels_.assign(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(*count));
  return path;
}

ScopePath ScopePath::root() {
  ScopePath path;
  path.text_ = "/";
  return path;
}

ScopePath ScopePath::management_group(std::string_view name) {
  auto path = parse(std::string(kManagementGroupPrefix) + std::string(name));
  check(path.has_value() && path->kind() == ScopeKind::kManagementGroup,
        "the caller gives one non-empty name without a slash");
  return std::move(*path);
}

std::optional<std::string_view> management_group_name(std::string_view text) {
  if (!starts_with_folded(text, kManagementGroupPrefix)) {
    return std::nullopt;
  }
  const std::string_view name = text.substr(kManagementGroupPrefix.size());
  if (name.empty() || name.find('/') != std::string_view::npos) {
    return std::nullopt;
  }
  return name;
}

}  // namespace leastwise

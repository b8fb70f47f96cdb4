#include "engine/scope/scope_path.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/limits.h"

namespace leastwise {
namespace {

constexpr std::string_view kManagementGroupPrefix =
    "/providers/Microsoft.Management/managementGroups/";

// A piece of the scope between two slashes, and where it ends in the text.
struct Segment {
  std::string_view text;
  std::uint32_t end = 0;
};

std::vector<Segment> split(std::string_view text) {
  std::vector<Segment> segments;
  for (std::size_t begin = 1; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    segments.push_back({text.substr(begin, end - begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return segments;
}

// Reads the levels off the segments, front to back.
class LevelReader {
 public:
  LevelReader(std::string_view text, std::span<const Segment> segments)
      : text_(text), segments_(segments) {}

  Result<std::vector<ScopePath::Level>> read() {
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
    while (next_ < segments_.size()) {
      if (!read_provider()) {
        return ends_inside();
      }
    }
    return levels_;
  }

 private:
  [[nodiscard]] std::size_t left() const { return segments_.size() - next_; }

  [[nodiscard]] bool at(std::string_view word, std::size_t ahead = 0) const {
    return left() > ahead && equals_folded(segments_[next_ + ahead].text, word);
  }

  void take(std::size_t count, ScopeKind kind) {
    next_ += count;
    levels_.push_back({segments_[next_ - 1].end, kind});
  }

  bool take_pair(ScopeKind kind) {
    if (left() < 2) {
      return false;
    }
    take(2, kind);
    return true;
  }

  // `/providers/{NS}` is a scope of its own at tenant level only; management groups stand directly
  // below `/` (SPEC section 3).
  void read_tenant_level() {
    if (at("microsoft.management", 1) && at("managementgroups", 2) && left() >= 4) {
      take(4, ScopeKind::kManagementGroup);
      read_types();
    } else if (left() >= 2) {
      take(2, ScopeKind::kProvider);
      read_types();
    }
  }

  // One `providers/{NS}/{type}/{name}...` with its child types.
  bool read_provider() {
    if (!at("providers") || left() < 4) {
      return false;
    }
    take(4, ScopeKind::kResource);
    read_types();
    return true;
  }

  void read_types() {
    while (left() >= 2 && !at("providers")) {
      take(2, ScopeKind::kResource);
    }
  }

  [[nodiscard]] std::unexpected<Error> ends_inside() const {
    return fail(fmt::format("scope `{}` ends inside a type/name pair", text_),
                "a scope names a subscription, a resource group, a management group, or a resource "
                "with its type and name");
  }

  std::string_view text_;
  std::span<const Segment> segments_;
  std::size_t next_ = 0;
  std::vector<ScopePath::Level> levels_;
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

Result<ScopePath> ScopePath::parse(std::string_view text) {
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
  std::string_view trimmed = text;
  while (trimmed.size() > 1 && trimmed.back() == '/') {
    trimmed.remove_suffix(1);
  }
  ScopePath path;
  path.text_ = trimmed;
  if (trimmed == "/") {
    return path;
  }
  const std::vector<Segment> segments = split(path.text_);
  for (const Segment& segment : segments) {
    if (segment.text.empty()) {
      return fail(fmt::format("scope `{}` holds an empty segment", text),
                  "remove the double slash");
    }
  }
  auto levels = LevelReader(path.text_, segments).read();
  if (!levels) {
    return std::unexpected(levels.error());
  }
  path.levels_ = std::move(*levels);
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

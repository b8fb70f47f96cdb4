#include "engine/principal/directory.h"

#include <fmt/core.h>

#include <array>
#include <utility>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

constexpr std::array<std::pair<std::string_view, PrincipalType>, 9> kTypeNames{{
    {"User", PrincipalType::kUser},
    {"Group", PrincipalType::kGroup},
    {"ServicePrincipal", PrincipalType::kServicePrincipal},
    {"MSI", PrincipalType::kServicePrincipal},
    {"Application", PrincipalType::kServicePrincipal},
    {"ForeignGroup", PrincipalType::kForeignGroup},
    {"Device", PrincipalType::kDevice},
    {"Unknown", PrincipalType::kDeleted},
    {"", PrincipalType::kUnstated},
}};

// Candidates that an error lists; more would hide the message.
constexpr std::size_t kListedCandidates = 10;

template <class T>
void fill(std::optional<T>& known, const std::optional<T>& said) {
  if (!known) {
    known = said;
  }
}

}  // namespace

std::string_view to_string(PrincipalType type) {
  switch (type) {
    case PrincipalType::kUnstated:
      return "unknown type";
    case PrincipalType::kUser:
      return "User";
    case PrincipalType::kGroup:
      return "Group";
    case PrincipalType::kServicePrincipal:
      return "ServicePrincipal";
    case PrincipalType::kForeignGroup:
      return "ForeignGroup";
    case PrincipalType::kDevice:
      return "Device";
    case PrincipalType::kDeleted:
      return "deleted";
  }
  return "unknown type";
}

PrincipalType parse_principal_type(std::string_view text) {
  for (const auto& [name, type] : kTypeNames) {
    if (equals_folded(name, text)) {
      return type;
    }
  }
  return PrincipalType::kUnstated;
}

Directory::Directory() { texts_.intern(""); }

PrincipalId Directory::add(const PrincipalRecord& record, SourcePlace place) {
  const auto [entry, is_new] =
      by_id_.try_emplace(record.id, PrincipalId::from_index(principals_.size()));
  if (is_new) {
    principals_.push_back(Principal{.id = record.id,
                                    .app_id = {},
                                    .display_name = {},
                                    .user_principal_name = {},
                                    .place = place});
  }
  Principal& principal = principals_[entry->second.index()];
  // A type that an export states beats one that nobody stated; `Unknown` in one export gives way to
  // a directory that still holds the object.
  if (principal.type == PrincipalType::kUnstated ||
      (principal.type == PrincipalType::kDeleted && record.type != PrincipalType::kUnstated)) {
    principal.type = record.type;
  }
  if (principal.display_name == StringId()) {
    principal.display_name = texts_.intern(record.display_name);
  }
  if (principal.user_principal_name == StringId()) {
    principal.user_principal_name = texts_.intern(record.user_principal_name);
  }
  if (principal.app_id == Guid() && record.app_id) {
    principal.app_id = *record.app_id;
  }
  fill(principal.guest, record.guest);
  fill(principal.account_enabled, record.account_enabled);
  return entry->second;
}

std::optional<PrincipalId> Directory::find(const Guid& id) const {
  const auto entry = by_id_.find(id);
  if (entry == by_id_.end()) {
    return std::nullopt;
  }
  return entry->second;
}

std::vector<PrincipalId> Directory::named(std::string_view name,
                                          StringId Principal::* field) const {
  std::vector<PrincipalId> found;
  for (std::size_t i = 0; i < principals_.size(); ++i) {
    if (equals_folded(texts_.text(principals_[i].*field), name)) {
      found.push_back(PrincipalId::from_index(i));
    }
  }
  return found;
}

Result<std::optional<PrincipalId>> Directory::resolve(std::string_view name) const {
  if (name.empty()) {
    return fail("the principal is empty");
  }
  if (const auto guid = parse_guid(name)) {
    if (const auto known = find(*guid)) {
      return known;
    }
    for (std::size_t i = 0; i < principals_.size(); ++i) {
      if (principals_[i].app_id == *guid && *guid != Guid()) {
        return PrincipalId::from_index(i);
      }
    }
    return std::optional<PrincipalId>();
  }
  for (const auto field : {&Principal::user_principal_name, &Principal::display_name}) {
    const std::vector<PrincipalId> found = named(name, field);
    if (found.size() == 1) {
      return found.front();
    }
    if (found.empty()) {
      continue;
    }
    std::string candidates = "name it by its object id:";
    for (std::size_t i = 0; i < found.size() && i < kListedCandidates; ++i) {
      const Principal& principal = (*this)[found[i]];
      candidates += fmt::format("\n  {}  {}  {}", to_string(principal.id),
                                to_string(principal.type), label(found[i]));
    }
    if (found.size() > kListedCandidates) {
      candidates += fmt::format("\n  and {} more", found.size() - kListedCandidates);
    }
    return fail(fmt::format("{} principals are called `{}`", found.size(), name),
                std::move(candidates));
  }
  return fail(fmt::format("no principal is called `{}`", name),
              "give an object id, a user principal name, an application id or a display name that "
              "the input holds");
}

std::string Directory::label(PrincipalId id) const {
  const Principal& principal = (*this)[id];
  for (const StringId name : {principal.user_principal_name, principal.display_name}) {
    if (name != StringId()) {
      return std::string(texts_.text(name));
    }
  }
  return to_string(principal.id);
}

}  // namespace leastwise

// Names come from two kinds of source. Directory exports describe a principal; assignments name it
// in passing, and what they say may be years old. For every field a bit remembers whether a
// directory export gave it: such a field stays, any other is replaced by the first directory export
// that has it. So the result does not depend on the order of the files.
//
// Example: an assignment calls 1234 `ann@old.example`, then users.json calls it `ann@new.example`:
// the second is kept, in either order.
//
// Only the type needs more, because it decides (a principal that may be a group leaves memberships
// open): see add_type().
//
// Names are searched by walking over all principals. A command asks for one or two of them, and an
// index would cost every load.
#include "engine/principal/directory.h"

#include <fmt/core.h>

#include <algorithm>
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

// Takes what `said` adds to what is known.
void fill(OptionalFlag& known, const std::optional<bool>& said) {
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

bool Directory::takes(PrincipalId id, Described field, bool is_known,
                      const PrincipalRecord& record) {
  std::uint8_t& described = described_.mutable_at(id.index());
  const bool better = record.from_directory && (described & field) == 0;
  if (better) {
    described = static_cast<std::uint8_t>(described | field);
  }
  return better || !is_known;
}

bool Directory::contradicts(PrincipalId known, const PrincipalRecord& record) const {
  const PrincipalType type = (*this)[known].type;
  return record.from_directory && (described_[known.index()] & kType) != 0 &&
         record.type != PrincipalType::kUnstated && record.type != PrincipalType::kDeleted &&
         type != PrincipalType::kDeleted && type != record.type;
}

// Ranks what is said of a type: nothing, `Unknown` (the object is gone), an assignment, a directory
// export. Within one rank the type that may have members wins.
void Directory::add_type(PrincipalId id, const PrincipalRecord& record) {
  PrincipalType& known = principals_.mutable_at(id.index()).type;
  if (record.type == PrincipalType::kUnstated) {
    return;
  }
  // `Unknown` in one export gives way to a directory that still holds the object.
  if (record.type == PrincipalType::kDeleted) {
    known = known == PrincipalType::kUnstated ? PrincipalType::kDeleted : known;
    return;
  }
  const bool was_described = (described_[id.index()] & kType) != 0;
  const bool is_known = known != PrincipalType::kUnstated && known != PrincipalType::kDeleted;
  if (takes(id, kType, is_known, record)) {
    known = record.type;
    return;
  }
  if (was_described == record.from_directory) {
    // Neither outranks the other: the answer must not depend on which was read first.
    const auto order = [](PrincipalType type) {
      return std::pair(!may_have_members(type), static_cast<int>(type));
    };
    known = std::min(known, record.type,
                     [order](PrincipalType a, PrincipalType b) { return order(a) < order(b); });
  }
}

PrincipalId Directory::add(const PrincipalRecord& record, SourcePlace place) {
  const auto known = find(record.id);
  const PrincipalId id = known ? *known : PrincipalId::from_index(principals_.size());
  if (!known) {
    described_.push_back(0);
    principals_.push_back(Principal{.id = record.id,
                                    .app_id = {},
                                    .display_name = {},
                                    .user_principal_name = {},
                                    .place = place});
    by_id_.add(record.id, id.value(), key());
  }
  add_type(id, record);
  Principal& principal = principals_.mutable_at(id.index());
  if (!record.display_name.empty() &&
      takes(id, kDisplayName, principal.display_name != StringId(), record)) {
    principal.display_name = texts_.intern(record.display_name);
  }
  if (!record.user_principal_name.empty() &&
      takes(id, kPrincipalName, principal.user_principal_name != StringId(), record)) {
    principal.user_principal_name = texts_.intern(record.user_principal_name);
  }
  if (record.app_id && takes(id, kAppId, principal.app_id != Guid(), record)) {
    principal.app_id = *record.app_id;
  }
  // A bare id, as in the member lists of some tools, describes nothing.
  if (described_[id.index()] != 0 && takes(id, kPlace, true, record)) {
    principal.place = place;
  }
  fill(principal.guest, record.guest);
  fill(principal.account_enabled, record.account_enabled);
  return id;
}

std::optional<PrincipalId> Directory::find(const Guid& id) const {
  const auto number = by_id_.find(id, key());
  return number ? std::optional(PrincipalId(*number)) : std::nullopt;
}

bool Directory::is_sound(std::size_t file_count) const {
  const auto is_sound = [&](const Principal& principal) {
    return principal.display_name.index() < texts_.size() &&
           principal.user_principal_name.index() < texts_.size() &&
           static_cast<std::size_t>(principal.type) < kPrincipalTypeCount &&
           principal.guest.is_sound() && principal.account_enabled.is_sound() &&
           is_sound_place(principal.place, file_count);
  };
  return texts_.is_sound() && described_.size() == principals_.size() &&
         by_id_.is_sound(principals_.size()) && std::ranges::all_of(principals_, is_sound);
}

// Everybody whose `field` is `name`, ignoring case.
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

std::unexpected<Error> Directory::ambiguous(std::string_view name,
                                            std::span<const PrincipalId> found) const {
  std::string candidates = "name it by its object id:";
  for (std::size_t i = 0; i < found.size() && i < kListedCandidates; ++i) {
    const Principal& principal = (*this)[found[i]];
    candidates += fmt::format("\n  {}  {}  {}", to_string(principal.id), to_string(principal.type),
                              label(found[i]));
  }
  if (found.size() > kListedCandidates) {
    candidates += fmt::format("\n  and {} more", found.size() - kListedCandidates);
  }
  return fail(fmt::format("{} principals are called `{}`", found.size(), name),
              std::move(candidates));
}

Result<std::optional<PrincipalId>> Directory::resolve(std::string_view name) const {
  if (name.empty()) {
    return fail("the principal is empty");
  }
  std::vector<PrincipalId> found;
  if (const auto guid = parse_guid(name)) {
    if (const auto known = find(*guid)) {
      return known;
    }
    for (std::size_t i = 0; i < principals_.size(); ++i) {
      if (principals_[i].app_id == *guid && *guid != Guid()) {
        found.push_back(PrincipalId::from_index(i));
      }
    }
    if (found.empty()) {
      return std::optional<PrincipalId>();
    }
  }
  for (const auto field : {&Principal::user_principal_name, &Principal::display_name}) {
    if (found.empty()) {
      found = named(name, field);
    }
  }
  if (found.size() == 1) {
    return found.front();
  }
  if (found.size() > 1) {
    return ambiguous(name, found);
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

// Who there is: users, groups, service principals, as the input names them, and how a person may
// name them in a question.
//
// A principal that only occurs in an assignment is in the directory too, with what the assignment
// says of it. Source: SPEC section 4. Tests: tests/engine/principal/directory_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/compact_optional.h"
#include "engine/base/flat_array.h"
#include "engine/base/guid.h"
#include "engine/base/guid_index.h"
#include "engine/base/id.h"
#include "engine/base/result.h"
#include "engine/base/source_place.h"
#include "engine/base/string_table.h"

namespace leastwise {

// Stands in snapshots: the numbers do not change.
enum class PrincipalType : std::uint8_t {
  kUnstated = 0,  // no input says; it may be a group whose members were not exported
  kUser = 1,
  kGroup = 2,
  kServicePrincipal = 3,  // managed identities too
  kForeignGroup = 4,      // a group of another tenant: its members cannot be exported
  kDevice = 5,
  kDeleted = 6,  // the export says `Unknown`: the object is gone, so nobody is a member of it
};
inline constexpr std::size_t kPrincipalTypeCount = 7;

// `User`, `ServicePrincipal`, ...: the spelling of Azure; `unknown type` for kUnstated.
[[nodiscard]] std::string_view to_string(PrincipalType type);

// Reads Azure's spelling ignoring case (`MSI` and `Application` are service principals, `Unknown`
// is kDeleted); kUnstated for anything else, the empty text included.
[[nodiscard]] PrincipalType parse_principal_type(std::string_view text);

// Whether the principal can hold others.
[[nodiscard]] constexpr bool may_have_members(PrincipalType type) {
  return type == PrincipalType::kGroup || type == PrincipalType::kForeignGroup ||
         type == PrincipalType::kUnstated;
}

// What one record says of a principal. Views need to live only during Directory::add().
struct PrincipalRecord {
  Guid id;
  PrincipalType type = PrincipalType::kUnstated;
  std::string_view display_name = {};
  std::string_view user_principal_name = {};
  std::optional<Guid> app_id = {};
  std::optional<bool> guest = {};
  std::optional<bool> account_enabled = {};
  // Whether a directory export describes the principal, rather than an assignment that names it.
  bool from_directory = false;
};

// A principal as the records together describe it. Texts are in Directory::text().
struct Principal {
  Guid id;
  Guid app_id;  // all zero where there is none
  StringId display_name;
  StringId user_principal_name;
  SourcePlace place;  // the record that described it best: a directory export before an assignment
  PrincipalType type = PrincipalType::kUnstated;
  OptionalFlag guest = {};
  OptionalFlag account_enabled = {};
  std::uint8_t unused = 0;
};

// Thread safety: const members from any number of threads.
class Directory {
 public:
  Directory();

  // The id of the principal, added or completed with what `record` says. What a directory export
  // says beats what an assignment says, whichever comes first; beyond that, what is known already
  // is kept and what was missing is filled in. Of two types that contradict each other the one
  // that may have members is kept.
  PrincipalId add(const PrincipalRecord& record, SourcePlace place);

  // Whether a directory export gave `known` another type than the directory export `record` does.
  [[nodiscard]] bool contradicts(PrincipalId known, const PrincipalRecord& record) const;

  [[nodiscard]] std::size_t size() const { return principals_.size(); }
  [[nodiscard]] const Principal& operator[](PrincipalId id) const {
    return principals_[id.index()];
  }
  [[nodiscard]] std::span<const Principal> all() const { return principals_.all(); }
  [[nodiscard]] std::string_view text(StringId id) const { return texts_.text(id); }

  [[nodiscard]] std::optional<PrincipalId> find(const Guid& id) const;
  // Whether a directory export says anything of the principal: more than that assignments name it,
  // or that a bare id stands in a member list.
  [[nodiscard]] bool is_described(PrincipalId id) const { return described_[id.index()] != 0; }

  // The principal that `name` means: its object id, user principal name, application id, or a
  // display name that only one principal has, tried in this order, names ignoring case.
  // Errors: nobody is called so; several are (the candidates are in the help text).
  // A GUID is an object id or an application id, never a name: a principal must not answer for
  // another one by calling itself by its id. A GUID that the input does not know gives an empty
  // optional: it is decided as a principal without grants (SPEC section 6).
  [[nodiscard]] Result<std::optional<PrincipalId>> resolve(std::string_view name) const;

  // The best name for a person to read: user principal name, display name, or the object id.
  [[nodiscard]] std::string label(PrincipalId id) const;

  // Whether every member can be asked: for a directory from a file, of which `file_count` files are
  // known. Cost: linear.
  [[nodiscard]] bool is_sound(std::size_t file_count) const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("records", self.principals_);
    visitor("described", self.described_);
    visitor.part("by-id", self.by_id_);
    visitor.part("texts", self.texts_.texts());
  }

 private:
  // The fields of a principal that a directory export gave, as bits.
  enum Described : std::uint8_t {
    kType = 1,
    kDisplayName = 2,
    kPrincipalName = 4,
    kAppId = 8,
    kPlace = 16
  };

  // Whether `record` says better than what is known, if it says anything; notes it if so.
  bool takes(PrincipalId id, Described field, bool is_known, const PrincipalRecord& record);
  void add_type(PrincipalId id, const PrincipalRecord& record);
  [[nodiscard]] std::vector<PrincipalId> named(std::string_view name,
                                               StringId Principal::* field) const;
  [[nodiscard]] std::unexpected<Error> ambiguous(std::string_view name,
                                                 std::span<const PrincipalId> found) const;

  [[nodiscard]] auto key() const {
    return [this](std::uint32_t number) { return principals_[number].id; };
  }

  FlatArray<Principal> principals_;
  FlatArray<std::uint8_t> described_;  // INVARIANT: indexed by PrincipalId; bits of Described
  GuidIndex by_id_;
  StringTable texts_;  // INVARIANT: StringId(0) is the empty text
};

}  // namespace leastwise

// The id of a role assignment or schedule instance, in 17 bytes where it says nothing new.
//
// Nearly every id is the scope of its assignment, the resource type, and a GUID. A tenant of a
// million assignments would hold 150 MB of such ids, so of these the type and the GUID are kept,
// and id_text() puts them together again, byte for byte. Any other id is a text of the tenant.
//
// Example:         /subscriptions/s/providers/Microsoft.Authorization/roleAssignments/<guid> of an
//                  assignment at /subscriptions/s
// Counter-example: the same with an upper-case digit in the GUID, or with a scope that is spelled
//                  otherwise than the tree has it: a text
// Tests: tests/engine/role/assignment_id_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/guid.h"
#include "engine/base/id.h"

namespace leastwise {

// What an id is kept as. Stands in snapshots: the numbers do not change.
enum class AssignmentIdForm : std::uint8_t {
  kText = 0,
  kRoleAssignment = 1,       // then the scope, `/providers/Microsoft.Authorization/`, the type of
  kEligibilityInstance = 2,  // resource that the form stands for, and the GUID
  kAssignmentInstance = 3,
};
inline constexpr std::uint8_t kAssignmentIdForms = 4;

class AssignmentIdRef {
 public:
  // The empty text.
  AssignmentIdRef() = default;
  explicit AssignmentIdRef(StringId text);
  // The short form of `id`, of an assignment at the scope whose text is `scope`; none where it has
  // none.
  [[nodiscard]] static std::optional<AssignmentIdRef> shortened(std::string_view id,
                                                                std::string_view scope);

  // Whether it is the text that every tenant numbers 0, the empty one: the export gave no id.
  [[nodiscard]] bool empty() const { return *this == AssignmentIdRef(); }
  // The text, where it is one.
  [[nodiscard]] std::optional<StringId> text() const;
  // What the short form stands for. REQUIRES: it has no text().
  [[nodiscard]] std::string with_scope(std::string_view scope) const;

  // Whether it is a form that there is: for one from a file.
  [[nodiscard]] bool is_sound(std::size_t texts) const;

  friend bool operator==(const AssignmentIdRef&, const AssignmentIdRef&) = default;

 private:
  Guid guid_;  // of kText: the StringId, and zeroes
  AssignmentIdForm form_ = AssignmentIdForm::kText;
};

}  // namespace leastwise

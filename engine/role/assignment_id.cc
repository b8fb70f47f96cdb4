#include "engine/role/assignment_id.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// By AssignmentIdForm, as Azure spells them.
constexpr std::array<std::string_view, kAssignmentIdForms> kMiddles = {
    "",
    "/providers/Microsoft.Authorization/roleAssignments/",
    "/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/",
    "/providers/Microsoft.Authorization/roleAssignmentScheduleInstances/",
};

// The root is written as a slash, which ids at it do not repeat.
std::string_view prefix(std::string_view scope) { return scope == "/" ? "" : scope; }

}  // namespace

AssignmentIdRef::AssignmentIdRef(StringId text) {
  const std::uint32_t value = text.value();
  std::memcpy(guid_.bytes.data(), &value, sizeof value);
}

std::optional<AssignmentIdRef> AssignmentIdRef::shortened(std::string_view id,
                                                          std::string_view scope) {
  scope = prefix(scope);
  if (!id.starts_with(scope)) {
    return std::nullopt;
  }
  const std::string_view rest = id.substr(scope.size());
  for (std::uint8_t form = 1; form < kAssignmentIdForms; ++form) {
    if (!rest.starts_with(kMiddles[form])) {
      continue;
    }
    const std::string_view name = rest.substr(kMiddles[form].size());
    const auto guid = parse_guid(name);
    if (!guid || std::ranges::any_of(name, [](char c) { return fold(c) != c; })) {
      return std::nullopt;  // in capitals it would not come back as it was
    }
    AssignmentIdRef ref;
    ref.guid_ = *guid;
    ref.form_ = static_cast<AssignmentIdForm>(form);
    return ref;
  }
  return std::nullopt;
}

std::optional<StringId> AssignmentIdRef::text() const {
  if (form_ != AssignmentIdForm::kText) {
    return std::nullopt;
  }
  std::uint32_t value = 0;
  std::memcpy(&value, guid_.bytes.data(), sizeof value);
  return StringId(value);
}

std::string AssignmentIdRef::with_scope(std::string_view scope) const {
  std::string id(prefix(scope));
  id += kMiddles[static_cast<std::size_t>(form_)];
  id += to_string(guid_);
  return id;
}

bool AssignmentIdRef::is_sound(std::size_t texts) const {
  const auto held = text();
  return static_cast<std::uint8_t>(form_) < kAssignmentIdForms && (!held || held->index() < texts);
}

}  // namespace leastwise

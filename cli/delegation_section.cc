#include "cli/delegation_section.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/answer_text.h"
#include "engine/condition_analysis/requirement.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {
namespace {

std::string_view limit_text(RoleLimit limit) {
  switch (limit) {
    case RoleLimit::kNone:
      return "none";
    case RoleLimit::kDenyList:
      return "deny-list";
    case RoleLimit::kAllowList:
      return "allow-list";
    case RoleLimit::kNothing:
      return "nothing";
  }
  return "";
}

std::string heading_text(const DelegationExtent& extent) {
  const std::size_t named = extent.assignable.size();  // where no other can be
  switch (extent.roles) {
    case RoleLimit::kNone:
      return "Roles that it lets be assigned: every one";
    case RoleLimit::kDenyList:
      return fmt::format("Roles that it lets be assigned: every one but {}", extent.refused.size());
    case RoleLimit::kAllowList:
      return fmt::format("Roles that it lets be assigned: {}, and no other", named);
    case RoleLimit::kNothing:
      return "Roles that it lets be assigned: none";
  }
  return "";
}

// By name where nobody else can get it.
std::string who_text(const AssignableRole& who, const ConditionSetting& setting) {
  if (who.any_principal) {
    return kinds_text(who);
  }
  std::string text;
  for (const Guid& principal : who.principals) {
    const std::string name = setting.name_of(principal);
    text +=
        fmt::format("{}{}", text.empty() ? "" : ", ", name.empty() ? to_string(principal) : name);
  }
  return text;
}

}  // namespace

std::optional<DelegationSection> DelegationSection::find(const Condition& condition,
                                                         const ConditionSetting& setting) {
  const bool limits =
      requirement_of(condition, kAssignRolesFolded, {}).kind != Requirement::Kind::kNothing;
  const RequestSpace space = setting.space();
  const bool granted = std::ranges::find(space.actions, kAssignRolesFolded) != space.actions.end();
  if (!limits || !granted) {
    return std::nullopt;
  }
  DelegationSection section;
  section.extent_ = delegation_extent(std::array{&condition}, setting.known());
  // A condition about other things, which assigning roles cannot meet, is no delegation.
  if (section.extent_.roles == RoleLimit::kNothing && section.extent_.refused.empty()) {
    return std::nullopt;
  }
  for (const AssignableRole& who : section.extent_.assignable) {
    const bool known = who.role.has_value();
    section.rows_.push_back(
        {who, known ? setting.name_of(*who.role) : "", !known || setting.is_privileged(*who.role)});
    section.rows_.back().whom = who_text(who, setting);
  }
  std::ranges::stable_partition(section.rows_, [](const Row& row) { return row.privileged; });
  for (const Guid& guid : section.extent_.refused) {
    const std::string name = setting.name_of(guid);
    section.refused_.push_back(name.empty() ? to_string(guid) : name);
  }
  return section;
}

std::string DelegationSection::text(const TextStyle& style) const {
  std::string text = heading(style, heading_text(extent_));
  TextTable table({"ROLE", "TO", "PRIVILEGED"});
  for (const Row& row : rows_) {
    const std::string guid = row.who.role ? to_string(*row.who.role) : "every other role";
    table.add({{row.name.empty() ? guid : row.name, Tone::kStrong},
               {row.whom},
               {row.privileged ? row.who.role ? "yes" : "some are" : "", Tone::kBad}});
  }
  text += table.empty() ? "" : table.render(style, 2);
  if (!refused_.empty()) {
    text += "  refused: ";
    for (std::size_t i = 0; i < refused_.size(); ++i) {
      text += (i > 0 ? ", " : "") + printable(refused_[i]);
    }
    text += '\n';
  }
  return text +
         (extent_.decided ? "" : "  something could not be decided, and counts as assignable\n");
}

Json DelegationSection::json() const {
  Json assignable = Json::array();
  for (const Row& row : rows_) {
    Json principals = Json::array();
    for (const Guid& principal : row.who.principals) {
      principals.push_back(to_string(principal));
    }
    assignable.push_back({{"role", row.who.role ? Json(to_string(*row.who.role)) : Json(nullptr)},
                          {"name", row.name.empty() ? Json(nullptr) : Json(row.name)},
                          {"principal_types", row.who.types},
                          {"principals", std::move(principals)},
                          {"any_principal", row.who.any_principal},
                          {"privileged", row.privileged}});
  }
  Json refused = Json::array();
  for (const Guid& guid : extent_.refused) {
    refused.push_back(to_string(guid));
  }
  return {{"roles", limit_text(extent_.roles)},
          {"assignable", std::move(assignable)},
          {"refused", std::move(refused)},
          {"limits_principals", extent_.limits_principals},
          {"decided", extent_.decided}};
}

}  // namespace leastwise::cli

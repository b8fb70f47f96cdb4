// The files of ExportSink. The texts of generated tenants hold nothing that JSON would escape, so
// they are written by format strings: a million records go out as fast as the disk takes them.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <array>
#include <fstream>

#include "tests/bench/generator.h"

namespace leastwise::bench {
namespace {

// One file that is a list: `head`, elements with commas between, `tail`.
class ListFile {
 public:
  ListFile(const std::filesystem::path& file, std::string_view head, std::string_view tail)
      : out_(file), tail_(tail) {
    out_ << head;
  }
  void add(std::string_view element) {
    out_ << (empty_ ? "\n" : ",\n") << element;
    empty_ = false;
  }
  [[nodiscard]] bool finish() {
    out_ << "\n" << tail_ << "\n";
    out_.close();
    return out_.good();
  }

 private:
  std::ofstream out_;
  std::string tail_;
  bool empty_ = true;
};

std::string list_of(const std::vector<std::string>& texts) {
  return texts.empty() ? "[]" : fmt::format("[\"{}\"]", fmt::join(texts, "\", \""));
}

std::string text_or_null(const std::string& text) {
  return text.empty() ? "null" : fmt::format("\"{}\"", text);
}

std::string block_text(const BlockRecord& block) {
  return fmt::format(
      R"({{"actions": {}, "notActions": {}, "dataActions": {}, "notDataActions": {}, )"
      R"("condition": null, "conditionVersion": null}})",
      list_of(block.actions), list_of(block.not_actions), list_of(block.data_actions),
      list_of(block.not_data_actions));
}

std::string blocks_text(const std::vector<BlockRecord>& blocks) {
  std::string text;
  for (const BlockRecord& block : blocks) {
    text += (text.empty() ? "" : ", ") + block_text(block);
  }
  return fmt::format("[{}]", text);
}

std::string subjects_text(const std::vector<DenyAssignmentRecord::Subject>& subjects) {
  std::string text;
  for (const DenyAssignmentRecord::Subject& subject : subjects) {
    text += fmt::format(R"({}{{"id": "{}", "type": "{}"}})", text.empty() ? "" : ", ",
                        to_string(subject.id), subject.id == kEveryone ? "SystemDefined" : "Group");
  }
  return fmt::format("[{}]", text);
}

std::string_view last_segment(std::string_view id) { return id.substr(id.rfind('/') + 1); }

}  // namespace

struct ExportSink::Files {
  explicit Files(const std::filesystem::path& at)
      : roles(at / "role-definitions.json", "[", "]"),
        assignments(at / "role-assignments.json", "[", "]"),
        denials(at / "deny-assignments.json", R"({"value": [)", "]}"),
        hierarchy(at / "management-groups.json", R"({"value": [)", R"(], "nextLink": null})"),
        users(at / "users.json", graph_head("users"), "]}"),
        service_principals(at / "service-principals.json", graph_head("servicePrincipals"), "]}"),
        groups(at / "groups.json", graph_head("groups"), "]}"),
        members(at / "group-members.json", R"({"data": [)",
                R"(], "meta": {"type": "azure", "version": 5, "count": 0}})"),
        operations(at / "operations.json", "[", "]") {}

  static std::string graph_head(std::string_view what) {
    return fmt::format(
        R"({{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#{}", "value": [)", what);
  }

  ListFile roles;
  ListFile assignments;
  ListFile denials;
  ListFile hierarchy;
  ListFile users;
  ListFile service_principals;
  ListFile groups;
  ListFile members;
  ListFile operations;
};

ExportSink::ExportSink(const std::filesystem::path& directory)
    : files_(std::make_unique<Files>(directory)) {}
ExportSink::~ExportSink() = default;

void ExportSink::role(const RoleDefinitionRecord& record) {
  const std::string guid = to_string(record.id.value_or(Guid{}));
  files_->roles.add(fmt::format(
      R"({{"assignableScopes": {}, "description": "{}", )"
      R"("id": "/providers/Microsoft.Authorization/roleDefinitions/{}", "name": "{}", )"
      R"("permissions": {}, "roleName": "{}", "roleType": "{}", )"
      R"("type": "Microsoft.Authorization/roleDefinitions"}})",
      list_of(record.assignable_scopes), record.description, guid, guid, blocks_text(record.blocks),
      record.name, record.type == RoleType::kBuiltIn ? "BuiltInRole" : "CustomRole"));
}

void ExportSink::assignment(const RoleAssignmentRecord& record) {
  files_->assignments.add(
      fmt::format(R"({{"condition": {}, "conditionVersion": {}, "id": "{}", "name": "{}", )"
                  R"("principalId": "{}", "principalName": null, "principalType": "{}", )"
                  R"("roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/{}", )"
                  R"("roleDefinitionName": null, "scope": "{}", )"
                  R"("type": "Microsoft.Authorization/roleAssignments"}})",
                  text_or_null(record.condition), text_or_null(record.condition_version), record.id,
                  last_segment(record.id), to_string(record.principal),
                  to_string(record.principal_type), to_string(record.role), record.scope.text()));
}

void ExportSink::denial(const DenyAssignmentRecord& record) {
  files_->denials.add(fmt::format(
      R"({{"properties": {{"denyAssignmentName": "{}", "permissions": {}, "scope": "{}", )"
      R"("doNotApplyToChildScopes": {}, "principals": {}, "excludePrincipals": {}, )"
      R"("isSystemProtected": true}}, "id": "{}", )"
      R"("type": "Microsoft.Authorization/denyAssignments", "name": "{}"}})",
      record.name, blocks_text(record.blocks), record.scope.text(),
      record.does_not_apply_to_child_scopes, subjects_text(record.principals),
      subjects_text(record.excluded), record.id, last_segment(record.id)));
}

void ExportSink::hierarchy(const HierarchyRecord& record) {
  const bool is_group = record.scope.kind() == ScopeKind::kManagementGroup;
  const std::string parent = record.parent ? fmt::format(R"({{"id": "{}"}})", record.parent->text())
                                           : std::string(R"({"id": null})");
  files_->hierarchy.add(fmt::format(
      R"({{"id": "{}", "type": "{}", "name": "{}", )"
      R"("properties": {{"displayName": "{}", "parent": {}}}}})",
      record.scope.text(), is_group ? "Microsoft.Management/managementGroups" : "/subscriptions",
      last_segment(record.scope.text()), record.display_name, parent));
}

void ExportSink::principal(const DirectoryRecord& record) {
  const std::string id = to_string(record.id);
  if (record.type == PrincipalType::kGroup) {
    files_->groups.add(fmt::format(
        R"({{"id": "{}", "displayName": "{}", "securityEnabled": true, "groupTypes": []}})", id,
        record.display_name));
  } else if (record.type == PrincipalType::kUser) {
    files_->users.add(fmt::format(
        R"({{"id": "{}", "displayName": "{}", "userPrincipalName": "{}", "userType": "Member", )"
        R"("accountEnabled": true}})",
        id, record.display_name, record.user_principal_name));
  } else {
    files_->service_principals.add(
        fmt::format(R"({{"id": "{}", "displayName": "{}", "appId": "{}", )"
                    R"("servicePrincipalType": "Application"}})",
                    id, record.display_name, to_string(record.app_id.value_or(Guid{}))));
  }
}

void ExportSink::members(const MemberListRecord& record) {
  const std::string group = to_string(record.group);
  std::string members;
  for (const DirectoryRecord& member : record.members) {
    members += fmt::format(R"({}{{"member": {{"id": "{}"}}, "groupId": "{}"}})",
                           members.empty() ? "" : ", ", to_string(member.id), group);
  }
  files_->members.add(
      fmt::format(R"({{"kind": "AZGroupMember", "data": {{"groupId": "{}", "members": [{}]}}}})",
                  group, members));
}

void ExportSink::operation(std::string_view name, bool is_data) {
  files_->operations.add(fmt::format(R"({{"name": "{}", "isDataAction": {}}})", name, is_data));
}

bool ExportSink::finish() {
  bool good = true;
  for (ListFile* file : std::array{&files_->roles, &files_->assignments, &files_->denials,
                                   &files_->hierarchy, &files_->users, &files_->service_principals,
                                   &files_->groups, &files_->members, &files_->operations}) {
    good = file->finish() && good;
  }
  return good;
}

}  // namespace leastwise::bench

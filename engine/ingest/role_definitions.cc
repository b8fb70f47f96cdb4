// Role definitions, in five shapes:
//   az, REST   {"id", "name": GUID, "roleName", "permissions": [block, ...], "assignableScopes"},
//              flat or with all but id and name under `properties` (REST, portal, Resource Graph)
//   PowerShell {"Id": GUID, "Name": display name, "IsCustom", "Actions": [...], ...}, the blocks
//              merged into one: lossy, since a condition or notAction of one block now seems to
//              bear on the actions of another
//   input of `az role definition create` and `New-AzRoleDefinition`: as PowerShell, without an id.
//              Not lossy: what the file says is the whole role.
// Test: tests/engine/ingest/role_definitions_test.cc.
#include <fmt/core.h>

#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

std::vector<std::string> read_patterns(FormatContext context, ValueView block,
                                       std::string_view name) {
  std::vector<std::string> patterns = context.in.texts(block, name);
  for (const std::string& pattern : patterns) {
    if (pattern.size() > kMaxActionBytes) {
      context.in.error(*block.find(name), "bad-value",
                       fmt::format("a pattern of {} bytes is longer than the limit of {}",
                                   pattern.size(), kMaxActionBytes));
    }
  }
  return patterns;
}

BlockRecord read_block(FormatContext context, ValueView block) {
  return {.actions = read_patterns(context, block, "actions"),
          .not_actions = read_patterns(context, block, "notActions"),
          .data_actions = read_patterns(context, block, "dataActions"),
          .not_data_actions = read_patterns(context, block, "notDataActions"),
          .condition = std::string(context.in.text(block, "condition")),
          .condition_version = std::string(context.in.text(block, "conditionVersion"))};
}

RoleType read_role_type(FormatContext context, ValueView record, ValueView fields) {
  if (const std::optional<bool> custom = context.in.flag(fields, "isCustom")) {
    return *custom ? RoleType::kCustom : RoleType::kBuiltIn;
  }
  std::string_view type = context.in.text(fields, "roleType");
  if (type.empty() && !(fields == record)) {
    type = context.in.text(fields, "type");
  }
  if (equals_folded(type, "BuiltInRole")) {
    return RoleType::kBuiltIn;
  }
  return equals_folded(type, "CustomRole") ? RoleType::kCustom : RoleType::kUnstated;
}

std::optional<Guid> read_role_id(FormatContext context, ValueView record, bool name_is_guid) {
  if (!context.in.text(record, "id").empty()) {
    return context.in.required_trailing_guid(record, "id");
  }
  return name_is_guid ? context.in.guid(record, "name") : std::nullopt;
}

}  // namespace

std::vector<BlockRecord> read_blocks(FormatContext context, ValueView fields) {
  std::vector<BlockRecord> blocks;
  if (const auto list = context.in.required_array(fields, "permissions")) {
    blocks.reserve(list->size());
    for (const ValueView block : list->children()) {
      if (context.in.expect(block, ValueKind::kObject)) {
        blocks.push_back(read_block(context, block));
      }
    }
  }
  return blocks;
}

void read_role_definition(FormatContext context, ValueView record) {
  FieldReader& in = context.in;
  const ValueView fields = fields_of(context, record);
  const bool has_blocks = fields.has("permissions");
  const bool is_flattened =
      !has_blocks && (fields.find("actions") || fields.find("dataActions") ||
                      fields.find("notActions") || fields.find("notDataActions"));
  const bool has_role_name = fields.has("roleName");
  const bool name_is_guid = has_role_name || has_blocks;

  RoleDefinitionRecord role;
  role.id = read_role_id(context, record, name_is_guid);
  role.name = std::string(has_role_name  ? in.text(fields, "roleName")
                          : name_is_guid ? std::string_view()
                                         : in.text(record, "name"));
  role.description = std::string(in.text(fields, "description"));
  role.type = read_role_type(context, record, fields);
  role.assignable_scopes = in.texts(fields, "assignableScopes");
  if (is_flattened) {
    role.blocks.push_back(read_block(context, fields));
    role.lossy = role.id.has_value();
  } else {
    role.blocks = read_blocks(context, fields);
  }
  if (in.ok()) {
    context.builder.add_role(role, in.place(record));
  }
}

}  // namespace leastwise

// Operations with their plane, in two shapes:
//   az provider operation list   {"name": "Microsoft.X", "operations": [...], "resourceTypes": [
//                                  {"name", "operations": [...]}]}
//   a flat list                  {"name": "Microsoft.X/y/read", "isDataAction": false}
// `isDataAction` null or absent means that nobody said, `"both"` that both planes have it; either
// way the operation counts in both and is marked (SPEC section 9). Known operations never change a
// decision. Test: tests/engine/ingest/operations_test.cc.
#include <fmt/core.h>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

OperationPlane read_plane(FormatContext context, ValueView record) {
  const std::optional<ValueView> value = context.in.property(record, "isDataAction");
  if (!value) {
    return OperationPlane::kUnstated;
  }
  if (value->is_string() && equals_folded(value->text(), "both")) {
    return OperationPlane::kBoth;
  }
  if (!context.in.expect(*value, ValueKind::kBoolean)) {
    return OperationPlane::kUnstated;
  }
  return value->boolean() ? OperationPlane::kData : OperationPlane::kControl;
}

void read_operation_list(FormatContext context, ValueView holder) {
  const std::optional<ValueView> list = context.in.array(holder, "operations");
  if (!list) {
    return;
  }
  for (const ValueView operation : list->children()) {
    if (context.in.expect(operation, ValueKind::kObject)) {
      read_operation(context, operation);
    }
  }
}

}  // namespace

void read_operation(FormatContext context, ValueView record) {
  FieldReader& in = context.in;
  const std::string_view name = in.required_text(record, "name");
  const OperationPlane plane = read_plane(context, record);
  if (name.size() > kMaxActionBytes || name.find('*') != std::string_view::npos) {
    in.error(*record.find("name"), "bad-value",
             fmt::format("{} is not the name of an operation", in_backticks(name)),
             fmt::format("expected at most {} bytes and no `*`", kMaxActionBytes));
  }
  if (in.ok()) {
    context.builder.add_operation(name, {.plane = plane, .origin = Origin::kInput});
  }
}

void read_provider_operations(FormatContext context, ValueView record) {
  read_operation_list(context, record);
  const std::optional<ValueView> types = context.in.array(record, "resourceTypes");
  if (!types) {
    return;
  }
  for (const ValueView type : types->children()) {
    if (context.in.expect(type, ValueKind::kObject)) {
      read_operation_list(context, type);
    }
  }
}

}  // namespace leastwise

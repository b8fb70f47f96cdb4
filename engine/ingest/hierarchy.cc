// Management groups and the subscriptions in them.
//
//   getEntities, descendants   one record a group or subscription, `properties.parent.id` above it
//   show --expand [--recurse]  a group, its own parent under `details.parent`, and the tree of its
//                              `children`; without --recurse the children's own are not shown
//
// What a record says of its parent is three-valued (HierarchyRecord::Parent): `parent: null`, or an
// id that is null, says that there is none; a `parent` that is absent says nothing, and then only
// the tenant root group is known to have none: its name is the tenant's id.
// The tree is walked level by level with a list of our own. Test:
// tests/engine/ingest/hierarchy_test.cc.
#include <fmt/core.h>

#include <utility>

#include "engine/base/ascii.h"
#include "engine/ingest/formats.h"

namespace leastwise {
namespace {

// A node of the tree that is still to be read, and the group that it was found in.
struct PendingNodeView {
  ValueView node;
  std::optional<ScopePath> parent = {};
};

std::optional<ScopePath> read_node_scope(FormatContext context, ValueView node) {
  std::optional<ScopePath> scope = context.in.required_scope(node, "id");
  if (scope && scope->kind() != ScopeKind::kManagementGroup &&
      scope->kind() != ScopeKind::kSubscription) {
    context.in.error(*node.find("id"), "bad-scope",
                     fmt::format("{} is neither a management group nor a subscription",
                                 in_backticks(scope->text())));
    return std::nullopt;
  }
  return scope;
}

// `holder.parent` of a record about `scope`.
void read_parent(FormatContext context, ValueView holder, HierarchyRecord& record) {
  const std::optional<ValueView> parent = holder.find("parent");
  if (!parent) {
    return;
  }
  const bool is_group = record.scope.kind() == ScopeKind::kManagementGroup;
  const auto none = is_group ? HierarchyRecord::Parent::kNone : HierarchyRecord::Parent::kUnstated;
  if (parent->is_null()) {
    record.parent_kind = none;
    return;
  }
  const std::optional<ValueView> stated = context.in.object(holder, "parent");
  const std::optional<ValueView> id = stated ? stated->find("id") : std::nullopt;
  if (!id || (id->is_string() && id->text().empty())) {
    return;  // AzureHound writes the empty string for what it was not told
  }
  if (id->is_null()) {
    record.parent_kind = none;
    return;
  }
  std::optional<ScopePath> scope = read_node_scope(context, *stated);
  if (scope && scope->kind() != ScopeKind::kManagementGroup) {
    context.in.error(
        *id, "bad-scope",
        fmt::format("parent {} is not a management group", in_backticks(scope->text())));
  } else if (scope) {
    record.parent_kind = HierarchyRecord::Parent::kGroup;
    record.parent = std::move(scope);
  }
}

bool is_tenant_root(FormatContext context, ValueView fields, const ScopePath& scope) {
  const std::string_view tenant = context.in.text(fields, "tenantId");
  const std::optional<std::string_view> name = management_group_name(scope.text());
  return !tenant.empty() && name && equals_folded(*name, tenant);
}

HierarchyRecord read_node(FormatContext context, const PendingNodeView& pending, ScopePath scope) {
  FieldReader& in = context.in;
  const ValueView fields = fields_of(context, pending.node);
  HierarchyRecord record{.scope = std::move(scope)};
  std::string_view name = in.text(fields, "displayName");
  if (name.empty()) {
    name = in.text(fields, "display_name");  // AzureHound's descendants
  }
  record.display_name = std::string(name);
  if (pending.parent) {
    record.parent_kind = HierarchyRecord::Parent::kGroup;
    record.parent = pending.parent;
    return record;
  }
  read_parent(context, in.object(fields, "details").value_or(fields), record);
  if (record.parent_kind == HierarchyRecord::Parent::kUnstated &&
      is_tenant_root(context, fields, record.scope)) {
    record.parent_kind = HierarchyRecord::Parent::kNone;
  }
  return record;
}

void push_children(FormatContext context, ValueView node, const ScopePath& scope,
                   std::vector<PendingNodeView>& pending) {
  const std::optional<ValueView> children = context.in.array(fields_of(context, node), "children");
  if (!children) {
    return;
  }
  for (const ValueView child : children->children()) {
    if (context.in.expect(child, ValueKind::kObject)) {
      pending.push_back({.node = child, .parent = scope});
    }
  }
}

}  // namespace

void read_hierarchy(FormatContext context, ValueView record) {
  std::vector<PendingNodeView> pending = {{.node = record}};
  std::vector<std::pair<HierarchyRecord, SourcePlace>> found;
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const PendingNodeView next = pending[i];  // a copy: the list grows below
    std::optional<ScopePath> scope = read_node_scope(context, next.node);
    if (!scope) {
      continue;
    }
    push_children(context, next.node, *scope, pending);
    found.emplace_back(read_node(context, next, *std::move(scope)), context.in.place(next.node));
  }
  if (context.in.ok()) {
    for (const auto& [node, place] : found) {
      context.builder.add_hierarchy(node, place);
    }
  }
}

}  // namespace leastwise

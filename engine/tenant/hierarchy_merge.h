// The management-group hierarchy of all files joined to one parent a scope. Private to
// engine/tenant.
//
// A scope has one parent: two records that name different ones are an error, `conflicting-parents`.
// A record that does not say never overrides one that does. A management group above which an
// export says there is nothing is the tenant root group, and a tenant has one: two of them are an
// error too, `several-root-groups`. Believing both would call every grant at the one certainly
// absent below the other, and the likely cause is an export of two tenants, or one that cut a
// group off from its parent.
// Tests: tests/engine/tenant/hierarchy_merge_test.cc.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>

#include "engine/base/source_place.h"
#include "engine/role/records.h"
#include "engine/scope/scope_tree.h"
#include "engine/tenant/tenant_texts.h"

namespace leastwise {

class HierarchyMerge {
 public:
  HierarchyMerge(ScopeTreeBuilder& scopes, TenantTexts& texts, MergeReporter& reporter)
      : scopes_(&scopes), texts_(&texts), reporter_(&reporter) {}

  void add(const HierarchyRecord& record, SourcePlace place);

  // Reports management groups that are their own ancestors.
  void finish();

  [[nodiscard]] bool empty() const { return !any_; }
  // The display names of scopes that have one.
  [[nodiscard]] const std::map<ScopeId, StringId>& names() const { return names_; }

 private:
  void place_below(ScopeId child, ScopeId parent, SourcePlace place);
  void note_root_group(ScopeId group, SourcePlace place);

  ScopeTreeBuilder* scopes_;
  TenantTexts* texts_;
  MergeReporter* reporter_;
  bool any_ = false;
  std::map<ScopeId, StringId> names_;
  std::unordered_map<ScopeId, SourcePlace> placed_at_;  // where each parent was read
  std::optional<ScopeId> root_group_;
};

}  // namespace leastwise

// Role definitions of all files joined to one a GUID. Private to engine/tenant.
//
// Sources of one role outrank each other: a full export, then the embedded catalogue, then a lossy
// export (PowerShell: its merged blocks have lost their conditions, so it would grant what the role
// does not); a role that assignments only name is undefined. Within
// one rank a second record must decide alike. What is out-ranked is never compared, so the answer
// does not depend on the order of the files: two contradicting lossy records are an error only
// where nothing else defines the role, which is known at the end.
// Tests: tests/engine/tenant/role_merge_test.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/guid.h"
#include "engine/base/guid_index.h"
#include "engine/base/source_place.h"
#include "engine/role/role_definition.h"
#include "engine/tenant/tenant_texts.h"

namespace leastwise {

// Example: a PowerShell export of Reader, then the one of `az`: the second defines it, the first
// was a shadow of it. Counter-example: two exports of `az` with other actions are an error.
class RoleMerge {
 public:
  RoleMerge(TenantTexts& texts, MergeReporter& reporter) : texts_(&texts), reporter_(&reporter) {}

  void add(const RoleDefinitionRecord& record, SourcePlace place);
  // Kept aside until finish(): by then it is known which roles no full input defines.
  void add_catalogue(const RoleDefinitionRecord& record) { catalogue_.push_back(record); }
  // The role of an assignment; `name` is what the assignment calls it, for people to read.
  RoleId named(const Guid& guid, std::string_view name, SourcePlace place);

  // Takes from the catalogue what no full input defines, and reports what is still contradictory.
  void finish();

  [[nodiscard]] std::vector<RoleDefinition>& roles() { return roles_; }
  [[nodiscard]] GuidIndex& by_guid() { return by_guid_; }

 private:
  struct LossyConflict {
    RoleId role;
    SourcePlace first;
    SourcePlace second;
  };

  RoleId entry(const Guid& guid, SourcePlace place);
  void add_without_id(const RoleDefinitionRecord& record, SourcePlace place);
  void replace(RoleDefinition& role, const RoleDefinitionRecord& record, RoleKnowledge knowledge);
  void complete(RoleDefinition& role, const RoleDefinitionRecord& record);
  void conflict(const RoleDefinition& role, SourcePlace first, SourcePlace second);

  TenantTexts* texts_;
  MergeReporter* reporter_;
  std::vector<RoleDefinition> roles_;  // INVARIANT: indexed by RoleId
  GuidIndex by_guid_;
  std::unordered_multimap<std::uint64_t, RoleId> without_id_;  // by hash of the folded name
  std::vector<RoleDefinitionRecord> catalogue_;
  std::vector<LossyConflict> lossy_conflicts_;
};

}  // namespace leastwise

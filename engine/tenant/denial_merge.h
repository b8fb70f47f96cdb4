// Deny assignments of all files joined to one an id. Private to engine/tenant.
//
// Deciding content is everything but names and the place. Two records of one id that differ in it
// are an error: a denial that is believed to be narrower than it is would allow what is denied.
// Example: the same denial from two subscriptions, with its principals in another order, is one.
// Counter-example: one copy says `doNotApplyToChildScopes` and the other does not.
//
// A record without an id goes by its name; one without either is a copy only of a record without
// either that decides alike in everything.
// Tests: tests/engine/tenant/denial_merge_test.cc.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/base/hash_index.h"
#include "engine/role/role_definition.h"
#include "engine/tenant/tenant_texts.h"

namespace leastwise {

// Everything of a deny assignment that decides, so that equal denials are equal values.
struct DenialContent {
  ScopeId scope;
  bool scope_only = false;
  bool audit_only = false;
  bool everyone = false;
  bool everyone_excluded = false;
  std::vector<PrincipalId> principals = {};
  std::vector<PrincipalId> excluded = {};
  std::vector<NormalBlock> blocks = {};
  NormalCondition condition = kNoCondition;

  friend auto operator<=>(const DenialContent&, const DenialContent&) = default;
};

// Merges records as they come; there is nothing to finish.
class DenialMerge {
 public:
  DenialMerge(TenantTexts& texts, MergeReporter& reporter) : texts_(&texts), reporter_(&reporter) {}

  // REQUIRES: the principals of `denial` are ascending, without repetition.
  void add(DenyAssignment denial);

  [[nodiscard]] std::vector<DenyAssignment>& denials() { return denials_; }

 private:
  [[nodiscard]] DenialContent content(const DenyAssignment& denial) const;

  TenantTexts* texts_;
  MergeReporter* reporter_;
  std::vector<DenyAssignment> denials_;
  HashIndex by_id_;  // hashes of the folded ids; indexes into denials_
  std::map<DenialContent, std::uint32_t> without_id_;
};

}  // namespace leastwise

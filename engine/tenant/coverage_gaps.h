// Finds what was not exported and bears on some answer. Private to engine/tenant.
//
// A gap is told only where it can matter: a group without members that no grant, denial or
// exclusion names, and that is in no group that one names, changes no decision. Subscriptions
// without a place in the hierarchy matter once something is granted or denied at a management
// group; they are one gap together, however many there are.
// Tests: tests/engine/tenant/coverage_gaps_test.cc.
#pragma once

#include <vector>

#include "engine/tenant/tenant.h"

namespace leastwise {

// What the records said that the finished tenant no longer tells.
struct CoverageFacts {
  bool has_ordinary_assignments = false;
  bool has_schedule_instances = false;
  bool has_hierarchy = false;
  bool has_member_lists = false;
  std::vector<FileId> truncated = {};     // one page each of a longer export
  std::vector<bool> listed_in_part = {};  // by PrincipalId, may be short: some members were read
};

// All gaps of `tenant`, those that bear on everything first.
[[nodiscard]] std::vector<CoverageGap> find_gaps(const Tenant& tenant, const CoverageFacts& facts);

}  // namespace leastwise

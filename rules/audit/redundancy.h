// Which assignments can go without anybody losing anything: what others at or above them grant.
//
// An assignment is redundant when all that it grants is granted, for certain, to the same grantee
// by other active assignments at its scope or above it, the grantee's own and those of groups that
// certainly hold it, none of which ends sooner. A conditioned grant covers only what stands under
// the same condition (permission_set.h).
//
// All of them can be removed at once: they are found one after the other, the lowest first, and
// what was found covers nothing any more. So of two equal ones exactly one is found. Example:
// Reader at a resource group, and at its subscription: the former. Counter-example: Reader of a
// group and of its member: the member's, never the group's. Cost: for each assignment the others of
// its grantee and of the grantee's groups. Thread safety: immutable. Tests:
// tests/rules/audit/redundancy_test.cc.
#pragma once

#include <vector>

#include "rules/audit/audit_context.h"

namespace leastwise {

struct RedundantAssignment {
  AssignmentId assignment;
  std::vector<AssignmentId> covers;  // that grant it all together; few
  // Whether the one that covers it is of the same role and grantee, higher up.
  bool same_role = false;
};

// Ascending by assignment. Eligible assignments, and those whose role grants nothing or is not
// defined, take no part.
[[nodiscard]] std::vector<RedundantAssignment> find_redundant(const AuditContext& context);

}  // namespace leastwise

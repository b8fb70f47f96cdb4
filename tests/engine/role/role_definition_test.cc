#include "engine/role/role_definition.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

// What the comment of the header promises to tenants of a million records.
static_assert(sizeof(RoleAssignment) <= 64);

RoleAssignment grant(bool eligible, Window window) {
  return {.principal = {},
          .role = {},
          .scope = {},
          .window = window,
          .place = {},
          .id = {},
          .eligible = eligible};
}

TEST(RoleAssignment, AnActiveGrantCountsInItsWindow) {
  const RoleAssignment always = grant(false, {});
  EXPECT_TRUE(always.counts(Instant{0}, false));
  const RoleAssignment bounded = grant(false, {Instant{10}, Instant{20}});
  EXPECT_FALSE(bounded.counts(Instant{9}, true));
  EXPECT_TRUE(bounded.counts(Instant{10}, false));
  EXPECT_FALSE(bounded.counts(Instant{20}, true));
}

TEST(RoleAssignment, AnEligibleGrantCountsOnlyWhereAskedForAndInItsWindow) {
  const RoleAssignment eligible = grant(true, {Instant{10}, Instant{20}});
  EXPECT_FALSE(eligible.counts(Instant{15}, false));
  EXPECT_TRUE(eligible.counts(Instant{15}, true));
  EXPECT_FALSE(eligible.counts(Instant{25}, true));
}

TEST(RoleDefinition, IsUndefinedUntilSomethingDefinesIt) {
  const RoleDefinition role{.guid = {}, .name = {}, .description = {}, .place = {}};
  EXPECT_EQ(role.knowledge, RoleKnowledge::kUndefined);
  EXPECT_FALSE(role.lossy);
}

}  // namespace
}  // namespace leastwise

#include "engine/base/id.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>

namespace leastwise {
namespace {

// Two kinds of id do not mix, and no id turns into a number or out of one by itself.
static_assert(!std::is_convertible_v<RoleId, ScopeId>);
static_assert(!std::is_constructible_v<ScopeId, RoleId>);
static_assert(!std::is_assignable_v<ScopeId&, RoleId>);
static_assert(!std::is_convertible_v<std::uint32_t, RoleId>);
static_assert(!std::is_convertible_v<RoleId, std::uint32_t>);
static_assert(sizeof(RoleId) == 4);

TEST(Id, DefaultIsIndexZero) {
  EXPECT_EQ(RoleId(), RoleId(0));
  EXPECT_EQ(RoleId().index(), 0U);
}

TEST(Id, HoldsItsIndexAndOrdersByIt) {
  const RoleId id = RoleId::from_index(7);
  EXPECT_EQ(id.value(), 7U);
  EXPECT_EQ(id.index(), 7U);
  EXPECT_LT(RoleId(1), RoleId(2));
}

TEST(Id, IsAKeyOfHashTables) {
  std::unordered_set<ScopeId> ids{ScopeId(1), ScopeId(2), ScopeId(1)};
  EXPECT_EQ(ids.size(), 2U);
  EXPECT_TRUE(ids.contains(ScopeId(2)));
}

}  // namespace
}  // namespace leastwise

#include "engine/authorizer/condition_table.h"

#include <gtest/gtest.h>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::SmallCompiled;
using testing::SmallTenant;

// The condition of the assignment of a name.
ConditionId condition_of(const SmallCompiled& c, std::string_view id) {
  return *c.tenant.assignment(c.assignment(id)).condition;
}

TEST(ConditionTable, ReadsEqualConditionsOnce) {
  SmallTenant t;
  t.user("ann");
  t.role("R", {{.actions = {"*"}}});
  t.assign("a", {"ann", "R", "/subscriptions/1", "Exists @Request[x]"});
  t.assign("b", {"ann", "R", "/subscriptions/2", " ( exists @request[ X ] )"});
  t.assign("c", {"ann", "R", "/subscriptions/3", "Exists @Request[y]"});
  const SmallCompiled c(t);
  const ConditionTable& table = c.compiled.conditions();
  EXPECT_EQ(table.distinct().size(), 2U);
  EXPECT_EQ(table.representative(condition_of(c, "b")), condition_of(c, "a"));
  EXPECT_EQ(&table[condition_of(c, "a")], &table[condition_of(c, "b")]);
  EXPECT_NE(table.representative(condition_of(c, "c")), condition_of(c, "a"));
}

TEST(ConditionTable, KeepsInvalidConditionsApart) {
  SmallTenant t;
  t.user("ann");
  t.role("R", {{.actions = {"*"}}});
  t.assign("a", {"ann", "R", "/subscriptions/1", "Exists"});
  t.assign("b", {"ann", "R", "/subscriptions/2", "( Exists"});
  const SmallCompiled c(t);
  const ConditionTable& table = c.compiled.conditions();
  EXPECT_EQ(table.distinct().size(), 2U);
  EXPECT_FALSE(table[condition_of(c, "a")].valid());
  EXPECT_NE(table.representative(condition_of(c, "a")), table.representative(condition_of(c, "b")));
}

}  // namespace
}  // namespace leastwise

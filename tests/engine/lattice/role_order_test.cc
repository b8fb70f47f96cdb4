#include "engine/lattice/role_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::Names;
using testing::SmallCompiled;
using testing::SmallTenant;

// The order of all roles of a small tenant, with classes named by their roles: `Copy=Owner`.
class Ordered {
 public:
  explicit Ordered(const SmallTenant& sketch, OrderKind kind = OrderKind::kExact,
                   std::span<const Plane> planes = kPlanes)
      : world_(sketch),
        sets_(*RoleSets::build(world_.compiled, all())),
        order(RoleOrder::build(sets_, all(), kind, planes)) {}

  [[nodiscard]] std::string name(RoleClassId id) const {
    std::string name;
    for (const RoleId role : order.at(id).roles) {
      name += (name.empty() ? "" : "=");
      name += world_.tenant.text(world_.tenant.role(role).name);
    }
    return name;
  }
  [[nodiscard]] Names names(std::span<const RoleClassId> ids) const {
    Names names;
    for (const RoleClassId id : ids) {
      names.push_back(name(id));
    }
    return names;
  }
  [[nodiscard]] Names classes() const {
    Names names;
    for (std::size_t c = 0; c < order.classes().size(); ++c) {
      names.push_back(name(RoleClassId::from_index(c)));
    }
    return names;
  }
  // `Reader < Owner`, sorted.
  [[nodiscard]] Names edges() const {
    Names edges;
    for (const RoleOrder::Edge& edge : order.edges()) {
      edges.push_back(name(edge.lower) + " < " + name(edge.upper));
    }
    std::ranges::sort(edges);
    return edges;
  }
  [[nodiscard]] std::vector<RoleId> roles(const Names& names) const {
    std::vector<RoleId> ids;
    for (const std::string& name : names) {
      ids.push_back(world_.role(name));
    }
    return ids;
  }
  [[nodiscard]] RoleId role(std::string_view name) const { return world_.role(name); }
  [[nodiscard]] const RoleSets& sets() const { return sets_; }

 private:
  [[nodiscard]] std::vector<RoleId> all() const {
    std::vector<RoleId> roles;
    for (std::size_t i = world_.tenant.roles().size(); i > 0; --i) {
      roles.push_back(RoleId::from_index(i - 1));
    }
    return roles;
  }

  SmallCompiled world_;
  RoleSets sets_;

 public:
  const RoleOrder order;
};

class RoleOrderTest : public ::testing::Test {
 protected:
  RoleOrderTest() {
    t.role("Reader", {{.actions = {"*/read"}}});
    t.role("Owner", {{.actions = {"*"}}});
    t.role("Contributor", {{.actions = {"*"}, .not_actions = {"Auth/*"}}});
    t.role("Ops", {{.actions = {"A/*"}}});
    t.role("OpsReader", {{.actions = {"A/*/read"}}});
  }

  SmallTenant t;
};

TEST_F(RoleOrderTest, JoinsEachClassToTheNextOnesAbove) {
  const Ordered o(t);
  EXPECT_EQ(o.classes().front(), "Owner");
  EXPECT_EQ(o.edges(), (Names{"Contributor < Owner", "Ops < Contributor", "OpsReader < Ops",
                              "OpsReader < Reader", "Reader < Owner"}));
  const auto id = [&](std::string_view name) { return *o.order.class_of(o.role(name)); };
  EXPECT_EQ(o.names(o.order.next_above(id("OpsReader"))).size(), 2U);
  EXPECT_EQ(o.names(o.order.next_below(id("Contributor"))), Names{"Ops"});
  // The order itself, not only its edges.
  EXPECT_TRUE(o.order.is_below(id("OpsReader"), id("Owner")));
  EXPECT_FALSE(o.order.is_below(id("Owner"), id("OpsReader")));
  EXPECT_FALSE(o.order.is_below(id("Reader"), id("Contributor")));  // `Auth/read`
  EXPECT_FALSE(o.order.is_below(id("Ops"), id("Ops")));
}

TEST_F(RoleOrderTest, RolesThatGrantTheSameAreOneClass) {
  t.role("Everything", {{.actions = {"A/*"}}, {.actions = {"*"}}});
  t.role("Nothing", {{.actions = {"x"}, .not_actions = {"X"}}});
  t.role("Empty", {});
  const Ordered o(t);
  EXPECT_EQ(o.classes().front(), "Everything=Owner");  // by GUID, which is made of the name
  EXPECT_EQ(o.classes().back(), "Empty=Nothing");
  EXPECT_EQ(o.order.class_of(o.role("Owner")), o.order.class_of(o.role("Everything")));
}

// What is the same for all operations of today need not be the same.
TEST_F(RoleOrderTest, KnownOperationsTellLessApart) {
  t.operation("A/read");
  t.operation("A/write");
  t.operation("B/read");
  const Ordered exact(t);
  const Ordered known(t, OrderKind::kKnownOperations);
  EXPECT_EQ(exact.order.kind(), OrderKind::kExact);
  EXPECT_EQ(known.order.kind(), OrderKind::kKnownOperations);
  EXPECT_EQ(exact.classes().size(), 5U);
  EXPECT_EQ(known.classes().front(), "Contributor=Owner");
  EXPECT_EQ(known.edges(), (Names{"Ops < Contributor=Owner", "OpsReader < Ops",
                                  "OpsReader < Reader", "Reader < Contributor=Owner"}));
}

TEST_F(RoleOrderTest, APlaneAloneForgetsTheOther) {
  SmallTenant two;
  two.role("Both", {{.actions = {"A/*"}, .data_actions = {"A/read"}}});
  two.role("Control", {{.actions = {"A/*"}}});
  two.role("Data", {{.data_actions = {"A/*"}}});
  EXPECT_EQ(Ordered(two).edges(), Names{"Control < Both"});
  const Plane control[] = {Plane::kControl};
  EXPECT_EQ(Ordered(two, OrderKind::kExact, control).classes(), (Names{"Both=Control", "Data"}));
  const Plane data[] = {Plane::kData};
  const Ordered o(two, OrderKind::kExact, data);
  EXPECT_EQ(o.edges(), (Names{"Both < Data", "Control < Both"}));
}

TEST_F(RoleOrderTest, ConditionsAreNeverGuessed) {
  SmallTenant guarded;
  guarded.role("Free", {{.actions = {"A/*"}}});
  guarded.role("IfC", {{.actions = {"A/*"}, .condition = "c"}});
  guarded.role("IfCToo", {{.actions = {"a/*"}, .condition = "c"}});
  guarded.role("IfD", {{.actions = {"A/*"}, .condition = "d"}});
  guarded.role("ReadIfC", {{.actions = {"A/read"}, .condition = "c"}});
  guarded.role("Read", {{.actions = {"A/read"}}});
  const Ordered o(guarded);
  EXPECT_EQ(o.edges(), (Names{"IfC=IfCToo < Free", "IfD < Free", "Read < Free",
                              "ReadIfC < IfC=IfCToo", "ReadIfC < Read"}));
}

TEST_F(RoleOrderTest, UndefinedRolesAreListedAndStandNowhere) {
  t.user("ann");
  t.assign("one", {"ann", "Unheard", "/subscriptions/s"});
  const Ordered o(t);
  EXPECT_EQ(o.order.undefined().size(), 1U);
  EXPECT_EQ(o.order.undefined()[0], o.role("Unheard"));
  EXPECT_EQ(o.order.class_of(o.role("Unheard")), std::nullopt);
  EXPECT_EQ(o.classes().size(), 5U);
}

TEST_F(RoleOrderTest, NoRolesHaveAnOrderToo) {
  const SmallCompiled world(t);
  const auto sets = RoleSets::build(world.compiled, {});
  ASSERT_TRUE(sets.has_value());
  const RoleOrder order = RoleOrder::build(*sets, {}, OrderKind::kExact);
  EXPECT_TRUE(order.classes().empty());
  EXPECT_TRUE(order.edges().empty());
  EXPECT_EQ(order.class_of(world.role("Owner")), std::nullopt);
}

TEST_F(RoleOrderTest, NamesTheSmallestRolesAboveAJoin) {
  t.role("Narrow", {{.actions = {"A/*"}}, {.actions = {"*/read"}}});
  const Ordered o(t);
  EXPECT_EQ(o.names(o.order.smallest_above(join(o.sets(), o.roles({"Ops", "Reader"})))),
            Names{"Narrow"});
  EXPECT_EQ(o.names(o.order.smallest_above(join(o.sets(), o.roles({"Contributor", "Reader"})))),
            Names{"Owner"});
  EXPECT_EQ(o.names(o.order.smallest_above(join(o.sets(), o.roles({"Ops"})))), Names{"Ops"});
}

TEST_F(RoleOrderTest, NamesTheGreatestRolesBelowAMeet) {
  const Ordered o(t);
  EXPECT_EQ(o.names(o.order.greatest_below(meet(o.sets(), o.roles({"Ops", "Reader"})))),
            Names{"OpsReader"});
  EXPECT_EQ(o.names(o.order.greatest_below(meet(o.sets(), o.roles({"Contributor", "Reader"})))),
            Names{"OpsReader"});
  // Disjoint roles have nothing in common, and no role grants so little.
  t.role("Other", {{.actions = {"B/write"}}});
  const Ordered other(t);
  EXPECT_TRUE(
      other.order.greatest_below(meet(other.sets(), other.roles({"Ops", "Other"}))).empty());
}

TEST_F(RoleOrderTest, KnownOperationsDecideAboutJoinsToo) {
  t.operation("A/read");
  t.operation("A/write");
  t.role("Spelled", {{.actions = {"A/read", "A/write"}}});
  const Ordered exact(t);
  const Ordered known(t, OrderKind::kKnownOperations);
  const auto above = [](const Ordered& o) {
    return o.names(o.order.smallest_above(join(o.sets(), o.roles({"Ops", "OpsReader"}))));
  };
  EXPECT_EQ(above(exact), Names{"Ops"});
  EXPECT_EQ(above(known), Names{"Contributor=Ops=Owner=Spelled"});
}

TEST(OrderKindNames, AreStable) {
  EXPECT_EQ(to_string(OrderKind::kExact), "exact");
  EXPECT_EQ(to_string(OrderKind::kKnownOperations), "known-operations");
}

}  // namespace
}  // namespace leastwise

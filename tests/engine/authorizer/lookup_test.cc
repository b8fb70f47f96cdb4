#include "engine/authorizer/lookup.h"

#include <gtest/gtest.h>

#include "engine/base/ascii.h"
#include "tests/engine/authorizer/hash_collision.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::guid_of;
using testing::SmallTenant;

TEST(PrincipalIndex, FindsEveryPrincipalAndNobodyElse) {
  SmallTenant t;
  for (int i = 0; i < 300; ++i) {
    t.user("user " + std::to_string(i));
  }
  const Tenant tenant = t.build();
  const PrincipalIndex index(tenant.directory());
  for (std::size_t i = 0; i < tenant.directory().size(); ++i) {
    EXPECT_EQ(index.find(tenant.directory().all()[i].id), PrincipalId::from_index(i));
  }
  EXPECT_FALSE(index.find(guid_of("user 300")));
  EXPECT_FALSE(index.find(kEveryone));
}

TEST(PrincipalIndex, AnEmptyDirectoryHoldsNobody) {
  const Tenant tenant = SmallTenant().build();
  EXPECT_FALSE(PrincipalIndex(tenant.directory()).find(guid_of("ann")));
}

class ScopeIndexTest : public ::testing::Test {
 protected:
  ScopeIndexTest() {
    SmallTenant t;
    t.role("Reader", {{.actions = {"*/read"}}});
    for (int i = 0; i < 300; ++i) {
      const std::string group = "/subscriptions/S" + std::to_string(i) + "/resourceGroups/Rg";
      t.assign("a" + std::to_string(i), {"ann", "Reader", group});
    }
    t.place("Ml", "Root");
    tenant.emplace(t.build());
  }

  // Where the index hangs `text`, as the tree says it and with whether it is the scope itself.
  [[nodiscard]] std::string nearest(std::string_view text) const {
    const ScopeIndex index(tenant->scopes());
    const auto path = ScopePath::parse(text);
    const ScopeTree::Place place = index.nearest(folded(path->text()), path->levels());
    const ScopeTree::Place expected = tenant->scopes().nearest(*path);
    EXPECT_EQ(place.node, expected.node) << text;
    EXPECT_EQ(place.exact, expected.exact) << text;
    return std::string(tenant->scopes().text(place.node)) + (place.exact ? "" : " and below");
  }

  std::optional<Tenant> tenant;
};

TEST_F(ScopeIndexTest, FindsEveryScopeByItsFoldedText) {
  const ScopeTree& tree = tenant->scopes();
  const ScopeIndex index(tree);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const ScopeId id = ScopeId::from_index(i);
    if (tree.kind(id) != ScopeKind::kUnplaced) {
      EXPECT_EQ(index.find(folded(tree.text(id))), id) << tree.text(id);
    }
  }
  EXPECT_FALSE(index.find("/subscriptions/s300"));
  EXPECT_FALSE(index.find("/subscriptions/s1/resourcegroups/r"));
  EXPECT_FALSE(index.find("")) << "an unplaced node cannot be asked for";
}

TEST_F(ScopeIndexTest, HangsUnknownScopesBelowTheNearestKnownOne) {
  EXPECT_EQ(nearest("/subscriptions/S7/resourceGroups/RG"), "/subscriptions/S7/resourceGroups/Rg");
  EXPECT_EQ(nearest("/subscriptions/s7/resourceGroups/rg/providers/N/t/x"),
            "/subscriptions/S7/resourceGroups/Rg and below");
  EXPECT_EQ(nearest("/subscriptions/s7/resourceGroups/rg2"), "/subscriptions/S7 and below");
  EXPECT_EQ(nearest("/subscriptions/s70x"), " and below");
  EXPECT_EQ(nearest("/providers/N/t/x"), "/ and below");
  EXPECT_EQ(nearest("/"), "/");
}

TEST(ScopeIndex, ComparesTheTextBehindAnEqualHash) {
  const auto [known, other] = testing::colliding_texts("/subscriptions/");
  SmallTenant t;
  t.assign("a", {"ann", "Reader", known});
  const Tenant tenant = t.build();
  const ScopeIndex index(tenant.scopes());
  EXPECT_TRUE(index.find(known));
  EXPECT_FALSE(index.find(other));
}

}  // namespace
}  // namespace leastwise

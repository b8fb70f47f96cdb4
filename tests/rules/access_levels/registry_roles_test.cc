// What the embedded data say together: which role is for publishing on a registry, what it grants
// beyond, and which custom role would be exact.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/synthesis/minimal_role.h"
#include "engine/synthesis/nearest_roles.h"
#include "engine/tenant/tenant_builder.h"
#include "rules/access_levels/access_levels.h"
#include "rules/catalogue/catalogue.h"
#include "rules/danger/danger.h"

namespace leastwise {
namespace {

using Texts = std::vector<std::string>;

class RegistryRoles : public ::testing::Test {
 protected:
  static Tenant catalogue_alone() {
    Diagnostics diagnostics;
    TenantBuilder builder(diagnostics);
    const Catalogue catalogue = embedded_catalogue();
    for (const RoleDefinitionRecord& role : catalogue.roles) {
      builder.add_catalogue_role(role);
    }
    for (const CatalogueOperation& operation : catalogue.operations) {
      builder.add_operation(operation.name, {operation.plane, Origin::kCatalogue});
    }
    return *builder.build();
  }

  static std::vector<NeededAction> need_of(std::string_view level) {
    const AccessLevels levels = embedded_access_levels();
    std::vector<NeededAction> need;
    for (const std::string& action : levels.find(level)->actions) {
      need.push_back({action, levels.find(level)->plane});
    }
    return need;
  }

  const Tenant tenant = catalogue_alone();
};

TEST_F(RegistryRoles, RegistryUserIsNearestForPublishing) {
  const CompiledTenant compiled(tenant, {});
  const std::vector<NeededAction> need = need_of("registry-publish");
  std::vector<RoleId> roles;
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    roles.push_back(RoleId::from_index(i));
  }
  const auto sets = RoleSets::build(compiled, roles, further_patterns(need));
  ASSERT_TRUE(sets.has_value());
  const NearestRoles nearest = nearest_roles(*sets, roles, need, 0, embedded_danger_table());
  ASSERT_FALSE(nearest.roles.empty());
  const CoveringRole& best = nearest.roles.front();
  ASSERT_EQ(best.roles.size(), 1U);
  EXPECT_EQ(tenant.text(tenant.role(best.roles.front()).name), "AzureML Registry User");
  ASSERT_EQ(best.surplus.operation_count(), 1U);
  EXPECT_EQ(tenant.operations().name(best.surplus.plane(Plane::kControl).operations.front()),
            "Microsoft.MachineLearningServices/registries/assets/stage/write");
  EXPECT_FALSE(nearest.pair.has_value());
  // Contributor and Owner cover it too, and are not minimal.
  EXPECT_EQ(nearest.roles.size(), 1U);
  EXPECT_GE(nearest.covering, 3U);
}

TEST_F(RegistryRoles, TheSmallestRoleForPublishingHasItsFourOperations) {
  const std::vector<NeededAction> need = need_of("registry-publish");
  const Texts four = {"Microsoft.MachineLearningServices/registries/assets/delete",
                      "Microsoft.MachineLearningServices/registries/assets/read",
                      "Microsoft.MachineLearningServices/registries/assets/write",
                      "Microsoft.MachineLearningServices/registries/read"};
  const auto role = minimal_role(tenant.operations(), need, RoleWildcards::kNone);
  ASSERT_TRUE(role.has_value());
  EXPECT_EQ(role->plane(Plane::kControl).strings, four);
  EXPECT_TRUE(role->is_minimum());
  EXPECT_TRUE(role->future.empty());
}

// `assets/*` would grant staging; what is granted was checked by the engine, so it is enough that
// the strings are no more.
TEST_F(RegistryRoles, WildcardsGrantNothingElseThatIsKnown) {
  const std::vector<NeededAction> need = need_of("registry-publish");
  const auto role = minimal_role(tenant.operations(), need, RoleWildcards::kSafe);
  ASSERT_TRUE(role.has_value());
  const Texts& strings = role->plane(Plane::kControl).strings;
  EXPECT_LE(strings.size(), 4U);
  EXPECT_TRUE(role->is_minimum());
  for (const WildcardReading reading : {WildcardReading::kAzure, WildcardReading::kLiteral}) {
    Texts granted;
    for (std::size_t i = 0; i < tenant.operations().size(); ++i) {
      const std::string name(tenant.operations().name(OperationId::from_index(i)));
      for (const std::string& string : strings) {
        if (ActionPattern::parse(string, reading)->matches(folded(name))) {
          granted.push_back(name);
          break;
        }
      }
    }
    EXPECT_EQ(granted.size(), 4U) << to_string(reading);
  }
}

}  // namespace
}  // namespace leastwise

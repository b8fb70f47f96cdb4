// The smallest roles of real needs: what a built-in role grants of the known operations is
// recovered in no more strings than the role itself has, and nothing else known is granted.
//
// Which roles: those without notActions, notDataActions and conditions whose strings hold at most
// one wildcard, a whole segment, and which grant the same known operations in both readings of `*`.
// (A role that counts on one reading is no model of a role that must hold in both.) They are some
// 760; for the 50 that grant the most, decisions of the engine say what the new role grants.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/ingest/load.h"
#include "engine/synthesis/minimal_role.h"
#include "engine/tenant/tenant_builder.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

constexpr std::size_t kDecided = 50;

std::optional<Tenant> real_tenant(const std::filesystem::path& data) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  for (const char* name : {"builtin-roles.json", "operations.json"}) {
    load_bytes(name, testing::read_file(data / "azure" / name), builder, diagnostics, {});
  }
  return builder.build();
}

// What a role grants of the known operations, on both planes.
std::vector<NeededAction> granted(const CompiledTenant& compiled, RoleId role) {
  const OperationCatalogue& known = compiled.tenant().operations();
  std::vector<NeededAction> need;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    for (const Plane plane : kPlanes) {
      if (known[id].is_in(plane) &&
          compiled.role_grants(role, compiled.known_action(id, plane)) == Truth::kYes) {
        need.push_back({std::string(known.name(id)), plane});
      }
    }
  }
  return need;
}

// The strings of a role, each once a plane; nothing where it is no role of the kind.
std::optional<std::size_t> string_count(const Tenant& tenant, const RoleDefinition& role) {
  std::set<std::pair<Plane, std::string>> strings;
  for (const PermissionBlock& block : role.blocks) {
    for (const Plane plane : kPlanes) {
      if (block.condition || !block.plane(plane).subtracted.empty()) {
        return std::nullopt;
      }
      for (const PatternId id : block.plane(plane).granted) {
        const auto pattern = ActionPattern::parse(tenant.pattern(id), WildcardReading::kAzure);
        if (pattern->wildcard_count() > 1 || pattern->has(PatternIssue::kPartialWildcard)) {
          return std::nullopt;
        }
        strings.emplace(plane, pattern->folded());
      }
    }
  }
  return strings.size();
}

struct Model {
  std::string name;
  std::size_t strings = 0;
  std::vector<NeededAction> need;
};

std::vector<Model> models(const Tenant& tenant) {
  const CompiledTenant azure(tenant, {.wildcards = WildcardReading::kAzure});
  const CompiledTenant literal(tenant, {.wildcards = WildcardReading::kLiteral});
  std::vector<Model> found;
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    const std::optional<std::size_t> strings = string_count(tenant, tenant.role(id));
    std::vector<NeededAction> need = granted(azure, id);
    if (strings && need == granted(literal, id)) {
      found.push_back({std::string(tenant.text(tenant.role(id).name)), *strings, std::move(need)});
    }
  }
  std::ranges::stable_sort(found, std::greater<>(),
                           [](const Model& model) { return model.need.size(); });
  return found;
}

// Everything is checked by decisions of the engine about a tenant that defines the new role: both
// readings, all known operations.
void expect_exactly(const Tenant& tenant, const Model& model, const MinimalRole& role) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  BlockRecord block;
  block.actions = role.plane(Plane::kControl).strings;
  block.data_actions = role.plane(Plane::kData).strings;
  RoleDefinitionRecord record;
  record.id = parse_guid("11111111-1111-4111-8111-111111111111");
  record.name = "smallest";
  record.blocks = {block};
  builder.add_role(record, {});
  for (std::size_t i = 0; i < tenant.operations().size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    builder.add_operation(tenant.operations().name(id), tenant.operations()[id]);
  }
  const auto checked = builder.build();
  ASSERT_TRUE(checked.has_value());
  for (const WildcardReading reading : {WildcardReading::kAzure, WildcardReading::kLiteral}) {
    const CompiledTenant compiled(*checked, {.wildcards = reading});
    EXPECT_EQ(granted(compiled, *checked->find_role(*record.id)), model.need)
        << model.name << ", " << to_string(reading);
  }
}

TEST(MinimalRole, RecoversBuiltInRolesInNoMoreStringsThanTheyHave) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const auto tenant = real_tenant(*data);
  ASSERT_TRUE(tenant.has_value());
  const std::vector<Model> all = models(*tenant);
  ASSERT_GE(all.size(), 700U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Model& model = all[i];
    const auto role = minimal_role(tenant->operations(), model.need, RoleWildcards::kSafe);
    ASSERT_TRUE(role.has_value()) << model.name;
    EXPECT_LE(role->string_count(), model.strings) << model.name;
    EXPECT_TRUE(role->is_minimum()) << model.name;
    if (i < kDecided) {
      expect_exactly(*tenant, model, *role);
    }
  }
}

}  // namespace
}  // namespace leastwise

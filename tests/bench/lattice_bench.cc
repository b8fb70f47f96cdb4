#include "tests/bench/lattice_bench.h"

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "engine/ingest/load.h"
#include "engine/lattice/role_order.h"

namespace leastwise::bench {
namespace {

constexpr std::size_t kCustomRoles = 5'000;
constexpr std::size_t kPatternsPerRole = 8;

// Empty where it is not at hand.
std::string real_export(const std::string& name) {
  const char* directory = std::getenv("LEASTWISE_SHARED_DATA");
  if (directory == nullptr) {
    return {};
  }
  std::ifstream in(std::string(directory) + "/azure/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A pattern as custom roles have them, made of an operation: mostly the operation itself, else
// everything below its type, or its verb at any depth of its provider.
std::string pattern_from(std::string_view operation, std::mt19937_64& random) {
  const std::size_t draw = random() % 100;
  const std::string_view type = operation.substr(0, operation.rfind('/'));
  if (draw < 70) {
    return std::string(operation);
  }
  if (draw < 95) {
    return std::string(type) + "/*";
  }
  return fmt::format("{}/*/{}", operation.substr(0, operation.find('/')),
                     operation.substr(operation.rfind('/') + 1));
}

void add_custom_roles(TenantBuilder& builder, const OperationCatalogue& operations) {
  std::mt19937_64 random(1);
  const SourcePlace place{builder.add_file("custom roles"), 1, 1};
  for (std::size_t i = 0; i < kCustomRoles; ++i) {
    BlockRecord block;
    while (block.actions.size() < kPatternsPerRole) {
      const OperationId id = OperationId::from_index(random() % operations.size());
      if (operations[id].is_in(Plane::kControl)) {
        block.actions.push_back(pattern_from(operations.name(id), random));
      }
    }
    Guid guid;
    for (std::uint8_t& byte : guid.bytes) {
      byte = static_cast<std::uint8_t>(random());
    }
    builder.add_role({.id = guid,
                      .name = fmt::format("custom role {}", i),
                      .type = RoleType::kCustom,
                      .blocks = {std::move(block)}},
                     place);
  }
}

// The tenant of the real built-in roles and operations, with custom roles where they are asked for.
std::unique_ptr<const Tenant> real_tenant(const OperationCatalogue* custom_over) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_bytes("builtin-roles.json", real_export("builtin-roles.json"), builder, diagnostics, {});
  load_bytes("operations.json", real_export("operations.json"), builder, diagnostics, {});
  if (custom_over != nullptr) {
    add_custom_roles(builder, *custom_over);
  }
  auto tenant = builder.build();
  check(tenant.has_value(), "the real exports load");
  return std::make_unique<const Tenant>(std::move(*tenant));
}

std::vector<RoleId> all_roles(const Tenant& tenant) {
  std::vector<RoleId> roles;
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    roles.push_back(RoleId::from_index(i));
  }
  return roles;
}

// From compiled roles to the finished diagram.
void order_roles(benchmark::State& state, bool custom) {
  if (real_export("builtin-roles.json").empty()) {
    state.SkipWithError("no real exports: set LEASTWISE_SHARED_DATA");
    return;
  }
  std::unique_ptr<const Tenant> tenant = real_tenant(nullptr);
  if (custom) {
    tenant = real_tenant(&tenant->operations());
  }
  const CompiledTenant compiled(*tenant, {});
  const std::vector<RoleId> roles = all_roles(*tenant);
  std::size_t edges = 0;
  std::size_t classes = 0;
  for (auto _ : state) {
    const auto sets = RoleSets::build(compiled, roles);
    check(sets.has_value(), "the roles stay within the limits");
    const RoleOrder order = RoleOrder::build(*sets, roles, OrderKind::kExact);
    classes = order.classes().size();
    edges = order.edges().size();
  }
  state.counters["roles"] = static_cast<double>(roles.size());
  state.counters["classes"] = static_cast<double>(classes);
  state.counters["edges"] = static_cast<double>(edges);
}

}  // namespace

void register_lattice() {
  benchmark::RegisterBenchmark("lattice/built_in_roles", [](benchmark::State& state) {
    order_roles(state, false);
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("lattice/with_5000_custom_roles", [](benchmark::State& state) {
    order_roles(state, true);
  })->Unit(benchmark::kMillisecond);
}

}  // namespace leastwise::bench

// The generator: the same seed gives the same tenant, the shape is kept, and the export files say
// what the records said.
#include "tests/bench/generator.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "engine/ingest/load.h"
#include "tests/bench/world.h"

namespace leastwise::bench {
namespace {

TEST(TenantGenerator, SameSeedSameTenant) {
  GeneratedNames first;
  GeneratedNames second;
  const Tenant a = build_tenant(TenantShape::small(), &first);
  const Tenant b = build_tenant(TenantShape::small(), &second);
  EXPECT_EQ(first.principals, second.principals);
  EXPECT_EQ(first.scopes, second.scopes);
  ASSERT_EQ(a.assignments().size(), b.assignments().size());
  for (std::size_t i = 0; i < a.assignments().size(); ++i) {
    EXPECT_EQ(a.assignments()[i].scope, b.assignments()[i].scope);
    EXPECT_EQ(a.assignments()[i].principal, b.assignments()[i].principal);
  }
  TenantShape other = TenantShape::small();
  other.seed = 2;
  GeneratedNames third;
  (void)build_tenant(other, &third);
  EXPECT_NE(first.principals, third.principals);
}

TEST(TenantGenerator, KeepsTheNumbersOfTheShape) {
  const TenantShape shape = TenantShape::small();
  GeneratedNames names;
  const Tenant tenant = build_tenant(shape, &names);
  EXPECT_EQ(tenant.directory().size(), shape.principals + shape.groups);
  EXPECT_EQ(tenant.assignments().size(), shape.assignments);
  EXPECT_EQ(tenant.denials().size(), shape.assignments / shape.assignments_per_denial);
  EXPECT_EQ(names.scopes.size(), shape.scopes);
  const auto share = [&](auto&& holds) {
    return 100 * std::ranges::count_if(tenant.assignments(), holds) /
           static_cast<std::ptrdiff_t>(shape.assignments);
  };
  const auto to_group = share([&](const RoleAssignment& assignment) {
    return tenant.directory()[assignment.principal].type == PrincipalType::kGroup;
  });
  const auto conditional =
      share([](const RoleAssignment& assignment) { return assignment.condition.has_value(); });
  const auto deep = share([&](const RoleAssignment& assignment) {
    const ScopeKind kind = tenant.scopes().kind(assignment.scope);
    return kind == ScopeKind::kResourceGroup || kind == ScopeKind::kResource;
  });
  EXPECT_NEAR(static_cast<double>(to_group), shape.percent_to_groups, 4);
  EXPECT_NEAR(static_cast<double>(conditional), shape.percent_conditions, 2);
  EXPECT_NEAR(static_cast<double>(deep), shape.percent_deep, 4);
  std::size_t deepest = 0;
  for (const Guid& principal : names.principals) {
    const auto id = tenant.directory().find(principal);
    ASSERT_TRUE(id.has_value());
    for (const PrincipalId group : tenant.groups().groups_of(*id)) {
      deepest = std::max(deepest, tenant.groups().path(*id, group).size() - 1);
    }
  }
  EXPECT_EQ(deepest, shape.nesting);
}

TEST(TenantGenerator, ExportFilesSayWhatTheRecordsSay) {
  const auto directory = std::filesystem::temp_directory_path() /
                         ("leastwise-generated-" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  TenantShape shape = TenantShape::small();
  shape.assignments_per_denial = 100;
  ExportSink sink(directory);
  const GeneratedNames written = generate(shape, sink);
  ASSERT_TRUE(sink.finish());

  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_path(directory.string(), builder, diagnostics, {});
  const auto tenant = builder.build();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::kError) {
      ADD_FAILURE() << diagnostic.message;
    }
  }
  ASSERT_TRUE(tenant.has_value());
  std::filesystem::remove_all(directory);

  const World world(shape);
  const CompiledTenant compiled(*tenant, {});
  EXPECT_EQ(tenant->assignments().size(), world.tenant().assignments().size());
  std::size_t allowed = 0;
  for (const Question& question : world.questions(5'000, 1)) {
    const auto decision = compiled.decide(question.text);
    ASSERT_TRUE(decision.has_value());
    EXPECT_EQ(*decision, *world.compiled().decide(question.text));
    allowed += decision->effect == Effect::kAllow ? 1U : 0U;
  }
  EXPECT_GT(allowed, 100U);  // else the comparison says little
}

}  // namespace
}  // namespace leastwise::bench

// where-can listed a scope as one where the action cannot be decided, although a denial that stands
// at this scope alone denies it there: what is unknown begins below.
// Found by tests/property/access_test.cc.
#include <gtest/gtest.h>

#include "engine/access/where_can.h"
#include "tests/property/model_tenant.h"

namespace leastwise {
namespace {

const std::string kAnn = "00000000-0000-4000-8000-00000000000a";
const std::string kReader = "00000000-0000-4000-8000-0000000000f1";

TEST(WhereCan, DenialOfTheVeryScopeIsAnExceptionOfAnUnknownRegion) {
  oracle::Model model;
  model.principals = {{kAnn, "User"}};
  oracle::Block block;
  block.actions = {"*"};
  model.roles = {{kReader, {block}}};
  model.grants = {{.id = "g",
                   .principal = kAnn,
                   .role = kReader,
                   .scope = "/subscriptions/s",
                   .condition = "c"}};
  model.denials = {{.id = "d", .scope = "/subscriptions/s", .blocks = {block}}};
  model.denials[0].principals = {kAnn};
  model.denials[0].scope_only = true;
  const auto tenant = property::tenant_of(model, 1);
  const CompiledTenant compiled(*tenant, {});

  const WhereCan where = where_can(compiled, compiled.subject(property::guid_of(kAnn)),
                                   compiled.action("x/read", Plane::kControl));
  EXPECT_TRUE(where.allowed.empty());
  ASSERT_EQ(where.unknown.size(), 1U);
  EXPECT_EQ(where.unknown[0].decision.effect, Effect::kUnknown);
  ASSERT_EQ(where.unknown[0].exceptions.size(), 1U);
  EXPECT_EQ(where.unknown[0].exceptions[0].scope, where.unknown[0].scope);
  EXPECT_EQ(where.unknown[0].exceptions[0].decision.effect, Effect::kDeny);
  EXPECT_TRUE(where.unknown[0].exceptions[0].children_allowed);
}

}  // namespace
}  // namespace leastwise

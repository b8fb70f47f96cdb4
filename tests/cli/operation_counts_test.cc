#include "cli/operation_counts.h"

#include <gtest/gtest.h>

#include "tests/cli/small_tenant.h"

namespace leastwise::cli {
namespace {

std::vector<OperationId> all_of(const OperationCatalogue& operations) {
  std::vector<OperationId> ids;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    ids.push_back(OperationId::from_index(i));
  }
  return ids;
}

TEST(OperationCounts, CountsByProviderAndVerb) {
  OperationCatalogue operations;
  operations.add("Microsoft.A/x/read", {});
  operations.add("microsoft.a/x/Write", {});
  operations.add("Microsoft.A/x/list/action", {});
  operations.add("Microsoft.A/x/frob", {});
  operations.add("Microsoft.B/y/delete", {});
  const auto counts = count_operations(operations, all_of(operations));
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].provider, "Microsoft.A");
  EXPECT_EQ(counts[0].by_verb, (std::array<std::size_t, 4>{1, 1, 0, 1}));
  EXPECT_EQ(counts[0].total, 4U);
  EXPECT_EQ(counts[1].provider, "Microsoft.B");
  EXPECT_EQ(counts[1].by_verb, (std::array<std::size_t, 4>{0, 0, 1, 0}));
}

TEST(OperationCounts, NamesComeInOrderIgnoringCase) {
  testing::SmallTenant records;
  records.operation("b/read", OperationPlane::kControl).operation("A/read", OperationPlane::kData);
  const Tenant tenant = records.build();
  EXPECT_EQ(operations_text(TextStyle(false, true), tenant, all_of(tenant.operations()), true),
            "    A/read\n    b/read\n");
}

TEST(OperationCounts, ThoseOfNoStatedPlaneAreCounted) {
  testing::SmallTenant records;
  records.operation("a/read", OperationPlane::kControl)
      .operation("b/read", OperationPlane::kUnstated)
      .operation("c/read", OperationPlane::kBoth);
  const Tenant tenant = records.build();
  EXPECT_EQ(unstated_planes(tenant, all_of(tenant.operations())), 2U);
}

}  // namespace
}  // namespace leastwise::cli

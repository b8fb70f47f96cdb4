#include "engine/permission/operation_catalogue.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

constexpr std::string_view kName = "Microsoft.Storage/storageAccounts/read";

KnownOperation from_input(OperationPlane plane) { return {plane, Origin::kInput}; }
KnownOperation from_catalogue(OperationPlane plane) { return {plane, Origin::kCatalogue}; }

TEST(OperationCatalogue, FindsNamesIgnoringCaseAndKeepsTheFirstSpelling) {
  OperationCatalogue operations;
  const OperationId id = operations.add(kName, from_input(OperationPlane::kControl));
  EXPECT_EQ(operations.add("MICROSOFT.STORAGE/STORAGEACCOUNTS/READ",
                           from_input(OperationPlane::kControl)),
            id);
  EXPECT_EQ(operations.size(), 1U);
  EXPECT_EQ(operations.name(id), kName);
  EXPECT_EQ(operations.find("microsoft.storage/storageaccounts/read"), id);
  EXPECT_FALSE(operations.find("microsoft.storage"));
  EXPECT_FALSE(operations.find(""));
}

TEST(OperationCatalogue, UnstatedAndBothCountInBothPlanes) {
  for (const Plane plane : kPlanes) {
    EXPECT_TRUE(from_input(OperationPlane::kBoth).is_in(plane));
    EXPECT_TRUE(from_input(OperationPlane::kUnstated).is_in(plane));
    EXPECT_EQ(from_input(OperationPlane::kControl).is_in(plane), plane == Plane::kControl);
    EXPECT_EQ(from_input(OperationPlane::kData).is_in(plane), plane == Plane::kData);
  }
}

// What two statements of one origin about the plane come to, in either order.
TEST(OperationCatalogue, JoinsPlanesOfOneOrigin) {
  struct Case {
    OperationPlane a, b, joined;
  };
  const Case cases[] = {
      {OperationPlane::kControl, OperationPlane::kControl, OperationPlane::kControl},
      {OperationPlane::kControl, OperationPlane::kData, OperationPlane::kBoth},
      {OperationPlane::kControl, OperationPlane::kBoth, OperationPlane::kBoth},
      {OperationPlane::kData, OperationPlane::kBoth, OperationPlane::kBoth},
      {OperationPlane::kControl, OperationPlane::kUnstated, OperationPlane::kControl},
      {OperationPlane::kData, OperationPlane::kUnstated, OperationPlane::kData},
      {OperationPlane::kBoth, OperationPlane::kUnstated, OperationPlane::kBoth},
      {OperationPlane::kUnstated, OperationPlane::kUnstated, OperationPlane::kUnstated},
  };
  for (const auto& [a, b, joined] : cases) {
    for (const auto& [first, second] : {std::pair(a, b), std::pair(b, a)}) {
      OperationCatalogue operations;
      operations.add(kName, from_input(first));
      const OperationId id = operations.add(kName, from_input(second));
      EXPECT_EQ(operations[id].plane, joined);
      EXPECT_EQ(operations[id].origin, Origin::kInput);
    }
  }
}

TEST(OperationCatalogue, TheInputReplacesTheCatalogueWhicheverComesFirst) {
  for (const bool input_first : {true, false}) {
    OperationCatalogue operations;
    const auto input = from_input(OperationPlane::kData);
    const auto catalogue = from_catalogue(OperationPlane::kControl);
    operations.add(kName, input_first ? input : catalogue);
    const OperationId id = operations.add(kName, input_first ? catalogue : input);
    EXPECT_EQ(operations[id].plane, OperationPlane::kData);
    EXPECT_EQ(operations[id].origin, Origin::kInput);
  }
}

TEST(OperationCatalogue, AnEmptyNameIsABug) {
  OperationCatalogue operations;
  EXPECT_DEATH(operations.add("", {}), "has a name");
}

TEST(OperationCatalogue, NamesOfOnePlaneKeepTheirPositions) {
  OperationCatalogue operations;
  operations.add("A/read", from_input(OperationPlane::kControl));
  operations.add("B/read", from_input(OperationPlane::kData));
  operations.add("C/read", from_input(OperationPlane::kBoth));
  using Names = std::vector<std::string_view>;
  EXPECT_EQ(names_in(operations, Plane::kControl), (Names{"A/read", "", "C/read"}));
  EXPECT_EQ(names_in(operations, Plane::kData), (Names{"", "B/read", "C/read"}));
}

TEST(Origin, HasNames) {
  EXPECT_EQ(to_string(Origin::kInput), "input");
  EXPECT_EQ(to_string(Origin::kCatalogue), "catalogue");
}

}  // namespace
}  // namespace leastwise

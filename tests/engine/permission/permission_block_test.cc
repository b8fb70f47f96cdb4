#include "engine/permission/permission_block.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(Plane, HasNames) {
  EXPECT_EQ(to_string(Plane::kControl), "control");
  EXPECT_EQ(to_string(Plane::kData), "data");
}

TEST(PermissionBlock, KeepsItsPlanesApart) {
  const PermissionBlock block{.control = {.granted = {PatternId(1)}, .subtracted = {PatternId(2)}},
                              .data = {.granted = {PatternId(3)}, .subtracted = {}}};
  EXPECT_EQ(&block.plane(Plane::kControl), &block.control);
  EXPECT_EQ(&block.plane(Plane::kData), &block.data);
  EXPECT_EQ(block.plane(Plane::kControl).granted, std::vector<PatternId>{PatternId(1)});
  EXPECT_EQ(block.plane(Plane::kData).granted, std::vector<PatternId>{PatternId(3)});
}

TEST(PermissionBlock, EqualityTakesInEveryPart) {
  const PermissionBlock block{.control = {.granted = {PatternId(1)}, .subtracted = {}}, .data = {}};
  PermissionBlock other = block;
  EXPECT_EQ(block, other);
  other.condition = ConditionId(0);
  EXPECT_NE(block, other);
  other = block;
  other.control.subtracted.push_back(PatternId(1));
  EXPECT_NE(block, other);
  other = block;
  std::swap(other.control, other.data);
  EXPECT_NE(block, other);
}

}  // namespace
}  // namespace leastwise

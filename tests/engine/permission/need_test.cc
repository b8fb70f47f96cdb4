#include "engine/permission/need.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

// Lists of needed actions are sorted and made unique: the plane takes part, the spelling is kept.
TEST(NeededAction, IsOrderedByActionThenPlane) {
  const NeededAction control{"A/b/read", Plane::kControl};
  const NeededAction data{"A/b/read", Plane::kData};
  EXPECT_LT(control, data);
  EXPECT_LT(data, (NeededAction{"A/b/write", Plane::kControl}));
  EXPECT_NE(control, (NeededAction{"a/b/read", Plane::kControl}));
  EXPECT_EQ(NeededAction{"A/b/read"}, control) << "the control plane, unless it is said";
}

}  // namespace
}  // namespace leastwise

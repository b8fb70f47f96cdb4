#include "engine/synthesis/role_check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace leastwise {
namespace {

using Texts = std::vector<std::string>;

// Known: X/read, X/b/read, X/b/write, X/c/read.
std::string flaw(const std::vector<NeededAction>& need, const Texts& strings) {
  OperationCatalogue known;
  for (const char* name : {"X/read", "X/b/read", "X/b/write", "X/c/read"}) {
    known.add(name, {});
  }
  known.add("X/b/peek", {.plane = OperationPlane::kData});
  return flaw_of_role(PlaneNeed(known, need, Plane::kControl), strings).value_or("");
}

TEST(RoleCheck, PassesWhatIsRight) {
  EXPECT_EQ(flaw({{"X/b/read"}, {"x/B/write"}}, {"X/b/*"}), "");
  EXPECT_EQ(flaw({{"X/b/read"}}, {"X/B/READ"}), "");
  EXPECT_EQ(flaw({{"X/b/*"}}, {"X/b/*"}), "");
  EXPECT_EQ(flaw({{"X/*"}, {"X/b/read"}}, {"X/*"}), "");
  EXPECT_EQ(flaw({}, {}), "");
}

TEST(RoleCheck, FindsWhatIsMissing) {
  EXPECT_EQ(flaw({{"X/b/read"}, {"X/c/read"}}, {"X/b/read"}),
            "`X/c/read` is needed and not granted in the azure reading");
  EXPECT_EQ(flaw({{"X/b/read"}, {"X/c/read"}, {"X/read"}}, {"X/*/read"}),
            "`X/read` is needed and not granted in the literal reading");
  EXPECT_EQ(flaw({{"X/b/*"}}, {"X/b/read", "X/b/write"}),
            "`X/b/*` is needed and not granted in the azure reading");
}

TEST(RoleCheck, FindsWhatIsTooMuch) {
  EXPECT_EQ(flaw({{"X/b/read"}}, {"X/b/*"}),
            "`X/b/*` grants `x/b/write` in the azure reading, which is not needed");
  EXPECT_EQ(flaw({{"X/b/read"}, {"X/c/read"}}, {"X/*/read"}),
            "`X/*/read` grants `x/read` in the azure reading, which is not needed");
  EXPECT_EQ(flaw({{"X/*/read"}}, {"X/*/read", "X/read"}),
            "`X/read` grants `x/read` in the literal reading, which is not needed");
  EXPECT_EQ(flaw({{"X/b/read"}}, {"X/*/*"}), "`X/*/*` holds more than one wildcard");
}

}  // namespace
}  // namespace leastwise

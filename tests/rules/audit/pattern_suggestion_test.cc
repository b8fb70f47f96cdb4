#include "rules/audit/pattern_suggestion.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

class PatternSuggestionTest : public ::testing::Test {
 protected:
  PatternSuggestionTest() {
    for (const char* name : {"Microsoft.Compute/virtualMachines/read",
                             "Microsoft.Compute/virtualMachines/start/action",
                             "Microsoft.Compute/virtualMachines/extensions/write",
                             "Microsoft.Compute/disks/read", "Microsoft.Storage/accounts/write"}) {
      operations.add(name, {.plane = OperationPlane::kControl});
    }
    operations.add("Microsoft.Storage/accounts/blobs/read", {.plane = OperationPlane::kData});
  }

  [[nodiscard]] std::string meant(std::string_view text, Plane plane = Plane::kControl) const {
    return suggested_pattern(OperationIndex(operations),
                             *ActionPattern::parse(text, WildcardReading::kAzure), plane);
  }

  OperationCatalogue operations;
};

TEST_F(PatternSuggestionTest, ASegmentThatIsMistyped) {
  EXPECT_EQ(meant("microsoft.compute/virtualMachine/read"),
            "Microsoft.Compute/virtualMachines/read");
  EXPECT_EQ(meant("Microsoft.Compute/virtualMachines/strat/action"),
            "Microsoft.Compute/virtualMachines/start/action");
  EXPECT_EQ(meant("Microsft.Compute/virtualMachins/raed"),
            "Microsoft.Compute/virtualMachines/read");
}

TEST_F(PatternSuggestionTest, UpToTheFirstWildcard) {
  EXPECT_EQ(meant("Microsoft.Compute/virtualMachine/*"), "Microsoft.Compute/virtualMachines/*");
  EXPECT_EQ(meant("Microsoft.Compute/virtualMachine/*/write"),
            "Microsoft.Compute/virtualMachines/*/write");
}

TEST_F(PatternSuggestionTest, BehindAWildcardTheVerbAlone) {
  EXPECT_EQ(meant("Microsoft.Compute/*/wirte"), "Microsoft.Compute/*/write");
  EXPECT_EQ(meant("*/raed"), "*/read");
  EXPECT_EQ(meant("Microsoft.Storage/*/raed"), "") << "no such operation on this plane";
  EXPECT_EQ(meant("Microsoft.Storage/*/raed", Plane::kData), "Microsoft.Storage/*/read");
}

TEST_F(PatternSuggestionTest, AResourceTypeWithoutAVerb) {
  EXPECT_EQ(meant("Microsoft.Compute/disks"), "Microsoft.Compute/disks/read");
  EXPECT_EQ(meant("Microsoft.Storage/accounts"), "") << "there is no read of these";
}

TEST_F(PatternSuggestionTest, NothingThatIsNotClose) {
  EXPECT_EQ(meant("Microsoft.Compute/flibbertigibbets/read"), "");
  EXPECT_EQ(meant("Contoso.Widgets/disks/read"), "");
  EXPECT_EQ(meant("Microsoft.Compute/virtualMachine/*/delete"), "")
      << "what comes out has to match something";
  EXPECT_EQ(meant(""), "");
}

TEST_F(PatternSuggestionTest, OnlyOfThePlane) {
  EXPECT_EQ(meant("Microsoft.Storage/accounts/blob/read"), "");
  EXPECT_EQ(meant("Microsoft.Storage/accounts/blob/read", Plane::kData),
            "Microsoft.Storage/accounts/blobs/read");
}

}  // namespace
}  // namespace leastwise

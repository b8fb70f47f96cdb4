#include "rules/audit/operation_index.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

class OperationIndexTest : public ::testing::Test {
 protected:
  OperationIndexTest() {
    add("B.Two/x/read", OperationPlane::kData, Origin::kInput);
    add("A.One/y/write", OperationPlane::kControl, Origin::kInput);
    add("a.one/x/read", OperationPlane::kUnstated, Origin::kInput);
    add("C.Three/x/read", OperationPlane::kControl, Origin::kCatalogue);
    add("A.OneAndMore/x/read", OperationPlane::kControl, Origin::kInput);
    add("D.Four/*", OperationPlane::kControl, Origin::kInput);
  }

  void add(std::string_view name, OperationPlane plane, Origin origin) {
    catalogue.add(name, {plane, origin});
  }
  [[nodiscard]] static ActionPattern pattern(std::string_view text) {
    return *ActionPattern::parse(text, WildcardReading::kAzure);
  }
  [[nodiscard]] std::vector<std::string> matching(std::string_view text, Plane plane) const {
    const OperationIndex index(catalogue);
    std::vector<std::string> names;
    for (const OperationId id : index.matching(pattern(text), plane)) {
      names.emplace_back(catalogue.name(id));
    }
    EXPECT_EQ(index.matches_any(pattern(text), plane), !names.empty());
    return names;
  }

  using Names = std::vector<std::string>;
  OperationCatalogue catalogue;
};

TEST_F(OperationIndexTest, WhatAPatternMatchesInAPlane) {
  EXPECT_EQ(matching("A.ONE/*", Plane::kControl), (Names{"a.one/x/read", "A.One/y/write"}));
  EXPECT_EQ(matching("A.ONE/*", Plane::kData), Names{"a.one/x/read"}) << "nobody says its plane";
  EXPECT_EQ(matching("*/read", Plane::kControl),
            (Names{"a.one/x/read", "A.OneAndMore/x/read", "C.Three/x/read"}));
  EXPECT_EQ(matching("a.one/x/read", Plane::kControl), Names{"a.one/x/read"});
  EXPECT_EQ(matching("a.one/x", Plane::kControl), Names{}) << "not the whole name";
  EXPECT_EQ(matching("", Plane::kControl), Names{});
}

TEST_F(OperationIndexTest, NamesWithAWildcardAreNoOperations) {
  EXPECT_EQ(matching("D.Four/*", Plane::kControl), Names{});
  EXPECT_FALSE(OperationIndex(catalogue).knows_provider("d.four"));
}

TEST_F(OperationIndexTest, ProvidersByWholeNames) {
  const OperationIndex index(catalogue);
  EXPECT_TRUE(index.knows_provider("a.one"));
  EXPECT_TRUE(index.exported_provider("a.one"));
  EXPECT_FALSE(index.knows_provider("a.on"));
  EXPECT_TRUE(index.knows_provider("c.three"));
  EXPECT_FALSE(index.exported_provider("c.three")) << "of the catalogue alone";
  EXPECT_TRUE(index.knows_provider("")) << "of any provider";
  EXPECT_TRUE(index.exported_provider(""));
}

TEST_F(OperationIndexTest, NothingIsKnownOfAnEmptyCatalogue) {
  const OperationCatalogue empty;
  const OperationIndex index(empty);
  EXPECT_FALSE(index.knows_provider(""));
  EXPECT_FALSE(index.exported_provider(""));
}

TEST_F(OperationIndexTest, ThePrefixIsARange) {
  const OperationIndex index(catalogue);
  EXPECT_EQ(index.with_prefix("a.one").size(), 3U);
  EXPECT_EQ(index.with_prefix("a.one/").size(), 2U);
  EXPECT_EQ(index.with_prefix("").size(), 5U);
  EXPECT_EQ(index.with_prefix("zzz").size(), 0U);
}

TEST(ProviderOf, WhatStandsBeforeTheFirstSlash) {
  const auto provider = [](std::string_view text) {
    return provider_of(*ActionPattern::parse(text, WildcardReading::kAzure));
  };
  EXPECT_EQ(provider("Microsoft.Compute/*"), "microsoft.compute");
  EXPECT_EQ(provider("Microsoft.Compute"), "microsoft.compute");
  EXPECT_EQ(provider("*/read"), "");
  EXPECT_EQ(provider("Microsoft.*/read"), "");
  EXPECT_EQ(provider(""), "");
}

TEST_F(OperationIndexTest, UnknownProvidersAreStatedOnce) {
  const OperationIndex index(catalogue);
  UnknownProviders unknown;
  EXPECT_FALSE(unknown.note(index, pattern("A.One/*")));
  EXPECT_FALSE(unknown.note(index, pattern("*/read")));
  RuleOutcome outcome("LW000");
  unknown.state(outcome, "c");
  EXPECT_TRUE(outcome.unverifiable().empty());
  for (const char* text : {"G/*", "F/*", "g/x", "H/*", "I/*", "J/*", "K/*"}) {
    EXPECT_TRUE(unknown.note(index, pattern(text)));
  }
  unknown.state(outcome, "c");
  ASSERT_EQ(outcome.unverifiable().size(), 1U);
  EXPECT_EQ(outcome.unverifiable()[0].missing,
            "no operation of `F`, `G`, `H`, `I`, `J` and 1 more is known (`az provider operation "
            "list`): c");
}

}  // namespace
}  // namespace leastwise

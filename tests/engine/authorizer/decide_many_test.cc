// decide_many(): the same as decide(), question by question.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::guid_of;
using testing::SmallCompiled;
using testing::SmallTenant;

class DecideMany : public ::testing::Test {
 protected:
  DecideMany() {
    t.user("ann");
    t.user("bob");
    t.role("Reader", {{.actions = {"*/read"}}});
    t.role("Guarded", {{.actions = {"x/write"}, .condition = "Exists @Request[y]"}});
    t.assign("a1", {"ann", "Reader", "/subscriptions/s/resourceGroups/g"});
    t.assign("a2", {"bob", "Guarded", "/subscriptions/s"});
    t.operation("x/read");
    t.operation("x/write");
  }

  // Asks all at once and one by one.
  void expect_same(const std::vector<AccessQuestion>& questions) {
    const SmallCompiled world(t);
    std::vector<CompiledTenant::BatchDecision> decisions(questions.size());
    world.compiled.decide_many(questions, decisions);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto one = world.compiled.decide(questions[i]);
      ASSERT_EQ(decisions[i].valid, one.has_value()) << i;
      if (one) {
        EXPECT_EQ(decisions[i].decision.effect, one->effect) << i;
        EXPECT_EQ(decisions[i].decision.reasons, one->reasons) << i;
      }
    }
  }

  SmallTenant t;
};

TEST_F(DecideMany, OfNoneIsNone) { expect_same({}); }

// More than are in flight together, of every kind: known and unknown principals, actions, scopes;
// long ones; and what is no question.
TEST_F(DecideMany, IsDecideForEachQuestion) {
  const std::string long_scope =
      "/subscriptions/s/resourceGroups/g/providers/P/t/" + std::string(600, 'n');
  const std::string long_action = "x/" + std::string(3000, 'y') + "/read";
  const std::vector<std::string> scopes = {"/subscriptions/S/resourceGroups/G/",
                                           "/subscriptions/s",
                                           "/subscriptions/s/resourceGroups/g/providers/P/t/n",
                                           "/subscriptions/other",
                                           "/",
                                           "no scope",
                                           "",
                                           long_scope};
  const std::vector<std::string> actions = {"x/READ", "x/write", "never/seen/read",
                                            "",       "x/*",     long_action};
  std::vector<AccessQuestion> questions;
  for (const std::string& scope : scopes) {
    for (const std::string& action : actions) {
      for (const char* who : {"ann", "bob", "stranger"}) {
        for (const Plane plane : kPlanes) {
          questions.push_back({guid_of(who), action, plane, scope});
        }
      }
    }
  }
  ASSERT_GT(questions.size(), 200U);
  expect_same(questions);
  questions.resize(17);
  expect_same(questions);
}

}  // namespace
}  // namespace leastwise

#include "rules/audit/needs.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "tests/support/small_tenant.h"

namespace leastwise {
namespace {

using testing::guid_of;
using testing::SmallCompiled;
using testing::SmallTenant;

constexpr const char* kSub = "/subscriptions/s";

SmallTenant sketch() {
  SmallTenant t;
  t.user("ann");
  t.user("bob");
  t.role("Reader", {{.actions = {"*/read"}}});
  t.assign("a1", {"ann", "Reader", kSub});
  t.assign("a2", {"bob", "Unheard", kSub});
  return t;
}

NeedRecord record(std::string principal, std::string scope = kSub) {
  NeedRecord need;
  need.principal = {.text = std::move(principal), .place = {FileId(0), 2, 5}};
  need.scope = *ScopePath::parse(scope);
  need.place = {FileId(0), 1, 3};
  return need;
}

class NeedsTest : public ::testing::Test {
 protected:
  // `code line:column message` of everything that is reported, a line each.
  std::string reported(const std::vector<NeedRecord>& records) {
    Diagnostics diagnostics;
    needs_ = look_up_needs(records, world_.tenant, levels_, diagnostics);
    std::string text;
    for (const Diagnostic& each : diagnostics.all()) {
      text += fmt::format("{}{} {}:{} {}\n", each.severity == Severity::kWarning ? "warning " : "",
                          each.code, each.place.line, each.place.column, each.message);
    }
    return text;
  }

  SmallCompiled world_{sketch()};
  AccessLevels levels_ = embedded_access_levels();
  std::vector<DeclaredNeed> needs_;
};

TEST_F(NeedsTest, LooksUpALevel) {
  NeedRecord need = record("ann");
  need.access.text = "Registry-Use";
  need.owner = "o";
  EXPECT_EQ(reported({need}), "");
  ASSERT_EQ(needs_.size(), 1U);
  EXPECT_EQ(needs_[0].known, world_.principal("ann"));
  EXPECT_EQ(needs_[0].level, "registry-use");
  EXPECT_EQ(needs_[0].actions.size(), 2U);
  EXPECT_EQ(needs_[0].owner, "o");
  EXPECT_TRUE(needs_[0].place.exact);
  EXPECT_EQ(needs_[0].stands_at.line, 1U);
}

TEST_F(NeedsTest, LooksUpARoleAndKeepsActions) {
  NeedRecord role = record("ann");
  role.role.text = "reader";
  NeedRecord actions = record("bob", "/subscriptions/s/resourceGroups/nobody-knows");
  actions.actions = {{.text = "A/b/read"}};
  actions.data_actions = {{.text = "A/c/*"}};
  EXPECT_EQ(reported({role, actions}), "");
  ASSERT_EQ(needs_.size(), 2U);
  EXPECT_EQ(needs_[0].role, world_.role("Reader"));
  EXPECT_EQ(needs_[1].actions,
            (std::vector<NeededAction>{{"A/b/read", Plane::kControl}, {"A/c/*", Plane::kData}}));
  EXPECT_FALSE(needs_[1].place.exact) << "a need may come before its resource";
}

// All that is wrong is told, and nothing of it becomes a need.
TEST_F(NeedsTest, EveryWrongNameIsReported) {
  NeedRecord nobody = record("anne");
  nobody.access = {.text = "registry-publsh", .place = {FileId(0), 3, 5}};
  NeedRecord undefined = record("bob");
  undefined.role = {.text = to_string(guid_of("Unheard")), .place = {FileId(0), 4, 5}};
  NeedRecord no_role = record("bob");
  no_role.role = {.text = "Writer", .place = {FileId(0), 5, 5}};
  NeedRecord too_long = record("bob");
  too_long.actions = {{.text = std::string(kMaxActionBytes + 1, 'a'), .place = {FileId(0), 6, 5}}};
  const std::string text = reported({nobody, undefined, no_role, too_long});
  EXPECT_NE(text.find("bad-principal 2:5 no principal is called `anne`\n"), std::string::npos);
  EXPECT_NE(text.find("unknown-access-level 3:5 no access level is called `registry-publsh`\n"),
            std::string::npos);
  EXPECT_NE(text.find("role-undefined 4:5 "), std::string::npos);
  EXPECT_NE(text.find("unknown-role 5:5 "), std::string::npos);
  EXPECT_NE(text.find("pattern-too-long 6:5 "), std::string::npos);
  EXPECT_TRUE(needs_.empty());
}

TEST_F(NeedsTest, AnUnknownGuidIsAWarning) {
  NeedRecord need = record(to_string(guid_of("stranger")));
  need.access.text = "registry-use";
  const std::string text = reported({need});
  EXPECT_TRUE(text.starts_with("warning unknown-principal 2:5 ")) << text;
  ASSERT_EQ(needs_.size(), 1U);
  EXPECT_FALSE(needs_[0].known.has_value());
  EXPECT_EQ(needs_[0].principal, guid_of("stranger"));
}

// The same need under another name of the principal, in another order or letter case.
TEST_F(NeedsTest, TheSameNeedTwiceIsAnError) {
  NeedRecord first = record("ann");
  first.actions = {{.text = "A/b/read"}, {.text = "A/c/read"}};
  NeedRecord again = record(to_string(guid_of("ann")), "/SUBSCRIPTIONS/s");
  again.actions = {{.text = "a/C/read"}, {.text = "A/b/read"}};
  NeedRecord other = record("ann");
  other.actions = {{.text = "A/b/read"}};
  EXPECT_EQ(reported({first, again, other}), "duplicate-need 2:5 this need stands twice\n");
  EXPECT_EQ(needs_.size(), 2U);
}

ActivityRecord call(std::string caller, std::string operation) {
  ActivityRecord record;
  record.caller = std::move(caller);
  record.operation = std::move(operation);
  record.scope = *ScopePath::parse(kSub);
  record.outcome = ActivityOutcome::kSucceeded;
  return record;
}

TEST_F(NeedsTest, ActivityIsCountedOnceForEachPrincipalOperationAndScope) {
  ActivityRecord by_id = call("", "a/B/write");
  by_id.object_id = guid_of("ann");
  const std::vector<ActivityRecord> records = {call("ann", "A/b/write"), by_id,
                                               call("ann", "A/b/delete")};
  const LookedUpActivity activity = look_up_activity(records, world_.tenant);
  ASSERT_EQ(activity.uses.size(), 2U);
  EXPECT_EQ(activity.uses[0].principal, world_.principal("ann"));
  EXPECT_EQ(activity.uses[0].operation, "A/b/write");
  EXPECT_EQ(activity.unknown_calls, 0U);
}

TEST_F(NeedsTest, CallersThatNobodyKnowsAreCounted) {
  ActivityRecord stranger = call("ann", "A/b/write");
  stranger.object_id = guid_of("stranger");
  stranger.caller = "stranger@elsewhere.example";
  const std::vector<ActivityRecord> records = {call("nobody", "A/b/write"),
                                               call("nobody", "A/b/delete"), stranger};
  const LookedUpActivity activity = look_up_activity(records, world_.tenant);
  EXPECT_TRUE(activity.uses.empty());
  EXPECT_EQ(activity.unknown_callers, 2U);
  EXPECT_EQ(activity.unknown_calls, 3U);
}

// A call that was refused shows a need that is not met; one that failed otherwise shows nothing.
TEST_F(NeedsTest, OutcomesDecideWhatCounts) {
  std::vector<ActivityRecord> records = {call("ann", "A/a/write"), call("ann", "A/b/write"),
                                         call("ann", "A/c/write")};
  records[0].outcome = ActivityOutcome::kFailed;
  records[1].outcome = ActivityOutcome::kForbidden;
  records[2].outcome = ActivityOutcome::kOpen;
  const LookedUpActivity activity = look_up_activity(records, world_.tenant);
  ASSERT_EQ(activity.uses.size(), 2U);
  EXPECT_EQ(activity.uses[0].operation, "A/b/write");
}

// An application that acts for a user is not the user's application.
TEST_F(NeedsTest, AnApplicationIdIsTheLastResort) {
  ActivityRecord record = call("ann", "A/b/write");
  record.app_id = guid_of("bob");
  const std::vector<ActivityRecord> records = {record};
  const LookedUpActivity activity = look_up_activity(records, world_.tenant);
  ASSERT_EQ(activity.uses.size(), 1U);
  EXPECT_EQ(activity.uses[0].principal, world_.principal("ann"));
}

}  // namespace
}  // namespace leastwise

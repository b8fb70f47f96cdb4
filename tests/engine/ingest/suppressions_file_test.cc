#include "engine/ingest/suppressions_file.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>

namespace leastwise {
namespace {

struct Read {
  std::vector<SuppressionRecord> suppressions;
  std::string reported = {};
};

Read read(std::string_view entries) {
  Diagnostics diagnostics;
  Read result{.suppressions = read_suppressions(
                  fmt::format("version: 1\nsuppressions:\n{}", entries), FileId(2), diagnostics)};
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    result.reported += fmt::format("{} {}:{} {}\n", diagnostic.code, diagnostic.place.line,
                                   diagnostic.place.column, diagnostic.message);
  }
  return result;
}

TEST(SuppressionsFile, ReadsEverythingThatAnEntrySays) {
  const Read result = read(R"(  - rule: LW003
    principal: Pinecone Platform
    role: Contributor
    scope: /subscriptions/s1
    reason: replaced in March
    expires: 2027-03-31
    owner: lena@alderfinch.example
)");
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.suppressions.size(), 1U);
  const SuppressionRecord& record = result.suppressions.front();
  EXPECT_EQ(record.rule.text, "LW003");
  EXPECT_EQ(record.rule.place, (SourcePlace{FileId(2), 3, 11}));
  EXPECT_EQ(record.principal.text, "Pinecone Platform");
  EXPECT_EQ(record.role.text, "Contributor");
  EXPECT_EQ(record.scope.text, "/subscriptions/s1");
  EXPECT_EQ(record.reason, "replaced in March");
  EXPECT_EQ(record.owner, "lena@alderfinch.example");
  EXPECT_EQ(record.expires, parse_instant("2027-04-01T00:00:00Z"));
  EXPECT_EQ(record.place, (SourcePlace{FileId(2), 3, 5}));
}

TEST(SuppressionsFile, NeedsARuleAReasonAndAnEnd) {
  const Read result = read(R"(  - rule: grant-exceeds-need
    reason: accepted
    expires: 2027-03-31T12:00:00Z
  - owner: x
  - {rule: LW001, reason: '', expires: never}
)");
  EXPECT_EQ(result.reported,
            "missing-key 6:5 `rule` is missing\n"
            "missing-key 6:5 `reason` is missing\n"
            "missing-key 6:5 `expires` is missing\n"
            "bad-value 7:27 `reason` is empty\n"
            "bad-time 7:40 `never` is not a date\n");
  ASSERT_EQ(result.suppressions.size(), 1U);
  EXPECT_FALSE(result.suppressions.front().principal.given());
  EXPECT_EQ(result.suppressions.front().expires, parse_instant("2027-03-31T12:00:00Z"));
}

TEST(SuppressionsFile, SuppressesOneRuleAnEntry) {
  EXPECT_EQ(read("  - {rule: 'LW001, LW002', reason: r, expires: 2027-01-01}\n"
                 "  - {rule: [LW001], reason: r, expires: 2027-01-01}\n"
                 "  - {rule: LW*, reason: r, expires: 2027-01-01}\n")
                .reported,
            "bad-value 3:12 `LW001, LW002` is not the name of a rule\n"
            "wrong-type 4:12 `rule` is a list, expected a text\n"
            "bad-value 5:12 `LW*` is not the name of a rule\n");
}

TEST(SuppressionsFile, ChecksScopes) {
  EXPECT_EQ(read("  - {rule: LW001, scope: s1, reason: r, expires: 2027-01-01}\n").reported,
            "bad-scope 3:26 scope `s1` does not begin with `/`\n");
}

TEST(SuppressionsFile, NoticesWhatIsSuppressedTwice) {
  const Read result = read(R"(  - {rule: LW001, principal: p, reason: r, expires: 2027-01-01}
  - {rule: lw001, principal: P, reason: other, expires: 2028-01-01}
  - {rule: LW001, role: p, reason: r, expires: 2027-01-01}
)");
  EXPECT_EQ(result.reported,
            "duplicate-suppression 4:5 these findings of `lw001` are suppressed twice\n");
  EXPECT_EQ(result.suppressions.size(), 2U);
}

}  // namespace
}  // namespace leastwise

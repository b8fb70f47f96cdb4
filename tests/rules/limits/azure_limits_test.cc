#include "rules/limits/azure_limits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace leastwise {
namespace {

using Texts = std::vector<std::string>;

const std::string kHeader = "limits 1\ndate 2026-11-23\nsource x\n";

// All limits, one a line from line 4 on: 11, 12, 13, ...
std::string all_limits() {
  std::string text;
  for (std::size_t i = 0; i < kLimitNames.size(); ++i) {
    text.append("limit ").append(kLimitNames.at(i).name).append(" ");
    text.append(std::to_string(11 + i)).append("\n");
  }
  return text;
}

// The problems of a text, as `code@line`.
Texts problems(const std::string& text) {
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_azure_limits(text, FileId(0), diagnostics).has_value());
  Texts found;
  for (const Diagnostic& problem : diagnostics.all()) {
    found.push_back(problem.code + "@" + std::to_string(problem.place.line));
  }
  return found;
}

TEST(AzureLimits, ReadsEveryLimitIntoItsOwnMember) {
  Diagnostics diagnostics;
  const auto limits = parse_azure_limits(kHeader + all_limits(), FileId(0), diagnostics);
  ASSERT_TRUE(limits.has_value());
  EXPECT_EQ(limits->date, "2026-11-23");
  for (std::size_t i = 0; i < kLimitNames.size(); ++i) {
    EXPECT_EQ((*limits).*kLimitNames.at(i).member, 11 + i) << kLimitNames.at(i).name;
  }
}

TEST(AzureLimits, ReportsEachLimitThatIsMissing) {
  EXPECT_EQ(problems(kHeader), Texts(kLimitNames.size(), "missing-statement@4"));
  const std::string text = all_limits();
  EXPECT_EQ(problems(kHeader + text.substr(text.find('\n') + 1)), (Texts{"missing-statement@12"}));
}

TEST(AzureLimits, ReportsWrongStatements) {
  const auto behind = [](std::string_view line) {  // at line 13
    return problems(kHeader + all_limits() + std::string(line) + "\n");
  };
  EXPECT_EQ(behind("limit colours 7"), (Texts{"unknown-limit@13"}));
  EXPECT_EQ(behind("limit"), (Texts{"unknown-limit@13"}));
  EXPECT_EQ(behind("colour 7"), (Texts{"unknown-statement@13"}));
  EXPECT_EQ(behind("limit condition-bytes 7"), (Texts{"duplicate-statement@13"}));
}

// One error for one bad number: it is not reported as missing besides.
TEST(AzureLimits, ReportsWrongNumbers) {
  for (const std::string_view number :
       {"0", "-1", "+1", "4,000", "1x", "99999999999999999999", "x"}) {
    std::string text = all_limits();
    const std::string_view line = "limit assignments-per-subscription 11";
    text.replace(text.find(line), line.size(),
                 std::string("limit assignments-per-subscription ").append(number));
    EXPECT_EQ(problems(kHeader + text), (Texts{"bad-number@4"})) << number;
  }
  EXPECT_EQ(problems(kHeader + "limit condition-bytes\n" + all_limits()), (Texts{"bad-number@4"}));
}

TEST(AzureLimits, ReportsWrongHeaders) {
  EXPECT_EQ(problems("limits 2\ndate 2026-11-23\nsource x\n" + all_limits()),
            (Texts{"unsupported-version@1"}));
  EXPECT_EQ(problems("limits 1\nsource x\n" + all_limits()), (Texts{"missing-statement@3"}));
}

// The numbers of SPEC section 12, one by one.
TEST(EmbeddedAzureLimits, AreThePublishedOnes) {
  const AzureLimits limits = embedded_azure_limits();
  EXPECT_EQ(limits.assignments_per_subscription, 4'000U);
  EXPECT_EQ(limits.assignments_per_management_group, 500U);
  EXPECT_EQ(limits.custom_roles_per_tenant, 5'000U);
  EXPECT_EQ(limits.assignable_scopes_per_role, 2'000U);
  EXPECT_EQ(limits.role_name_characters, 512U);
  EXPECT_EQ(limits.role_description_characters, 2'048U);
  EXPECT_EQ(limits.condition_bytes, 8U * 1024);
  EXPECT_EQ(limits.wildcards_per_pattern, 1U);
  EXPECT_EQ(limits.management_groups_in_assignable_scopes, 1U);
  EXPECT_EQ(limits.date, "2026-11-23");
}

}  // namespace
}  // namespace leastwise

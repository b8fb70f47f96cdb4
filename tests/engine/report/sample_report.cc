#include "tests/engine/report/sample_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace leastwise::testing {
namespace {

constexpr std::string_view kScope =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-models";
constexpr std::string_view kContributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
constexpr std::string_view kYuki = "aaaaaaaa-0000-4000-8000-000000000001";
constexpr std::string_view kPlatform = "aaaaaaaa-0000-4000-8000-000000000002";

constexpr std::string_view kAssignments = R"([
  {
    "condition": null,
    "conditionVersion": null,
    "createdOn": "2025-06-24T15:36:05.482000+00:00",
    "description": "naïve ünïcode",
    "id": "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-models)"
                                          R"(/providers/Microsoft.Authorization/roleAssignments)"
                                          R"(/cccccccc-0000-4000-8000-000000000001",
    "name": "cccccccc-0000-4000-8000-000000000001",
    "principalId": "aaaaaaaa-0000-4000-8000-000000000001",
    "principalType": "User",
    "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions)"
                                          R"(/b24988ac-6180-42a0-ab88-20f7382dd24c",
    "scope": "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-models"
  },
  {"name": "😀", "x": {"principalId": "aaaaaaaa-0000-4000-8000-000000000002"}}
]
)";

constexpr std::string_view kRoles = R"([
  {
    "roleName": "Model Helper",
    "permissions": [{"actions": ["*"]}]
  }
]
)";

std::vector<RuleView> sample_rules() {
  return {
      {.id = "LW001",
       .name = "grant-exceeds-need",
       .title = "A grant is wider than the declared need",
       .description = "Somebody holds operations that no entry of the needs file asks for.",
       .remedy = "Replace the role by the smallest one that covers the need.",
       .needs = "A needs file, and the role assignments.",
       .severity = FindingSeverity::kHigh},
      {.id = "LW004",
       .name = "broad-grant",
       .title = "Owner- or Contributor-like access at a wide scope",
       .description = "A grant by which nearly everything below a wide scope can be changed.",
       .remedy = "Grant it where the work is done.",
       .needs = "Role assignments and definitions.",
       .severity = FindingSeverity::kHigh},
      {.id = "LW005",
       .name = "owner-count",
       .title = "Too many or too few owners",
       .description = "More than three or fewer than two can do everything in a subscription.",
       .remedy = "Keep two or three owners.",
       .needs = "The members of all groups.",
       .severity = FindingSeverity::kMedium},
      {.id = "LW008",
       .name = "owner-like-custom-role",
       .title = "A custom role that is Owner by another name",
       .description = "A custom role grants what Owner grants.",
       .remedy = "Use Owner, so that everybody sees it, or grant less.",
       .needs = "Role definitions.",
       .severity = FindingSeverity::kHigh},
      {.id = "LW011",
       .name = "wide-wildcard",
       .title = "A wildcard that matches much",
       .description = "A pattern of a custom role matches many known operations.",
       .remedy = "Name the operations.",
       .needs = "Role definitions.",
       .severity = FindingSeverity::kLow},
  };
}

Finding grant_exceeds_need() {
  return {
      .rule = "LW001",
      .severity = FindingSeverity::kCritical,
      .message =
          "Yuki Arai holds 6,212 operations more than registry-publish needs on resource "
          "group rg-models",
      .subject = {.principal = std::string(kYuki),
                  .principal_name = "Yuki Arai",
                  .role = std::string(kContributor),
                  .role_name = "Contributor",
                  .scope = std::string(kScope)},
      .place = {FileId(0), 2, 3},
      .chain = {{.what = "principal",
                 .text = "Yuki Arai (User, guest)",
                 .id = std::string(kYuki),
                 .place = {FileId(0), 14, 25}},
                {.what = "group", .text = "Model Contractors", .id = std::string(kPlatform)},
                {.what = "assignment",
                 .text = "on resource group rg-models",
                 .id = fmt::format("{}/providers/Microsoft.Authorization/roleAssignments/"
                                   "cccccccc-0000-4000-8000-000000000001",
                                   kScope),
                 .place = {FileId(0), 2, 3}},
                {.what = "role", .text = "Contributor", .id = std::string(kContributor)},
                {.what = "action", .text = "Microsoft.MachineLearningServices/registries/delete"}},
      .evidence = {{.label = "worst operations",
                    .items = {"Microsoft.MachineLearningServices/registries/delete",
                              "Microsoft.Storage/storageAccounts/listKeys/action"},
                    .total = 6212}},
      .fix = {.text = "Give AzureML Registry User and a custom role of four operations instead",
              .commands = {"az role definition create --role-definition @role.json",
                           "az role assignment delete --ids "
                           "cccccccc-0000-4000-8000-000000000001"},
              .attachment_name = "role.json",
              .attachment = "{\n  \"Name\": \"Model Publisher\",\n\n  \"IsCustom\": true\n}\n"}};
}

std::vector<Finding> sample_findings() {
  std::vector<Finding> findings = {grant_exceeds_need()};
  findings.push_back(
      {.rule = "LW008",
       .severity = FindingSeverity::kHigh,
       .message = "custom role `Model Helper` grants everything that Owner grants",
       .subject = {.role = "dddddddd-0000-4000-8000-000000000001", .role_name = "Model Helper"},
       .place = {FileId(1), 2, 3}});
  for (const std::string_view who : {"Model Contractors", "Zoë Brandt"}) {
    findings.push_back(
        {.rule = "LW004",
         .severity = FindingSeverity::kMedium,
         .message = fmt::format("`{}` holds Contributor-like access on subscription main", who),
         .subject = {.principal = std::string(kPlatform),
                     .scope = "/subscriptions/11111111-1111-4111-8111-111111111111",
                     .detail = std::string(who)},
         .place = {FileId(0), 14, 25}});
  }
  findings.push_back({.rule = "LW005",
                      .severity = FindingSeverity::kLow,
                      .message = "subscription main has one owner",
                      .subject = {.scope = "/subscriptions/11111111-1111-4111-8111-111111111111"}});
  return findings;
}

}  // namespace

Report sample_report() {
  Report report = {.tool_version = "0.1.0",
                   .command = "audit",
                   .at = parse_instant("2026-09-01").value_or(Instant{}),
                   .catalogue_hash = "0123456789abcdef0123456789abcdef",
                   .wildcards = "azure",
                   .rules = sample_rules(),
                   .findings = sample_findings()};
  report.files.add("exports/role-assignments.json");
  report.files.add("exports/role definitions#1.json");
  report.files.add("suppressions.yaml");
  report.suppressed.push_back(
      {.finding = {.rule = "LW004",
                   .severity = FindingSeverity::kHigh,
                   .message = "`Break Glass` holds Owner-like access on subscription main",
                   .subject = {.principal = "aaaaaaaa-0000-4000-8000-000000000009"},
                   .place = {FileId(0), 2, 3}},
       .reason = "the account for emergencies",
       .owner = "Platform Engineering",
       .expires = parse_instant("2027-01-01").value_or(kEndOfTime),
       .place = {FileId(2), 4, 5}});
  report.unverifiable.push_back({.rule = "LW005",
                                 .missing = "the members of a group were not exported",
                                 .subject = "subscription lab"});
  report.coverage_gaps.push_back("group `Lab Vendors` was exported without its members");
  report.failed = true;
  sort_findings(report.findings);
  return report;
}

SourceLines sample_lines() {
  return [](FileId file, std::uint32_t number) -> std::optional<std::string> {
    constexpr std::array<std::string_view, 2> kFiles = {kAssignments, kRoles};
    if (file.index() >= kFiles.size()) {
      return std::nullopt;
    }
    std::string_view text = kFiles[file.index()];
    for (std::uint32_t line = 1; line < number && !text.empty(); ++line) {
      text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    }
    if (text.empty()) {
      return std::nullopt;
    }
    return std::string(text.substr(0, text.find('\n')));
  };
}

std::vector<std::string> hostile_texts() {
  return {
      "::error::owned",
      "x\n::error file=a::owned",
      "x\r\n##vso[task.setvariable variable=x]y",
      "##vso[task.complete result=Succeeded;]done",
      "a]]>b<![CDATA[c",
      "<script>alert(1)</script>",
      "</details><img src=x onerror=alert(1)>",
      "\"quoted\" & 'quoted'",
      "`code` | a | b |\n|---|",
      "[click](https://evil.example) ![i](x)",
      "@octocat and @org/team, #1",
      "100%25 %0A ; ] , :",
      "\x1b[2Jgone \x07 \x01\x08",
      std::string("nul\0byte", 8),
      "\xe2\x80\xae"
      "desrever \xe2\x81\xa6 isolate",
      "\xff\xfe broken \xc3",
      "\xef\xbf\xbe noncharacter \xef\xbf\xbf",
      "line\xe2\x80\xa8separator",
      "\\u0041 back\\slash",
      std::string(3000, 'w'),
  };
}

Report hostile_report() {
  Report report = sample_report();
  report.findings.clear();
  report.suppressed.clear();
  report.unverifiable.clear();
  report.coverage_gaps.clear();
  for (const std::string& text : hostile_texts()) {
    const FileId file = report.files.add(text);
    const SourcePlace place = {file, 3, 2};
    const Finding finding = {
        .rule = "LW001",
        .severity = FindingSeverity::kHigh,
        .message = text,
        .subject = {text, text, text, text, text, text},
        .place = place,
        .chain = {{.what = "assignment", .text = text, .id = text, .place = place}},
        .evidence = {{.label = text, .items = {text}, .total = 2}},
        .fix = {.text = text, .commands = {text}, .attachment_name = text, .attachment = text}};
    report.findings.push_back(finding);
    report.suppressed.push_back(
        {.finding = finding, .reason = text, .owner = text, .place = place});
    report.unverifiable.push_back({.rule = "LW005", .missing = text, .subject = text});
    report.coverage_gaps.push_back(text);
    report.absent.push_back(finding);
  }
  sort_findings(report.findings);
  return report;
}

}  // namespace leastwise::testing

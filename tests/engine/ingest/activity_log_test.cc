#include "engine/ingest/activity_log.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>

namespace leastwise {
namespace {

constexpr std::string_view kUser = "f409edeb-4d29-44b5-9763-ee9348ad91bb";

struct Read {
  ActivityLog log = {};
  std::string reported = {};
};

void add(Read& to, std::string_view text) {
  Diagnostics diagnostics;
  to.log.read(text, FileId(1), diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    to.reported +=
        fmt::format("{} {} {}:{} {} {}\n", to_string(diagnostic.severity), diagnostic.code,
                    diagnostic.place.line, diagnostic.place.column,
                    diagnostic.pointer.empty() ? "-" : diagnostic.pointer, diagnostic.message);
  }
}

Read read(std::string_view text) {
  Read result;
  add(result, text);
  return result;
}

// An event of az; `more` may repeat none of its properties.
std::string event(std::string_view status, std::string_view correlation = "c1",
                  std::string_view scope = "/subscriptions/s1", std::string_view more = "") {
  return fmt::format(
      R"({{"operationName": {{"value": "A/b/write", "localizedValue": "Write b"}},
"authorization": {{"action": "A/b/write", "scope": "{}"}}, "caller": "rob@contoso.example",
"category": {{"value": "Administrative"}}, "correlationId": "{}",
"eventTimestamp": "2026-11-01T10:00:00Z", "status": {{"value": "{}"}}{}}})",
      scope, correlation, status, more);
}

std::string shown(const ActivityRecord& record) {
  return fmt::format("{}|{}|{}|{}", record.caller, record.operation, record.scope.text(),
                     to_string(record.outcome));
}

TEST(ActivityLog, ReadsAnEventOfAz) {
  const Read result = read(fmt::format(R"([
  {{"authorization": {{"action": "A/b/write", "scope": "/subscriptions/s1/resourceGroups/g",
    "evidence": {{"role": "Contributor", "roleAssignmentId": "aaaaaaaa000000000000000000000001"}}}},
  "caller": "rob@contoso.example",
  "claims": {{"appid": "355249ed-15d9-460d-8481-84026b065942",
    "http://schemas.microsoft.com/identity/claims/objectidentifier": "{}"}},
  "correlationId": "c1", "category": {{"value": "Administrative"}},
  "eventTimestamp": "2018-01-29T20:42:31.3810679Z",
  "operationName": {{"value": "A/b/write"}}, "resourceId": "/subscriptions/s2",
  "status": {{"value": "Succeeded"}}, "subStatus": {{"value": ""}}, "properties": {{}}}}])",
                                       kUser));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.log.records().size(), 1U);
  const ActivityRecord& record = result.log.records().front();
  EXPECT_EQ(shown(record),
            "rob@contoso.example|A/b/write|/subscriptions/s1/resourceGroups/g|succeeded");
  EXPECT_EQ(record.object_id, parse_guid(kUser));
  EXPECT_EQ(record.app_id, parse_guid("355249ed-15d9-460d-8481-84026b065942"));
  EXPECT_EQ(record.assignment, parse_guid("aaaaaaaa-0000-0000-0000-000000000001"));
  EXPECT_EQ(record.time, parse_instant("2018-01-29T20:42:31.3810679Z"));
  EXPECT_EQ(record.place, (SourcePlace{FileId(1), 2, 3}));
}

TEST(ActivityLog, TakesTheResourceWhereThereIsNoAuthorization) {
  const Read result = read(R"([{"operationName": "A/b/write", "caller": "x",
"eventTimestamp": "2026-11-01", "resourceId": "/subscriptions/s2", "status": "Accepted"}])");
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.log.records().size(), 1U);
  EXPECT_EQ(shown(result.log.records().front()), "x|A/b/write|/subscriptions/s2|open");
  EXPECT_FALSE(result.log.records().front().object_id.has_value());
}

TEST(ActivityLog, ReadsRowsOfLogAnalytics) {
  const Read result = read(fmt::format(R"([{{"TableName": "PrimaryResult",
"OperationNameValue": "A/B/WRITE", "CategoryValue": "Administrative", "Caller":
"rob@contoso.example",
"Authorization": "{{\"action\": \"A/b/write\", \"scope\": \"/subscriptions/s1\"}}",
"Claims_d": {{"http://schemas.microsoft.com/identity/claims/objectidentifier": "{}"}},
"ActivityStatusValue": "Success", "CorrelationId": "c1", "_ResourceId": "/subscriptions/s2",
"TimeGenerated": "2026-11-01T10:00:00.1Z"}}])",
                                       kUser));
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.log.records().size(), 1U);
  const ActivityRecord& record = result.log.records().front();
  EXPECT_EQ(shown(record), "rob@contoso.example|A/b/write|/subscriptions/s1|succeeded");
  EXPECT_EQ(record.object_id, parse_guid(kUser));
}

TEST(ActivityLog, ReadsTheTablesOfTheQueryApi) {
  const Read result = read(R"({"tables": [{"name": "PrimaryResult",
"columns": [{"name": "TimeGenerated"}, {"name": "OperationNameValue"}, {"name": "Caller"},
            {"name": "_ResourceId"}, {"name": "Authorization_d"}, {"name": "Level"}],
"rows": [
  ["2026-11-01T10:00:00Z", "A/B/WRITE", "x", "/subscriptions/s2", "", 4],
  ["2026-11-01T11:00:00Z", "A/B/DELETE", "y", "/subscriptions/s2",
   "{\"scope\": \"/subscriptions/s1\"}", null],
  ["2026-11-01T12:00:00Z", "A/B/READ"]]}]})");
  EXPECT_EQ(result.reported,
            "error bad-value 8:3 /tables/0/rows/2 a row of 2 values under 6 columns\n");
  ASSERT_EQ(result.log.records().size(), 2U);
  EXPECT_EQ(shown(result.log.records()[0]), "x|A/B/WRITE|/subscriptions/s2|open");
  EXPECT_EQ(shown(result.log.records()[1]), "y|A/B/DELETE|/subscriptions/s1|open");
  EXPECT_EQ(result.log.records()[1].place.line, 6U);
}

TEST(ActivityLog, JoinsTheEventsOfOneCall) {
  const Read result =
      read("[" + event("Started") + "," + event("Succeeded") + "," + event("Accepted") + "]");
  EXPECT_EQ(result.reported, "");
  ASSERT_EQ(result.log.records().size(), 1U);
  EXPECT_EQ(result.log.records().front().outcome, ActivityOutcome::kSucceeded);
  EXPECT_EQ(result.log.records().front().place.line, 1U);
}

// One deployment writes many resources under one correlation id.
TEST(ActivityLog, KeepsCallsApartThatDifferInScopeOrCorrelation) {
  const Read result = read(
      "[" + event("Succeeded") + "," + event("Succeeded", "c1", "/subscriptions/s2") + "," +
      event("Succeeded", "c2") + "," + event("Succeeded", "") + "," + event("Succeeded", "") + "]");
  EXPECT_EQ(result.log.records().size(), 5U);
}

TEST(ActivityLog, JoinsTheEventsOfSeveralFiles) {
  Read result = read("[" + event("Started") + "]");
  add(result, "[" + event("Failed") + "]");
  ASSERT_EQ(result.log.records().size(), 1U);
  EXPECT_EQ(result.log.records().front().outcome, ActivityOutcome::kFailed);
}

TEST(ActivityLog, TellsWantOfAccessFromOtherFailures) {
  const auto outcome = [](std::string_view more) {
    const Read result = read("[" + event("Failed", "c1", "/subscriptions/s1", more) + "," +
                             event("Failed") + "," + event("Started") + "]");
    EXPECT_EQ(result.reported, "");
    return result.log.records().front().outcome;
  };
  EXPECT_EQ(outcome(""), ActivityOutcome::kFailed);
  EXPECT_EQ(outcome(R"(, "subStatus": {"value": "Conflict"})"), ActivityOutcome::kFailed);
  EXPECT_EQ(outcome(R"x(, "subStatus": {"value": "Forbidden (HTTP Status Code: 403)"})x"),
            ActivityOutcome::kForbidden);
  EXPECT_EQ(outcome(R"(, "properties": {"statusCode": "Forbidden"})"), ActivityOutcome::kForbidden);
  EXPECT_EQ(outcome(R"(, "properties": {"statusMessage": "{\"code\":\"AuthorizationFailed\"}"})"),
            ActivityOutcome::kForbidden);
  EXPECT_EQ(outcome(R"(, "subStatus": {"value": "Forbidden"},
"properties": {"statusMessage": "{\"code\":\"RequestDisallowedByPolicy\"}"})"),
            ActivityOutcome::kFailed);
}

TEST(ActivityLog, CountsWhatIsNoCallOfAnybody) {
  const Read result = read(R"([
{"operationName": {"value": "Microsoft.ServiceHealth/incident/action"}, "category":
 {"value": "ServiceHealth"},
 "status": {"value": "Active"}, "caller": null},
{"operationName": {"value": "Microsoft.Authorization/policies/audit/action"}, "category":
 {"value": "Policy"},
 "caller": "x", "status": {"value": "Succeeded"}},
{"operationName": {"value": "A/b/write"}, "category":
 {"value": "Administrative"}, "caller": ""}])");
  EXPECT_EQ(result.reported, "");
  EXPECT_TRUE(result.log.records().empty());
  EXPECT_EQ(result.log.ignored(), 3U);
  EXPECT_FALSE(result.log.span().has_value());
}

TEST(ActivityLog, TakesPathsThatAreNoScopesForTheScopeAbove) {
  const Read result = read(
      "[" + event("Succeeded", "c1", "/subscriptions/s1/providers/A.B") + "," +
      event("Succeeded", "c2", "/subscriptions/s1/resourceGroups/g/providers/A.B/c/d/e") + "]");
  EXPECT_EQ(result.reported, "");
  EXPECT_EQ(result.log.records()[0].scope.text(), "/subscriptions/s1");
  EXPECT_EQ(result.log.records()[1].scope.text(),
            "/subscriptions/s1/resourceGroups/g/providers/A.B/c/d");
}

TEST(ActivityLog, KnowsWhichTimeItCovers) {
  const Read result = read(R"([
{"operationName": "A/b/write", "caller": "x", "resourceId": "/", "eventTimestamp": "2026-11-03"},
{"operationName": "A/b/write", "caller": "x",
 "resourceId": "/", "eventTimestamp": "2026-11-01"}])");
  ASSERT_TRUE(result.log.span().has_value());
  EXPECT_EQ(result.log.span()->first, parse_instant("2026-11-01"));
  EXPECT_EQ(result.log.span()->last, parse_instant("2026-11-03"));
}

TEST(ActivityLog, NoticesALogThatGoesOn) {
  EXPECT_EQ(read(R"({"value": [], "nextLink": "https://x"})").reported,
            "gap truncated-log 1:27 - the log goes on elsewhere: this is one page of it\n");
  EXPECT_EQ(read(R"({"value": [], "nextLink": ""})").reported, "");
  const auto events = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += (i == 0 ? "[" : ",") + event("Succeeded", fmt::format("c{}", i));
    }
    return read(text + "]").reported;
  };
  EXPECT_EQ(events(50),
            "gap truncated-log 1:1 - 50 events: as many as az gives unless it is told otherwise\n");
  EXPECT_EQ(events(49), "");
  EXPECT_EQ(events(51), "");
}

TEST(ActivityLog, ReportsEveryEventWithAProblem) {
  const Read result = read(R"([
{"operationName": {"value": "Write b"}, "caller": "x", "resourceId": "s1", "eventTimestamp": "now"},
{"operationName": "A/b/write", "caller": 7, "resourceId": "/", "eventTimestamp": "2026-11-01"},
{"operationName": "A/b/write", "caller": "x", "resourceId": "/"},
{"OperationNameValue": "A/b/write", "Caller": "x", "_ResourceId": "/", "Authorization": "{",
 "TimeGenerated": "2026-11-01"},
{"OperationNameValue": "A/b/write", "Caller": "x", "_ResourceId": "/", "Claims": "[]",
 "TimeGenerated": "2026-11-01"},
{"color": "red"}, 7,
{"operationName": "A/b/write", "caller": "good", "resourceId": "/", "eventTimestamp": "2026-11-01"},
{"operationName": "A/b/write", "caller": "x", "caller": "y"}])");
  EXPECT_EQ(result.reported,
            "error bad-time 2:94 /0/eventTimestamp `now` is not a time\n"
            "error bad-value 2:1 /0 `Write b` is not the name of an operation\n"
            "error bad-scope 2:1 /0 the event has no scope: `s1`\n"
            "error wrong-type 3:42 /1/caller `caller` is a number, expected a string\n"
            "error missing-property 4:1 /2 the event has no time\n"
            "error bad-value 5:89 /3/Authorization `Authorization` is no object in JSON\n"
            "error bad-value 7:82 /4/Claims `Claims` is no object in JSON\n"
            "error duplicate-key 11:57 /8/caller key `caller` stands twice in one object\n"
            "error unrecognized-file 9:1 /5 no event of an activity log: an object with `color` "
            "(first of 2 such records)\n");
  ASSERT_EQ(result.log.records().size(), 1U);
  EXPECT_EQ(result.log.records().front().caller, "good");
}

TEST(ActivityLog, RefusesWhatIsNoLog) {
  EXPECT_EQ(read("").reported, "error empty-file 1:1 - the file is empty\n");
  EXPECT_EQ(read("[{").reported,
            "error invalid-json 1:3 /0 not valid JSON: unexpected end of input; expected string "
            "literal\n");
  EXPECT_EQ(read(R"({"tables": {}})").reported,
            "error wrong-type 1:12 /tables `tables` is an object, expected an array\n");
  EXPECT_EQ(read(R"({"tables": [{"columns": [{"name": "a"}, {}]}]})").reported,
            "error missing-property 1:13 /tables/0 property `rows` is missing or empty\n");
  EXPECT_EQ(
      read(R"({"records": []})").reported,
      "error unrecognized-file 1:1 - no event of an activity log: an object with `records`\n");
}

}  // namespace
}  // namespace leastwise

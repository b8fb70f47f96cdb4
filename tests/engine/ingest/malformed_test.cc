// Bad input, one row each, with every diagnostic that it must give: code, place, pointer, message.
//
// A row goes through the whole of loading and building. What counts: nothing crashes, the message
// says what is wrong in words of the user's file, the place is where a person would look, and what
// is good beside the bad is still checked (rows with several diagnostics).
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/limits.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise {
namespace {

using std::string_literals::operator""s;

struct Row {
  std::string name;
  std::string text;
  std::vector<std::string> expected;  // `severity code line:column pointer message`
};

std::string line_of(const Diagnostic& diagnostic) {
  return fmt::format("{} {} {}:{} {} {}", to_string(diagnostic.severity), diagnostic.code,
                     diagnostic.place.line, diagnostic.place.column,
                     diagnostic.pointer.empty() ? "-" : diagnostic.pointer, diagnostic.message);
}

std::vector<std::string> diagnostics_of(std::string_view text) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_bytes("bad.json", text, builder, diagnostics, {});
  const std::optional<Tenant> tenant = builder.build();
  EXPECT_EQ(tenant.has_value(), !diagnostics.has_errors());
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    lines.push_back(line_of(diagnostic));
  }
  return lines;
}

constexpr std::string_view kPrincipal = "bbbbbbbb-0000-0000-0000-000000000001";
constexpr std::string_view kRole = "aaaaaaaa-0000-0000-0000-000000000001";

// A role assignment of az, in which the value of one property is `value` as JSON text.
std::string assignment(std::string_view property, std::string_view value) {
  std::string text = "{";
  const auto add = [&](std::string_view name, std::string_view usual) {
    text += fmt::format("{}\n  \"{}\": {}", text.size() == 1 ? "" : ",", name,
                        name == property ? value : usual);
  };
  add("id", "\"/x/a1\"");
  add("principalId", fmt::format("\"{}\"", kPrincipal));
  add("principalType", "\"User\"");
  add("roleDefinitionId", fmt::format("\"/x/{}\"", kRole));
  add("scope", "\"/subscriptions/s1\"");
  return text + "}";
}

std::string assignments(std::string_view property, std::string_view value) {
  return "[" + assignment(property, value) + "]";
}

std::string role(std::string_view properties) {
  return fmt::format(R"([{{"name": "{}", "roleName": "R", {}}}])", kRole, properties);
}

std::string deny(std::string_view properties) {
  return fmt::format(R"([{{"id": "/x/d1", "properties": {{"denyAssignmentName": "D", {}}}}}])",
                     properties);
}

std::string eligible(std::string_view properties) {
  return fmt::format(R"([{{"id": "/x/i1", "properties": {{"roleEligibilityScheduleId": "/x",
"scope": "/", "roleDefinitionId": "{}", "principalId": "{}", {}}}}}])",
                     kRole, kPrincipal, properties);
}

// Puts a marked UTF-16 text together, low byte first.
std::string utf16(std::string_view ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii) {
    bytes += c;
    bytes += '\0';
  }
  return bytes;
}

std::vector<Row> broken_text_1() {
  return {
      {"empty file", "", {"error empty-file 1:1 - the file is empty"}},
      {"blanks only", " \n\t ", {"error empty-file 1:1 - the file is empty"}},
      {"cut off inside an object",
       "[{\"id\": \"a\",",
       {"error invalid-json 1:13 /0 not valid JSON: unexpected end of input; expected string "
        "literal"}},
      {"cut off inside a string",
       "[{\"id\": \"a",
       {"error invalid-json 1:11 /0 not valid JSON: invalid string: missing closing quote"}},
      {"cut off after a good record",
       "[" + assignment("principalId", "7") + ",\n{",
       {"error wrong-type 3:18 /0/principalId `principalId` is a number, expected a string",
        "error invalid-json 7:2 /1 not valid JSON: unexpected end of input; expected string "
        "literal"}},
      {"cut off in a list of an object",
       "{\"value\": [" + assignment("scope", "\"x\""),
       {"error bad-scope 6:12 /value/0/scope scope `x` does not begin with `/`",
        "error invalid-json 6:16 /value not valid JSON: unexpected end of input; expected ']'"}},
      {"comma too many",
       "[1,]",
       {"error invalid-json 1:4 - not valid JSON: unexpected ']'; expected '[', '{', or a literal",
        "error unrecognized-file 1:2 /0 no known export: this is a number, not an object with "
        "properties"}},
      {"comment", "// exported\n[]", {"error invalid-json 1:1 - not valid JSON: invalid literal"}},
      {"single quotes", "['a']", {"error invalid-json 1:2 - not valid JSON: invalid literal"}},
  };
}

std::vector<Row> broken_text_2() {
  return {
      {"NaN", "[NaN]", {"error invalid-json 1:2 - not valid JSON: invalid literal"}},
      {"number out of range",
       "[1e999]",
       {"error invalid-json 1:2 - not valid JSON: a number is out of range"}},
      {"two values",
       "[]\n[]",
       {"error invalid-json 2:1 - not valid JSON: unexpected '['; expected end of input"}},
      {"JSON lines",
       assignment("", "") + "\n" + assignment("", ""),
       {"error invalid-json 7:1 - not valid JSON: unexpected '{'; expected end of input"}},
      {"control character in a string",
       "[\"a\tb\"]",
       {"error invalid-json 1:4 - not valid JSON: invalid string: control character U+0009 (HT) "
        "must be escaped to \\u0009 or \\t"}},
      {"broken escape",
       R"(["\x41"])",
       {"error invalid-json 1:4 - not valid JSON: invalid string: forbidden character after "
        "backslash"}},
      {"half a surrogate pair in an escape",
       R"(["\ud800"])",
       {"error invalid-json 1:9 - not valid JSON: invalid string: surrogate U+D800..U+DBFF must be "
        "followed by U+DC00..U+DFFF"}},
      {"broken UTF-8", "[\"\xFF\"]", {"error invalid-text 1:3 - not valid UTF-8"}},
      {"zero byte behind the end",
       "[]\0x"s,
       {"error invalid-json 1:3 - not valid JSON: a zero byte"}},
  };
}

std::vector<Row> broken_text_3() {
  return {
      {"UTF-16 that breaks off",
       utf16("[]") + "x",
       {"error invalid-text 1:3 - UTF-16 text ends in the middle of a character"}},
      {"UTF-16 without a mark",
       utf16("[]").substr(2),
       {"error invalid-text 1:1 - text in UTF-16 without a byte order mark"}},
      {"half a surrogate pair in UTF-16",
       utf16("[\"") + "\x00\xD8"s + utf16("\"]").substr(2),
       {"error invalid-text 1:3 - half of a surrogate pair in UTF-16 text"}},
      {"UTF-16 with a bad value",
       utf16(assignments("principalId", "7")),
       {"error wrong-type 3:18 /0/principalId `principalId` is a number, expected a string"}},
      {"zip archive", "PK\x03\x04\x14", {"error not-text 1:1 - a zip archive, not a text"}},
      {"gzip archive", "\x1F\x8B\x08", {"error not-text 1:1 - a gzip archive, not a text"}},
      {"100,000 nested arrays",
       std::string(100000, '['),
       {"error too-deep 1:101 "
        "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/"
        "0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/"
        "0/0/0/0/0/0/0/0/0/0 objects and arrays are nested more than 100 deep"}},
      {"100,000 nested objects",
       [] {
         std::string text;
         for (int i = 0; i < 100000; ++i) {
           text += "{\"a\":";
         }
         return text;
       }(),
       {"error too-deep 1:501 "
        "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"
        "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"
        "a/a/a/a/a/a/a/a/a/a objects and arrays are nested more than 100 deep"}},
      {"long key",
       "{\"" + std::string(kMaxJsonStringBytes + 1, 'k') + "\": 1}",
       {"error string-too-long 1:2 - a string, key or number of more than 1048576 bytes"}},
  };
}

std::vector<Row> bad_values_1() {
  return {
      {"duplicate key",
       "[{\"id\": \"a\",\n \"id\": \"b\"}]",
       {"error duplicate-key 2:8 /0/id key `id` stands twice in one object"}},
      {"duplicate key deep inside, and a bad record behind",
       R"([{"p": [{"x": 1, "x": 2}]}, 7])",
       {"error duplicate-key 1:23 /0/p/0/x key `x` stands twice in one object",
        "error unrecognized-file 1:29 /1 no known export: this is a number, not an object with "
        "properties"}},
      {"property in two spellings",
       R"([{"principalId": "a", "PrincipalId": "b", "roleDefinitionId": "c", )"
       R"("scope": "/"}])",
       {"error duplicate-key 1:38 /0/PrincipalId property `PrincipalId` stands twice in one "
        "object, first as `principalId`",
        "error bad-guid 1:18 /0/principalId `a` is not a GUID",
        "error bad-guid 1:63 /0/roleDefinitionId `c` does not end in a GUID"}},
      {"number for a text",
       assignments("principalId", "7"),
       {"error wrong-type 3:18 /0/principalId `principalId` is a number, expected a string"}},
      {"object for a text",
       assignments("scope", "{\"a\": 1}"),
       {"error wrong-type 6:12 /0/scope `scope` is an object, expected a string"}},
      {"null for a needed text",
       assignments("scope", "null"),
       {"error missing-property 1:2 /0 property `scope` is missing or empty"}},
      {"empty text for a needed one",
       assignments("scope", "\"\""),
       {"error missing-property 6:12 /0/scope property `scope` is missing or empty"}},
      {"bad GUID of a principal",
       assignments("principalId", "\"not-a-guid\""),
       {"error bad-guid 3:18 /0/principalId `not-a-guid` is not a GUID"}},
      {"GUID in braces",
       assignments("principalId", "\"{bbbbbbbb-0000-0000-0000-000000000001}\""),
       {"error bad-guid 3:18 /0/principalId `{bbbbbbbb-0000-0000-0000-000000000001}` is not a "
        "GUID"}},
  };
}

std::vector<Row> bad_values_2() {
  return {
      {"role id without a GUID",
       assignments("roleDefinitionId", "\"/x/Contributor\""),
       {"error bad-guid 5:23 /0/roleDefinitionId `/x/Contributor` does not end in a GUID"}},
      {"scope without a slash",
       assignments("scope", "\"subscriptions/s1\""),
       {"error bad-scope 6:12 /0/scope scope `subscriptions/s1` does not begin with `/`"}},
      {"scope that ends inside a pair",
       assignments("scope", "\"/subscriptions/s1/resourceGroups\""),
       {"error bad-scope 6:12 /0/scope scope `/subscriptions/s1/resourceGroups` ends inside a "
        "type/name pair"}},
      {"scope with an empty segment",
       assignments("scope", "\"/subscriptions//s1\""),
       {"error bad-scope 6:12 /0/scope scope `/subscriptions//s1` holds an empty segment"}},
      {"several problems in one record",
       R"([{"principalId": 1, "roleDefinitionId": 2, "scope": 3}])",
       {"error wrong-type 1:53 /0/scope `scope` is a number, expected a string",
        "error wrong-type 1:18 /0/principalId `principalId` is a number, expected a string",
        "error wrong-type 1:41 /0/roleDefinitionId `roleDefinitionId` is a number, expected a "
        "string"}},
      {"properties that are no object",
       R"([{"type": "Microsoft.Authorization/roleAssignments", "properties": []}])",
       {"error wrong-type 1:68 /0/properties `properties` is an array, expected an object"}},
      {"good, bad, good, bad",
       "[" + assignment("", "") + ", " + assignment("scope", "7") + ", " + assignment("", "") +
           ", " + assignment("principalType", "7") + "]",
       {"error wrong-type 11:12 /1/scope `scope` is a number, expected a string",
        "error wrong-type 19:20 /3/principalType `principalType` is a number, expected a string"}},
      {"permissions that are no list",
       role(R"("permissions": {"actions": ["*"]})"),
       {"error wrong-type 1:83 /0/permissions `permissions` is an object, expected an array"}},
      {"block that is no object",
       role(R"("permissions": ["*"])"),
       {"error wrong-type 1:84 /0/permissions/0 this value is a string, expected an object"}},
  };
}

std::vector<Row> bad_values_3() {
  return {
      {"pattern that is no text",
       role(R"("permissions": [{"actions": ["a", 7, null]}])"),
       {"error wrong-type 1:102 /0/permissions/0/actions/1 this value is a number, expected a "
        "string",
        "error wrong-type 1:105 /0/permissions/0/actions/2 this value is null, expected a string"}},
      {"one pattern in place of a list",
       R"([{"Name": "R", "Actions": "*"}])",
       {"error wrong-type 1:27 /0/Actions `Actions` is a string, expected an array"}},
      {"pattern beyond the limit",
       role(fmt::format(R"("permissions": [{{"actions": ["{}"]}}])",
                        std::string(kMaxActionBytes + 1, 'a'))),
       {"error bad-value 1:96 /0/permissions/0/actions a pattern of 2049 bytes is longer than the "
        "limit of 2048"}},
      {"role whose name should be a GUID",
       R"([{"name": "Reader", "roleName": "Reader", "permissions": []}])",
       {"error bad-guid 1:11 /0/name `Reader` is not a GUID"}},
      {"role without permissions",
       R"([{"type": "Microsoft.Authorization/roleDefinitions", "name": )"
       R"("aaaaaaaa-0000-0000-0000-000000000001"}])",
       {"error missing-property 1:2 /0 property `permissions` is missing or empty"}},
      {"deny assignment of nobody",
       deny(R"("permissions": [], "scope": "/")"),
       {"error missing-property 1:32 /0/properties property `principals` is missing or empty"}},
      {"deny assignment with a bad principal",
       deny(R"("permissions": [], "scope": "/", "principals": [{"id": "x"}, 7])"),
       {"error bad-guid 1:115 /0/properties/principals/0/id `x` is not a GUID",
        "error wrong-type 1:121 /0/properties/principals/1 this value is a number, expected an "
        "object"}},
      {"deny assignment with an unknown effect",
       deny(R"("permissions": [], "scope": "/", "principals": [], )"
            R"("denyAssignmentEffect": "maybe")"),
       {"error bad-value 1:135 /0/properties/denyAssignmentEffect deny assignment effect `maybe` "
        "is not known"}},
      {"deny assignment with a text for a flag",
       deny(R"("permissions": [], "scope": "/", "principals": [], )"
            R"("doNotApplyToChildScopes": "true")"),
       {"error wrong-type 1:138 /0/properties/doNotApplyToChildScopes `doNotApplyToChildScopes` is "
        "a string, expected true or false"}},
  };
}

std::vector<Row> bad_values_4() {
  return {
      {"instance with a bad time",
       eligible(R"("startDateTime": "yesterday", "endDateTime": "2026-02-30T00:00:00Z")"),
       {"error bad-time 2:147 /0/properties/startDateTime `yesterday` is not a time",
        "error bad-time 2:175 /0/properties/endDateTime `2026-02-30T00:00:00Z` is not a time"}},
      {"management group with a bad id",
       R"([{"type": "Microsoft.Management/managementGroups", "id": )"
       R"("/subscriptions/s/resourceGroups/g"}])",
       {"error bad-scope 1:58 /0/id `/subscriptions/s/resourceGroups/g` is neither a management "
        "group nor a subscription"}},
      {"management group below a subscription",
       R"([{"type": "/subscriptions", "id": "/subscriptions/s1", "parent": {"id": )"
       R"("/subscriptions/s2"}}])",
       {"error bad-scope 1:73 /0/parent/id parent `/subscriptions/s2` is not a management group"}},
      {"child that is no object",
       R"([{"type": "Microsoft.Management/managementGroups", "id": )"
       R"("/providers/Microsoft.Management/managementGroups/a", "children": )"
       R"(["b"]}])",
       {"error wrong-type 1:125 /0/children/0 this value is a string, expected an object"}},
      {"user with a bad id",
       R"([{"id": "frodo", "userPrincipalName": "frodo@shire.example"}])",
       {"error bad-guid 1:9 /0/id `frodo` is not a GUID"}},
      {"group with bad members",
       R"([{"id": "dddddddd-0000-0000-0000-000000000001", "groupTypes": [], )"
       R"("members": [7, {"id": "x"}]}])",
       {"error wrong-type 1:79 /0/members/0 this value is a number, expected an object",
        "error bad-guid 1:89 /0/members/1/id `x` is not a GUID"}},
      {"member list of a bad group",
       R"({"groupId": "ml", "value": []})",
       {"error bad-guid 1:13 /groupId `ml` is not a GUID"}},
      {"member list with a bad member",
       R"({"groupId": "dddddddd-0000-0000-0000-000000000001", "value": [{"id": )"
       R"(1}, "x"]})",
       {"error wrong-type 1:70 /value/0/id `id` is a number, expected a string",
        "error unrecognized-file 1:74 /value/1 no known export: this is a string, not an object "
        "with properties"}},
      {"link that is no text",
       R"({"value": [], "nextLink": 7})",
       {"error wrong-type 1:27 /nextLink `nextLink` is a number, expected a string"}},
  };
}

std::vector<Row> bad_values_5() {
  return {
      {"operation without a name",
       R"([{"name": "", "isDataAction": true}])",
       {"error missing-property 1:11 /0/name property `name` is missing or empty"}},
      {"operation that is a pattern",
       R"([{"name": "A/*", "isDataAction": true}])",
       {"error bad-value 1:11 /0/name `A/*` is not the name of an operation"}},
      {"operation with a bad plane",
       R"([{"name": "A/b", "isDataAction": "yes"}])",
       {"error wrong-type 1:34 /0/isDataAction `isDataAction` is a string, expected true or "
        "false"}},
  };
}

std::vector<Row> wrong_files_1() {
  return {
      {"null",
       "null",
       {"error unrecognized-file 1:1 - no known export: this is null, not an object with "
        "properties"}},
      {"a text",
       "\"hello\"",
       {"error unrecognized-file 1:1 - no known export: this is a string, not an object with "
        "properties"}},
      {"an object without properties",
       "{}",
       {"error unrecognized-file 1:1 - no known export: an object without properties"}},
      {"a list of numbers",
       "[1, 2, 3]",
       {"error unrecognized-file 1:2 /0 no known export: this is a number, not an object with "
        "properties (first of 3 such records)"}},
      {"some other JSON",
       R"({"name": "x", "version": "1.0", "dependencies": {}})",
       {"error unrecognized-file 1:1 - no known export: an object with `name`, `version`, "
        "`dependencies`"}},
      {"a long list of something else",
       R"([{"a": 1}, {"a": 2}, {"b/`c`": 3}])",
       {"error unrecognized-file 1:2 /0 no known export: an object with `a` (first of 3 such "
        "records)"}},
      {"something else among good records",
       "[" + assignment("", "") + ", {\"color\": \"red\"}]",
       {"error unrecognized-file 6:34 /1 no known export: an object with `color`"}},
      {"activity log",
       R"([{"operationName": {"value": "x"}, "caller": "y", "id": "z"}])",
       {"error unsupported-file 1:2 /0 the activity log: not an export that can be used here"}},
      {"Terraform plan",
       R"({"format_version": "1.2", "terraform_version": "1.9.0", )"
       R"("resource_changes": []})",
       {"error unsupported-file 1:1 - a Terraform plan: not an export that can be used here"}},
  };
}

std::vector<Row> wrong_files_2() {
  return {
      {"ARM template",
       R"({"$schema": )"
       R"("https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", )"
       R"("resources": []})",
       {"error unsupported-file 1:1 - an ARM template: not an export that can be used here"}},
      {"what-if",
       R"({"status": "Succeeded", "properties": {"changes": []}})",
       {"error unsupported-file 1:1 - the result of an ARM what-if: not an export that can be used "
        "here"}},
      {"answer of a call that failed",
       R"({"error": {"code": "AuthorizationFailed", "message": "no"}})",
       {"error unsupported-file 1:1 - the answer of a call that failed: not an export that can be "
        "used here"}},
      {"eligibility schedules",
       R"({"value": [{"type": "Microsoft.Authorization/RoleEligibilitySchedules", )"
       R"("properties": {}}]})",
       {"error unsupported-file 1:12 /value/0 PIM eligibility schedules, not their instances: not "
        "an export that can be used here"}},
      {"app registrations",
       R"([{"id": "bbbbbbbb-0000-0000-0000-000000000001", "appId": "x", )"
       R"("displayName": "a", "signInAudience": "AzureADMyOrg"}])",
       {"error unsupported-file 1:2 /0 an app registration: not an export that can be used here"}},
      {"list of subscriptions",
       R"([{"id": "s1", "tenantId": "t", "isDefault": true, "state": "Enabled", )"
       R"("name": "One"}])",
       {"error unsupported-file 1:2 /0 a list of subscriptions: not an export that can be used "
        "here"}},
      {"list of pages",
       R"([{"value": []}, {"value": []}])",
       {"error unsupported-file 1:2 /0 a list of pages: not an export that can be used here (first "
        "of 2 such records)"}},
      {"members of an unnamed group",
       R"([{"@odata.type": "#microsoft.graph.user", "id": )"
       R"("bbbbbbbb-0000-0000-0000-000000000001"}])",
       {"error unsupported-file 1:2 /0 a list of group members that does not say whose members "
        "they are"}},
      {"principals of an unnamed kind",
       R"([{"id": "bbbbbbbb-0000-0000-0000-000000000001", "displayName": "x"}])",
       {"error unsupported-file 1:2 /0 these may be users, groups or service principals: nothing "
        "says which"}},
  };
}

std::vector<Row> wrong_files_3() {
  return {
      {"deny assignments of PowerShell",
       R"([{"DenyAssignmentName": "D", "Actions": ["*"], "Principals": []}])",
       {"error unsupported-file 1:2 /0 deny assignments as PowerShell prints them: not an export "
        "that can be used here"}},
  };
}

std::vector<Row> contradictions() {
  return {
      {"one assignment twice, differently",
       "[" + assignment("", "") + ", " + assignment("scope", "\"/\"") + "]",
       {"error conflicting-duplicate 6:34 - role assignment `/x/a1` stands twice, with different "
        "scopes"}},
      {"one assignment twice, the same",
       "[" + assignment("", "") + ", " + assignment("scope", "\"/SUBSCRIPTIONS/S1/\"") + "]",
       {}},
      {"management groups in a circle",
       R"([{"type": "Microsoft.Management/managementGroups", "id": )"
       R"("/providers/Microsoft.Management/managementGroups/a", "parent": {"id": )"
       R"("/providers/Microsoft.Management/managementGroups/b"}}, {"type": )"
       R"("Microsoft.Management/managementGroups", "id": )"
       R"("/providers/Microsoft.Management/managementGroups/b", "parent": {"id": )"
       R"("/providers/Microsoft.Management/managementGroups/a"}}])",
       {"error cyclic-management-groups 1:2 - management groups are their own ancestors: "
        "`/providers/Microsoft.Management/managementGroups/a` below "
        "`/providers/Microsoft.Management/managementGroups/b` below "
        "`/providers/Microsoft.Management/managementGroups/a`"}},
      {"unknown ids are gaps and no errors", assignments("", ""), {}},
  };
}

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(diagnostics_of(row.text), row.expected) << row.name;
  }
}

TEST(Malformed, BrokenText1) { expect_rows(broken_text_1()); }
TEST(Malformed, BrokenText2) { expect_rows(broken_text_2()); }
TEST(Malformed, BrokenText3) { expect_rows(broken_text_3()); }
TEST(Malformed, BadValues1) { expect_rows(bad_values_1()); }
TEST(Malformed, BadValues2) { expect_rows(bad_values_2()); }
TEST(Malformed, BadValues3) { expect_rows(bad_values_3()); }
TEST(Malformed, BadValues4) { expect_rows(bad_values_4()); }
TEST(Malformed, BadValues5) { expect_rows(bad_values_5()); }
TEST(Malformed, WrongFiles1) { expect_rows(wrong_files_1()); }
TEST(Malformed, WrongFiles2) { expect_rows(wrong_files_2()); }
TEST(Malformed, WrongFiles3) { expect_rows(wrong_files_3()); }
TEST(Malformed, Contradictions) { expect_rows(contradictions()); }

// `["xxx...` of one GiB and a little, without a GiB of memory: the same pages again and again.
class LongText {
 public:
  LongText() {
    const int file = memfd_create("long", 0);
    const std::string chunk(kChunk, 'x');
    const bool written = write(file, chunk.data(), kChunk) == std::ssize(chunk);
    void* const all =
        mmap(nullptr, kChunks * kChunk, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    start_ = static_cast<char*>(all);
    usable_ = written && all != MAP_FAILED;
    for (std::size_t i = 0; usable_ && i < kChunks; ++i) {
      usable_ = mmap(start_ + i * kChunk, kChunk, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED,
                     file, 0) != MAP_FAILED;
    }
    close(file);
    if (usable_) {
      start_[0] = '[';
      start_[1] = '"';
    }
  }
  ~LongText() { munmap(start_, kChunks * kChunk); }
  LongText(const LongText&) = delete;
  LongText& operator=(const LongText&) = delete;

  [[nodiscard]] bool usable() const { return usable_; }
  [[nodiscard]] std::string_view text() const { return {start_, kChunks * kChunk}; }

 private:
  static constexpr std::size_t kChunk = std::size_t{1} << 24U;
  static constexpr std::size_t kChunks = 65;

  char* start_ = nullptr;
  bool usable_ = false;
};

// The most that this process ever had in memory, in KiB.
long most_memory_used() {
  rusage usage{};
  return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

TEST(Malformed, StringOfAGigabyteIsNotGathered) {
  const LongText text;
  ASSERT_TRUE(text.usable());
  const long before = most_memory_used();
  EXPECT_EQ(diagnostics_of(text.text()),
            (std::vector<std::string>{"error string-too-long 1:2 - a string, key or number of more "
                                      "than 1048576 bytes"}));
  EXPECT_LT(most_memory_used() - before, 64 * 1024);
}

TEST(Malformed, ProblemsWithoutEndAreCountedAndNotKept) {
  std::string text = "[";
  for (int i = 0; i < 20000; ++i) {
    text += assignment("principalId", "7") + ",";
  }
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_bytes("bad.json", text + "7]", builder, diagnostics, {});
  EXPECT_EQ(diagnostics.all().size(), kMaxDiagnostics);
  EXPECT_EQ(diagnostics.error_count(), 20001U);
}

}  // namespace
}  // namespace leastwise

// A stranger's program: only public headers of the installed package, only leastwise::leastwise.
// README.md shows the function `ask`; tests/cli/readme_test.cc holds the two equal.
#include <cstdio>
#include <string>
#include <string_view>

#include "engine/authorizer/authorizer.h"
#include "engine/ingest/load.h"

namespace {

std::string_view ask(std::string_view exports, const leastwise::AccessQuestion& question) {
  leastwise::Diagnostics diagnostics;
  leastwise::TenantBuilder builder(diagnostics);
  leastwise::load_bytes("assignments.json", exports, builder, diagnostics, {});
  const auto tenant = builder.build();
  if (!tenant) {
    return "the exports cannot be used";  // diagnostics.all() says why, with places
  }
  const auto at = leastwise::parse_instant("2026-09-01T00:00:00Z");
  const leastwise::CompiledTenant compiled(*tenant, {.at = *at});
  const auto decision = compiled.decide(question);
  return decision ? to_string(decision->effect) : "the question is not well formed";
}

constexpr std::string_view kExports = R"([
  {"id": "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/a1",
   "principalId": "11111111-1111-4111-8111-111111111111", "principalType": "User",
   "roleDefinitionId": "22222222-2222-4222-8222-222222222222",
   "scope": "/subscriptions/s", "type": "Microsoft.Authorization/roleAssignments"},
  {"id": "/providers/Microsoft.Authorization/roleDefinitions/22222222-2222-4222-8222-222222222222",
   "name": "22222222-2222-4222-8222-222222222222", "roleName": "Storage Reader",
   "roleType": "CustomRole", "type": "Microsoft.Authorization/roleDefinitions",
   "assignableScopes": ["/"], "description": "",
   "permissions": [{"actions": ["Microsoft.Storage/*/read"], "notActions": [], "dataActions": [],
                    "notDataActions": []}]}
])";

}  // namespace

int main() {
  leastwise::AccessQuestion question;
  question.principal = *leastwise::parse_guid("11111111-1111-4111-8111-111111111111");
  question.action = "Microsoft.Storage/accounts/read";
  question.scope = "/subscriptions/s/resourceGroups/g";
  const std::string read(ask(kExports, question));
  question.action = "Microsoft.Storage/accounts/write";
  const std::string write(ask(kExports, question));
  const bool right = read == "allow" && write == "deny" && ask("[", question) != "deny";
  std::puts(right ? "the installed library answers" : "the installed library answers wrongly");
  return right ? 0 : 1;
}

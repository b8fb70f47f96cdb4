// Every command's answer, byte for byte: tests/golden/cli/NAME.txt holds the command line, standard
// output, standard error and exit code of a run; NAME.json holds an answer in JSON alone.
//
// The runs ask the sample tenant, or tests/golden/fixtures/lab: a few records in the shapes of the
// az tools, made so that each reason of a decision occurs. Its principals: Ann holds a custom role
// herself, Bob is in a group in a group and had a role for a month, Cid's role was not exported,
// Dora holds one at a management group, Eve's grants have conditions; who is in Lab Vendors nobody
// exported.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <ostream>
#include <regex>
#include <string>

#include "tests/cli/run_leastwise.h"
#include "tests/support/golden.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using testing::ProcessResult;

constexpr std::string_view kBench =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-bench";
constexpr std::string_view kOpen =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-open";
constexpr std::string_view kOther =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-other";
// A subscription that no export places below a management group.
constexpr std::string_view kUnplaced = "/subscriptions/22222222-2222-4222-8222-222222222222";
constexpr std::string_view kRegistry =
    "/subscriptions/940996d3-ca02-4c1f-80e9-63f1b4df8de1/resourceGroups/rg-ml-registry/providers/"
    "Microsoft.MachineLearningServices/registries/alderfinch-models";
constexpr std::string_view kManaged =
    "/subscriptions/940996d3-ca02-4c1f-80e9-63f1b4df8de1/resourceGroups/"
    "azureml-rg-alderfinch-models_25699333-685e-4daa-9935-60fa3d9a8ac4";
constexpr std::string_view kWorkspace =
    "/subscriptions/8a0df85e-65c5-4d14-b928-a2e1ced451d6/resourceGroups/rg-ml-workspaces/providers/"
    "Microsoft.MachineLearningServices/workspaces/mlw-demand";

struct GoldenRun {
  std::string name;
  std::vector<std::string> arguments;
  int exit_code = 0;
};

void PrintTo(const GoldenRun& run, std::ostream* out) { *out << run.name; }

std::vector<std::string> words(std::vector<std::string_view> parts) {
  return {parts.begin(), parts.end()};
}

// A question to the lab, at a time when nothing but what is said holds.
GoldenRun lab(std::string name, std::vector<std::string_view> parts, int exit_code) {
  std::vector<std::string> arguments = words(std::move(parts));
  for (const char* word : {"--tenant", "lab", "--at", "2026-01-01"}) {
    arguments.emplace_back(word);
  }
  return {std::move(name), std::move(arguments), exit_code};
}

GoldenRun sample(std::string name, std::vector<std::string_view> parts, int exit_code) {
  std::vector<std::string> arguments = words(std::move(parts));
  for (const char* word : {"--sample", "--at", "2026-09-01"}) {
    arguments.emplace_back(word);
  }
  return {std::move(name), std::move(arguments), exit_code};
}

GoldenRun explain(std::string name, std::string_view principal, std::string_view action,
                  std::string_view scope, int exit_code) {
  return lab("explain_" + std::move(name),
             {"explain", "--principal", principal, "--action", action, "--scope", scope},
             exit_code);
}

// The catalogue changes when Azure does; no answer here is about its hash.
std::string without_hash(const std::string& text) {
  static const std::regex hash("\\b[0-9a-f]{32}\\b");
  return std::regex_replace(text, hash, "<hash>");
}

std::string transcript(const GoldenRun& run, const ProcessResult& result) {
  std::string text = "$ leastwise";
  for (const std::string& word : run.arguments) {
    const bool plain = word.find_first_of(" #$") == std::string::npos;
    text += plain ? " " + word : " '" + word + "'";
  }
  text += '\n' + result.out;
  if (!result.err.empty()) {
    text += "--- standard error ---\n" + result.err;
  }
  return without_hash(text + fmt::format("--- exit {} ---\n", result.exit_code));
}

class Commands : public ::testing::TestWithParam<GoldenRun> {};

TEST_P(Commands, AnswerAsTheGoldenFileSays) {
  const GoldenRun& run = GetParam();
  const ProcessResult result =
      testing::run_leastwise(run.arguments, {testing::source_dir() / "tests/golden/fixtures"});
  EXPECT_EQ(result.exit_code, run.exit_code) << result.err;
  const bool json = run.name.ends_with("_json");
  testing::expect_golden("tests/golden/cli/" + run.name + (json ? ".json" : ".txt"),
                         json ? without_hash(result.out) : transcript(run, result));
}

std::string test_name(const ::testing::TestParamInfo<GoldenRun>& info) { return info.param.name; }

constexpr std::string_view kRead = "Microsoft.Lab/rigs/read";
constexpr std::string_view kWrite = "Microsoft.Lab/rigs/write";
constexpr std::string_view kDelete = "Microsoft.Lab/rigs/delete";

std::vector<GoldenRun> explain_runs() {
  return {
      explain("allow_direct", "ann@lab.example", kRead, kBench, 0),
      explain("allow_nested_group", "Bob Brown", kRead, kBench, 0),
      explain("deny_denied", "Ann Abel", kWrite, kBench, 1),
      explain("miss_not_action_and_eligible", "Ann Abel", kDelete, kBench, 1),
      explain("miss_other_scope", "Ann Abel", kRead, kOther, 1),
      explain("miss_not_in_window", "Bob Brown", kWrite, kBench, 1),
      explain("no_grant", "Bob Brown", "Microsoft.Else/x/write", kOther, 1),
      explain("unknown_role", "Cid Core", kRead, kBench, 3),
      explain("unknown_hierarchy", "Dora Dean", kRead, kUnplaced, 3),
      explain("unknown_membership", "Ann Abel", kRead, kOpen, 3),
      explain("unknown_block_condition", "Eve Eden", kRead, kBench, 3),
      explain("unknown_assignment_condition", "Eve Eden", kRead, kOther, 3),
      explain("unknown_principal", "dddddddd-0000-4000-8000-000000000001", kRead, kBench, 1),
      lab("explain_miss_other_plane",
          {"explain", "--principal", "Ann Abel", "--action", kRead, "--data-action", "--scope",
           kBench},
          1),
      lab("explain_eligible_counted",
          {"explain", "--principal", "Ann Abel", "--action", kDelete, "--scope", kBench,
           "--include-eligible"},
          0),
      {"explain_exclusion_lifts_denial",
       words({"explain", "--tenant", "lab", "--principal", "Bob Brown", "--action", kWrite,
              "--scope", kBench, "--at", "2025-06-15T12:00:00Z"}),
       0},
      lab("explain_denied_json",
          {"explain", "--principal", "Ann Abel", "--action", kWrite, "--scope", kBench, "-f",
           "json"},
          1),
      lab("explain_unknown_json",
          {"explain", "--principal", "Cid Core", "--action", kRead, "--scope", kOpen, "-f", "json"},
          3),
      sample("explain_access",
             {"explain", "--principal", "alderfinch-model-release", "--access", "registry-publish",
              "--scope", kRegistry},
             1),
  };
}

std::vector<GoldenRun> check_runs() {
  return {
      sample("check_access_allow",
             {"check", "--principal", "Ines Okafor", "--access", "registry-publish", "--scope",
              kRegistry},
             0),
      sample("check_access_json",
             {"check", "--principal", "Ines Okafor", "--access", "registry-publish", "--scope",
              kRegistry, "-f", "json"},
             0),
      sample("check_access_deny",
             {"check", "--principal", "alderfinch-model-release", "--access", "registry-publish",
              "--scope", kRegistry},
             1),
      sample("check_denied",
             {"check", "--principal", "Sam Petrov", "--action",
              "Microsoft.Storage/storageAccounts/write", "--scope", kManaged},
             1),
      sample("check_eligible",
             {"check", "--principal", "Lena Hofmann", "--action",
              "Microsoft.Authorization/roleAssignments/write", "--scope", kRegistry},
             1),
      sample("check_condition",
             {"check", "--principal", "Marco Rossi", "--action",
              "Microsoft.Authorization/roleAssignments/write", "--scope", kWorkspace},
             3),
      sample("check_attributes_json",
             {"check", "--principal", "Marco Rossi", "--action",
              "Microsoft.Authorization/roleAssignments/write", "--scope", kWorkspace, "--attribute",
              "request:Microsoft.Authorization/roleAssignments:PrincipalType=User", "--attribute",
              "environment:isPrivateLink=true", "--suboperation", "Some.Thing",
              "--complete=resource,request", "-f", "json"},
             1),
      sample("check_quiet",
             {"check", "-q", "--principal", "Priya Nair", "--access", "registry-manage", "--scope",
              kRegistry},
             1),
      sample("check_colour",
             {"check", "--color", "always", "--principal", "Yuki Arai", "--action",
              "Microsoft.MachineLearningServices/registries/delete", "--scope", kRegistry},
             0),
      lab("check_unknown",
          {"check", "--principal", "Cid Core", "--action", kRead, "--scope", kOpen}, 3),
  };
}

std::vector<GoldenRun> listing_runs() {
  return {
      lab("who_can", {"who-can", "--action", kRead, "--scope", kBench}, 0),
      lab("who_can_denied", {"who-can", "--action", kWrite, "--scope", kBench}, 0),
      lab("who_can_open_group", {"who-can", "--action", kRead, "--scope", kOpen}, 0),
      lab("who_can_nobody", {"who-can", "--action", "Microsoft.Else/x/write", "--scope", kOther},
          0),
      lab("who_can_json", {"who-can", "--action", kWrite, "--scope", kBench, "-f", "json"}, 0),
      sample("who_can_registry_delete",
             {"who-can", "--action", "Microsoft.MachineLearningServices/registries/delete",
              "--scope", kRegistry},
             0),
      lab("what_can", {"what-can", "--principal", "Ann Abel"}, 0),
      lab("what_can_scope", {"what-can", "--principal", "Eve Eden", "--scope", kBench, "-v"}, 0),
      lab("what_can_nothing", {"what-can", "--principal", "Lab Leads", "--scope", kOther}, 0),
      lab("what_can_json", {"what-can", "--principal", "Ann Abel", "--scope", kBench, "-f", "json"},
          0),
      lab("where_can", {"where-can", "--principal", "Dora Dean", "--action", kWrite}, 0),
      lab("where_can_nowhere",
          {"where-can", "--principal", "Bob Brown", "--action", "Microsoft.Else/x/write"}, 0),
      lab("where_can_json",
          {"where-can", "--principal", "Dora Dean", "--action", kWrite, "-f", "json"}, 0),
      lab("role_list", {"role", "list"}, 0),
      lab("role_show", {"role", "show", "Lab Operator"}, 0),
      lab("role_show_condition", {"role", "show", "lab guarded", "-v"}, 0),
      lab("role_show_undefined", {"role", "show", "bbbbbbbb-0000-4000-8000-000000000003"}, 0),
      lab("role_show_json", {"role", "show", "Lab Operator", "-f", "json"}, 0),
      lab("catalog", {"catalog"}, 0),
      {"catalog_alone", {"catalog"}, 0},
      lab("catalog_json", {"catalog", "-f", "json"}, 0),
      {"sample", {"sample"}, 0},
  };
}

// Most ask the catalogue alone; the lab has roles with conditions, and one that nobody defines.
std::vector<GoldenRun> lattice_runs() {
  constexpr std::string_view kUndefined = "bbbbbbbb-0000-4000-8000-000000000003";
  return {
      {"role_compare", words({"role", "compare", "AzureML Registry User", "Contributor"}), 0},
      {"role_compare_overlapping",
       words({"role", "compare", "Reader", "AzureML Compute Operator", "-v"}), 0},
      {"role_compare_undetermined",
       words({"role", "compare", "Key Vault Data Access Administrator", "Reader"}), 0},
      {"role_compare_equal", words({"role", "compare", "Reader", "reader"}), 0},
      lab("role_compare_condition", {"role", "compare", "Lab Guarded", "Lab Operator"}, 0),
      lab("role_compare_undefined", {"role", "compare", "Lab Guarded", kUndefined}, 3),
      lab("role_compare_json", {"role", "compare", "Lab Operator", "Lab Guarded", "-f", "json"}, 0),
      lab("role_compare_undefined_json",
          {"role", "compare", kUndefined, "Lab Guarded", "-f", "json"}, 3),
      lab("role_lattice", {"role", "lattice"}, 0),
      {"role_lattice_known", words({"role", "lattice", "--known"}), 0},
      {"role_lattice_root", words({"role", "lattice", "--root", "Contributor", "--depth", "1"}), 0},
      {"role_lattice_dot", words({"role", "lattice", "--root", "Monitoring Reader", "-f", "dot"}),
       0},
      lab("role_lattice_custom", {"role", "lattice", "--only", "custom", "--root", "Contributor"},
          0),
      lab("role_lattice_json", {"role", "lattice", "--only", "custom", "-f", "json"}, 0),
      lab("role_lattice_undefined", {"role", "lattice", "--root", kUndefined}, 3),
  };
}

// The needs and suppressions of the lab stand beside its exports, and are no exports themselves.
std::vector<GoldenRun> audit_runs() {
  return {
      {"showcase", {}, 0},
      lab("audit", {"audit", "--needs", "lab/needs.yaml"}, 1),
      lab("audit_json", {"audit", "--needs", "lab/needs.yaml", "-f", "json"}, 1),
      lab("audit_quiet", {"audit", "--needs", "lab/needs.yaml", "-q"}, 1),
      lab("audit_without_needs", {"audit", "-q"}, 1),
      lab("audit_suppressed",
          {"audit", "-q", "--suppressions", "lab/suppressions.yaml", "--show-suppressed"}, 1),
      lab("audit_threshold", {"audit", "-q", "--fail-on", "critical", "--warn-on", "LW004"}, 0),
      lab("audit_required", {"audit", "-q", "--fail-on", "critical", "--require", "owner-count"},
          3),
      sample("audit_principal", {"audit", "--principal", "Yuki Arai", "-v"}, 1),
      sample("audit_scope", {"audit", "-q", "--scope", kRegistry}, 1),
      sample("audit_github", {"audit", "-f", "github"}, 1),
      {"rule_list", words({"rule", "list"}), 0},
      {"rule_show", words({"rule", "show", "owner-count"}), 0},
      {"rule_show_json", words({"rule", "show", "lw017", "-f", "json"}), 0},
  };
}

// From the four ways of saying a need, to each format of a role.
std::vector<GoldenRun> need_runs() {
  const auto publish = [](std::string name, std::string_view format) {
    return GoldenRun{"role_minimize_" + std::move(name),
                     words({"role", "minimize", "--access", "registry-publish", "--name",
                            "Registry Publisher", "--assignable-scope", kRegistry, "-f", format}),
                     0};
  };
  return {
      {"role_nearest", words({"role", "nearest", "--access", "registry-publish"}), 0},
      {"role_nearest_pair",
       words({"role", "nearest", "--action", "Microsoft.Storage/storageAccounts/read", "--action",
              "Microsoft.KeyVault/vaults/*"}),
       0},
      {"role_nearest_none",
       words({"role", "nearest", "--action", "Microsoft.Nowhere/x/write", "--only", "custom"}), 0},
      {"role_nearest_json",
       words(
           {"role", "nearest", "--access", "registry-publish", "--at", "2026-01-01", "-f", "json"}),
       0},
      sample("role_minimize",
             {"role", "minimize", "--access", "registry-publish", "--principal",
              "ML Demand Forecasting", "--scope", kRegistry},
             0),
      {"role_minimize_safe",
       words({"role", "minimize", "--action", "Microsoft.Insights/alertRules/read", "--action",
              "Microsoft.Insights/alertRules/write", "--action",
              "Microsoft.Insights/alertRules/delete", "--wildcards-in-role", "safe",
              "--assignable-scope", "/subscriptions/11111111-1111-4111-8111-111111111111"}),
       0},
      {"role_minimize_file",
       words({"role", "minimize", "--actions-file", "lint/operations.txt", "--assignable-scope",
              kRegistry, "-q"}),
       0},
      lab("role_minimize_activity",
          {"role", "minimize", "--activity", "lint/activity.json", "--principal", "Ann Abel",
           "--scope", kBench},
          0),
      lab("role_minimize_json",
          {"role", "minimize", "--activity", "lint/activity.json", "--principal", "Ann Abel",
           "--scope", kBench, "-f", "json"},
          0),
      publish("az", "az"),
      publish("arm", "arm"),
      publish("bicep", "bicep"),
      publish("terraform", "terraform"),
      publish("powershell", "powershell"),
  };
}

constexpr std::string_view kAssign = "Microsoft.Authorization/roleAssignments/write";

std::vector<GoldenRun> lint_runs() {
  return {
      {"role_lint", words({"role", "lint", "lint/role.json"}), 1},
      {"role_lint_json",
       words({"role", "lint", "lint/role.json", "-f", "json", "--at", "2026-01-01"}), 1},
      {"role_lint_good", words({"role", "lint", "lint/role.good.json"}), 0},
      {"role_lint_tenant",
       words({"role", "lint", "lint/role.good.json", "--tenant", "lab", "--fail-on", "high"}), 0},
      {"role_lint_github",
       words({"role", "lint", "lint/role.json", "--warn-on", "critical", "-f", "github"}), 0},
      sample("registry_access", {"registry", "access", kRegistry}, 0),
      sample("registry_access_json", {"registry", "access", kRegistry, "-f", "json"}, 0),
      // While an eligible grant was active, and as the lab has it: with groups that nobody read.
      lab("registry_access_unknown",
          {"registry", "access",
           "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-open/providers/"
           "Microsoft.MachineLearningServices/registries/lab"},
          0),
      {"registry_lint", words({"registry", "lint", "lint/registry.yml"}), 1},
      {"registry_lint_against",
       words({"registry", "lint", "lint/registry.yml", "--against", "lint/registry.old.yml", "-q"}),
       1},
      {"registry_lint_json",
       words({"registry", "lint", "lint/registry.yml", "--fail-on", "LR015", "-f", "json", "--at",
              "2026-01-01"}),
       0},
      {"registry_lint_good", words({"registry", "lint", "lint/registry.good.yml"}), 0},
  };
}

std::vector<GoldenRun> condition_runs() {
  return {
      {"condition_lint", words({"condition", "lint", "conditions/delegate.cond"}), 0},
      {"condition_lint_broken", words({"condition", "lint", "conditions/broken.cond"}), 1},
      {"condition_lint_broken_json",
       words({"condition", "lint", "conditions/broken.cond", "-f", "json"}), 1},
      {"condition_lint_role",
       words({"condition", "lint", "conditions/blobs.cond", "--role",
              "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"}),
       0},
      {"condition_explain", words({"condition", "explain", "conditions/delegate.cond"}), 0},
      {"condition_explain_role",
       words({"condition", "explain", "conditions/blobs.cond", "--role",
              "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"}),
       0},
      {"condition_explain_json",
       words({"condition", "explain", "conditions/delegate.cond", "-f", "json"}), 0},
      {"condition_diff",
       words({"condition", "diff", "conditions/narrower.cond", "conditions/delegate.cond"}), 1},
      {"condition_diff_equivalent",
       words({"condition", "diff", "conditions/narrower.cond", "conditions/narrower.cond"}), 0},
      {"condition_diff_json",
       words({"condition", "diff", "conditions/narrower.cond", "conditions/blobs.cond", "-f",
              "json"}),
       1},
      {"condition_diff_not_compared",
       words({"condition", "diff", "conditions/pair.cond", "conditions/pair_turned.cond"}), 3},
      {"refused_condition_role",
       words(
           {"condition", "explain", "conditions/blobs.cond", "--role", "Storage Blob Data Ovner"}),
       2},
      {"condition_evaluate",
       words({"condition", "evaluate", "conditions/delegate.cond", "--action", kAssign}), 3},
      {"condition_evaluate_met",
       words(
           {"condition", "evaluate", "conditions/delegate.cond", "--action", kAssign, "--attribute",
            "request:Microsoft.Authorization/roleAssignments:RoleDefinitionId="
            "f6c7c914-8db3-469d-8ca1-694a8f32e121",
            "--attribute", "request:Microsoft.Authorization/roleAssignments:PrincipalType=group"}),
       0},
      {"condition_evaluate_json",
       words({"condition", "evaluate", "conditions/delegate.cond", "--request",
              "conditions/request.json", "-f", "json"}),
       1},
      {"refused_condition", words({"condition", "evaluate", "conditions/broken.cond"}), 2},
      {"refused_condition_request",
       words({"condition", "evaluate", "conditions/delegate.cond", "--request",
              "{\"acton\": \"x\"}"}),
       2},
  };
}

std::vector<GoldenRun> refused_runs() {
  return {
      {"help", {"--help"}, 0},
      {"help_check", {"check", "--help"}, 0},
      {"help_role_show_short", {"role", "show", "-h"}, 0},
      {"refused_input", words({"catalog", "--tenant", "broken"}), 2},
      {"refused_input_verbose",
       words({"catalog", "--tenant", "broken", "--skip-unrecognized", "-v"}), 2},
      lab("refused_principal",
          {"check", "--principal", "Ann Able", "--action", kRead, "--scope", kBench}, 2),
      lab("refused_action",
          {"check", "--principal", "Ann Abel", "--action", "Microsoft.Lab/*", "--scope", kBench},
          2),
      lab("refused_scope",
          {"check", "--principal", "Ann Abel", "--action", kRead, "--scope",
           "/subscriptions/x/resourceGroups"},
          2),
      lab("refused_level",
          {"check", "--principal", "Ann Abel", "--access", "registry-publsh", "--scope", kBench},
          2),
      lab("refused_role", {"role", "show", "Lab Oprator"}, 2),
      {"refused_other_role", words({"role", "compare", "Reader", "Contributer"}), 2},
      {"refused_root", words({"role", "lattice", "--root", "Ownr"}), 2},
      lab("refused_audit",
          {"audit", "--needs", "broken/needs.yaml", "--needs", "none.yaml", "--suppressions",
           "broken/suppressions.yaml", "--baseline", "lab/users.json", "--fail-on", "hihg",
           "--require", "LW999"},
          2),
      lab("refused_needs", {"audit", "--needs", "broken/names.yaml"}, 2),
      lab("refused_audit_principal",
          {"audit", "--principal", "aaaaaaaa-0000-4000-8000-00000000ffff"}, 2),
      {"refused_need", words({"role", "nearest"}), 2},
      {"refused_need_action",
       words({"role", "minimize", "--action", "Microsoft.X/*/y/*", "--action", "Microsoft.X/*/*"}),
       2},
      lab("refused_need_nothing",
          {"role", "minimize", "--activity", "lint/activity.json", "--principal", "Dora Dean"}, 2),
      {"refused_assignable_scope",
       words({"role", "minimize", "--access", "registry-use", "--assignable-scope", "/"}), 2},
      {"refused_role_lint", words({"role", "lint", "lab/users.json", "--fail-on", "LW001"}), 2},
      {"refused_role_file", words({"role", "lint", "lab/users.json"}), 2},
      sample("refused_registry_access", {"registry", "access", kWorkspace}, 2),
      {"refused_registry_lint",
       words({"registry", "lint", "lab/users.json", "--against", "none.yml", "--warn-on", "mild"}),
       2},
      {"refused_role_shape", words({"role", "lint", "malformed/role.json"}), 2},
      {"refused_registry_yaml", words({"registry", "lint", "broken/registry.yml"}), 2},
      {"refused_rule", words({"rule", "show", "owner-cuont"}), 2},
      {"refused_command", {"explian"}, 2},
      {"refused_no_tenant", words({"what-can", "--principal", "x"}), 2},
  };
}

INSTANTIATE_TEST_SUITE_P(Explain, Commands, ::testing::ValuesIn(explain_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Check, Commands, ::testing::ValuesIn(check_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Listing, Commands, ::testing::ValuesIn(listing_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Lattice, Commands, ::testing::ValuesIn(lattice_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Audit, Commands, ::testing::ValuesIn(audit_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Need, Commands, ::testing::ValuesIn(need_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Conditions, Commands, ::testing::ValuesIn(condition_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Lint, Commands, ::testing::ValuesIn(lint_runs()), test_name);
INSTANTIATE_TEST_SUITE_P(Refused, Commands, ::testing::ValuesIn(refused_runs()), test_name);

TEST(AsciiFallback, NoByteBeyondAsciiIsOurs) {
  const ProcessResult result =
      testing::run_leastwise({"who-can", "--tenant", "lab", "--action", std::string(kRead),
                              "--scope", std::string(kBench)},
                             {testing::source_dir() / "tests/golden/fixtures", "", {"LC_ALL=C"}});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find("Lab Leads -> Lab Team"), std::string::npos) << result.out;
  for (const char c : result.out) {
    ASSERT_LT(static_cast<unsigned char>(c), 0x80U) << result.out;
  }
}

}  // namespace
}  // namespace leastwise

// `leastwise role lint`: what is wrong with role definitions, before Azure or an attacker tells.
//
// The file is read like an export, so every shape of a role definition is known, a draft for `az
// role definition create` too; with --tenant its roles are compared with those of the tenant, and
// its patterns with the tenant's operations. The rules are those of the audit that judge a
// definition by itself; what they find in other files is not asked here. That nothing else was
// exported is no gap: nothing else was asked for.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "cli/commands.h"
#include "cli/findings_answer.h"
#include "cli/tenant_data.h"
#include "engine/ingest/input_bytes.h"
#include "rules/audit/run_audit.h"
#include "rules/danger/danger.h"
#include "rules/limits/azure_limits.h"

namespace leastwise::cli {
namespace {

std::vector<std::unique_ptr<const AuditRule>> lint_rules() {
  std::vector<std::unique_ptr<const AuditRule>> rules = audit_rules();
  std::erase_if(rules, [](const auto& rule) { return !rule->judges_definitions(); });
  return rules;
}

std::vector<RuleView> views_of(const std::vector<std::unique_ptr<const AuditRule>>& rules) {
  std::vector<RuleView> views;
  for (const auto& rule : rules) {
    views.push_back(rule->about());
  }
  return views;
}

// The file in the tenant's table. It is named last, so the last of that name is the one.
std::optional<FileId> find_file(const FileTable& files, std::string_view name) {
  for (std::size_t i = files.size(); i-- > 0;) {
    if (files.name(FileId::from_index(i)) == name) {
      return FileId::from_index(i);
    }
  }
  return std::nullopt;
}

// Error: the file defines no role; it would pass, whatever it is.
Result<FileId> find_roles(const Tenant& tenant, std::string_view path) {
  const auto file = find_file(tenant.files(), input_name(path));
  const bool any = file && std::ranges::any_of(tenant.roles(), [&](const RoleDefinition& role) {
                     return role.place.known() && role.place.file == *file;
                   });
  if (!any) {
    return fail(fmt::format("no role definition stands in `{}`", input_name(path)),
                "the file is one, or a list of them, as `az role definition list` prints it or "
                "`az role definition create` takes it");
  }
  return *file;
}

// What the rules find in this file.
Result<Report> lint(const TenantData& data, FileId file,
                    const std::vector<std::unique_ptr<const AuditRule>>& rules) {
  const DangerTable danger = embedded_danger_table();
  const AzureLimits limits = embedded_azure_limits();
  const KnownAttributes attributes = embedded_known_attributes();
  const AuditInput input{.compiled = data.compiled(),
                         .danger = danger,
                         .limits = limits,
                         .levels = data.levels(),
                         .attributes = attributes,
                         .definitions_only = true};
  const auto context = AuditContext::build(input);
  if (!context) {
    return std::unexpected(context.error());
  }
  Report report = leastwise::run_audit(*context, rules, {});
  report.command = "role lint";
  report.catalogue_hash = data.catalogue().hash;
  report.coverage_gaps.clear();
  std::erase_if(report.findings,
                [&](const Finding& finding) { return finding.place.file != file; });
  return report;
}

}  // namespace

ExitCode run_role_lint(const Options& options, Console& console) {
  GlobalOptions global = options.global;
  global.tenant.push_back(options.file);
  TenantReader reader(global, console);
  const auto rules = lint_rules();
  const auto policy = read_policy(options.audit, views_of(rules), reader.side_files());
  if (!policy) {
    console.error(policy.error());
  }
  const auto data = reader.finish();
  if (!data || !policy) {
    return ExitCode::kError;
  }
  const auto file = find_roles(data->tenant(), options.file);
  auto report = file ? lint(*data, *file, rules) : Result<Report>(std::unexpected(file.error()));
  if (!report) {
    console.error(report.error());
    return ExitCode::kError;
  }
  apply_policy(*report, *policy, {.tenant = &data->tenant()});
  return answer_findings(*std::move(report), options, console, [&](Json& answer) {
    answer["question"] = {{"command", "role lint"}, {"file", input_name(options.file)}};
  });
}

}  // namespace leastwise::cli

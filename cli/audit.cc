// `leastwise audit`: every grant that is wider than its need, and every role that invites one.
//
// Everything that was named is read before anything is looked for, so that one run tells of all
// that is wrong with its inputs: exports, needs, activity, suppressions, baseline. Names in needs
// are looked up when the tenant stands. The sample tenant has a needs file of its own, which is
// taken where no other is given.
#include <fmt/core.h>

#include <utility>

#include "cli/answer_json.h"
#include "cli/commands.h"
#include "cli/findings_answer.h"
#include "cli/rule_text.h"
#include "cli/sample/sample.h"
#include "engine/base/sort_unique.h"
#include "engine/base/suggestion.h"
#include "engine/ingest/needs_file.h"
#include "engine/report/text_table.h"
#include "rules/audit/needs.h"
#include "rules/audit/run_audit.h"
#include "rules/danger/danger.h"
#include "rules/limits/azure_limits.h"

namespace leastwise::cli {
namespace {

// What is read beside the exports.
struct SideInputs {
  FindingsPolicy policy = {};
  std::vector<NeedRecord> needs = {};
  bool needs_given = false;
  ActivityLog activity = {};
  std::optional<std::vector<std::string>> required = {};  // ids of rules
};

std::vector<NeedRecord> read_all_needs(const Options& options, const SideFiles& files) {
  std::vector<NeedRecord> all;
  const auto add = [&](std::string_view bytes, FileId file) {
    for (NeedRecord& need : read_needs(bytes, file, files.diagnostics)) {
      all.push_back(std::move(need));
    }
  };
  for (const std::string& path : options.audit.needs) {
    if (const auto side = files.read(path)) {
      add(side->bytes, side->file);
    }
  }
  if (options.global.sample && options.audit.needs.empty()) {
    add(sample_needs().bytes, files.add_file(sample_needs().name));
  }
  return all;
}

// Ids of the rules that --require names. Error: all words that name none.
Result<std::vector<std::string>> find_required(const std::vector<std::string>& words) {
  std::vector<std::string> ids;
  for (const std::string& word : words) {
    const auto rule = find_rule(word);
    if (!rule) {
      return std::unexpected(rule.error());
    }
    if (!find_audit_rule(rule->id)) {
      return fail(fmt::format("`--require {}`: rule {} is always decided", word, rule->id),
                  "name a rule of the audit; `leastwise rule list` lists them");
    }
    ids.emplace_back(rule->id);
  }
  sort_unique(ids);
  return ids;
}

// Words of the command line that are wrong are told at once; files report to the reader.
bool read_side_inputs(const Options& options, TenantReader& reader, const Console& console,
                      SideInputs& inputs) {
  const SideFiles files = reader.side_files();
  inputs.needs = read_all_needs(options, files);
  inputs.needs_given = options.global.sample || !options.audit.needs.empty();
  for (const std::string& path : options.need.activity) {
    if (const auto side = files.read(path)) {
      inputs.activity.read(side->bytes, side->file, files.diagnostics);
    }
  }
  bool good = true;
  if (auto policy = read_policy(options.audit, known_audit_rules(), files)) {
    inputs.policy = *std::move(policy);
  } else {
    console.error(policy.error());
    good = false;
  }
  if (!options.audit.require.empty()) {
    if (auto required = find_required(options.audit.require)) {
      inputs.required = *std::move(required);
    } else {
      console.error(required.error());
      good = false;
    }
  }
  return good;
}

// What the audit is narrowed to. Errors: the scope is none, the principal is called by no name, or
// the input does not know it: an audit of nobody would find nothing and look like a success.
Result<Question> find_filter(const TenantData& data, const Options& options) {
  auto question = find_question(data, options);
  if (question && question->principal && !question->principal->known) {
    return fail(
        fmt::format("nothing in the input names the principal `{}`", options.question.principal),
        "an audit of it would find nothing");
  }
  return question;
}

// Calls of callers that no export names say nothing about any grant.
void note_unknown_callers(const LookedUpActivity& activity, const Console& console) {
  if (activity.unknown_calls != 0) {
    console.note(fmt::format("{} in the activity logs left out: the input does not know {}",
                             counted(activity.unknown_calls, "call"),
                             counted(activity.unknown_callers, "caller")));
  }
}

// The report before anything is suppressed. Errors are on the console.
std::optional<Report> find_findings(const TenantData& data, const SideInputs& inputs,
                                    const Question& filter, const Console& console) {
  Diagnostics diagnostics;
  const auto needs = look_up_needs(inputs.needs, data.tenant(), data.levels(), diagnostics);
  console.diagnostics(diagnostics, data.tenant().files());
  if (diagnostics.has_errors()) {
    return std::nullopt;
  }
  const LookedUpActivity activity = look_up_activity(inputs.activity.records(), data.tenant());
  note_unknown_callers(activity, console);
  const DangerTable danger = embedded_danger_table();
  const AzureLimits limits = embedded_azure_limits();
  const KnownAttributes attributes = embedded_known_attributes();
  AuditInput input{.compiled = data.compiled(),
                   .danger = danger,
                   .limits = limits,
                   .levels = data.levels(),
                   .attributes = attributes,
                   .needs = needs,
                   .needs_given = inputs.needs_given,
                   .uses = activity.uses,
                   .activity_given = inputs.activity.span().has_value()};
  if (filter.scope) {
    input.scope = filter.scope->place;
  }
  if (filter.principal) {
    input.principal = filter.principal->known;
  }
  const auto context = AuditContext::build(input);
  if (!context) {
    console.error(context.error());
    return std::nullopt;
  }
  return leastwise::run_audit(*context, leastwise::AuditRunOptions{.required = inputs.required});
}

std::vector<const CoverageGap*> all_gaps(const Tenant& tenant) {
  std::vector<const CoverageGap*> gaps;
  for (const CoverageGap& gap : tenant.gaps()) {
    gaps.push_back(&gap);
  }
  return gaps;
}

}  // namespace

ExitCode run_audit(const Options& options, Console& console) {
  TenantReader reader(options.global, console);
  SideInputs inputs;
  const bool good = read_side_inputs(options, reader, console, inputs);
  const auto data = reader.finish();
  if (!data || !good) {
    return ExitCode::kError;
  }
  const auto filter = find_filter(*data, options);
  if (!filter) {
    console.error(filter.error());
    return ExitCode::kError;
  }
  auto report = find_findings(*data, inputs, *filter, console);
  if (!report) {
    return ExitCode::kError;
  }
  report->catalogue_hash = data->catalogue().hash;
  apply_policy(*report, inputs.policy,
               {.tenant = &data->tenant(), .whole = !filter->scope && !filter->principal});
  return answer_findings(std::move(*report), options, console, [&](Json& answer) {
    answer["question"] = json_question(AnswerView{*data, options, *filter, console.style()});
    add_footing(answer, *data, all_gaps(data->tenant()));
  });
}

}  // namespace leastwise::cli

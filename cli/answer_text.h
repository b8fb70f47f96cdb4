// The parts that all answers for people are made of: the verdict, the question as it was
// understood, the coverage gaps that bear on it, and what to ask next.
//
//   ALLOW  Ines Okafor may do Microsoft.X/y/write at registries/alderfinch-models
//
//     principal  Ines Okafor  User  ines.okafor@alderfinch.example  8d3c...
//     action     Microsoft.X/y/write  control plane
//     scope      registries/alderfinch-models  /subscriptions/...
//     decided    at 2026-11-24T03:04:05Z, wildcards azure, eligible grants left out
//
// Tests: golden files in tests/golden/cli/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/question.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {

// What every part of an answer needs to be written.
struct AnswerView {
  const TenantData& data;
  const Options& options;
  const Question& question;
  const TextStyle& style;

  [[nodiscard]] const Tenant& tenant() const { return data.tenant(); }
};

// `ALLOW`, `DENY`, `UNKNOWN`, and how they look.
[[nodiscard]] Cell effect_cell(Effect effect);

// `a deny assignment denies it`, ...: a reason as half a sentence.
[[nodiscard]] std::string_view reason_text(DecisionReason reason);

// `registry-publish` or the action: what is asked for.
[[nodiscard]] std::string asked_text(const Question& question);
// The principal of the question by name.
[[nodiscard]] std::string asked_principal_name(const AnswerView& view);
[[nodiscard]] std::string asked_scope_name(const AnswerView& view);

// The first line of an answer, with its newline.
[[nodiscard]] std::string verdict_line(const AnswerView& view, Effect effect);
// The question as it was understood, after an empty line.
[[nodiscard]] std::string question_text(const AnswerView& view);
// A heading after an empty line, with its newline.
[[nodiscard]] std::string heading(const TextStyle& style, std::string_view text);
// A line of an unordered list.
[[nodiscard]] std::string bullet(const TextStyle& style, std::string_view text);

// The coverage gaps as a section; empty where there are none.
[[nodiscard]] std::string gaps_text(const AnswerView& view,
                                    const std::vector<const CoverageGap*>& gaps);
// Commands to try next as a section; nothing under --quiet.
[[nodiscard]] std::string next_steps(const AnswerView& view,
                                     const std::vector<std::string>& commands);

// `--tenant PATH` as it was given, or `--sample`, quoted for a shell: to begin a next command with.
[[nodiscard]] std::string tenant_arguments(const GlobalOptions& options);

}  // namespace leastwise::cli

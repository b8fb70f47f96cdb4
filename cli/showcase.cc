// `leastwise` without a command: the audit of the sample tenant, for someone who sees it first.
//
// Between the opening and the next steps stands the very answer of `leastwise audit --sample`, so
// it cannot show what the engine would not find. What is found is what there is to see, and so no
// failure.
#include <fmt/core.h>

#include "cli/answer_text.h"
#include "cli/commands.h"
#include "cli/sample_story.h"

namespace leastwise::cli {
namespace {

std::string opening(const TextStyle& style) {
  return fmt::format(
      "Leastwise decides, explains and audits access in Azure RBAC, from the exports of the Azure\n"
      "tools. You named no command, so this is `leastwise audit --sample`.\n\n{}\n{}\n",
      style.paint(Tone::kHeading, kSampleTitle), kSampleStory);
}

std::string next(const TextStyle& style) {
  TextTable table;
  table.add({{"leastwise rule show LW001"}, {"what a rule finds, and why"}});
  table.add({{"leastwise sample --out sample-tenant"}, {"what to collect from your own tenant"}});
  table.add({{"leastwise audit --tenant DIR --needs FILE"}, {"then audit it"}});
  table.add({{"leastwise --help"}, {"everything else"}});
  return heading(style, "Next") + table.render(style, 2);
}

}  // namespace

// Always the sample tenant with its needs: whoever has named one of their own also names a command.
ExitCode run_showcase(const Options& options, Console& console) {
  Options sample = options;
  sample.command = Command::kAudit;
  sample.global.sample = true;
  console.print(opening(console.style()));
  if (run_audit(sample, console) == ExitCode::kError) {
    return ExitCode::kError;
  }
  console.print(next(console.style()));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli

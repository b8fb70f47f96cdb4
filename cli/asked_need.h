// A need as the command line says it: what `role nearest` and `role minimize` are asked for.
//
// Four ways, which add up: an access level, operations, a file of operations, activity logs. Each
// operation counts once. What a log shows is what was done, by whom it is asked about and at or
// below the scope; that reads and data actions leave no trace there is told with the answer.
// Example: a line `data: Microsoft.Storage/.../blobs/read  # the models` is one data action.
// Counter-example: a need of nothing is an error: every role would cover it.
// Tests: tests/cli/asked_need_test.cc; golden files in tests/golden/cli/ (role_nearest_*,
// role_minimize_*).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/answer_question.h"
#include "cli/answer_text.h"
#include "cli/side_file.h"
#include "cli/tenant_data.h"
#include "engine/ingest/activity_log.h"
#include "engine/permission/need.h"
#include "engine/report/json.h"

namespace leastwise::cli {

// What was read of files; the rest of the need hangs on the tenant.
struct NeedFiles {
  std::vector<NeededAction> actions = {};
  ActivityLog activity = {};
};

// Reads --actions-file and --activity. Problems go to the diagnostics of `files`.
[[nodiscard]] NeedFiles read_need_files(const NeedOptions& options, const SideFiles& files);

// What an activity log gave, and could not give.
struct ObservedFacts {
  std::size_t operations = 0;
  std::optional<ActivityLog::Span> span = {};
  std::size_t unknown_calls = 0;  // of callers that the input does not know
};

struct AskedNeed {
  std::vector<NeededAction> actions;  // each once, in the order of asking
  std::vector<std::string> sources;   // `access level registry-publish`, `2 operations`, ...
  std::optional<ObservedFacts> observed = {};
};

// Puts the need together. Errors: an operation is empty or too long; nothing is needed.
[[nodiscard]] Result<AskedNeed> find_need(const TenantData& data, const Options& options,
                                          const Question& question, const NeedFiles& files);

// The need as a part of an answer: where it comes from, and its operations.
[[nodiscard]] std::string need_section(const TextStyle& style, const AskedNeed& need);
// What activity logs do not show, as a section; empty where none was read.
[[nodiscard]] std::string observed_section(const TextStyle& style, const AskedNeed& need);
[[nodiscard]] Json json_need(const AskedNeed& need);

// The answer of a command to a question and a need.
using NeedAnswer = std::function<Result<Outcome>(const AnswerView&, const AskedNeed&)>;

// Reads tenant and files, finds question and need, and prints what `answer` says of them. All that
// is wrong is reported, and nothing is printed as an answer then.
[[nodiscard]] ExitCode answer_need(const Options& options, Console& console,
                                   const NeedAnswer& answer);

}  // namespace leastwise::cli

// Activity logs: who did what where, and whether it was allowed.
//
// Three shapes hold the same: `az monitor activity-log list` (and its REST answer), rows of the
// Log Analytics table AzureActivity as `az monitor log-analytics query` prints them, and the answer
// of the query API itself ({"tables": [{"columns", "rows"}]}).
//
// One call leaves several events (started, accepted, succeeded), which become one record: those
// with the same correlation id, operation, caller and scope. The scope belongs to it because all
// parts of one deployment share a correlation id. The outcome is the strongest that any event
// tells. Counter-example: events without a correlation id are never joined.
//
// A call that was refused shows an access that is missing, and is kept as such. Events that are no
// calls of anybody (service health, policy, alerts) are counted and left out. What no log shows
// (reads, the data plane, what is older than 90 days): docs/formats/activity-log.md.
//
// Cost: linear; one record in memory for each call. Thread safety: none.
// Tests: tests/engine/ingest/activity_log_test.cc; fuzz/activity_log_fuzz.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/base/source_place.h"
#include "engine/scope/scope_path.h"

namespace leastwise {

// How a call ended. From what says least to what says most: of several events the last one holds.
enum class ActivityOutcome : std::uint8_t {
  kOpen,       // the log does not hold the end of it
  kFailed,     // not for want of access, as far as the log says
  kForbidden,  // refused for want of access
  kSucceeded,
};

// `open`, `failed`, `forbidden`, `succeeded`.
[[nodiscard]] std::string_view to_string(ActivityOutcome outcome);

// One call.
struct ActivityRecord {
  std::string caller = {};  // as the log has it: a user principal name, an object id, an app id
  std::optional<Guid> object_id = {};  // of the caller, from its claims
  std::optional<Guid> app_id = {};     // the application that it called through, or was
  std::string operation = {};          // of the control plane, as written; never empty
  // Where access was checked: the scope of the event, up to the last type/name pair.
  ScopePath scope = ScopePath::root();
  Instant time = {};  // of the last event
  ActivityOutcome outcome = ActivityOutcome::kOpen;
  // The role assignment that allowed it, where newer logs say so. (evidence)
  std::optional<Guid> assignment = {};
  SourcePlace place = {};  // of the first event
};

// The calls of any number of log files.
class ActivityLog {
 public:
  // Adds the events of one file. Reports every event with a problem and leaves it out: the codes of
  // load.h, and unrecognized-file for what is no event. A log that goes on elsewhere is a gap,
  // truncated-log.
  void read(std::string_view bytes, FileId file, Diagnostics& diagnostics);

  // In the order of their first events.
  [[nodiscard]] std::span<const ActivityRecord> records() const { return records_; }
  // Events that are no calls of a principal.
  [[nodiscard]] std::size_t ignored() const { return ignored_; }
  // From the first event to the last one, both included; none without events.
  struct Span {
    Instant first;
    Instant last;
  };
  [[nodiscard]] const std::optional<Span>& span() const { return span_; }

 private:
  friend class ActivityReader;

  void add(ActivityRecord record, std::string_view correlation);

  std::vector<ActivityRecord> records_;
  std::unordered_map<std::string, std::size_t> calls_;  // index in records_
  std::size_t ignored_ = 0;
  std::optional<Span> span_;
};

}  // namespace leastwise

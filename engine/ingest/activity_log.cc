// Each shape is brought into EventParts, the texts of an event with the value that each was read
// from; what they mean is then judged in one place. The answer of the query API has its rows
// without names, so a row is first made into a record with the names of the columns.
//
// Log Analytics keeps some objects as texts of JSON (`Authorization`, `Claims`). These are read by
// the same reader, and problems in them are reported at the text.
// Source: FACTS section 4; Microsoft.Insights eventtypes; table AzureActivity.
#include "engine/ingest/activity_log.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/read_records.h"
#include "engine/ingest/recognize.h"
#include "engine/ingest/record.h"

namespace leastwise {
namespace {

constexpr std::string_view kObjectIdClaim =
    "http://schemas.microsoft.com/identity/claims/objectidentifier";
// What `az monitor activity-log list` gives at most unless --max-events says otherwise.
constexpr std::size_t kAzDefaultEvents = 50;

constexpr std::string_view kExpectedLog =
    "expected `az monitor activity-log list -o json`, or rows of the table AzureActivity";

// Takes one JSON value into a record.
class RecordBuilder : public JsonEventHandler {
 public:
  explicit RecordBuilder(Record& record) : record_(record) {}
  [[nodiscard]] bool on_event(const JsonEventView& event) override {
    return !record_.complete() && record_.append(event);
  }

 private:
  Record& record_;
};

// An object that stands in a record as such, or as a text of JSON; the latter is kept here.
class EmbeddedObject {
 public:
  EmbeddedObject() = default;
  EmbeddedObject(FieldReader& in, ValueView of, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      const std::optional<ValueView> value = in.property(of, name);
      if (value && !(value->is_string() && value->text().empty())) {
        take(in, *value);
        return;
      }
    }
  }

  // A text of the object; empty where it is absent or no text.
  [[nodiscard]] std::string_view text(std::string_view name) const {
    const std::optional<ValueView> object = this->object();
    const std::optional<ValueView> found = object ? object->find_set(name) : std::nullopt;
    return found && found->is_string() ? found->text() : std::string_view();
  }
  [[nodiscard]] std::string_view text(std::string_view inner, std::string_view name) const {
    const std::optional<ValueView> object = this->object();
    const std::optional<ValueView> within = object ? object->find_set(inner) : std::nullopt;
    const std::optional<ValueView> found = within ? within->find_set(name) : std::nullopt;
    return found && found->is_string() ? found->text() : std::string_view();
  }

 private:
  [[nodiscard]] std::optional<ValueView> object() const {
    return is_parsed_ ? std::optional(parsed_.root()) : direct_;
  }

  void take(FieldReader& in, ValueView value) {
    if (value.is_object()) {
      direct_ = value;
      return;
    }
    if (!in.expect(value, ValueKind::kString)) {
      return;
    }
    RecordBuilder builder(parsed_);
    const std::optional<TextProblem> problem = read_json(value.text(), builder);
    if (problem || !parsed_.complete() || !parsed_.root().is_object()) {
      in.error(value, "bad-value",
               fmt::format("{} is no object in JSON", in_backticks(value.key())),
               "export the column as it is: a text of JSON");
      return;
    }
    is_parsed_ = true;
  }

  std::optional<ValueView> direct_;
  Record parsed_;
  bool is_parsed_ = false;
};

// The texts of one event. Empty where the event has none.
struct EventParts {
  std::string_view operation;
  std::string_view scope;
  std::string_view caller;
  std::string_view object_id;
  std::string_view app_id;
  std::string_view correlation;
  std::string_view category;
  std::string_view status;
  std::string_view sub_status;
  std::string_view message;  // what the service answered, as JSON
  std::string_view assignment;
  std::optional<Instant> time;
};

// `{"value": "x", "localizedValue": ...}` of the activity log, or the bare text.
std::string_view localized(FieldReader& in, ValueView of, std::string_view name) {
  const std::optional<ValueView> found = in.property(of, name);
  if (!found) {
    return {};
  }
  if (found->is_object()) {
    return in.text(*found, "value");
  }
  return in.expect(*found, ValueKind::kString) ? found->text() : std::string_view();
}

std::string_view first_given(std::initializer_list<std::string_view> texts) {
  const auto* const given =
      std::ranges::find_if(texts, [](std::string_view text) { return !text.empty(); });
  return given == texts.end() ? std::string_view() : *given;
}

// The scope up to its last whole type/name pair. Providers log calls at paths that are no scopes,
// such as `/subscriptions/S/providers/Microsoft.Compute` for a registration; nothing can be
// assigned there, so access is decided at the scope above, and nothing is lost.
std::optional<ScopePath> scope_of_check(std::string_view text) {
  if (text.size() > kMaxScopeBytes || !text.starts_with('/')) {
    return std::nullopt;
  }
  while (!text.empty()) {
    if (Result<ScopePath> path = ScopePath::parse(text)) {
      return *std::move(path);
    }
    text = text.substr(0, text.rfind('/'));
  }
  return std::nullopt;
}

ActivityOutcome outcome_of(const EventParts& event) {
  const auto is_one_of = [](std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words,
                               [text](std::string_view word) { return equals_folded(text, word); });
  };
  if (is_one_of(event.status, {"succeeded", "success"})) {
    return ActivityOutcome::kSucceeded;
  }
  if (!is_one_of(event.status, {"failed", "failure"})) {
    return ActivityOutcome::kOpen;
  }
  // Azure Policy answers 403 as well, behind the check of access.
  const bool by_policy = event.message.find("RequestDisallowedByPolicy") != std::string_view::npos;
  const bool forbidden = starts_with_folded(event.sub_status, "forbidden") ||
                         event.message.find("AuthorizationFailed") != std::string_view::npos;
  return forbidden && !by_policy ? ActivityOutcome::kForbidden : ActivityOutcome::kFailed;
}

// GUIDs of evidence are written without dashes, or at the end of an id.
std::optional<Guid> any_guid(std::string_view text) {
  const std::optional<Guid> guid = trailing_guid(text);
  return guid ? guid : parse_guid_compact(text);
}

}  // namespace

std::string_view to_string(ActivityOutcome outcome) {
  switch (outcome) {
    case ActivityOutcome::kOpen:
      return "open";
    case ActivityOutcome::kForbidden:
      return "forbidden";
    case ActivityOutcome::kFailed:
      return "failed";
    case ActivityOutcome::kSucceeded:
      return "succeeded";
  }
  return "";
}

// The records of one file, on their way into the log.
class ActivityReader : public RecordSink {
 public:
  ActivityReader(FileId file, ActivityLog& log, Diagnostics& diagnostics)
      : file_(file), log_(log), diagnostics_(diagnostics) {}

  void on_list(const Record& /*container*/) override { in_object_ = true; }
  [[nodiscard]] bool on_record(Record& record) override {
    read_event(record.root());
    return true;
  }
  [[nodiscard]] bool on_top(Record& record, bool had_list) override;
  void on_problem(std::string pointer, TextProblem problem) override {
    diagnostics_.report(
        {.code = problem.code,
         .message = problem.message,
         .place = {.file = file_, .line = problem.place.line, .column = problem.place.column},
         .pointer = std::move(pointer),
         .help = problem.help});
  }

  // Reports what can only be said once the whole file was read. Call once, at its end.
  void finish();

 private:
  void read_event(ValueView record);
  void read_az_event(FieldReader& in, ValueView record);
  void read_row(FieldReader& in, ValueView record);
  void read_tables(FieldReader& in, ValueView tables);
  void read_table(FieldReader& in, ValueView table);
  void judge(FieldReader& in, ValueView record, const EventParts& event);
  void leave_out(ValueView record);
  void report_gap(SourcePlace place, std::string message, std::string help);

  FileId file_;
  ActivityLog& log_;
  Diagnostics& diagnostics_;
  bool in_object_ = false;                // the events stand in a list of an object
  std::size_t az_events_ = 0;             // events of the first shape in this file
  std::optional<Diagnostic> first_left_;  // the first record that is no event
  std::size_t left_ = 0;
};

// What stands around a list, or a file that is no list.
bool ActivityReader::on_top(Record& record, bool had_list) {
  const ValueView top = record.root();
  FieldReader in(file_, diagnostics_);
  if (!had_list) {
    const std::optional<ValueView> tables =
        top.is_object() ? in.property(top, "tables") : std::nullopt;
    if (tables) {
      read_tables(in, *tables);
    } else {
      read_event(top);
    }
    return true;
  }
  if (!in.text(top, "nextLink").empty()) {
    report_gap(in.place(*top.find("nextLink")), "the log goes on elsewhere: this is one page of it",
               "export the other pages too");
  }
  return true;
}

void ActivityReader::report_gap(SourcePlace place, std::string message, std::string help) {
  diagnostics_.report({.severity = Severity::kGap,
                       .code = "truncated-log",
                       .message = std::move(message),
                       .place = place,
                       .help = std::move(help)});
}

void ActivityReader::read_event(ValueView record) {
  FieldReader in(file_, diagnostics_);
  if (record.has("operationName")) {
    ++az_events_;
    read_az_event(in, record);
  } else if (record.has("OperationNameValue")) {
    read_row(in, record);
  } else {
    leave_out(record);
  }
}

void ActivityReader::read_az_event(FieldReader& in, ValueView record) {
  EventParts event;
  const EmbeddedObject authorization(in, record, {"authorization"});
  const EmbeddedObject claims(in, record, {"claims"});
  const EmbeddedObject properties(in, record, {"properties"});
  event.operation =
      first_given({authorization.text("action"), localized(in, record, "operationName")});
  event.scope = first_given({authorization.text("scope"), in.text(record, "resourceId")});
  event.caller = in.text(record, "caller");
  event.object_id = claims.text(kObjectIdClaim);
  event.app_id = claims.text("appid");
  event.correlation = in.text(record, "correlationId");
  event.category = localized(in, record, "category");
  event.status = localized(in, record, "status");
  event.sub_status =
      first_given({localized(in, record, "subStatus"), properties.text("statusCode")});
  event.message = properties.text("statusMessage");
  event.assignment = authorization.text("evidence", "roleAssignmentId");
  event.time = in.instant(record, "eventTimestamp");
  judge(in, record, event);
}

void ActivityReader::read_row(FieldReader& in, ValueView record) {
  EventParts event;
  const EmbeddedObject authorization(in, record, {"Authorization_d", "Authorization"});
  const EmbeddedObject claims(in, record, {"Claims_d", "Claims"});
  const EmbeddedObject properties(in, record, {"Properties_d", "Properties"});
  event.operation =
      first_given({authorization.text("action"), in.text(record, "OperationNameValue")});
  event.scope = first_given(
      {authorization.text("scope"), in.text(record, "_ResourceId"), in.text(record, "ResourceId")});
  event.caller = in.text(record, "Caller");
  event.object_id = claims.text(kObjectIdClaim);
  event.app_id = claims.text("appid");
  event.correlation = in.text(record, "CorrelationId");
  event.category = first_given({in.text(record, "CategoryValue"), in.text(record, "Category")});
  event.status =
      first_given({in.text(record, "ActivityStatusValue"), in.text(record, "ActivityStatus")});
  event.sub_status =
      first_given({in.text(record, "ActivitySubstatusValue"), properties.text("statusCode")});
  event.message = properties.text("statusMessage");
  event.assignment = authorization.text("evidence", "roleAssignmentId");
  event.time = in.instant(record, "TimeGenerated");
  judge(in, record, event);
}

// Events that nobody has caused are left out before they are checked: they have no operation of
// Azure Resource Manager, and often no scope.
void ActivityReader::judge(FieldReader& in, ValueView record, const EventParts& event) {
  const bool is_call = event.category.empty() || equals_folded(event.category, "Administrative");
  if (!is_call || (event.caller.empty() && event.object_id.empty() && event.app_id.empty())) {
    ++log_.ignored_;
    return;
  }
  const std::optional<ScopePath> scope = scope_of_check(event.scope);
  if (event.operation.find('/') == std::string_view::npos ||
      event.operation.size() > kMaxActionBytes) {
    in.error(record, "bad-value",
             fmt::format("{} is not the name of an operation", in_backticks(event.operation)),
             "expected Provider/type/verb in `authorization` or in the name of the operation");
  }
  if (!scope) {
    in.error(record, "bad-scope",
             fmt::format("the event has no scope: {}", in_backticks(event.scope)),
             "expected it in `authorization` or in the id of the resource");
  }
  if (!event.time && in.ok()) {
    in.error(record, "missing-property", "the event has no time");
  }
  if (!in.ok()) {
    return;
  }
  log_.add({.caller = std::string(event.caller),
            .object_id = any_guid(event.object_id),
            .app_id = any_guid(event.app_id),
            .operation = std::string(event.operation),
            .scope = *scope,
            .time = *event.time,
            .outcome = outcome_of(event),
            .assignment = any_guid(event.assignment),
            .place = in.place(record)},
           event.correlation);
}

void ActivityReader::read_tables(FieldReader& in, ValueView tables) {
  if (!in.expect(tables, ValueKind::kArray)) {
    return;
  }
  for (const ValueView table : tables.children()) {
    if (in.expect(table, ValueKind::kObject)) {
      read_table(in, table);
    }
  }
}

// A row becomes a record with the names of the columns. Cells of such answers are single values;
// what Log Analytics calls `dynamic` is a text there.
void ActivityReader::read_table(FieldReader& in, ValueView table) {
  const std::optional<ValueView> columns = in.required_array(table, "columns");
  const std::optional<ValueView> rows = in.required_array(table, "rows");
  if (!columns || !rows) {
    return;
  }
  std::vector<std::string_view> names;
  for (const ValueView column : columns->children()) {
    names.push_back(in.required_text(column, "name"));
  }
  Record record;
  for (const ValueView row : rows->children()) {
    if (!in.expect(row, ValueKind::kArray)) {
      continue;
    }
    if (row.size() != names.size()) {
      in.error(row, "bad-value",
               fmt::format("a row of {} values under {} columns", row.size(), names.size()));
      continue;
    }
    record.restart(row.pointer());
    bool whole = record.append({.kind = JsonEventKind::kStartObject, .place = row.place()});
    auto name = names.begin();
    for (const ValueView cell : row.children()) {
      const bool is_text = cell.is_string();
      whole =
          whole &&
          record.append({.kind = JsonEventKind::kKey, .text = *name++, .place = cell.place()}) &&
          record.append({.kind = is_text ? JsonEventKind::kString : JsonEventKind::kNull,
                         .text = is_text ? cell.text() : std::string_view(),
                         .place = cell.place()});
    }
    if (whole && record.append({.kind = JsonEventKind::kEndObject})) {
      read_event(record.root());
    }
  }
}

// One diagnostic for all of them: a wrong file has many.
void ActivityReader::leave_out(ValueView record) {
  if (left_++ != 0) {
    return;
  }
  const std::string what = record.is_object()
                               ? fmt::format("an object with {}", names_of_properties(record))
                               : std::string(to_string(record.kind()));
  first_left_ = Diagnostic{
      .code = "unrecognized-file",
      .message = fmt::format("no event of an activity log: {}", what),
      .place = {.file = file_, .line = record.place().line, .column = record.place().column},
      .pointer = record.pointer(),
      .help = std::string(kExpectedLog)};
}

void ActivityReader::finish() {
  if (first_left_) {
    if (left_ > 1) {
      first_left_->message += fmt::format(" (first of {} such records)", left_);
    }
    diagnostics_.report(*std::move(first_left_));
  }
  if (!in_object_ && az_events_ == kAzDefaultEvents) {
    report_gap({.file = file_, .line = 1, .column = 1},
               "50 events: as many as az gives unless it is told otherwise",
               "export again with --max-events 100000 --offset 90d");
  }
}

void ActivityLog::read(std::string_view bytes, FileId file, Diagnostics& diagnostics) {
  ActivityReader reader(file, *this, diagnostics);
  read_records(bytes, reader);
  reader.finish();
}

// Joins the events of one call: the first place, the last time, the most telling outcome, and the
// identity from whichever event has it.
void ActivityLog::add(ActivityRecord record, std::string_view correlation) {
  span_ = span_.value_or(Span{.first = record.time, .last = record.time});
  span_->first = std::min(span_->first, record.time);
  span_->last = std::max(span_->last, record.time);
  if (correlation.empty()) {
    records_.push_back(std::move(record));
    return;
  }
  const std::string call = folded(fmt::format("{}\n{}\n{}\n{}", correlation, record.operation,
                                              record.caller, record.scope.text()));
  const auto [known, is_new] = calls_.try_emplace(call, records_.size());
  if (is_new) {
    records_.push_back(std::move(record));
    return;
  }
  ActivityRecord& first = records_[known->second];
  first.time = std::max(first.time, record.time);
  first.outcome = std::max(first.outcome, record.outcome);
  first.object_id = first.object_id ? first.object_id : record.object_id;
  first.app_id = first.app_id ? first.app_id : record.app_id;
  first.assignment = first.assignment ? first.assignment : record.assignment;
}

}  // namespace leastwise

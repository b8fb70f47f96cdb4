// The order of a file's life: on_list() when a list begins inside an object, on_record() for each
// element, on_top() when that object has ended (or for a file that is a single record), finish().
// A bare array has no on_list() and no on_top(): nothing stands around it.
#include "engine/ingest/file_loader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// A link to the next page, however the tool calls it: Resource Manager, Microsoft Graph, Resource
// Graph as REST and as az give it.
constexpr auto kNextPageKeys = std::to_array<std::string_view>(
    {"nextLink", "@odata.nextLink", "odata.nextLink", "skip_token", "$skipToken", "skipToken"});

// What to do about lists of principals that do not say enough.
constexpr std::string_view kNameTheGroup =
    "write the group's object id around the list: {\"groupId\": \"...\", \"value\": [...]}";

constexpr std::string_view kNameTheKind =
    "keep `@odata.context` when exporting, or select userPrincipalName, groupTypes or "
    "servicePrincipalType too; for the members of a group add its `groupId`";

}  // namespace

void FileLoader::on_problem(std::string pointer, TextProblem problem) {
  diagnostics_.report(
      {.severity = Severity::kError,
       .code = std::move(problem.code),
       .message = std::move(problem.message),
       .place = {.file = file_, .line = problem.place.line, .column = problem.place.column},
       .pointer = std::move(pointer),
       .help = std::move(problem.help)});
}

// What stands before the list already says much: Graph puts its context first, and a member list
// that we wrote ourselves its group.
void FileLoader::on_list(const Record& container) {
  in_list_ = true;
  take_context(container.root());
  names_group_ = container.root().has("groupId");
}

// `@odata.context` ends in `#users`, `#groups(id,displayName)`, `#directoryObjects`, ...
void FileLoader::take_context(ValueView container) {
  const std::optional<ValueView> context = container.find("@odata.context");
  if (!context || !context->is_string()) {
    return;
  }
  const std::string_view text = context->text();
  const std::size_t hash = text.rfind("$metadata#");
  if (hash == std::string_view::npos) {
    return;
  }
  const std::string_view kind = text.substr(text.find('#', hash) + 1);
  if (kind.starts_with("users")) {
    assumed_ = PrincipalType::kUser;
  } else if (kind.starts_with("groups")) {
    assumed_ = PrincipalType::kGroup;
  } else if (kind.starts_with("servicePrincipals")) {
    assumed_ = PrincipalType::kServicePrincipal;
  } else if (kind.starts_with("devices")) {
    assumed_ = PrincipalType::kDevice;
  }
  mixes_kinds_ = kind == "directoryObjects" || kind.starts_with("directoryObjects(");
}

// A record of no use does not end the file: those beside it are still checked.
bool FileLoader::on_record(Record& record) {
  read(record.root());
  return true;
}

// The container of a list, or the one record that the file is.
bool FileLoader::on_top(Record& record, bool had_list) {
  const ValueView top = record.root();
  if (had_list) {
    end_container(top);
    return true;
  }
  is_single_ = true;
  if (top.is_object()) {
    take_context(top);
  }
  read(top);
  return left_out_.empty();  // what stands behind a value of no use is of no interest either
}

// Inside a member list every object is a member, even one that shows nothing but its id.
void FileLoader::read(ValueView record) {
  FieldReader in(file_, diagnostics_);
  const FormatContext context{.in = in, .builder = builder_};
  if (names_group_ && record.is_object()) {
    read_principal(record, context);
    return;
  }
  const RecognitionView recognition = recognize(record);
  if (recognition.kind != RecordKind::kUnknown && recognition.kind != RecordKind::kUnsupported) {
    (void)in.object(record, "properties");
  }
  if (!in.ok()) {
    return;  // with `properties` of another type everything else would seem to be missing
  }
  switch (recognition.kind) {
    case RecordKind::kRoleDefinition:
      return read_role_definition(context, record);
    case RecordKind::kRoleAssignment:
      return read_role_assignment(context, record);
    case RecordKind::kDenyAssignment:
      return read_deny_assignment(context, record);
    case RecordKind::kScheduleInstance:
      return read_schedule_instance(context, record);
    case RecordKind::kHierarchy:
      return read_hierarchy(context, record);
    case RecordKind::kPrincipal:
      return read_principal(record, context);
    case RecordKind::kAzureHound:
      return read_azurehound(context, record, ignored_kinds_);
    case RecordKind::kProviderOperations:
      return read_provider_operations(context, record);
    case RecordKind::kOperation:
      return read_operation(context, record);
    case RecordKind::kUnsupported:
    case RecordKind::kUnknown:
      return leave_out(record, recognition);
  }
}

// Adds the principal at once, whatever the list turns out to be: that it exists is true in any
// case. What the list means is decided at its end, so the reasons to refuse it are only noted.
void FileLoader::read_principal(ValueView record, FormatContext context) {
  const std::optional<GraphPrincipal> principal = add_graph_principal(context, record, assumed_);
  if (!principal) {
    return;
  }
  if (in_list_) {
    listed_.push_back({.id = principal->record.id, .type = principal->record.type});
  }
  const auto here = [&](std::string_view message, std::string_view help) {
    return Diagnostic{.code = "unsupported-file",
                      .message = std::string(message),
                      .place = context.in.place(record),
                      .pointer = record.pointer(),
                      .help = std::string(help)};
  };
  if (!groupless_ && !is_single_ && (principal->names_its_type || mixes_kinds_)) {
    groupless_ =
        here("a list of group members that does not say whose members they are", kNameTheGroup);
  }
  if (!untyped_ && principal->record.type == PrincipalType::kUnstated) {
    untyped_ =
        here("these may be users, groups or service principals: nothing says which", kNameTheKind);
  }
}

// The message names what was seen; the help says what could have been used.
void FileLoader::leave_out(ValueView record, const RecognitionView& recognition) {
  Diagnostic diagnostic;
  diagnostic.place = {.file = file_, .line = record.place().line, .column = record.place().column};
  diagnostic.pointer = record.pointer();
  if (recognition.kind == RecordKind::kUnsupported) {
    diagnostic.code = "unsupported-file";
    diagnostic.message = fmt::format("{}: not an export that can be used here", recognition.what);
    diagnostic.help = std::string(recognition.help);
  } else {
    diagnostic.code = "unrecognized-file";
    diagnostic.help = std::string(expected_kinds());
    if (!record.is_object()) {
      diagnostic.message = fmt::format("no known export: this is {}, not an object with properties",
                                       to_string(record.kind()));
    } else if (record.size() == 0) {
      diagnostic.message = "no known export: an object without properties";
    } else {
      diagnostic.message =
          fmt::format("no known export: an object with {}", names_of_properties(record));
    }
  }
  leave_out(recognition.what, std::move(diagnostic));
}

// Counts by reason, so that a log of 100,000 events gives one diagnostic.
void FileLoader::leave_out(std::string_view what, Diagnostic diagnostic) {
  const auto known = std::ranges::find(left_out_, what, &LeftOut::what);
  if (known != left_out_.end()) {
    ++known->count;
  } else {
    left_out_.push_back({.what = what, .first = std::move(diagnostic), .count = 1});
  }
}

// What stands around the list is complete now: its links and its `groupId`, wherever they stand.
void FileLoader::end_container(ValueView container) {
  FieldReader in(file_, diagnostics_);
  const bool truncated = note_truncation(container, in);
  if (container.has("groupId")) {
    end_member_list(container, in, truncated);
  } else {
    end_principal_list();
  }
  listed_.clear();
  in_list_ = false;
}

// An empty link is none: some tools print one on the last page.
bool FileLoader::note_truncation(ValueView container, FieldReader& in) {
  bool truncated = false;
  for (const std::string_view key : kNextPageKeys) {
    if (truncated || in.text(container, key).empty()) {
      continue;
    }
    builder_.note_truncated(file_, in.place(*container.find(key)));
    truncated = true;
  }
  return truncated;
}

// A page with a link to the next one is a part of the list: the group stays incomplete.
void FileLoader::end_member_list(ValueView container, FieldReader& in, bool truncated) {
  const std::optional<Guid> group = in.required_guid(container, "groupId");
  if (!group) {
    return;
  }
  MemberListRecord list{.group = *group, .complete = !truncated};
  list.members.reserve(listed_.size());
  for (const Listed& member : listed_) {
    list.members.push_back({.id = member.id, .type = member.type});
  }
  builder_.add_members(list, in.place(*container.find("groupId")));
  groupless_.reset();
  untyped_.reset();
}

// A list without a group. Both reasons may hold; the missing group is the one that explains.
void FileLoader::end_principal_list() {
  std::optional<Diagnostic> groupless = std::exchange(groupless_, std::nullopt);
  std::optional<Diagnostic> untyped = std::exchange(untyped_, std::nullopt);
  if (groupless) {
    leave_out("members", *std::move(groupless));
  } else if (untyped) {
    leave_out("untyped", *std::move(untyped));
  }
}

// Comes last, since the counts are complete only then.
void FileLoader::finish() {
  end_principal_list();
  for (LeftOut& left_out : left_out_) {
    left_out.first.severity = options_.skip_unrecognized ? Severity::kWarning : Severity::kError;
    if (left_out.count > 1) {
      left_out.first.message += fmt::format(" (first of {} such records)", left_out.count);
    }
    diagnostics_.report(std::move(left_out.first));
  }
  if (!ignored_kinds_.empty()) {
    diagnostics_.report(
        {.severity = Severity::kWarning,
         .code = "ignored-objects",
         .message = fmt::format("AzureHound objects that say nothing about Azure roles: {}",
                                describe(ignored_kinds_)),
         .place = {.file = file_, .line = 1, .column = 1}});
  }
}

}  // namespace leastwise

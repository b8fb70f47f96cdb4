// One file's records on their way to the builder: recognises each, calls its format's reader, and
// keeps what can only be said when the whole file was read.
//
// That is: which records were not recognised (one diagnostic for each kind of them, with a count,
// however long the list is); whether the list goes on elsewhere (`nextLink`); and, for lists of
// Microsoft Graph, whose members they are. `groupId` may stand before or behind the list, so ids
// are kept until the object around the list has ended. A list whose elements name their type
// (`@odata.type`) and that names no group is the answer of a `members` or `transitiveMembers` call
// with the group lost: its principals would be read and their memberships silently dropped, so it
// is refused. Tests: tests/engine/ingest/file_loader_test.cc, tests/engine/ingest/load_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/ingest/formats.h"
#include "engine/ingest/load.h"
#include "engine/ingest/recognize.h"
#include "engine/ingest/record.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise {

class FileLoader : public RecordSink {
 public:
  FileLoader(FileId file, TenantBuilder& builder, Diagnostics& diagnostics, LoadOptions options)
      : file_(file), builder_(builder), diagnostics_(diagnostics), options_(options) {}

  void on_list(const Record& container) override;
  [[nodiscard]] bool on_record(Record& record) override;
  [[nodiscard]] bool on_top(Record& top, bool had_list) override;
  void on_problem(std::string pointer, TextProblem problem) override;

  // Reports what was not recognised. Call once, after the last record.
  void finish();

 private:
  // The first of the records that are of no use for the same reason, and how many there are.
  struct LeftOut {
    std::string_view what;  // INVARIANT: a literal of recognize.cc; empty for unknown records
    Diagnostic first;
    std::size_t count = 0;
  };
  // A principal of a list that may turn out to be a group's members.
  struct Listed {
    Guid id;
    PrincipalType type = PrincipalType::kUnstated;
  };

  void read(ValueView record);
  void read_principal(ValueView record, FormatContext context);
  void leave_out(ValueView record, const RecognitionView& recognition);
  void leave_out(std::string_view what, Diagnostic diagnostic);
  void take_context(ValueView container);
  void end_container(ValueView container);
  [[nodiscard]] bool note_truncation(ValueView container, FieldReader& in);
  void end_member_list(ValueView container, FieldReader& in, bool truncated);
  void end_principal_list();

  FileId file_;
  TenantBuilder& builder_;
  Diagnostics& diagnostics_;
  LoadOptions options_;
  std::vector<LeftOut> left_out_;
  IgnoredKinds ignored_kinds_;

  bool in_list_ = false;      // the present records stand in a list of an object
  bool is_single_ = false;    // the file is one record
  bool names_group_ = false;  // the object around the list has a `groupId` before it
  bool mixes_kinds_ = false;  // `@odata.context` says that the elements are of several kinds
  PrincipalType assumed_ = PrincipalType::kUnstated;  // `@odata.context` says what they are
  std::vector<Listed> listed_;
  std::optional<Diagnostic> groupless_;  // the first element of a member list
  std::optional<Diagnostic> untyped_;    // the first principal that may be anything
};

}  // namespace leastwise

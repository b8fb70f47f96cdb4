// `leastwise compile`: the tenant, compiled, as one file.
//
// The file is the answer, so it goes where answers go: beside its final name first, on the disk,
// then renamed. What was written is told on standard error.
#include <fmt/core.h>

#include "cli/answer_text.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/tenant_data.h"
#include "engine/report/text_style.h"
#include "engine/snapshot/snapshot_image.h"

namespace leastwise::cli {
namespace {

SnapshotOrigin origin_of(const TenantData& data) {
  return {.program = fmt::format("leastwise {}", program_version()),
          .catalogue_hash = data.catalogue().hash,
          .catalogue_date = data.catalogue().date,
          .catalogue_sources = data.catalogue().sources,
          .has_input = data.has_input()};
}

std::string summary(const TenantData& data, const SnapshotImage& image) {
  const Tenant& tenant = data.tenant();
  std::string text = fmt::format(
      "compiled {}, {}, {}, {} into {} bytes", counted(tenant.assignments().size(), "assignment"),
      counted(tenant.roles().size(), "role"), counted(tenant.directory().size(), "principal"),
      counted(tenant.scopes().size(), "scope"), grouped(image.byte_count()));
  if (!tenant.gaps().empty()) {
    text += fmt::format("; {}: `leastwise catalog` lists them",
                        counted(tenant.gaps().size(), "coverage gap"));
  }
  return text;
}

}  // namespace

ExitCode run_compile(const Options& options, Console& console) {
  const auto data = load_tenant(options.global, console);
  if (!data) {
    return ExitCode::kError;
  }
  const SnapshotImage image(data->compiled(), origin_of(*data));
  console.output().sync_at_finish();
  for (const std::string_view piece : image.pieces()) {
    console.print(piece);
  }
  console.note(summary(*data, image));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli

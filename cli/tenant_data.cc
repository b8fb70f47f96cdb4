// Loading is the same for every command: exports, then the catalogue (the builder lets the exports
// win, whatever the order), then the compiled tables. Problems are told here and once; a command
// sees a tenant or nothing.
#include "cli/tenant_data.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "cli/progress_line.h"
#include "cli/sample/sample.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant_builder.h"
#include "rules/catalogue/catalogue.h"

namespace leastwise::cli {
namespace {

// Tells a snapshot from an export, whatever its name. Only a regular file is looked into: what a
// pipe gives can be read once.
bool is_snapshot_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return false;
  }
  std::array<char, kSnapshotMagic.size()> first = {};
  std::ifstream file(path, std::ios::binary);
  file.read(first.data(), first.size());
  return file && is_snapshot({first.data(), first.size()});
}

Result<Snapshot> open_snapshot(const std::string& path, const GlobalOptions& options) {
  if (options.tenant.size() > 1) {
    return fail(fmt::format("`{}` is a snapshot, and other inputs are named beside it", path),
                "a snapshot is a whole tenant: name it alone, or compile all exports together");
  }
  return Snapshot::open(
      path, {.trust = options.trust_snapshot ? SnapshotTrust::kTrusted : SnapshotTrust::kValidate,
             .wildcards = options.wildcards,
             .at = options.at,
             .include_eligible = options.include_eligible});
}

void add_catalogue(const Catalogue& catalogue, TenantBuilder& builder) {
  for (const RoleDefinitionRecord& role : catalogue.roles) {
    builder.add_catalogue_role(role);
  }
  for (const CatalogueOperation& operation : catalogue.operations) {
    builder.add_operation(operation.name, {operation.plane, Origin::kCatalogue});
  }
}

// The embedded levels, then those of each file; a file may build on the ones before it.
AccessLevels read_levels(const std::vector<std::string>& paths, const SideFiles& files) {
  AccessLevels levels = embedded_access_levels();
  for (const std::string& path : paths) {
    const auto side = files.read(path);
    if (!side) {
      continue;
    }
    if (auto more = parse_access_levels(side->bytes, side->file, files.diagnostics, levels)) {
      levels = *std::move(more);
    }
  }
  return levels;
}

}  // namespace

// The sample is read like any export, from memory.
void TenantReader::read_exports() {
  ProgressLine progress(console_.progress_terminal(), "reading exports");
  const LoadOptions load{
      .skip_unrecognized = options_.skip_unrecognized,
      .progress = [&progress](auto read, auto all) { progress.update(read, all); }};
  if (options_.sample) {
    for (const SampleFileView& file : sample_files()) {
      load_bytes(file.name, file.bytes, builder_, diagnostics_, load);
    }
  }
  for (const std::string& path : options_.tenant) {
    load_path(path, builder_, diagnostics_, load);
  }
  Catalogue catalogue = embedded_catalogue();
  add_catalogue(catalogue, builder_);
  data_.has_input_ = options_.sample || !options_.tenant.empty();
  data_.catalogue_ = {std::move(catalogue.hash), std::move(catalogue.date),
                      std::move(catalogue.sources)};
}

void TenantReader::read_snapshot(const std::string& path) {
  auto snapshot = open_snapshot(path, options_);
  if (!snapshot) {
    diagnostics_.report({.severity = Severity::kError,
                         .code = "unusable-snapshot",
                         .message = snapshot.error().message,
                         .help = snapshot.error().help});
    return;
  }
  SnapshotOrigin origin = snapshot->origin();
  data_.has_input_ = origin.has_input;
  data_.catalogue_ = {std::move(origin.catalogue_hash), std::move(origin.catalogue_date),
                      std::move(origin.catalogue_sources)};
  data_.snapshot_ = *std::move(snapshot);
}

TenantReader::TenantReader(const GlobalOptions& options, const Console& console)
    : options_(options), console_(console) {
  const auto snapshot = std::ranges::find_if(options.tenant, is_snapshot_file);
  if (snapshot == options.tenant.end()) {
    read_exports();
  } else {
    read_snapshot(*snapshot);
  }
  data_.levels_ = read_levels(options.levels, side_files());
}

FileId TenantReader::add_file(std::string_view name) {
  return data_.snapshot_ ? data_.snapshot_->add_file(std::string(name))
                         : builder_.add_file(std::string(name));
}

SideFiles TenantReader::side_files() {
  return {[this](std::string_view name) { return add_file(name); }, diagnostics_};
}

std::optional<TenantData> TenantReader::finish() {
  auto tenant = data_.snapshot_ ? std::nullopt : builder_.build();
  console_.diagnostics(diagnostics_,
                       data_.snapshot_ ? data_.snapshot_->tenant().files() : builder_.files());
  if (diagnostics_.has_errors()) {
    return std::nullopt;
  }
  if (data_.snapshot_) {
    return std::move(data_);
  }
  data_.tenant_ = std::make_unique<const Tenant>(*std::move(tenant));
  data_.compiled_ = std::make_unique<const CompiledTenant>(
      *data_.tenant_, CompileOptions{options_.wildcards, options_.at, options_.include_eligible});
  return std::move(data_);
}

std::optional<TenantData> load_tenant(const GlobalOptions& options, const Console& console) {
  return TenantReader(options, console).finish();
}

}  // namespace leastwise::cli

// Loading is the same for every command: exports, then the catalogue (the builder lets the exports
// win, whatever the order), then the compiled tables. Problems are told here and once; a command
// sees a tenant or nothing.
#include "cli/tenant_data.h"

#include <utility>

#include "cli/sample/sample.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant_builder.h"
#include "rules/catalogue/catalogue.h"

namespace leastwise::cli {
namespace {

// The sample is read like any export, from memory.
void read_exports(const GlobalOptions& options, TenantBuilder& builder, Diagnostics& diagnostics) {
  const LoadOptions load{.skip_unrecognized = options.skip_unrecognized};
  if (options.sample) {
    for (const SampleFileView& file : sample_files()) {
      load_bytes(file.name, file.bytes, builder, diagnostics, load);
    }
  }
  for (const std::string& path : options.tenant) {
    load_path(path, builder, diagnostics, load);
  }
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

TenantReader::TenantReader(const GlobalOptions& options) : options_(options) {
  Catalogue catalogue = embedded_catalogue();
  data_.has_input_ = options.sample || !options.tenant.empty();
  read_exports(options, builder_, diagnostics_);
  add_catalogue(catalogue, builder_);
  data_.levels_ = read_levels(options.levels, side_files());
  data_.catalogue_ = {std::move(catalogue.hash), std::move(catalogue.date),
                      std::move(catalogue.sources)};
}

SideFiles TenantReader::side_files() {
  return {[this](std::string_view name) { return builder_.add_file(std::string(name)); },
          diagnostics_};
}

std::optional<TenantData> TenantReader::finish(const Console& console) {
  auto tenant = builder_.build();
  console.diagnostics(diagnostics_, builder_.files());
  if (!tenant || diagnostics_.has_errors()) {
    return std::nullopt;
  }
  data_.tenant_ = std::make_unique<const Tenant>(std::move(*tenant));
  data_.compiled_ = std::make_unique<const CompiledTenant>(
      *data_.tenant_, CompileOptions{options_.wildcards, options_.at, options_.include_eligible});
  return std::move(data_);
}

std::optional<TenantData> load_tenant(const GlobalOptions& options, const Console& console) {
  return TenantReader(options).finish(console);
}

}  // namespace leastwise::cli

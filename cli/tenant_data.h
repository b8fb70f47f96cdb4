// What the commands ask: a tenant, compiled, with the data of rules/ that the answers name.
//
// The catalogue and the access levels are data that the engine knows nothing of; they are read here
// and handed down as plain values. A snapshot holds the tenant with the catalogue of its day;
// access levels are never in it. Tests: golden files in tests/golden/cli/ (refused input, sample
// tenant).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/side_file.h"
#include "engine/authorizer/authorizer.h"
#include "engine/snapshot/snapshot.h"
#include "engine/tenant/tenant.h"
#include "engine/tenant/tenant_builder.h"
#include "rules/access_levels/access_levels.h"

namespace leastwise::cli {

// What the embedded catalogue says of itself.
struct CatalogueFacts {
  std::string hash;
  std::string date;
  std::vector<std::string> sources;
};

// Move-only; references into it hold as long as it does, moves included.
class TenantData {
 public:
  [[nodiscard]] const Tenant& tenant() const { return snapshot_ ? snapshot_->tenant() : *tenant_; }
  [[nodiscard]] const CompiledTenant& compiled() const {
    return snapshot_ ? snapshot_->compiled() : *compiled_;
  }
  [[nodiscard]] const CatalogueFacts& catalogue() const { return catalogue_; }
  [[nodiscard]] const AccessLevels& levels() const { return levels_; }
  // Whether anything but the catalogue was read.
  [[nodiscard]] bool has_input() const { return has_input_; }

 private:
  friend class TenantReader;
  TenantData() = default;

  std::optional<Snapshot> snapshot_;                // instead of the two below
  std::unique_ptr<const Tenant> tenant_;            // where compiled_ finds it after a move
  std::unique_ptr<const CompiledTenant> compiled_;  // refers to *tenant_
  // Of the embedded one, whatever the input defines; of a snapshot, of the one it was made with.
  CatalogueFacts catalogue_;
  AccessLevels levels_{{}};
  bool has_input_ = false;
};

// Reads a tenant, and gives other files that are read beside it their names in its diagnostics.
class TenantReader {
 public:
  // Reads the exports or the snapshot, the catalogue and the access levels; problems are kept for
  // finish().
  TenantReader(const GlobalOptions& options, const Console& console);
  TenantReader(const TenantReader&) = delete;
  TenantReader& operator=(const TenantReader&) = delete;

  // Where other inputs of the run are read: named and reported like exports.
  // REQUIRES: not after finish(); the reader outlives it.
  [[nodiscard]] SideFiles side_files();

  // The tenant, compiled. Nothing where the input or another file of the run has errors; all of
  // them are on standard error then.
  [[nodiscard]] std::optional<TenantData> finish();

 private:
  void read_exports();
  void read_snapshot(const std::string& path);
  [[nodiscard]] FileId add_file(std::string_view name);

  const GlobalOptions& options_;
  const Console& console_;
  Diagnostics diagnostics_;
  TenantBuilder builder_{diagnostics_};
  TenantData data_;
};

// Reads the tenant that the options name (--tenant, --sample; neither: the catalogue alone) and
// compiles it. Nothing where the input has errors; all of them are on standard error then.
[[nodiscard]] std::optional<TenantData> load_tenant(const GlobalOptions& options,
                                                    const Console& console);

}  // namespace leastwise::cli

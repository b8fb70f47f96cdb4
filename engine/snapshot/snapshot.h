// A snapshot: a compiled tenant in one file, mapped and used in place.
//
//   const auto snapshot = Snapshot::open("tenant.lws", {.at = now});
//   if (snapshot) { decision = snapshot->compiled().decide(question); }
//
// What is read is what a decision needs, page by page; role definitions, deny assignments and gaps
// are unpacked, everything else stays where it lies. A snapshot answers for any time: where a grant
// begins or ends between the time it was compiled for and the asked one (or eligible grants are to
// count, and did not), its tables are compiled again from the tenant in it, which is slower and
// exact.
//
// With SnapshotTrust::kValidate a file from anywhere is either refused or harmless: nothing that is
// asked of it reads outside of it. Whether it tells the truth is for its user to know.
// Tests: tests/engine/snapshot/, tests/property/ (the same answers as the built form), fuzz/.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/snapshot/format.h"
#include "engine/snapshot/mapped_file.h"
#include "engine/snapshot/snapshot_image.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

struct SnapshotOptions {
  SnapshotTrust trust = SnapshotTrust::kValidate;
  // Where set, another reading in the file is an error: patterns mean something else in it.
  std::optional<WildcardReading> wildcards = {};
  // For which time is decided, and whether eligible grants count; where unset, as it was compiled.
  std::optional<Instant> at = {};
  std::optional<bool> include_eligible = {};
};

// Move-only; references into it hold as long as it does, moves included. Thread safety: const
// members from any number of threads.
class Snapshot {
 public:
  // Errors: the file cannot be read; those of read_arrays() (format.h); it holds something else
  // than a tenant; another wildcard reading. They name `path`.
  [[nodiscard]] static Result<Snapshot> open(const std::string& path,
                                             const SnapshotOptions& options);
  // The same of bytes in memory, which must outlive the product. REQUIRES: they begin at a multiple
  // of 64.
  [[nodiscard]] static Result<Snapshot> of_bytes(std::span<const std::byte> bytes,
                                                 const SnapshotOptions& options);

  [[nodiscard]] const Tenant& tenant() const { return *tenant_; }
  [[nodiscard]] const CompiledTenant& compiled() const { return *compiled_; }
  [[nodiscard]] const SnapshotCompilation& compilation() const { return compilation_; }
  [[nodiscard]] SnapshotOrigin origin() const { return origin_; }
  // The size of the file.
  [[nodiscard]] std::size_t byte_count() const { return byte_count_; }
  // What the file holds, in order.
  [[nodiscard]] std::span<const StoredArray> arrays() const { return arrays_; }
  // Whether the tables had to be compiled again for the time or the grants that are asked for.
  [[nodiscard]] bool recompiled() const { return recompiled_; }

  // Names a further file of the run, so that places in it can be told like places in exports.
  FileId add_file(std::string name) { return tenant_->add_file(std::move(name)); }

 private:
  Snapshot() = default;

  [[nodiscard]] std::optional<Error> bind(const SnapshotOptions& options);
  [[nodiscard]] bool holds_for(const CompileOptions& options) const;

  std::optional<MappedFile> file_;
  std::size_t byte_count_ = 0;
  std::vector<StoredArray> arrays_;
  SnapshotCompilation compilation_;
  SnapshotOrigin origin_;
  std::unique_ptr<Tenant> tenant_;                  // where compiled_ finds it after a move
  std::unique_ptr<const CompiledTenant> compiled_;  // refers to *tenant_
  bool recompiled_ = false;
};

}  // namespace leastwise

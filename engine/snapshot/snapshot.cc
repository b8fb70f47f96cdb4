#include "engine/snapshot/snapshot.h"

#include <fmt/core.h>

#include <utility>

#include "engine/base/array_list.h"
#include "engine/snapshot/origin_texts.h"
#include "engine/tenant/tenant_arrays.h"

namespace leastwise {
namespace {

// What is stored must be one of the known readings, also in a trusted file: it costs nothing.
bool is_sound(const SnapshotCompilation& compilation) {
  return compilation.wildcards <= static_cast<std::uint32_t>(WildcardReading::kLiteral) &&
         compilation.include_eligible <= 1 && compilation.has_input <= 1;
}

}  // namespace

// Tables compiled for one time hold for another where no grant begins or ends in between.
bool Snapshot::holds_for(const CompileOptions& options) const {
  return compilation_.valid_from <= options.at && options.at < compilation_.valid_until &&
         (compilation_.include_eligible != 0) == options.include_eligible;
}

std::optional<Error> Snapshot::bind(const SnapshotOptions& options) {
  ArrayBinder binder(arrays_);
  OriginTexts origin;
  binder.value("compilation", compilation_);
  binder.part("origin", origin);
  auto tenant = TenantArrays::bind(binder, options.trust);
  if (!binder.problem().empty()) {
    return damaged_snapshot(binder.problem());
  }
  if (!tenant || !origin.is_sound() || !is_sound(compilation_)) {
    return damaged_snapshot("what it holds contradicts itself");
  }
  const auto wildcards = static_cast<WildcardReading>(compilation_.wildcards);
  if (options.wildcards && *options.wildcards != wildcards) {
    return Error{fmt::format("a snapshot compiled with `--wildcards {}`; `{}` was asked for",
                             to_string(wildcards), to_string(*options.wildcards)),
                 "ask with its own reading, or compile the exports again with the other one"};
  }
  origin_ = origin.origin(compilation_.has_input != 0);
  tenant_ = std::make_unique<Tenant>(*std::move(tenant));
  const CompileOptions compile{
      wildcards, options.at.value_or(compilation_.at),
      options.include_eligible.value_or(compilation_.include_eligible != 0)};
  auto compiled = CompiledTenant::bind(*tenant_, compile, binder, options.trust);
  if (!binder.problem().empty()) {
    return damaged_snapshot(binder.problem());
  }
  if (!compiled || !binder.finished()) {
    return damaged_snapshot("what it holds contradicts itself");
  }
  recompiled_ = !holds_for(compile);
  compiled_ = std::make_unique<const CompiledTenant>(recompiled_ ? CompiledTenant(*tenant_, compile)
                                                                 : *std::move(compiled));
  return std::nullopt;
}

Result<Snapshot> Snapshot::of_bytes(std::span<const std::byte> bytes,
                                    const SnapshotOptions& options) {
  auto arrays = read_arrays(bytes, options.trust);
  if (!arrays) {
    return std::unexpected(arrays.error());
  }
  Snapshot snapshot;
  snapshot.arrays_ = *std::move(arrays);
  snapshot.byte_count_ = bytes.size();
  if (auto error = snapshot.bind(options)) {
    return std::unexpected(*std::move(error));
  }
  return snapshot;
}

Result<Snapshot> Snapshot::open(const std::string& path, const SnapshotOptions& options) {
  auto file = MappedFile::open(path);
  if (!file) {
    return std::unexpected(file.error());
  }
  auto snapshot = of_bytes(file->bytes(), options);
  if (!snapshot) {
    return fail(fmt::format("`{}` is {}", path, snapshot.error().message), snapshot.error().help);
  }
  snapshot->file_ = *std::move(file);
  return snapshot;
}

}  // namespace leastwise

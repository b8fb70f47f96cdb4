#include "engine/snapshot/snapshot_image.h"

#include <algorithm>
#include <span>

#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "engine/snapshot/origin_texts.h"

namespace leastwise {
namespace {

constexpr std::array<char, kSnapshotAlignment> kPadding = {};

std::size_t aligned(std::size_t offset) {
  return (offset + kSnapshotAlignment - 1) / kSnapshotAlignment * kSnapshotAlignment;
}

// How the tables were compiled, and for how long they hold: up to the next time at which a grant
// begins or ends.
SnapshotCompilation compilation_of(const CompiledTenant& compiled, bool has_input) {
  const CompileOptions& options = compiled.options();
  SnapshotCompilation compilation{.at = options.at,
                                  .wildcards = static_cast<std::uint32_t>(options.wildcards),
                                  .include_eligible = options.include_eligible ? 1U : 0U,
                                  .has_input = has_input ? 1U : 0U};
  for (const RoleAssignment& assignment : compiled.tenant().assignments()) {
    for (const Instant bound : {assignment.window.begin, assignment.window.end}) {
      if (bound <= options.at) {
        compilation.valid_from = std::max(compilation.valid_from, bound);
      } else {
        compilation.valid_until = std::min(compilation.valid_until, bound);
      }
    }
  }
  return compilation;
}

}  // namespace

SnapshotImage::SnapshotImage(const CompiledTenant& compiled, const SnapshotOrigin& origin)
    : compilation_(compilation_of(compiled, origin.has_input)),
      tenant_arrays_(compiled.tenant()),
      origin_texts_(std::make_unique<const OriginTexts>(origin)) {
  ArrayCollector collector;
  collector.value("compilation", compilation_);
  collector.part("origin", *origin_texts_);
  tenant_arrays_.collect(collector);
  compiled.collect(collector);
  lay_out(collector.arrays());
}

SnapshotImage::~SnapshotImage() = default;

void SnapshotImage::lay_out(const std::vector<CollectedArray>& arrays) {
  std::size_t offset = sizeof(SnapshotHeader) + arrays.size() * sizeof(SnapshotArray);
  for (const CollectedArray& array : arrays) {
    SnapshotArray entry{
        .element_size = array.element_size, .offset = offset, .size = array.byte_count()};
    check(array.name.size() < entry.name.size(), "the name of an array fits into its field");
    std::ranges::copy(array.name, entry.name.begin());
    table_.push_back(entry);
    offset = aligned(offset + entry.size);
  }
  header_.file_size = offset;
  header_.array_count = static_cast<std::uint32_t>(arrays.size());
  pieces_.push_back(as_text(std::as_bytes(std::span(&header_, 1))));
  pieces_.push_back(as_text(std::as_bytes(std::span(table_))));
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    for (const std::span<const std::byte> piece : arrays[i].pieces) {
      pieces_.push_back(as_text(piece));
    }
    const std::size_t padding = aligned(table_[i].size) - table_[i].size;
    pieces_.emplace_back(kPadding.data(), padding);
  }
  header_.body_hash = hash_pieces(std::span(pieces_).subspan(1));
  header_.header_hash =
      hash_bytes(pieces_.front().substr(0, offsetof(SnapshotHeader, header_hash)));
}

}  // namespace leastwise

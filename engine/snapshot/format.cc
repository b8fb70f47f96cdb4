// Checks go from the outside in, so that the message says what is wrong and not what follows from
// it: another version has another layout, and a file that was cut off has another checksum too.
#include "engine/snapshot/format.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/base/array_checks.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the arrays are used as they lie in the file, which is little-endian");

constexpr std::string_view kCompileAgain = "make it again with `leastwise compile`";

std::unexpected<Error> damaged(std::string_view what) {
  return std::unexpected(damaged_snapshot(what));
}

Result<SnapshotHeader> read_header(std::span<const std::byte> bytes) {
  if (!is_snapshot(as_text(bytes))) {
    return fail("no snapshot");
  }
  if (bytes.size() < sizeof(SnapshotHeader)) {
    return fail("a snapshot that is cut off within its header", std::string(kCompileAgain));
  }
  SnapshotHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.byte_order == std::byteswap(kByteOrderMark)) {
    return fail("a snapshot of a machine with another byte order", std::string(kCompileAgain));
  }
  if (header.byte_order != kByteOrderMark) {
    return damaged("its header does not say its byte order");
  }
  if (header.version != kSnapshotVersion) {
    return fail(fmt::format("a snapshot of version {}; this program reads version {}",
                            header.version, kSnapshotVersion),
                std::string(kCompileAgain));
  }
  if (header.header_hash !=
      hash_bytes(as_text(bytes.first(offsetof(SnapshotHeader, header_hash))))) {
    return damaged("the checksum of its header does not match");
  }
  if (header.file_size != bytes.size()) {
    return fail(
        fmt::format("a snapshot of {} bytes, of which {} are here", header.file_size, bytes.size()),
        std::string(kCompileAgain));
  }
  return header;
}

// The name in a fixed field, up to its first zero.
std::string_view name_of(const char* field, std::size_t size) {
  return {field, static_cast<std::size_t>(std::find(field, field + size, '\0') - field)};
}

}  // namespace

Error damaged_snapshot(std::string_view what) {
  return {fmt::format("a damaged snapshot: {}", what), std::string(kCompileAgain)};
}

bool is_snapshot(std::string_view first_bytes) {
  return first_bytes.starts_with(std::string_view(kSnapshotMagic.data(), kSnapshotMagic.size()));
}

Result<std::vector<StoredArray>> read_arrays(std::span<const std::byte> bytes,
                                             SnapshotTrust trust) {
  const Result<SnapshotHeader> header = read_header(bytes);
  if (!header) {
    return std::unexpected(header.error());
  }
  const auto body = bytes.subspan(sizeof(SnapshotHeader));
  if (trust == SnapshotTrust::kValidate && header->body_hash != hash_bytes(as_text(body))) {
    return damaged("its checksum does not match");
  }
  if (header->array_count > body.size() / sizeof(SnapshotArray)) {
    return damaged("its table of arrays is longer than the file");
  }
  std::vector<StoredArray> arrays;
  arrays.reserve(header->array_count);
  for (std::size_t i = 0; i < header->array_count; ++i) {
    const std::byte* const entry = body.data() + i * sizeof(SnapshotArray);
    SnapshotArray array;
    std::memcpy(&array, entry, sizeof array);
    if (array.offset % kSnapshotAlignment != 0 || array.element_size == 0 ||
        !lies_within(array.offset, array.size, bytes.size())) {
      return damaged(fmt::format("array {} lies outside of the file", i));
    }
    // NOLINTNEXTLINE(*-reinterpret-cast): the name is used where it lies
    arrays.push_back({name_of(reinterpret_cast<const char*>(entry), array.name.size()),
                      array.element_size, bytes.subspan(array.offset, array.size), array.offset});
  }
  return arrays;
}

}  // namespace leastwise

// The compiled file, byte by byte: its header and its table of arrays (docs/formats/snapshot.md).
//
//   header        64 bytes
//   array table   64 bytes an array: name, size of a value, offset, size
//   arrays        each at a multiple of 64 bytes, zeroes in between
//
// Everything is little-endian, and offsets count from the beginning of the file; there are no
// pointers. The arrays are those of base/array_list.h, in the order of the visit.
// What is stored changes only together with kSnapshotVersion, and a number that stands for
// something (an enumerator) never changes: tests/engine/snapshot/format_test.cc holds them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/array_list.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace leastwise {

// The first bytes. A high byte, a line end of each kind and an end of file: a copy that went
// through a text mode is known by them.
inline constexpr std::array<char, 8> kSnapshotMagic = {'\x89', 'L',  'W',    'S',
                                                       '\r',   '\n', '\x1A', '\n'};
inline constexpr std::uint32_t kSnapshotVersion = 2;
// Read as a number on a machine of another byte order, it is another number.
inline constexpr std::uint32_t kByteOrderMark = 0x01020304U;
inline constexpr std::size_t kSnapshotAlignment = 64;

struct SnapshotHeader {
  std::array<char, 8> magic = kSnapshotMagic;
  std::uint32_t byte_order = kByteOrderMark;
  std::uint32_t version = kSnapshotVersion;
  std::uint64_t file_size = 0;
  std::uint64_t body_hash = 0;  // XXH3-64 of everything behind the header
  std::uint32_t array_count = 0;
  std::uint32_t unused = 0;
  std::array<std::uint64_t, 2> reserved = {};  // zero
  std::uint64_t header_hash = 0;               // XXH3-64 of the header before this field
};
static_assert(sizeof(SnapshotHeader) == kSnapshotAlignment);

struct SnapshotArray {
  std::array<char, 40> name = {};  // padded with zeroes
  std::uint32_t element_size = 0;
  std::uint32_t unused = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  // bytes
};
static_assert(sizeof(SnapshotArray) == kSnapshotAlignment);

// How the tables were compiled, the first array of the file.
struct SnapshotCompilation {
  Instant at;
  // The tables hold for every time in [valid_from, valid_until): no grant begins or ends there.
  Instant valid_from = kBeginningOfTime;
  Instant valid_until = kEndOfTime;
  std::uint32_t wildcards = 0;         // a WildcardReading
  std::uint32_t include_eligible = 0;  // 1 or 0, likewise:
  std::uint32_t has_input = 0;         // whether anything but the catalogue was read
  std::uint32_t unused = 0;
};

// How much of a file is proven before it is used. kValidate: the checksum of the whole file, and
// every index, offset and order in it. kTrusted: the header and the table of arrays; only for a
// file that nobody else can write.
using SnapshotTrust = ArrayTrust;

// That a file is no longer what was written; `what` says in which way.
[[nodiscard]] Error damaged_snapshot(std::string_view what);

// Whether the bytes begin like a snapshot.
[[nodiscard]] bool is_snapshot(std::string_view first_bytes);

// The arrays of a whole file, which lie in `bytes`. REQUIRES: `bytes` begins at a multiple of 64.
// Errors: no snapshot; another byte order, another version; cut off; damaged (the checksum, or an
// array that lies outside of the file).
[[nodiscard]] Result<std::vector<StoredArray>> read_arrays(std::span<const std::byte> bytes,
                                                           SnapshotTrust trust);

}  // namespace leastwise

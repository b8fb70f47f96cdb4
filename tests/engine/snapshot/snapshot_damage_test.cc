// Whatever happens to the bytes of a snapshot, it is refused or harmless. Exhaustive on a small
// file: every truncation, every byte changed; then the same with the checksums made right again, so
// that only the structural checks stand between a hostile file and the tables.
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "engine/authorizer/explanation.h"
#include "engine/snapshot/snapshot.h"
#include "tests/engine/snapshot/rich_tenant.h"
#include "tests/support/reseal.h"
#include "tests/support/stored_tenant.h"

namespace leastwise {
namespace {

using testing::reseal;
using testing::rich_tenant;
using testing::SmallCompiled;
using testing::SnapshotBytes;
using testing::use_everything;

constexpr SnapshotOptions kAsked{.at = Instant{15}};

class SnapshotDamageTest : public ::testing::Test {
 protected:
  SnapshotDamageTest() : built_(rich_tenant(), {.at = Instant{15}}), bytes_(built_.compiled) {}

  // The message with which the bytes are refused; empty where they are not.
  [[nodiscard]] std::string refused(std::size_t size) const {
    const auto snapshot = Snapshot::of_bytes(bytes_.all().first(size), kAsked);
    return snapshot ? "" : snapshot.error().message;
  }
  [[nodiscard]] std::string refused() const { return refused(bytes_.all().size()); }

  void put(std::size_t offset, std::uint32_t value) {
    std::memcpy(bytes_.all().data() + offset, &value, sizeof value);
  }

  SmallCompiled built_;
  SnapshotBytes bytes_;
};

TEST_F(SnapshotDamageTest, EveryTruncationIsRefused) {
  for (std::size_t size = 0; size < bytes_.all().size(); ++size) {
    ASSERT_NE(refused(size), "") << size;
  }
  EXPECT_EQ(refused(7), "no snapshot");
  EXPECT_EQ(refused(20), "a snapshot that is cut off within its header");
  EXPECT_EQ(refused(100), "a snapshot of " + std::to_string(bytes_.all().size()) +
                              " bytes, of which 100 are here");
}

TEST_F(SnapshotDamageTest, EveryChangedByteIsRefused) {
  for (std::byte& byte : bytes_.all()) {
    const std::byte before = byte;
    for (const unsigned change : {0x01U, 0x80U, 0xFFU}) {
      byte = before ^ static_cast<std::byte>(change);
      ASSERT_NE(refused(), "") << &byte - bytes_.all().data();
    }
    byte = before;
  }
  EXPECT_EQ(refused(), "");
}

TEST_F(SnapshotDamageTest, AnotherVersionAndAnotherByteOrderAreNamed) {
  put(offsetof(SnapshotHeader, version), 7);
  EXPECT_EQ(refused(), "a snapshot of version 7; this program reads version 2");
  put(offsetof(SnapshotHeader, byte_order), 0x04030201U);
  EXPECT_EQ(refused(), "a snapshot of a machine with another byte order");
  put(offsetof(SnapshotHeader, byte_order), 5);
  EXPECT_EQ(refused(), "a damaged snapshot: its header does not say its byte order");
}

TEST_F(SnapshotDamageTest, ADamagedBodyIsToldFromADamagedHeader) {
  put(offsetof(SnapshotHeader, reserved), 7);
  EXPECT_EQ(refused(), "a damaged snapshot: the checksum of its header does not match");
  put(offsetof(SnapshotHeader, reserved), 0);
  bytes_.all().back() ^= std::byte{1};
  EXPECT_EQ(refused(), "a damaged snapshot: its checksum does not match");
}

// With right checksums: what is not refused answers every question without reading outside of the
// file, which the sanitizers watch.
TEST_F(SnapshotDamageTest, EveryChangedByteBehindARightChecksumIsRefusedOrHarmless) {
  std::size_t harmless = 0;
  for (std::size_t at = sizeof(SnapshotHeader); at < bytes_.all().size(); ++at) {
    std::byte& byte = bytes_.all()[at];
    const std::byte before = byte;
    for (const unsigned change : {0x01U, 0x80U, 0xFFU}) {
      byte = before ^ static_cast<std::byte>(change);
      reseal(bytes_.all());
      const auto snapshot = Snapshot::of_bytes(bytes_.all(), kAsked);
      if (snapshot) {
        use_everything(*snapshot);
        ++harmless;
      }
    }
    byte = before;
  }
  EXPECT_GT(harmless, 0U) << "names and padding may say anything";
}

TEST_F(SnapshotDamageTest, EveryArrayMayBeCutShortOrNamedOtherwise) {
  const std::vector<std::byte> whole(bytes_.all().begin(), bytes_.all().end());
  SnapshotHeader header;
  std::memcpy(&header, whole.data(), sizeof header);
  for (std::size_t i = 0; i < header.array_count; ++i) {
    const std::size_t entry = sizeof header + i * sizeof(SnapshotArray);
    const auto with = [&](std::size_t field, std::uint64_t value) {
      std::ranges::copy(whole, bytes_.all().begin());
      std::memcpy(bytes_.all().data() + entry + field, &value, sizeof value);
      reseal(bytes_.all());
      const auto snapshot = Snapshot::of_bytes(bytes_.all(), kAsked);
      if (snapshot) {
        use_everything(*snapshot);
      }
      return snapshot.has_value();
    };
    SnapshotArray array;
    std::memcpy(&array, whole.data() + entry, sizeof array);
    for (std::uint64_t size = 0; size < array.size; size += array.element_size) {
      with(offsetof(SnapshotArray, size), size);
    }
    EXPECT_FALSE(with(offsetof(SnapshotArray, size), ~std::uint64_t{0})) << i;
    EXPECT_FALSE(with(offsetof(SnapshotArray, offset), whole.size() + 64)) << i;
    EXPECT_FALSE(with(offsetof(SnapshotArray, offset), array.offset + 1)) << i;
    EXPECT_FALSE(with(offsetof(SnapshotArray, name), 'x')) << i;
  }
}

}  // namespace
}  // namespace leastwise

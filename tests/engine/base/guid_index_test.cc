#include "engine/base/guid_index.h"

#include <gtest/gtest.h>

#include <vector>

#include "engine/base/array_list.h"

namespace leastwise {
namespace {

// Records with a GUID each, and the index of them.
class Records {
 public:
  explicit Records(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      Guid id;
      id.bytes[0] = static_cast<std::uint8_t>(i);
      id.bytes[15] = static_cast<std::uint8_t>(i >> 8U);
      ids_.push_back(id);
      index_.add(id, i, Key{ids_});
    }
  }

  [[nodiscard]] std::optional<std::uint32_t> find(const Guid& id) const {
    return index_.find(id, Key{ids_});
  }
  [[nodiscard]] const Guid& operator[](std::uint32_t i) const { return ids_[i]; }
  [[nodiscard]] const GuidIndex& index() const { return index_; }

 private:
  struct Key {
    const std::vector<Guid>& ids;
    const Guid& operator()(std::uint32_t number) const { return ids[number]; }
  };

  std::vector<Guid> ids_;
  GuidIndex index_;
};

// The index with its slots replaced by those given.
GuidIndex with_slots(const std::vector<std::uint32_t>& slots) {
  const StoredArray stored{"index/slots", 4, std::as_bytes(std::span(slots))};
  ArrayBinder binder(std::span(&stored, 1));
  GuidIndex index;
  binder.part("index", index);
  EXPECT_EQ(binder.problem(), "");
  return index;
}

TEST(GuidIndex, FindsEveryRecordAndNoOther) {
  const Records records(1'000);
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    EXPECT_EQ(records.find(records[i]), i);
  }
  Guid absent;
  absent.bytes[7] = 1;
  EXPECT_EQ(records.find(absent), std::nullopt);
  EXPECT_EQ(Records(0).find(absent), std::nullopt);
  EXPECT_TRUE(records.index().is_sound(1'000));
  EXPECT_FALSE(records.index().is_sound(999));
}

TEST(GuidIndex, ATableWithoutAnEndOrOfAnotherSizeIsNotSound) {
  constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;
  EXPECT_TRUE(with_slots({}).is_sound(0));
  EXPECT_TRUE(with_slots({0, kEmpty}).is_sound(1));
  EXPECT_FALSE(with_slots({0, 0}).is_sound(1));
  EXPECT_FALSE(with_slots({0, kEmpty, kEmpty}).is_sound(1));
}

}  // namespace
}  // namespace leastwise

#include "engine/base/compact_optional.h"

#include <gtest/gtest.h>

#include <bit>
#include <type_traits>

#include "engine/base/id.h"

namespace leastwise {
namespace {

using Optional = OptionalId<RoleId>;

static_assert(std::has_unique_object_representations_v<Optional> && sizeof(Optional) == 4);
static_assert(std::has_unique_object_representations_v<OptionalFlag> && sizeof(OptionalFlag) == 1);

TEST(OptionalId, IsUsedLikeAnOptional) {
  Optional id;
  EXPECT_FALSE(id);
  EXPECT_EQ(std::optional<RoleId>(id), std::nullopt);
  id = RoleId(0);
  ASSERT_TRUE(id);
  EXPECT_EQ(*id, RoleId(0));
  EXPECT_EQ(id->value(), 0U);
  EXPECT_EQ(std::optional<RoleId>(id), RoleId(0));
  id = std::optional<RoleId>();
  EXPECT_EQ(id, Optional(std::nullopt));
  EXPECT_EQ(id.raw(), 0xFFFFFFFFU);
}

TEST(OptionalFlag, HasThreeValues) {
  EXPECT_FALSE(OptionalFlag());
  EXPECT_TRUE(OptionalFlag().value_or(true));
  EXPECT_TRUE(OptionalFlag(false));
  EXPECT_FALSE(*OptionalFlag(false));
  EXPECT_FALSE(OptionalFlag(false).value_or(true));
  EXPECT_TRUE(*OptionalFlag(std::optional(true)));
  EXPECT_EQ(OptionalFlag(std::optional<bool>()), OptionalFlag(std::nullopt));
}

TEST(OptionalFlag, KnowsWhichBytesAreNone) {
  EXPECT_TRUE(std::bit_cast<OptionalFlag>(std::uint8_t{2}).is_sound());
  EXPECT_FALSE(std::bit_cast<OptionalFlag>(std::uint8_t{3}).is_sound());
}

}  // namespace
}  // namespace leastwise

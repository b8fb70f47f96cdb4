#include "engine/tenant/tenant_arrays.h"

#include <gtest/gtest.h>

#include <cstring>
#include <deque>
#include <string>
#include <vector>

#include "tests/engine/snapshot/rich_tenant.h"

namespace leastwise {
namespace {

using testing::rich_tenant;

// The arrays of a tenant, copied as a file would hold them.
class Stored {
 public:
  explicit Stored(const Tenant& tenant) {
    const TenantArrays arrays(tenant);
    ArrayCollector collector;
    arrays.collect(collector);
    for (const CollectedArray& array : collector.arrays()) {
      std::string& copy = bytes_.emplace_back();
      for (const std::span<const std::byte> piece : array.pieces) {
        copy += as_text(piece);
      }
      names_.push_back(array.name);
      stored_.push_back({names_.back(), array.element_size, std::as_bytes(std::span(copy))});
    }
  }

  [[nodiscard]] std::optional<Tenant> bind(ArrayTrust trust = ArrayTrust::kValidate) {
    ArrayBinder binder(stored_);
    auto tenant = TenantArrays::bind(binder, trust);
    problem_ = binder.problem();
    return tenant;
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }
  // The bytes of an array, to change.
  [[nodiscard]] std::string& bytes(std::string_view name) {
    return bytes_[static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin())];
  }
  void drop_last() { stored_.pop_back(); }

 private:
  std::deque<std::string> bytes_;
  std::deque<std::string> names_;
  std::vector<StoredArray> stored_;
  std::string problem_;
};

TEST(TenantArrays, ATenantOfItsArraysSaysTheSame) {
  const Tenant tenant = rich_tenant().build();
  Stored stored(tenant);
  for (const ArrayTrust trust : {ArrayTrust::kValidate, ArrayTrust::kTrusted}) {
    const auto again = stored.bind(trust);
    ASSERT_TRUE(again.has_value()) << stored.problem();
    ASSERT_EQ(again->roles().size(), tenant.roles().size());
    for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
      EXPECT_EQ(again->roles()[i].blocks, tenant.roles()[i].blocks);
      EXPECT_EQ(again->roles()[i].assignable_scopes, tenant.roles()[i].assignable_scopes);
      EXPECT_EQ(again->text(again->roles()[i].name), tenant.text(tenant.roles()[i].name));
    }
    ASSERT_EQ(again->denials().size(), tenant.denials().size());
    for (std::size_t i = 0; i < tenant.denials().size(); ++i) {
      EXPECT_EQ(again->denials()[i].principals, tenant.denials()[i].principals);
      EXPECT_EQ(again->denials()[i].scope_only, tenant.denials()[i].scope_only);
      EXPECT_EQ(again->denials()[i].everyone, tenant.denials()[i].everyone);
    }
    ASSERT_EQ(again->gaps().size(), tenant.gaps().size());
    for (std::size_t i = 0; i < tenant.gaps().size(); ++i) {
      EXPECT_EQ(again->gaps()[i].message, tenant.gaps()[i].message);
    }
    EXPECT_EQ(again->groups().open_groups().size(), tenant.groups().open_groups().size());
  }
}

TEST(TenantArrays, AMissingArrayIsNamed) {
  Stored stored(rich_tenant().build());
  stored.drop_last();
  EXPECT_FALSE(stored.bind().has_value());
  EXPECT_EQ(stored.problem(), "array `definitions/texts` is missing");
}

// Each of these would read outside of its array, or walk without an end.
TEST(TenantArrays, WhatPointsNowhereIsNotSound) {
  const Tenant tenant = rich_tenant().build();
  for (const std::string_view name :
       {"tenant/assignments", "tenant/scopes/preorder", "tenant/groups/first-member",
        "tenant/role-by-guid/slots", "definitions/patterns", "definitions/subjects",
        "tenant/texts/places", "tenant/scope-names"}) {
    Stored stored(tenant);
    ASSERT_TRUE(stored.bind().has_value());
    std::string& bytes = stored.bytes(name);
    ASSERT_GE(bytes.size(), 4U) << name;
    const std::uint32_t nowhere = 0x7FFFFFFFU;
    std::memcpy(bytes.data(), &nowhere, sizeof nowhere);
    EXPECT_FALSE(stored.bind().has_value()) << name;
    EXPECT_EQ(stored.problem(), "");
  }
}

}  // namespace
}  // namespace leastwise

// A tenant as flat arrays, and a tenant made of such arrays again: what engine/snapshot stores of
// it.
//
// A tenant that was made of arrays reads texts, scopes, principals, memberships and assignments
// where they lie; they must outlive it. Definitions and gaps, which are few, are unpacked.
// Tests: tests/engine/tenant/tenant_arrays_test.cc.
#pragma once

#include <memory>
#include <optional>

#include "engine/base/array_list.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

class PackedDefinitions;

class TenantArrays {
 public:
  // The arrays of `tenant`, which must outlive them.
  explicit TenantArrays(const Tenant& tenant);
  ~TenantArrays();
  TenantArrays(const TenantArrays&) = delete;
  TenantArrays& operator=(const TenantArrays&) = delete;

  // Lists them; they must outlive the list.
  void collect(ArrayCollector& collector) const;

  // The tenant of the arrays that `binder` gives; nothing where they are not those of one (the
  // binder has a problem, or they were validated and are not sound). Cost: linear for kValidate,
  // else that of the definitions.
  [[nodiscard]] static std::optional<Tenant> bind(ArrayBinder& binder, ArrayTrust trust);

 private:
  [[nodiscard]] static bool is_sound(const Tenant& tenant, const PackedDefinitions& definitions);

  const Tenant& tenant_;
  std::unique_ptr<PackedDefinitions> definitions_;
};

}  // namespace leastwise

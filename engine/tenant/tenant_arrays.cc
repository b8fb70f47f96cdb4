#include "engine/tenant/tenant_arrays.h"

#include <algorithm>

#include "engine/base/array_checks.h"
#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/tenant/packed_definitions.h"

namespace leastwise {
TenantArrays::TenantArrays(const Tenant& tenant)
    : tenant_(tenant), definitions_(std::make_unique<PackedDefinitions>()) {
  for (std::size_t i = 0; i < tenant.files().size(); ++i) {
    definitions_->add_file(tenant.files().name(FileId::from_index(i)));
  }
  const auto add = [this](const auto& definition) { definitions_->add(definition); };
  std::ranges::for_each(tenant.roles(), add);
  std::ranges::for_each(tenant.denials(), add);
  std::ranges::for_each(tenant.gaps(), add);
}

TenantArrays::~TenantArrays() = default;

void TenantArrays::collect(ArrayCollector& collector) const {
  collector.part("tenant", tenant_);
  collector.part("definitions", *definitions_);
}

bool TenantArrays::is_sound(const Tenant& tenant, const PackedDefinitions& definitions) {
  const PackedDefinitions::Bounds bounds{.texts = tenant.texts_.size(),
                                         .patterns = tenant.patterns_.size(),
                                         .conditions = tenant.conditions_.size(),
                                         .scopes = tenant.scopes_.size(),
                                         .principals = tenant.directory_.size()};
  const auto is_sound_name = [&](const Tenant::ScopeName& name) {
    return name.scope.index() < bounds.scopes && name.name.index() < bounds.texts;
  };
  const auto is_sound_grant = [&](const RoleAssignment& grant) {
    return grant.id.is_sound(bounds.texts) && grant.principal.index() < bounds.principals &&
           grant.role.index() < definitions.role_count() && grant.scope.index() < bounds.scopes &&
           is_below(grant.condition, bounds.conditions) &&
           is_sound_place(grant.place, definitions.file_count()) && is_sound_bool(grant.eligible);
  };
  if (!tenant.texts_.is_sound() || !tenant.patterns_.is_sound() || !tenant.conditions_.is_sound() ||
      !tenant.scopes_.is_sound() || !tenant.groups_.is_sound() || !tenant.operations_.is_sound() ||
      !tenant.directory_.is_sound(definitions.file_count()) || !definitions.is_sound(bounds)) {
    return false;
  }
  for (std::size_t i = 0; i < bounds.patterns; ++i) {
    if (trim_blanks(tenant.pattern(PatternId::from_index(i))).size() > kMaxActionBytes) {
      return false;
    }
  }
  return bounds.texts != 0 && tenant.groups_.principal_count() == bounds.principals &&
         tenant.role_by_guid_.is_sound(definitions.role_count()) &&
         std::ranges::is_sorted(tenant.scope_names_, {}, &Tenant::ScopeName::scope) &&
         std::ranges::all_of(tenant.scope_names_, is_sound_name) &&
         std::ranges::all_of(tenant.assignments_, is_sound_grant) &&
         std::ranges::all_of(tenant.lists_all_, is_sound_bool);
}

std::optional<Tenant> TenantArrays::bind(ArrayBinder& binder, ArrayTrust trust) {
  Tenant tenant;
  PackedDefinitions definitions;
  binder.part("tenant", tenant);
  binder.part("definitions", definitions);
  if (!binder.problem().empty() ||
      (trust == ArrayTrust::kValidate && !is_sound(tenant, definitions))) {
    return std::nullopt;
  }
  tenant.files_ = definitions.files();
  tenant.roles_ = definitions.roles();
  tenant.denials_ = definitions.denials();
  tenant.gaps_ = definitions.gaps();
  return tenant;
}

}  // namespace leastwise

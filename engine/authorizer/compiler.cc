// Compilation: a Tenant to the parts of a CompiledTenant (compiled_state.h).
#include <algorithm>

#include "engine/authorizer/compiled_state.h"
#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// The assignments that count at `at`, ascending.
std::vector<AssignmentId> counted(const Tenant& tenant, Instant at, bool include_eligible) {
  std::vector<AssignmentId> ids;
  for (std::size_t i = 0; i < tenant.assignments().size(); ++i) {
    if (tenant.assignments()[i].counts(at, include_eligible)) {
      ids.push_back(AssignmentId::from_index(i));
    }
  }
  return ids;
}

std::vector<PrincipalId> watched_groups(const Tenant& tenant, const DenialTable& denials) {
  std::vector<PrincipalId> watched;
  std::ranges::set_union(denials.named_groups(), tenant.groups().open_groups(),
                         std::back_inserter(watched));
  return watched;
}

// Groups `ids` by `key_of`, which gives a number below `keys`; the order within a group is kept.
template <class IdType, class KeyOf>
Grouped<IdType> group_by(std::span<const IdType> ids, std::size_t keys, const KeyOf& key_of) {
  std::vector<std::uint32_t> first(keys + 1, 0);
  for (const IdType id : ids) {
    ++first[key_of(id) + 1];
  }
  for (std::size_t i = 0; i < keys; ++i) {
    first[i + 1] += first[i];
  }
  std::vector<std::uint32_t> next = first;
  std::vector<IdType> sorted(ids.size());
  for (const IdType id : ids) {
    sorted[next[key_of(id)]++] = id;
  }
  return {FlatArray(std::move(first)), FlatArray(std::move(sorted))};
}

// All patterns of a tenant, by PatternId.
std::vector<ActionPattern> parse_patterns(const Tenant& tenant, WildcardReading reading) {
  std::vector<ActionPattern> patterns;
  patterns.reserve(tenant.pattern_count());
  for (std::size_t i = 0; i < tenant.pattern_count(); ++i) {
    auto pattern = ActionPattern::parse(tenant.pattern(PatternId::from_index(i)), reading);
    check(pattern.has_value(), "the tenant holds no pattern above the limit");
    patterns.push_back(std::move(*pattern));
  }
  return patterns;
}

// What is known of a request without attributes: the time.
ConditionRequest nothing_given_at(Instant at) {
  ConditionRequest request = ConditionRequest::nothing_known();
  request.set_default_time(at);
  return request;
}

std::vector<DenialId> enforced_denials(const Tenant& tenant) {
  std::vector<DenialId> enforced;
  for (std::size_t i = 0; i < tenant.denials().size(); ++i) {
    if (!tenant.denials()[i].audit_only) {
      enforced.push_back(DenialId::from_index(i));
    }
  }
  return enforced;
}

}  // namespace

CompiledTenant::State::State(const Tenant& input, const CompileOptions& chosen)
    : tenant(input),
      options(chosen),
      conditions(ConditionTable(input, chosen.wildcards)),
      patterns(parse_patterns(input, chosen.wildcards)),
      nothing_given(nothing_given_at(chosen.at)),
      rows(input, conditions.get(), patterns.get()),
      denials(input),
      watched(watched_groups(input, denials)),
      grants(input, counted(input, chosen.at, chosen.include_eligible), watched.all(),
             chosen.merged_entries),
      principals(input.directory(), grants.held()),
      scopes(input.scopes()) {
  const std::vector<AssignmentId> valid = counted(tenant, options.at, true);
  assignments_by_scope =
      group_by(std::span<const AssignmentId>(valid), tenant.scopes().size(),
               [this](AssignmentId id) { return tenant.assignment(id).scope.index(); });
  const std::vector<DenialId> enforced = enforced_denials(tenant);
  denials_by_scope = group_by(std::span<const DenialId>(enforced), tenant.scopes().size(),
                              [this](DenialId id) { return tenant.denial(id).scope.index(); });
}

CompiledTenant::State::State(const Tenant& input, const CompileOptions& chosen, ArrayBinder& binder)
    : tenant(input),
      options(chosen),
      conditions([this] { return ConditionTable(tenant, options.wildcards); }),
      patterns([this] { return parse_patterns(tenant, options.wildcards); }),
      nothing_given(nothing_given_at(chosen.at)) {
  binder.part("compiled", *this);
}

bool CompiledTenant::State::is_sound() const {
  const std::size_t scope_count = tenant.scopes().size();
  return rows.is_sound(tenant, options.wildcards) && denials.is_sound(tenant) &&
         all_below(watched, tenant.directory().size()) && std::ranges::is_sorted(watched) &&
         grants.is_sound(tenant) && principals.is_sound(grants.held()) &&
         scopes.is_sound(tenant.scopes()) &&
         assignments_by_scope.is_sound(scope_count, tenant.assignments().size()) &&
         denials_by_scope.is_sound(scope_count, tenant.denials().size());
}

std::vector<GrantTable> CompiledTenant::State::tables_of(SubjectRef subject) const {
  std::vector<GrantTable> tables;
  const GrantTables::Subject found =
      subject.known() ? grants.subject(PrincipalId(subject.value)) : grants.nobody();
  const auto of_class = grants.class_tables(found);
  tables.assign(of_class.begin(), of_class.end());
  for (const GrantTable table : {found.own_table, grants.open_table()}) {
    if (table != kNoTable) {
      tables.push_back(table);
    }
  }
  return tables;
}

bool CompiledTenant::State::certainly_in(SubjectRef subject, PrincipalId group) const {
  if (!subject.known()) {
    return false;
  }
  return subject.value == group.value() ||
         std::ranges::binary_search(
             grants.watched_groups(grants.subject(PrincipalId(subject.value))), group);
}

std::vector<ScopeId> CompiledTenant::State::scopes_numbered(
    std::vector<std::uint32_t> numbers) const {
  sort_unique(numbers);
  std::vector<ScopeId> ids;
  for (const std::uint32_t number : numbers) {
    ids.push_back(tenant.scopes().in_preorder()[number]);
  }
  return ids;
}

}  // namespace leastwise

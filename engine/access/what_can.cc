#include "engine/access/what_can.h"

#include <algorithm>
#include <unordered_map>

#include "engine/action/action_set.h"
#include "engine/action/cover.h"
#include "engine/authorizer/conditional_actions.h"

namespace leastwise {
namespace {

// The permission set of a subject at a scope in one plane, computed over the atoms of the patterns
// that bear on it.
class PlaneSet {
 public:
  PlaneSet(const CompiledTenant& compiled, Plane plane,
           std::span<const CompiledTenant::EffectiveGrant> grants,
           std::span<const CompiledTenant::EffectiveDenial> denials,
           const ConditionRequest& request)
      : compiled_(compiled), plane_(plane), grants_(grants), denials_(denials), request_(request) {}

  // Fills the lines of `access`.
  void cover_into(PlaneAccess& access) {
    const Tenant& tenant = compiled_.tenant();
    for (const auto& grant : grants_) {
      collect(tenant.role(grant.role).blocks);
      collect(grant.condition);
    }
    for (const auto& denial : denials_) {
      collect(tenant.denial(denial.denial).blocks);
      collect(tenant.denial(denial.denial).condition);
    }
    const auto partition = AtomPartition::build(patterns_);
    if (!partition) {
      access.cover_error = partition.error();
      return;
    }
    const ActionSet nothing = ActionSet::none(*partition);
    Kleene granted{nothing, nothing};
    for (const auto& grant : grants_) {
      join(granted, *partition, grant_says(*partition, grant), grant.doubts.empty());
    }
    Kleene denied{nothing, nothing};
    for (const auto& denial : denials_) {
      join(denied, *partition, denial_says(*partition, denial.denial), denial.doubts.empty());
    }
    const ActionSet allowed = granted.yes - (denied.yes | denied.unknown);
    const ActionSet unknown = (granted.yes | granted.unknown) - denied.yes - allowed;
    access.allowed = lines(*partition, allowed);
    access.unknown = lines(*partition, unknown);
  }

 private:
  // What is certain, and what is not known: Kleene's logic for a whole set of actions.
  using Kleene = ActionsByTruth;

  std::size_t position(const ActionPattern& pattern) {
    const auto [entry, is_new] = positions_.try_emplace(&pattern, patterns_.size());
    if (is_new) {
      patterns_.push_back(&pattern);
    }
    return entry->second;
  }
  std::size_t position(PatternId id) { return position(compiled_.pattern(id)); }

  // Every pattern that takes part has its place before the partition is built, those that
  // conditions ask for too: only then is each of them constant on an atom.
  void collect(std::span<const PermissionBlock> blocks) {
    for (const PermissionBlock& block : blocks) {
      std::ranges::for_each(block.plane(plane_).granted, [&](PatternId id) { position(id); });
      std::ranges::for_each(block.plane(plane_).subtracted, [&](PatternId id) { position(id); });
      collect(block.condition);
    }
  }

  void collect(std::optional<ConditionId> condition) {
    if (condition) {
      for (const ActionPattern* pattern : action_patterns(compiled_.conditions()[*condition])) {
        position(*pattern);
      }
    }
  }

  // Those of `actions` for which the condition is met, and for which it may be.
  Kleene met(const AtomPartition& partition, std::optional<ConditionId> condition,
             const ActionSet& actions, ConditionUse use) {
    if (!condition) {
      return {actions, ActionSet::none(partition)};
    }
    return sort_by_condition(
        compiled_.conditions()[*condition], use, actions,
        [&](const ActionPattern& pattern) { return ActionSet::of(partition, position(pattern)); },
        request_);
  }

  // The same where `actions` are themselves not all certain.
  Kleene met(const AtomPartition& partition, std::optional<ConditionId> condition,
             const Kleene& actions, ConditionUse use) {
    const Kleene certain = met(partition, condition, actions.yes, use);
    const Kleene perhaps = met(partition, condition, actions.unknown, use);
    return {certain.yes, certain.unknown | perhaps.yes | perhaps.unknown};
  }

  Kleene blocks_say(const AtomPartition& partition, std::span<const PermissionBlock> blocks,
                    ConditionUse use) {
    Kleene says{ActionSet::none(partition), ActionSet::none(partition)};
    for (const PermissionBlock& block : blocks) {
      std::vector<std::size_t> granted;
      std::vector<std::size_t> subtracted;
      for (const PatternId id : block.plane(plane_).granted) {
        granted.push_back(position(id));
      }
      for (const PatternId id : block.plane(plane_).subtracted) {
        subtracted.push_back(position(id));
      }
      const Kleene one =
          met(partition, block.condition, ActionSet::of_block(partition, granted, subtracted), use);
      says.yes |= one.yes;
      says.unknown |= one.unknown;
    }
    return says;
  }

  Kleene role_says(const AtomPartition& partition, RoleId id) {
    const RoleDefinition& role = compiled_.tenant().role(id);
    if (role.knowledge == RoleKnowledge::kUndefined) {
      return {ActionSet::none(partition), ActionSet::all(partition)};
    }
    return blocks_say(partition, role.blocks, ConditionUse::kGrants);
  }

  Kleene grant_says(const AtomPartition& partition, const CompiledTenant::EffectiveGrant& grant) {
    return met(partition, grant.condition, role_says(partition, grant.role), ConditionUse::kGrants);
  }

  Kleene denial_says(const AtomPartition& partition, DenialId id) {
    const DenyAssignment& denial = compiled_.tenant().denial(id);
    return met(partition, denial.condition,
               blocks_say(partition, denial.blocks, ConditionUse::kDenies), ConditionUse::kDenies);
  }

  static void join(Kleene& all, const AtomPartition& partition, const Kleene& one, bool certain) {
    if (certain) {
      all.yes |= one.yes;
    }
    all.unknown |= one.unknown | (certain ? ActionSet::none(partition) : one.yes);
  }

  static std::vector<CoverLine> lines(const AtomPartition& partition, const ActionSet& set) {
    std::vector<CoverLine> lines;
    for (const CoverTerm& term : cover(partition, set)) {
      CoverLine line;
      for (const std::uint32_t pattern : term.all_of) {
        line.patterns.emplace_back(partition.pattern_text(pattern));
      }
      for (const std::uint32_t pattern : term.none_of) {
        line.except.emplace_back(partition.pattern_text(pattern));
      }
      lines.push_back(std::move(line));
    }
    return lines;
  }

  const CompiledTenant& compiled_;
  Plane plane_;
  std::span<const CompiledTenant::EffectiveGrant> grants_;
  std::span<const CompiledTenant::EffectiveDenial> denials_;
  std::vector<const ActionPattern*> patterns_;
  const ConditionRequest& request_;
  std::unordered_map<const ActionPattern*, std::size_t> positions_;
};

// Sorts the known operations of a plane by effect. Operations with one row have one decision: rows
// tell the patterns of conditions apart too.
template <class Decide>
void sort_operations(const CompiledTenant& compiled, Plane plane, const Decide& decide,
                     PlaneAccess& access) {
  const OperationCatalogue& operations = compiled.tenant().operations();
  std::unordered_map<std::uint32_t, Effect> by_row;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (!operations[id].is_in(plane)) {
      continue;
    }
    const ActionRef action = compiled.known_action(id, plane);
    const auto [entry, is_new] = by_row.try_emplace(action.row, Effect::kDeny);
    if (is_new) {
      entry->second = decide(action).effect;
    }
    if (entry->second == Effect::kAllow) {
      access.allowed_operations.push_back(id);
    } else if (entry->second == Effect::kUnknown) {
      access.unknown_operations.push_back(id);
    }
  }
}

}  // namespace

WhatCan what_can(const CompiledTenant& compiled, SubjectRef subject, ScopeRef scope,
                 const ConditionRequest& request) {
  const auto grants = compiled.effective_grants(subject, scope);
  const auto denials = compiled.effective_denials(subject, scope);
  WhatCan answer;
  for (const Plane plane : kPlanes) {
    PlaneAccess& access = plane == Plane::kControl ? answer.control : answer.data;
    PlaneSet(compiled, plane, grants, denials, request).cover_into(access);
    const auto decide = [&](const ActionRef& action) {
      return compiled.decide(subject, action, scope, request);
    };
    sort_operations(compiled, plane, decide, access);
  }
  return answer;
}

std::vector<ScopeId> granted_scopes(const CompiledTenant& compiled, SubjectRef subject) {
  std::vector<ScopeId> scopes = compiled.grant_scopes(subject);
  std::erase_if(scopes, [&](ScopeId id) {
    return compiled.tenant().scopes().kind(id) == ScopeKind::kUnplaced;
  });
  return scopes;
}

}  // namespace leastwise

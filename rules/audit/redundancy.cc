// Why all can go at once: a cover may turn out redundant later, but then something that was not
// found yet covers it, for its grantee and so for everybody in it, at its scope and so below it.
// That covers what the cover covered.
#include "rules/audit/redundancy.h"

#include <algorithm>
#include <unordered_map>

namespace leastwise {
namespace {

// Up to here the assignments of a holder are walked through one by one.
constexpr std::size_t kFew = 16;

class RedundancyFinder {
 public:
  explicit RedundancyFinder(const AuditContext& context)
      : context_(context), tenant_(context.tenant()), removed_(tenant_.assignments().size()) {}

  std::vector<RedundantAssignment> run() {
    std::vector<AssignmentId> order;
    std::ranges::copy_if(context_.assignments(), std::back_inserter(order),
                         [this](AssignmentId id) { return takes_part(id); });
    std::ranges::sort(order, [this](AssignmentId a, AssignmentId b) {
      const auto depth = [this](AssignmentId id) {
        return tenant_.scopes().depth(tenant_.assignment(id).scope);
      };
      return depth(a) != depth(b) ? depth(a) > depth(b) : a > b;
    });
    std::vector<RedundantAssignment> found;
    for (const AssignmentId id : order) {
      std::vector<AssignmentId> covers = covers_of(id);
      if (!covers.empty()) {
        removed_[id.index()] = true;
        found.push_back({id, std::move(covers), false});
        found.back().same_role = is_same_role(found.back());
      }
    }
    std::ranges::sort(found, {}, &RedundantAssignment::assignment);
    return found;
  }

 private:
  [[nodiscard]] bool takes_part(AssignmentId id) const {
    const RoleAssignment& assignment = tenant_.assignment(id);
    const RoleFacts& role = context_.role(assignment.role);
    return !assignment.eligible && role.defined && !role.grants_nothing;
  }

  // Whether `cover` holds wherever and as long as `id` does.
  [[nodiscard]] bool holds_for(AssignmentId cover, AssignmentId id) const {
    const RoleAssignment& above = tenant_.assignment(cover);
    const RoleAssignment& below = tenant_.assignment(id);
    return cover != id && !removed_[cover.index()] && takes_part(cover) &&
           tenant_.scopes().contains(above.scope, below.scope) &&
           above.window.end >= below.window.end;
  }

  [[nodiscard]] const std::vector<PrincipalId>& groups_of(PrincipalId grantee) {
    const auto [entry, is_new] = groups_.try_emplace(grantee);
    if (is_new) {
      entry->second = tenant_.groups().groups_of(grantee);
    }
    return entry->second;
  }

  using ByScope = std::unordered_map<ScopeId, std::vector<AssignmentId>>;

  // The assignments of a holder that has many, by where they stand: what covers stands on the way
  // up, which is short.
  [[nodiscard]] const ByScope& by_scope(PrincipalId holder) {
    const auto [entry, is_new] = by_scope_.try_emplace(holder);
    if (is_new) {
      for (const AssignmentId id : context_.assignments_of(holder)) {
        entry->second[tenant_.assignment(id).scope].push_back(id);
      }
    }
    return entry->second;
  }

  // Those that may help to cover it: of the grantee, then of its groups.
  [[nodiscard]] std::vector<AssignmentId> candidates(AssignmentId id) {
    const PrincipalId grantee = tenant_.assignment(id).principal;
    std::vector<AssignmentId> found;
    const auto add = [&](PrincipalId holder) {
      const auto all = context_.assignments_of(holder);
      const auto counts = [&](AssignmentId other) { return holds_for(other, id); };
      if (all.size() <= kFew) {
        std::ranges::copy_if(all, std::back_inserter(found), counts);
        return;
      }
      const ScopeTree& scopes = tenant_.scopes();
      for (ScopeId scope = tenant_.assignment(id).scope;; scope = scopes.parent(scope)) {
        if (const auto here = by_scope(holder).find(scope); here != by_scope(holder).end()) {
          std::ranges::copy_if(here->second, std::back_inserter(found), counts);
        }
        if (scope == ScopeTree::root()) {
          break;
        }
      }
    };
    add(grantee);
    for (const PrincipalId group : groups_of(grantee)) {
      if (group != grantee) {
        add(group);
      }
    }
    return found;
  }

  // One that covers it alone, else as many as it takes; empty where they do not suffice.
  [[nodiscard]] std::vector<AssignmentId> covers_of(AssignmentId id) {
    const std::vector<AssignmentId> others = candidates(id);
    for (const AssignmentId other : others) {
      if (covers_alone(other, id)) {
        return {other};
      }
    }
    if (others.size() < 2) {
      return {};
    }
    std::vector<AssignmentId> used;
    for (const Plane plane : kPlanes) {
      if (!cover_together(id, others, plane, used)) {
        return {};
      }
    }
    std::ranges::sort(used);
    const auto repeated = std::ranges::unique(used);
    used.erase(repeated.begin(), repeated.end());
    return used;
  }

  [[nodiscard]] bool covers_alone(AssignmentId other, AssignmentId id) const {
    const RoleAssignment& above = tenant_.assignment(other);
    const RoleAssignment& below = tenant_.assignment(id);
    if (above.role == below.role && (!above.condition || above.condition == below.condition)) {
      return true;
    }
    return std::ranges::all_of(kPlanes, [&](Plane plane) {
      return context_.granted(id, plane).included_in(context_.granted(other, plane)) == Truth::kYes;
    });
  }

  // Adds to `used` those that add to what the others before them give of it.
  [[nodiscard]] bool cover_together(AssignmentId id, const std::vector<AssignmentId>& others,
                                    Plane plane, std::vector<AssignmentId>& used) const {
    const PermissionSet wanted = context_.granted(id, plane);
    PermissionSet together(context_.sets().partition(plane));
    PermissionSet given = together;
    for (const AssignmentId other : others) {
      if (wanted.included_in(together) == Truth::kYes) {
        return true;
      }
      together |= context_.granted(other, plane);
      PermissionSet now = together;
      now &= wanted;
      if (now != given) {
        used.push_back(other);
        given = std::move(now);
      }
    }
    return wanted.included_in(together) == Truth::kYes;
  }

  [[nodiscard]] bool is_same_role(const RedundantAssignment& found) const {
    const RoleAssignment& below = tenant_.assignment(found.assignment);
    const RoleAssignment& above = tenant_.assignment(found.covers.front());
    return found.covers.size() == 1 && above.role == below.role &&
           above.principal == below.principal && above.scope != below.scope;
  }

  const AuditContext& context_;
  const Tenant& tenant_;
  std::vector<bool> removed_;  // by AssignmentId
  std::unordered_map<PrincipalId, std::vector<PrincipalId>> groups_;
  std::unordered_map<PrincipalId, ByScope> by_scope_;
};

}  // namespace

std::vector<RedundantAssignment> find_redundant(const AuditContext& context) {
  return RedundancyFinder(context).run();
}

}  // namespace leastwise

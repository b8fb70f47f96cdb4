// LW010: two roles that say the same, or nearly.
//
// Equal is exact, on both planes together and with conditions: the permission sets are the same
// value, so the roles grant the same for every action that there is or will ever be. Nearly equal
// is a statement over the known operations: one role grants all that the other does and less than 5
// % more, where both grant 20 at least, neither has a condition, and every pattern of both matches
// a known operation. Without the last two, operations that nobody knows could be what the role is
// for.
//
// Example: two teams wrote "Registry Publisher" each for itself. Counter-example: Owner and
// Contributor differ in some forty operations of twelve thousand, and are not compared: built-in
// pairs are nobody's mistake.
//
// A pair is told once, at the later of two custom roles. For the near pairs each role is compared
// only with those that hold its rarest operation, which leaves a handful of each thousand.
#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "engine/base/hash.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/operation_index.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// Nearly equal: the larger role grants less than this share more, and the smaller one this many
// operations. Below that, 5 % is no operation at all.
constexpr std::size_t kNearPercent = 5;
constexpr std::size_t kLeastOperations = 20;

// Known operations of both planes as one ascending list: twice the id, and one for the data plane.
using OperationList = std::vector<std::uint32_t>;

// The other role of a pair, as the subject sees it.
struct Pair {
  RoleId other;
  OperationList more = {};   // what the other one grants beyond the subject
  OperationList fewer = {};  // what it lacks
};

OperationList operations_of(const AuditContext& context, RoleId role) {
  OperationList list;
  for (const Plane plane : kPlanes) {
    const ActionSet& granted = context.sets().of(role, plane).certain();
    for (const OperationId id : context.sets().operations(granted, plane)) {
      list.push_back(id.value() * 2 + (plane == Plane::kData ? 1 : 0));
    }
  }
  std::ranges::sort(list);
  return list;
}

OperationList without(const OperationList& list, const OperationList& removed) {
  OperationList rest;
  std::ranges::set_difference(list, removed, std::back_inserter(rest));
  return rest;
}

bool equal(const AuditContext& context, RoleId a, RoleId b) {
  return std::ranges::all_of(kPlanes, [&](Plane plane) {
    return context.sets().of(a, plane) == context.sets().of(b, plane);
  });
}

// Finds the pairs of all subjects.
class PairFinder {
 public:
  explicit PairFinder(const AuditContext& context)
      : context_(context), index_(context.tenant().operations()), pairs_(role_count()) {
    is_subject_.resize(role_count());
    for (const RoleId role : custom_roles(context)) {
      is_subject_[role.index()] = true;
    }
    for (std::size_t i = 0; i < role_count(); ++i) {
      const RoleId role = RoleId::from_index(i);
      if (context.role(role).defined && !context.role(role).grants_nothing) {
        roles_.push_back(role);
      }
    }
  }

  // By RoleId: the roles that each subject is to be told of.
  [[nodiscard]] const std::vector<std::vector<Pair>>& find() {
    find_equal();
    find_near();
    return pairs_;
  }

 private:
  [[nodiscard]] std::size_t role_count() const { return context_.tenant().roles().size(); }

  [[nodiscard]] std::size_t hash(RoleId role) const {
    std::size_t sum = 0;
    for (const Plane plane : kPlanes) {
      const PermissionSet& set = context_.sets().of(role, plane);
      sum = sum * 31 + std::hash<ActionSet>{}(set.certain());
      sum = sum * 31 + set.terms().size();
    }
    return sum;
  }

  // Keeps a pair at the one of the two that is to be told: the later, if both are subjects.
  void add(RoleId a, RoleId b, const OperationList& of_a, const OperationList& of_b) {
    if (is_subject_[a.index()] && (!is_subject_[b.index()] || b < a)) {
      pairs_[a.index()].push_back({b, without(of_b, of_a), without(of_a, of_b)});
    } else if (is_subject_[b.index()]) {
      pairs_[b.index()].push_back({a, without(of_a, of_b), without(of_b, of_a)});
    }
  }

  void find_equal() {
    std::unordered_map<std::size_t, std::vector<RoleId>> by_hash;
    for (const RoleId role : roles_) {
      std::vector<RoleId>& alike = by_hash[hash(role)];
      for (const RoleId other : alike) {
        if (equal(context_, role, other)) {
          add(role, other, {}, {});
        }
      }
      alike.push_back(role);
    }
  }

  // Whether what a role grants can be judged by known operations.
  [[nodiscard]] bool is_known(RoleId role) const {
    const RoleDefinition& definition = context_.tenant().role(role);
    if (std::ranges::any_of(
            kPlanes, [&](Plane plane) { return context_.sets().of(role, plane).conditional(); })) {
      return false;
    }
    return std::ranges::all_of(patterns_of(definition), [&](const RolePattern& pattern) {
      return pattern.subtracted ||
             index_.matches_any(context_.compiled().pattern(pattern.id), pattern.plane);
    });
  }

  void find_near() {
    std::vector<OperationList> operations(role_count());
    std::unordered_map<std::uint32_t, std::vector<RoleId>> holders;
    for (const RoleId role : roles_) {
      OperationList list = operations_of(context_, role);
      if (list.size() < kLeastOperations || !is_known(role)) {
        continue;
      }
      for (const std::uint32_t operation : list) {
        holders[operation].push_back(role);
      }
      operations[role.index()] = std::move(list);
    }
    for (const RoleId role : roles_) {
      const OperationList& smaller = operations[role.index()];
      if (smaller.empty()) {
        continue;
      }
      const auto rarest = std::ranges::min(smaller, {}, [&holders](std::uint32_t operation) {
        return holders.at(operation).size();
      });
      for (const RoleId other : holders.at(rarest)) {
        if (is_near(role, other, smaller, operations[other.index()])) {
          add(role, other, smaller, operations[other.index()]);
        }
      }
    }
  }

  // Of two roles that grant the same known operations the later one is the smaller.
  [[nodiscard]] bool is_near(RoleId role, RoleId other, const OperationList& smaller,
                             const OperationList& larger) const {
    const bool told_here =
        smaller.size() < larger.size() || (smaller.size() == larger.size() && other < role);
    return told_here && (is_subject_[role.index()] || is_subject_[other.index()]) &&
           (larger.size() - smaller.size()) * 100 < larger.size() * kNearPercent &&
           std::ranges::includes(larger, smaller) && !equal(context_, role, other);
  }

  const AuditContext& context_;
  OperationIndex index_;
  std::vector<RoleId> roles_;     // those that are compared
  std::vector<bool> is_subject_;  // by RoleId
  std::vector<std::vector<Pair>> pairs_;
};

class EqualRoles final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW010",
        .name = "equal-roles",
        .title = "A custom role grants the same as another role, or nearly the same",
        .description =
            "Two roles are equal where they grant the same actions under the same conditions on "
            "both planes, for every action there is or will be. They are nearly equal where one "
            "grants all known operations of the other and less than 5 % more; both grant 20 known "
            "operations at least, have no condition, and every pattern of both matches a known "
            "operation. A pair of built-in roles is not told.",
        .remedy =
            "Keep one of the two. Where the other one is built-in, assign that: it is maintained "
            "by Azure, and everybody knows it. Otherwise move the assignments of one custom role "
            "to the other and delete it.",
        .needs = "role definitions; for nearly equal roles, the operations of their providers",
        .severity = FindingSeverity::kLow,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    state_undefined_roles(context, outcome);
    PairFinder finder(context);
    const std::vector<std::vector<Pair>>& pairs = finder.find();
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (const Pair& pair : pairs[i]) {
        outcome.add(found(context, RoleId::from_index(i), pair));
      }
    }
  }

 private:
  [[nodiscard]] static Finding found(const AuditContext& context, RoleId role, const Pair& pair) {
    const Tenant& tenant = context.tenant();
    Finding finding = role_finding(
        context, role,
        {FindingSeverity::kLow,
         fmt::format("{} {}", role_text(tenant, role), relation_text(context, role, pair)),
         to_string(tenant.role(pair.other).guid)});
    finding.chain.push_back(role_cause(tenant, pair.other));
    add_difference(context, finding, "operations that the other one adds", pair.more);
    add_difference(context, finding, "operations that the other one lacks", pair.fewer);
    const bool built_in = !is_custom(tenant.role(pair.other));
    finding.fix.text = fmt::format(
        "{} `{}` instead, if the difference matters to nobody, and then delete this role",
        built_in ? "assign the built-in role" : "assign", role_name(tenant, pair.other));
    finding.fix.commands = {list_assignments_command(tenant, role),
                            delete_role_command(tenant, role)};
    return finding;
  }

  [[nodiscard]] static std::string relation_text(const AuditContext& context, RoleId role,
                                                 const Pair& pair) {
    const std::string other = role_text(context.tenant(), pair.other);
    if (equal(context, role, pair.other)) {
      return fmt::format("grants exactly what {} grants", other);
    }
    if (pair.more.empty() && pair.fewer.empty()) {
      return fmt::format("grants the same known operations as {}", other);
    }
    if (pair.fewer.empty()) {
      return fmt::format("grants the known operations of {} but {}", other, pair.more.size());
    }
    return fmt::format("grants the known operations of {} and only {} more", other,
                       pair.fewer.size());
  }

  static void add_difference(const AuditContext& context, Finding& finding, std::string label,
                             const OperationList& list) {
    if (list.empty()) {
      return;
    }
    std::vector<std::string> items;
    for (const std::uint32_t entry : list) {
      items.push_back(operation_text(context.input().danger,
                                     context.tenant().operations().name(OperationId(entry / 2)),
                                     entry % 2 == 0 ? Plane::kControl : Plane::kData));
    }
    finding.evidence.push_back(evidence_of(std::move(label), std::move(items)));
  }
};

}  // namespace

std::unique_ptr<const AuditRule> equal_roles_rule() { return std::make_unique<const EqualRoles>(); }

}  // namespace leastwise

// The order of random roles against a naive matcher: inclusion, what shows a difference, equal
// classes, and the edges of the Hasse diagram.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <iostream>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/lattice/role_order.h"
#include "tests/property/check_property.h"
#include "tests/property/compiled_world.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_condition.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

constexpr int kTenants = 1500;

// The roles of a random tenant that are defined, with the naive matcher beside them.
class Ordered {
 public:
  explicit Ordered(World world) : world_(std::move(world)), form_(world_) {
    for (std::size_t i = 0; i < tenant().roles().size(); ++i) {
      if (tenant().roles()[i].knowledge != RoleKnowledge::kUndefined) {
        roles_.push_back(RoleId::from_index(i));
      }
    }
    auto sets = RoleSets::build(form_.compiled(), roles_);
    RC_ASSERT(sets.has_value());
    sets_.emplace(std::move(*sets));
    order_.emplace(RoleOrder::build(*sets_, roles_, OrderKind::kExact));
  }

  [[nodiscard]] const std::vector<RoleId>& roles() const { return roles_; }
  [[nodiscard]] const RoleSets& sets() const { return *sets_; }
  [[nodiscard]] const RoleOrder& order() const { return *order_; }

  // The conditions of the blocks of all roles.
  [[nodiscard]] std::vector<ConditionId> conditions() const {
    std::vector<ConditionId> all;
    for (const RoleId role : roles_) {
      for (const PermissionBlock& block : tenant().role(role).blocks) {
        if (block.condition) {
          all.push_back(form_.compiled().conditions().representative(*block.condition));
        }
      }
    }
    sort_unique(all);
    return all;
  }

  // Whether one of these is the condition, or it is met whatever a request is.
  [[nodiscard]] bool is_met(std::optional<ConditionId> id, const std::string& action,
                            const std::vector<ConditionId>& met) const {
    const std::string text(id ? tenant().condition(*id) : "");
    const Truth settled = says_in_general(text, action, world_.view.reading);
    return settled == Truth::kUnknown
               ? std::ranges::binary_search(met, form_.compiled().conditions().representative(*id))
               : settled == Truth::kYes;
  }

  // Whether a role grants an action if these conditions are met and no other, pattern by pattern.
  // What a condition says of an action whatever a request is needs no meeting.
  [[nodiscard]] bool grants(RoleId role, Plane plane, const std::string& action,
                            const std::vector<ConditionId>& met) const {
    return std::ranges::any_of(tenant().role(role).blocks, [&](const PermissionBlock& block) {
      const auto any = [&](const std::vector<PatternId>& patterns) {
        return std::ranges::any_of(patterns, [&](PatternId id) {
          return oracle::matches(tenant().pattern(id), action, world_.view.reading);
        });
      };
      const PatternLists& lists = block.plane(plane);
      return any(lists.granted) && !any(lists.subtracted) && is_met(block.condition, action, met);
    });
  }

  [[nodiscard]] bool within(RoleId a, RoleId b) const {
    return std::ranges::all_of(kPlanes, [&](Plane plane) {
      return sets_->of(a, plane).included_in(sets_->of(b, plane)) == Truth::kYes;
    });
  }

 private:
  World world_;
  [[nodiscard]] const Tenant& tenant() const { return form_.tenant(); }

  CompiledWorld form_;
  std::vector<RoleId> roles_;
  std::optional<RoleSets> sets_;
  std::optional<RoleOrder> order_;
};

// How often each answer was held against the matcher.
struct Counts {
  std::size_t yes = 0;
  std::size_t no = 0;
};

// A "no" is shown by a string that the matcher confirms.
void expect_shown(const Ordered& ordered, RoleId a, RoleId b, Plane plane) {
  const ActionSet beyond = ordered.sets().of(a, plane).beyond(ordered.sets().of(b, plane));
  const auto shown = made_up_witness(ordered.sets().partition(plane), beyond);
  RC_ASSERT(shown.has_value());
  RC_ASSERT(ordered.grants(a, plane, *shown, {}));
  RC_ASSERT(!ordered.grants(b, plane, *shown, ordered.conditions()));
}

// Whatever conditions are met, nothing that the first grants is missing in the second; and what is
// missing whatever conditions are met makes it a "no".
void expect_agreement(const Ordered& ordered, RoleId a, RoleId b, Plane plane, Truth included) {
  const std::vector<ConditionId> conditions = ordered.conditions();
  for (const std::string& action : all_actions()) {
    const bool certain = ordered.grants(a, plane, action, {});
    const bool possible = ordered.grants(a, plane, action, conditions);
    const bool other = ordered.grants(b, plane, action, conditions);
    if (included == Truth::kYes) {
      RC_ASSERT(!certain || ordered.grants(b, plane, action, {}));
      RC_ASSERT(!possible || other);
    }
    RC_ASSERT(!certain || other || included == Truth::kNo);
  }
}

void compare_pair(const Ordered& ordered, RoleId a, RoleId b, Counts& counts) {
  for (const Plane plane : kPlanes) {
    const Truth included = ordered.sets().of(a, plane).included_in(ordered.sets().of(b, plane));
    if (included == Truth::kNo) {
      ++counts.no;
      expect_shown(ordered, a, b, plane);
    }
    counts.yes += included == Truth::kYes && a != b ? 1U : 0U;
    expect_agreement(ordered, a, b, plane, included);
  }
}

TEST(RandomRoles, InclusionAgreesWithANaiveMatcher) {
  Counts counts;
  check_property(kTenants, [&counts] {
    const Ordered ordered(*random_world());
    for (const RoleId a : ordered.roles()) {
      for (const RoleId b : ordered.roles()) {
        compare_pair(ordered, a, b, counts);
      }
    }
  });
  std::cout << counts.yes << " proven inclusions, " << counts.no << " shown differences\n";
  EXPECT_GE(counts.yes, 1000U) << "the generators have withered";
  EXPECT_GE(counts.no, 1000U) << "the generators have withered";
}

TEST(RandomRoles, ClassesAreEqualRoles) {
  check_property(kTenants, [] {
    const Ordered ordered(*random_world());
    for (const RoleId a : ordered.roles()) {
      for (const RoleId b : ordered.roles()) {
        const bool equal = ordered.within(a, b) && ordered.within(b, a);
        RC_ASSERT((ordered.order().class_of(a) == ordered.order().class_of(b)) == equal);
      }
    }
  });
}

// The closure of the edges is the order, and no edge follows from others.
TEST(RandomRoles, EdgesAreTheOrderWithoutWhatFollows) {
  check_property(kTenants, [] {
    const Ordered ordered(*random_world());
    const RoleOrder& order = ordered.order();
    const std::size_t count = order.classes().size();
    std::vector<std::vector<bool>> reach(count, std::vector<bool>(count, false));
    for (const RoleOrder::Edge& edge : order.edges()) {
      reach[edge.lower.index()][edge.upper.index()] = true;
    }
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
          reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
        }
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        const RoleId lower = order.classes()[i].roles.front();
        const RoleId upper = order.classes()[j].roles.front();
        RC_ASSERT(reach[i][j] == (i != j && ordered.within(lower, upper)));
      }
    }
    for (const RoleOrder::Edge& edge : order.edges()) {
      for (std::size_t k = 0; k < count; ++k) {
        RC_ASSERT(!reach[edge.lower.index()][k] || !reach[k][edge.upper.index()]);
      }
    }
  });
}

}  // namespace
}  // namespace leastwise::property

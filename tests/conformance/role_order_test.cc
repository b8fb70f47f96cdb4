// The order of the 928 built-in roles, and their comparisons, held to a naive matcher that reads
// the same JSON: whatever the engine claims of two roles carries a string that the matcher
// confirms, and whatever the matcher finds among the known operations the engine does not
// contradict.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/ingest/load.h"
#include "engine/lattice/role_comparison.h"
#include "engine/lattice/role_order.h"
#include "engine/tenant/tenant_builder.h"
#include "tests/conformance/naive_conditions.h"
#include "tests/support/naive_match.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using Json = nlohmann::json;

class NaiveRole {
 public:
  NaiveRole(const Json& role, Plane plane) {
    const bool control = plane == Plane::kControl;
    for (const Json& block : role.at("permissions")) {
      blocks_.push_back({texts(block.at(control ? "actions" : "dataActions")),
                         texts(block.at(control ? "notActions" : "notDataActions")),
                         block.at("condition").is_null()
                             ? std::string()
                             : block.at("condition").get<std::string>()});
    }
  }

  // Whether an action is granted where the conditions `met` are met and no others; what their
  // guards settle for the action needs no meeting.
  [[nodiscard]] bool grants(std::string_view action, const std::vector<std::string>& met) const {
    static const testing::NaiveConditions conditions;
    return std::ranges::any_of(blocks_, [&](const Block& block) {
      const auto holds = [&] {
        const Truth settled = conditions.says(block.condition, action);
        return settled == Truth::kUnknown ? std::ranges::find(met, block.condition) != met.end()
                                          : settled == Truth::kYes;
      };
      return any_matches(block.granted, action) && !any_matches(block.subtracted, action) &&
             holds();
    });
  }
  [[nodiscard]] std::vector<std::string> conditions() const {
    std::vector<std::string> all;
    for (const Block& block : blocks_) {
      if (!block.condition.empty()) {
        all.push_back(block.condition);
      }
    }
    return all;
  }

 private:
  struct Block {
    std::vector<std::string> granted;
    std::vector<std::string> subtracted;
    std::string condition;
  };

  static std::vector<std::string> texts(const Json& patterns) {
    std::vector<std::string> texts;
    for (const Json& text : patterns) {
      texts.emplace_back(trim_blanks(text.get<std::string>()));
    }
    return texts;
  }
  static bool any_matches(const std::vector<std::string>& patterns, std::string_view action) {
    return std::ranges::any_of(patterns, [&](const std::string& pattern) {
      return pattern.find('*') == std::string::npos
                 ? equals_folded(pattern, action)
                 : testing::naive_match(pattern, action, testing::NaiveReading::kSegment);
    });
  }

  std::vector<Block> blocks_;
};

// Both sides of the built-in roles, read once for all tests.
class World {
 public:
  explicit World(const std::filesystem::path& data) {
    const std::string roles = testing::read_file(data / "azure" / "builtin-roles.json");
    Diagnostics diagnostics;
    TenantBuilder builder(diagnostics);
    load_bytes("builtin-roles.json", roles, builder, diagnostics, {});
    load_bytes("operations.json", testing::read_file(data / "azure" / "operations.json"), builder,
               diagnostics, {});
    tenant = std::make_unique<const Tenant>(*builder.build());
    compiled = std::make_unique<const CompiledTenant>(*tenant, CompileOptions{});
    for (std::size_t i = 0; i < tenant->roles().size(); ++i) {
      all.push_back(RoleId::from_index(i));
    }
    naive.resize(all.size());
    for (const Json& role : Json::parse(roles)) {
      const RoleId id = *tenant->find_role(*parse_guid(role.at("name").get<std::string>()));
      naive[id.index()] = {NaiveRole(role, Plane::kControl), NaiveRole(role, Plane::kData)};
    }
    sets = std::make_unique<const RoleSets>(*RoleSets::build(*compiled, all));
    for (const Plane plane : kPlanes) {
      granted.push_back(known_grants(plane));
    }
  }

  [[nodiscard]] const NaiveRole& role(RoleId id, Plane plane) const {
    return naive[id.index()][static_cast<std::size_t>(plane)];
  }
  [[nodiscard]] std::string name(RoleId id) const {
    return std::string(tenant->text(tenant->role(id).name));
  }
  // Whether brute force over the known operations shows that `a` is not inside `b`: an operation
  // that `a` grants in some state of the conditions and `b` does not.
  [[nodiscard]] bool shown_outside(RoleId a, RoleId b) const {
    return std::ranges::any_of(kPlanes, [&](Plane plane) {
      const auto& table = granted[static_cast<std::size_t>(plane)];
      return std::ranges::any_of(table[a.index()], [&](const auto& entry) {
        const auto other = table[b.index()].find(entry.first);
        return other == table[b.index()].end() || !is_inside(entry.second, other->second);
      });
    });
  }

  std::unique_ptr<const Tenant> tenant;
  std::unique_ptr<const CompiledTenant> compiled;
  std::unique_ptr<const RoleSets> sets;
  std::vector<RoleId> all;
  std::vector<std::vector<NaiveRole>> naive;  // by role, then by plane

 private:
  // Of a known operation: the single conditions under which it is granted; an empty one for always.
  // No built-in role needs two conditions at once for an operation.
  using Conditions = std::vector<std::string>;
  using Table = std::vector<std::map<std::size_t, Conditions>>;

  static bool is_inside(const Conditions& a, const Conditions& b) {
    const auto holds = [&](const std::string& c) { return std::ranges::find(b, c) != b.end(); };
    return holds("") || std::ranges::all_of(a, holds);
  }

  Table known_grants(Plane plane) const {
    Table table(all.size());
    const std::vector<std::string_view> names = names_in(tenant->operations(), plane);
    for (const RoleId id : all) {
      const NaiveRole& one = role(id, plane);
      std::vector<std::string> states = one.conditions();
      states.emplace_back();
      for (std::size_t i = 0; i < names.size(); ++i) {
        for (const std::string& state : states) {
          if (!names[i].empty() && one.grants(names[i], {state})) {
            table[id.index()][i].push_back(state);
          }
        }
      }
    }
    return table;
  }

  std::vector<Table> granted;  // by plane, by role: operation to conditions
};

class RoleOrderConformance : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto data = testing::shared_data_dir();
    if (!data) {
      GTEST_SKIP() << testing::kNoSharedData;
    }
    static const World shared(*data);
    world = &shared;
  }

  const World* world = nullptr;
};

bool inside(const World& world, RoleId a, RoleId b) {
  return std::ranges::all_of(kPlanes, [&](Plane plane) {
    return world.sets->of(a, plane).included_in(world.sets->of(b, plane)) == Truth::kYes;
  });
}

// Of all ordered pairs: inclusion is never claimed where an operation shows that it does not hold;
// and where it is denied and no operation shows it, the comparison of the two has a made-up one.
TEST_F(RoleOrderConformance, InclusionAgreesWithBruteForce) {
  ASSERT_EQ(world->all.size(), 928U);
  std::size_t included = 0;
  std::size_t beyond_the_known = 0;
  for (const RoleId a : world->all) {
    for (const RoleId b : world->all) {
      const bool claimed = inside(*world, a, b);
      const bool shown = world->shown_outside(a, b);
      ASSERT_FALSE(claimed && shown) << world->name(a) << " in " << world->name(b);
      included += claimed ? 1U : 0U;
      beyond_the_known += !claimed && !shown ? 1U : 0U;
    }
  }
  EXPECT_GT(included, 3000U);
  EXPECT_GT(beyond_the_known, 100U);
}

// The witness in the state that it names: one role grants it and the other does not.
void expect_confirmed(const World& world, const Difference& difference, const NaiveRole& grants,
                      const NaiveRole& denies) {
  ASSERT_EQ(difference.any, !difference.witnesses.empty());
  for (const DifferenceWitness& witness : difference.witnesses) {
    std::vector<std::string> met;
    for (const ConditionId id : witness.met) {
      met.emplace_back(world.tenant->condition(id));
    }
    EXPECT_TRUE(grants.grants(witness.shown.action, met)) << witness.shown.action;
    EXPECT_FALSE(denies.grants(witness.shown.action, met)) << witness.shown.action;
    // Even where everything else that it does not rule out is met.
    std::vector<std::string> most = grants.conditions();
    std::ranges::copy(denies.conditions(), std::back_inserter(most));
    for (const ConditionId id : witness.unmet) {
      std::erase(most, std::string(world.tenant->condition(id)));
    }
    EXPECT_TRUE(grants.grants(witness.shown.action, most)) << witness.shown.action;
    EXPECT_FALSE(denies.grants(witness.shown.action, most)) << witness.shown.action;
  }
}

// Every claimed difference of a sample of pairs, which meets every role and all with conditions.
TEST_F(RoleOrderConformance, DifferencesCarryAStringThatANaiveMatcherConfirms) {
  std::map<std::string_view, std::size_t> relations;
  for (std::size_t i = 0; i < world->all.size(); ++i) {
    const RoleId a = world->all[i];
    const RoleId b = world->all[(i * 37 + 11) % world->all.size()];
    const auto comparison = compare_roles(*world->compiled, a, b);
    ASSERT_TRUE(comparison.has_value());
    for (const Plane plane : kPlanes) {
      SCOPED_TRACE(world->name(a) + " and " + world->name(b));
      const PlaneComparison& one = comparison->at(plane);
      expect_confirmed(*world, one.only_in_first, world->role(a, plane), world->role(b, plane));
      expect_confirmed(*world, one.only_in_second, world->role(b, plane), world->role(a, plane));
      // The patterns of the two alone say what those of all roles say.
      ASSERT_EQ(one.exact, relation_facts(world->sets->of(a, plane), world->sets->of(b, plane)));
      ++relations[to_string(relation(one.exact))];
    }
  }
  for (const std::string_view met :
       {"equal", "subset", "superset", "disjoint", "overlapping", "undetermined"}) {
    EXPECT_GT(relations[met], 0U) << met;
  }
}

// The diagram as the definition has it, from the inclusions alone.
TEST_F(RoleOrderConformance, ClassesAndEdgesAreThoseOfTheInclusions) {
  const RoleOrder order = RoleOrder::build(*world->sets, world->all, OrderKind::kExact);
  const std::size_t count = order.classes().size();
  for (const RoleOrder::Class& one : order.classes()) {
    for (const RoleId role : one.roles) {
      ASSERT_TRUE(inside(*world, role, one.roles.front())) << world->name(role);
      ASSERT_TRUE(inside(*world, one.roles.front(), role)) << world->name(role);
    }
  }
  // What is reached over the edges, upwards; a path needs no second edge of its length.
  std::vector<std::vector<bool>> reached(count, std::vector<bool>(count));
  std::vector<std::vector<bool>> implied(count, std::vector<bool>(count));
  for (std::size_t c = 0; c < count; ++c) {
    std::vector<RoleClassId> stack{RoleClassId::from_index(c)};
    while (!stack.empty()) {
      const RoleClassId at = stack.back();
      stack.pop_back();
      for (const RoleClassId above : order.next_above(at)) {
        implied[c][above.index()] = implied[c][above.index()] || at.index() != c;
        if (!reached[c][above.index()]) {
          reached[c][above.index()] = true;
          stack.push_back(above);
        }
      }
    }
  }
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count; ++b) {
      const RoleId lower = order.classes()[a].roles.front();
      const RoleId upper = order.classes()[b].roles.front();
      ASSERT_EQ(reached[a][b], a != b && inside(*world, lower, upper))
          << world->name(lower) << " below " << world->name(upper);
    }
  }
  for (const RoleOrder::Edge& edge : order.edges()) {
    ASSERT_FALSE(implied[edge.lower.index()][edge.upper.index()]) << "an edge follows from others";
  }
  EXPECT_GT(order.edges().size(), 1000U);
}

TEST_F(RoleOrderConformance, TheOrderOverKnownOperationsIsBruteForceItself) {
  const RoleOrder order = RoleOrder::build(*world->sets, world->all, OrderKind::kKnownOperations);
  for (const RoleId a : world->all) {
    for (const RoleId b : world->all) {
      const auto lower = order.class_of(a);
      const auto upper = order.class_of(b);
      ASSERT_EQ(lower == upper || order.is_below(*lower, *upper), !world->shown_outside(a, b))
          << world->name(a) << " in " << world->name(b);
    }
  }
}

TEST_F(RoleOrderConformance, RegistryUserIsInsideContributor) {
  const RoleId user = *world->tenant->resolve_role("AzureML Registry User");
  const RoleId contributor = *world->tenant->resolve_role("Contributor");
  EXPECT_TRUE(inside(*world, user, contributor));
  EXPECT_FALSE(inside(*world, contributor, user));
  const RoleOrder order = RoleOrder::build(*world->sets, world->all, OrderKind::kExact);
  EXPECT_TRUE(order.is_below(*order.class_of(user), *order.class_of(contributor)));
}

}  // namespace
}  // namespace leastwise

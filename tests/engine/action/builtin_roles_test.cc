// The patterns of the 928 built-in roles, where the real exports are at hand: the partition equals
// the matcher for every known operation, and each role's cover is exact and no longer than the
// role.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/action/cover.h"
#include "engine/action/known_operations.h"
#include "engine/base/ascii.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using Json = nlohmann::json;

// The patterns of one plane of all roles, and the blocks of each role as positions in them.
struct Roles {
  struct Block {
    std::vector<std::size_t> granted;
    std::vector<std::size_t> subtracted;
  };

  std::vector<ActionPattern> patterns;
  std::vector<std::vector<Block>> roles;
};

std::vector<std::size_t> read_list(const Json& block, const char* key, WildcardReading reading,
                                   std::map<std::string, std::size_t>& positions, Roles& roles) {
  std::vector<std::size_t> list;
  for (const Json& text : block.at(key)) {
    auto pattern = ActionPattern::parse(text.get_ref<const std::string&>(), reading);
    EXPECT_TRUE(pattern.has_value());
    const auto [at, is_new] = positions.emplace(pattern->folded(), roles.patterns.size());
    if (is_new) {
      roles.patterns.push_back(*std::move(pattern));
    }
    list.push_back(at->second);
  }
  return list;
}

Roles read_roles(const std::filesystem::path& file, bool data_plane, WildcardReading reading) {
  Roles roles;
  std::map<std::string, std::size_t> positions;
  for (const Json& role : Json::parse(testing::read_file(file))) {
    auto& blocks = roles.roles.emplace_back();
    for (const Json& block : role.at("permissions")) {
      const char* granted = data_plane ? "dataActions" : "actions";
      const char* subtracted = data_plane ? "notDataActions" : "notActions";
      blocks.push_back({.granted = read_list(block, granted, reading, positions, roles),
                        .subtracted = read_list(block, subtracted, reading, positions, roles)});
    }
  }
  return roles;
}

ActionSet set_of(const AtomPartition& partition, const std::vector<Roles::Block>& blocks) {
  ActionSet set = ActionSet::none(partition);
  for (const Roles::Block& block : blocks) {
    set |= ActionSet::of_block(partition, block.granted, block.subtracted);
  }
  return set;
}

bool matches(const Roles& roles, const std::vector<Roles::Block>& blocks,
             const std::string& action) {
  const auto any = [&](const std::vector<std::size_t>& list) {
    return std::ranges::any_of(list, [&](auto p) { return roles.patterns[p].matches(action); });
  };
  return std::ranges::any_of(blocks, [&](const Roles::Block& block) {
    return any(block.granted) && !any(block.subtracted);
  });
}

struct Case {
  bool data_plane;
  WildcardReading reading;
};

class BuiltinRoles : public ::testing::TestWithParam<Case> {};

TEST_P(BuiltinRoles, AtomsEqualTheMatcherOnKnownOperations) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const auto [data_plane, reading] = GetParam();
  const Roles roles = read_roles(*data / "azure/builtin-roles.json", data_plane, reading);
  const auto partition = AtomPartition::build(roles.patterns);
  ASSERT_TRUE(partition.has_value()) << partition.error().message;
  std::vector<ActionSet> sets;
  for (const auto& blocks : roles.roles) {
    sets.push_back(set_of(*partition, blocks));
  }
  ASSERT_EQ(sets.size(), 928U);
  const Json operations = Json::parse(testing::read_file(*data / "azure/operations.json"));
  for (std::size_t i = 0; i < operations.size(); i += 5) {
    const std::string action = folded(operations[i].at("name").get_ref<const std::string&>());
    const AtomId atom = partition->atom_of(action);
    for (std::size_t r = 0; r < sets.size(); ++r) {
      ASSERT_EQ(sets[r].holds(atom), matches(roles, roles.roles[r], action)) << action << " " << r;
    }
  }
}

TEST_P(BuiltinRoles, EveryAtomHasAWitnessThatIsInIt) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const auto [data_plane, reading] = GetParam();
  const Roles roles = read_roles(*data / "azure/builtin-roles.json", data_plane, reading);
  const auto partition = AtomPartition::build(roles.patterns);
  ASSERT_TRUE(partition.has_value());
  for (std::uint32_t a = 0; a < partition->atom_count(); ++a) {
    const auto& witness = partition->witness(AtomId(a));
    ASSERT_TRUE(witness.has_value()) << a;
    EXPECT_EQ(partition->atom_of(*witness), AtomId(a)) << *witness;
  }
}

TEST_P(BuiltinRoles, CoversAreExactAndShort) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const auto [data_plane, reading] = GetParam();
  const Roles roles = read_roles(*data / "azure/builtin-roles.json", data_plane, reading);
  const auto partition = AtomPartition::build(roles.patterns);
  ASSERT_TRUE(partition.has_value());
  std::size_t longer = 0;
  for (std::size_t r = 0; r < roles.roles.size(); r += 9) {
    const ActionSet set = set_of(*partition, roles.roles[r]);
    std::size_t own = 0;
    for (const Roles::Block& block : roles.roles[r]) {
      own += block.granted.size() + block.subtracted.size();
    }
    std::size_t named = 0;
    ActionSet sum = ActionSet::none(*partition);
    for (const CoverTerm& term : cover(*partition, set)) {
      named += std::max<std::size_t>(1, term.all_of.size()) + term.none_of.size();
      sum |= actions_of(*partition, term);
    }
    EXPECT_EQ(sum, set) << r;
    longer += named > own ? 1U : 0U;
  }
  EXPECT_LE(longer, 1U);
}

INSTANTIATE_TEST_SUITE_P(Action, BuiltinRoles,
                         ::testing::Values(Case{false, WildcardReading::kAzure},
                                           Case{false, WildcardReading::kLiteral},
                                           Case{true, WildcardReading::kAzure},
                                           Case{true, WildcardReading::kLiteral}));

}  // namespace
}  // namespace leastwise

// What each of the 928 built-in roles grants of the known operations, by the engine from the bytes
// of the export on, equals what a naive matcher finds in the same JSON, in both wildcard readings.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "engine/base/ascii.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant_builder.h"
#include "tests/conformance/naive_conditions.h"
#include "tests/support/naive_match.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using Json = nlohmann::json;
using OperationSet = std::set<std::size_t>;

// The naive side: operations by position, and what each distinct pattern matches of them.
class NaiveRoles {
 public:
  NaiveRoles(const Json& operations, testing::NaiveReading reading) : reading_(reading) {
    for (const Json& operation : operations) {
      names_.push_back(folded(operation.at("name").get<std::string>()));
    }
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  // What a role grants whatever a request gives, and what depends on it.
  struct Grants {
    OperationSet certain;
    OperationSet conditional;
  };

  Grants grants(const Json& role, const char* actions, const char* not_actions) {
    Grants grants;
    for (const Json& block : role.at("permissions")) {
      OperationSet granted = matched(block.at(actions));
      for (const std::size_t taken : matched(block.at(not_actions))) {
        granted.erase(taken);
      }
      const Json& condition = block.at("condition");
      const std::string text = condition.is_null() ? "" : condition.get<std::string>();
      for (const std::size_t action : granted) {
        const Truth met = conditions_.says(text, names_[action]);
        if (met != Truth::kNo) {
          (met == Truth::kYes ? grants.certain : grants.conditional).insert(action);
        }
      }
    }
    return grants;
  }

 private:
  OperationSet matched(const Json& patterns) {
    OperationSet all;
    for (const Json& text : patterns) {
      const OperationSet& one = matches(std::string(trim_blanks(text.get<std::string>())));
      all.insert(one.begin(), one.end());
    }
    return all;
  }

  const OperationSet& matches(const std::string& pattern) {
    const auto [entry, is_new] = by_pattern_.try_emplace(pattern);
    const bool literal = pattern.find('*') == std::string::npos;
    for (std::size_t i = 0; is_new && i < names_.size(); ++i) {
      const bool matches = literal ? equals_folded(pattern, names_[i])
                                   : testing::naive_match(pattern, names_[i], reading_);
      if (matches) {
        entry->second.insert(i);
      }
    }
    return entry->second;
  }

  testing::NaiveReading reading_;
  testing::NaiveConditions conditions_;
  std::vector<std::string> names_;
  std::map<std::string, OperationSet> by_pattern_;
};

// The operations of which the engine says `wanted` of the role.
OperationSet engine_says(const CompiledTenant& compiled, RoleId role, Plane plane,
                         const std::vector<std::string>& names, Truth wanted) {
  OperationSet found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (compiled.role_grants(role, compiled.action(names[i], plane)) == wanted) {
      found.insert(i);
    }
  }
  return found;
}

void expect_equal_grants(WildcardReading reading, testing::NaiveReading naive_reading) {
  const auto data = testing::shared_data_dir();
  if (!data) {
    GTEST_SKIP() << testing::kNoSharedData;
  }
  const std::string roles = testing::read_file(*data / "azure" / "builtin-roles.json");
  const std::string operations = testing::read_file(*data / "azure" / "operations.json");
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_bytes("builtin-roles.json", roles, builder, diagnostics, {});
  load_bytes("operations.json", operations, builder, diagnostics, {});
  const auto tenant = builder.build();
  ASSERT_TRUE(tenant.has_value());
  const CompiledTenant compiled(*tenant, {.wildcards = reading});

  NaiveRoles naive(Json::parse(operations), naive_reading);
  std::size_t compared = 0;
  for (const Json& role : Json::parse(roles)) {
    const auto id = tenant->find_role(*parse_guid(role.at("name").get<std::string>()));
    ASSERT_TRUE(id.has_value());
    for (const Plane plane : kPlanes) {
      const bool control = plane == Plane::kControl;
      NaiveRoles::Grants expected = naive.grants(role, control ? "actions" : "dataActions",
                                                 control ? "notActions" : "notDataActions");
      for (const std::size_t certain : expected.certain) {
        expected.conditional.erase(certain);
      }
      EXPECT_EQ(engine_says(compiled, *id, plane, naive.names(), Truth::kYes), expected.certain)
          << role.at("roleName");
      EXPECT_EQ(engine_says(compiled, *id, plane, naive.names(), Truth::kUnknown),
                expected.conditional)
          << role.at("roleName");
      ++compared;
    }
  }
  EXPECT_EQ(compared, 928U * 2U);
}

TEST(GrantedOperations, EqualANaiveMatcherInTheSegmentReading) {
  expect_equal_grants(WildcardReading::kAzure, testing::NaiveReading::kSegment);
}

TEST(GrantedOperations, EqualANaiveMatcherInTheLiteralReading) {
  expect_equal_grants(WildcardReading::kLiteral, testing::NaiveReading::kLiteral);
}

}  // namespace
}  // namespace leastwise

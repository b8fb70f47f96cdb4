#include "tests/bench/peers/peer_workload.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/bench/peers/peer_tenant.h"

namespace leastwise::bench {
namespace {

using Rows = std::vector<std::vector<std::string>>;
using Edges = std::map<std::string, std::vector<std::string>>;

Rows rows_of(const std::filesystem::path& path) {
  std::ifstream stream(path);
  Rows rows;
  for (std::string line; std::getline(stream, line);) {
    rows.emplace_back();
    for (std::size_t begin = 0; begin < line.size();) {
      const std::size_t end = std::min(line.find(", ", begin), line.size());
      rows.back().push_back(line.substr(begin, end - begin));
      begin = end + 2;
    }
  }
  return rows;
}

std::set<std::string> reachable(const Edges& edges, const std::string& from) {
  std::set<std::string> found;
  std::vector<std::string> open = {from};
  while (!open.empty()) {
    const std::string node = open.back();
    open.pop_back();
    if (found.insert(node).second && edges.contains(node)) {
      open.insert(open.end(), edges.at(node).begin(), edges.at(node).end());
    }
  }
  return found;
}

// The rows by their own meaning (peer_rows.h), naively.
class RowOracle {
 public:
  explicit RowOracle(const Rows& rows) {
    for (const auto& row : rows) {
      const std::string& kind = row[0];
      if (kind == "g" || kind == "r") {
        (kind == "g" ? groups_ : parents_)[row[1]].push_back(row[2]);
      } else if (kind == "a") {
        actions_[row[1]].insert(row[2]);
      } else if (kind == "p") {
        granted_[row[1] + " at " + row[2]].push_back(row[3]);
      } else if (kind == "d") {
        denied_.insert(row[1] + " at " + row[2]);
      }
    }
  }

  [[nodiscard]] bool allows(const std::string& user, const std::string& resource,
                            const std::string& action) const {
    bool granted = false;
    for (const std::string& holder : reachable(groups_, user)) {
      for (const std::string& place : reachable(parents_, resource)) {
        const std::string at = holder + " at " + place;
        if (denied_.contains(at)) {
          return false;
        }
        if (granted_.contains(at)) {
          granted = granted || std::ranges::any_of(granted_.at(at), [&](const std::string& role) {
                      return actions_.contains(role) ? actions_.at(role).contains(action)
                                                     : role == action;
                    });
        }
      }
    }
    return granted;
  }

 private:
  Edges groups_;
  Edges parents_;
  std::map<std::string, std::set<std::string>> actions_;
  std::map<std::string, std::vector<std::string>> granted_;
  std::set<std::string> denied_;
};

class PeerWorkloadTest : public ::testing::TestWithParam<PeerWorkload> {
 protected:
  PeerWorkloadTest()
      : folder_(std::filesystem::path(::testing::TempDir()) / "leastwise_peers" / GetParam().name) {
    std::filesystem::create_directories(folder_);
    EXPECT_TRUE(GetParam().write(folder_));
  }
  ~PeerWorkloadTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] Rows policy() const { return rows_of(folder_ / "policy.csv"); }
  [[nodiscard]] Rows requests() const { return rows_of(folder_ / "requests.csv"); }

  std::filesystem::path folder_;
};

TEST_P(PeerWorkloadTest, TheTenantDecidesAsTheRowsSay) {
  const RowOracle oracle(policy());
  const PeerTenant tenant(folder_);
  const PeerRequests ours(folder_);
  const Rows asked = requests();
  ASSERT_EQ(asked.size(), ours.questions().size());
  std::size_t allowed = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const bool expected = oracle.allows(asked[i][0], asked[i][1], asked[i][2]);
    const auto decision = tenant.compiled().decide(ours.questions()[i]);
    ASSERT_TRUE(decision.has_value());
    EXPECT_EQ(decision->effect, expected ? Effect::kAllow : Effect::kDeny)
        << asked[i][0] << " " << asked[i][1] << " " << asked[i][2];
    allowed += expected ? 1U : 0U;
  }
  EXPECT_GT(allowed, asked.size() / 20);
  EXPECT_LT(allowed, asked.size() * 4 / 5);
}

TEST_P(PeerWorkloadTest, IsTheSameEachTime) {
  const Rows first = policy();
  ASSERT_TRUE(GetParam().write(folder_));
  EXPECT_EQ(policy(), first);
}

// `medium` and `large` are `small` with other numbers, and the test is for the debug build too.
std::vector<PeerWorkload> tested_workloads() {
  std::vector<PeerWorkload> tested;
  for (const PeerWorkload& workload : peer_workloads()) {
    if (workload.name != "medium" && workload.name != "large" && workload.name != "hospital300") {
      tested.push_back(workload);
    }
  }
  return tested;
}

INSTANTIATE_TEST_SUITE_P(All, PeerWorkloadTest, ::testing::ValuesIn(tested_workloads()),
                         [](const auto& of) { return std::string(of.param.name); });

class CasbinWorkloadTest : public PeerWorkloadTest {};

// Casbin's own benchmark has so many rules and asks this one, which is denied.
TEST_P(CasbinWorkloadTest, IsCasbinsBenchmark) {
  const Rows rows = policy();
  EXPECT_EQ(std::ranges::count(rows, "p", [](const auto& row) { return row[0]; }), 100);
  EXPECT_EQ(std::ranges::count(rows, "g", [](const auto& row) { return row[0]; }), 1'000);
  EXPECT_EQ(requests().front(), (std::vector<std::string>{"user501", "data9", "read"}));
}

INSTANTIATE_TEST_SUITE_P(Small, CasbinWorkloadTest, ::testing::Values(peer_workloads().front()));

class HospitalWorkloadTest : public PeerWorkloadTest {};

// Nine roles with 32 types among them and six denials a department, and one emergency role.
TEST_P(HospitalWorkloadTest, HasTheRulesOfTheScenario) {
  std::map<std::string, std::set<std::string>> types;  // of a role
  std::size_t assigned_types = 0;
  std::size_t denials = 0;
  for (const auto& row : policy()) {
    if (row[0] == "a") {
      types[row[1]].insert(row[2].substr(0, row[2].find('/')));
    } else if (row[0] == "p") {
      assigned_types += types[row[3]].size();
    } else if (row[0] == "d") {
      ++denials;
    }
  }
  EXPECT_EQ(assigned_types, 32U * 100 + 5);
  EXPECT_EQ(denials, 6U * 100);
}

INSTANTIATE_TEST_SUITE_P(OneHundred, HospitalWorkloadTest, ::testing::Values(peer_workloads()[6]));

}  // namespace
}  // namespace leastwise::bench

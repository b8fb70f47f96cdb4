#include "tests/bench/peers/peer_workload.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace leastwise::bench {
namespace {

class PeerWorkloadTest : public ::testing::Test {
 protected:
  PeerWorkloadTest() : folder_(std::filesystem::path(::testing::TempDir()) / "leastwise_peers") {
    std::filesystem::create_directories(folder_);
    EXPECT_TRUE(write_peer_workload(kPeerSizes[0], folder_));
  }
  ~PeerWorkloadTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::vector<std::string> words(const std::string& file) const {
    std::ifstream stream(folder_ / file);
    std::vector<std::string> all;
    for (std::string word; stream >> word;) {
      all.push_back(word.substr(0, word.find(',')));
    }
    return all;
  }

  std::filesystem::path folder_;
};

// The rules by their own meaning, naively: allowed if some group of the user has the resource.
TEST_F(PeerWorkloadTest, TheTenantDecidesAsTheRulesSay) {
  std::set<std::string> granted;  // "group data"
  std::map<std::string, std::string> group_of;
  const auto rules = words("policy.csv");
  for (std::size_t i = 0; i < rules.size();) {
    if (rules[i] == "p") {
      granted.insert(rules[i + 1] + " " + rules[i + 2]);
      i += 4;
    } else {
      group_of[rules[i + 1]] = rules[i + 2];
      i += 3;
    }
  }
  EXPECT_EQ(granted.size(), 100U);
  EXPECT_EQ(group_of.size(), 1'000U);

  const PeerTenant tenant(folder_);
  const PeerRequests requests(folder_);
  const auto asked = words("requests.csv");
  ASSERT_EQ(asked.size(), requests.questions().size() * 3);
  std::size_t allowed = 0;
  for (std::size_t i = 0; i < requests.questions().size(); ++i) {
    const bool expected = granted.contains(group_of[asked[i * 3]] + " " + asked[i * 3 + 1]);
    const auto decision = tenant.compiled().decide(requests.questions()[i]);
    ASSERT_TRUE(decision.has_value());
    EXPECT_EQ(decision->effect, expected ? Effect::kAllow : Effect::kDeny) << asked[i * 3];
    allowed += expected ? 1U : 0U;
  }
  EXPECT_GT(allowed, requests.questions().size() / 3);
  EXPECT_LT(allowed, requests.questions().size() * 2 / 3);
}

// Casbin's own benchmark asks this one, and it is denied.
TEST_F(PeerWorkloadTest, BeginsWithTheRequestOfCasbinsBenchmark) {
  const auto asked = words("requests.csv");
  EXPECT_EQ(asked[0] + " " + asked[1] + " " + asked[2], "user501 data9 read");
}

}  // namespace
}  // namespace leastwise::bench

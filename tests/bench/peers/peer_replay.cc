// Writes a workload of the peers, or answers it:
//
//   peer_replay write WORKLOAD FOLDER   one of peer_workload.h
//   peer_replay run FOLDER              one JSON object: the time from the rules to ready to
//   decide,
//                                       the median time of a decision from strings, and all
//                                       decisions as a string of A and D
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/peers/peer_tenant.h"
#include "tests/bench/peers/peer_workload.h"

namespace leastwise::bench {
namespace {

using Clock = std::chrono::steady_clock;

double nanoseconds(Clock::time_point since) {
  return static_cast<double>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - since).count());
}

int write(std::string_view name, const std::string& folder) {
  for (const PeerWorkload& workload : peer_workloads()) {
    if (workload.name == name) {
      return workload.write(folder) ? 0 : 1;
    }
  }
  fmt::print(stderr, "peer_replay: no workload `{}`\n", name);
  return 2;
}

// All requests are one pass, since one decision is hardly longer than reading the clock.
double median_decision(const CompiledTenant& compiled,
                       const std::vector<AccessQuestion>& questions) {
  constexpr double kLongEnough = 1e9;
  std::vector<double> passes;
  std::size_t allowed = 0;
  const Clock::time_point begin = Clock::now();
  while (nanoseconds(begin) < kLongEnough) {
    const Clock::time_point pass = Clock::now();
    for (const AccessQuestion& question : questions) {
      allowed += compiled.decide(question)->effect == Effect::kAllow ? 1U : 0U;
    }
    passes.push_back(nanoseconds(pass) / static_cast<double>(questions.size()));
  }
  std::ranges::sort(passes);
  return allowed == 0 ? 0 : passes[passes.size() / 2];
}

int run(const std::string& folder) {
  const Clock::time_point begin = Clock::now();
  const PeerTenant tenant(folder);
  const double load_ms = nanoseconds(begin) / 1e6;
  const PeerRequests requests(folder);
  std::string decisions;
  for (const AccessQuestion& question : requests.questions()) {
    decisions += tenant.compiled().decide(question)->effect == Effect::kAllow ? 'A' : 'D';
  }
  fmt::print(R"({{"engine": "leastwise", "load_ms": {:.3f}, "decide_ns": {:.1f}, )"
             R"("decisions": "{}"}})"
             "\n",
             load_ms, median_decision(tenant.compiled(), requests.questions()), decisions);
  return 0;
}

}  // namespace
}  // namespace leastwise::bench

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "write") {
    return leastwise::bench::write(words[1], words[2]);
  }
  if (words.size() == 2 && words[0] == "run") {
    return leastwise::bench::run(words[1]);
  }
  fmt::print(stderr, "usage: peer_replay write WORKLOAD FOLDER | peer_replay run FOLDER\n");
  return 2;
}

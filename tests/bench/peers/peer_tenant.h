// A workload of the peers (peer_rows.h) as a tenant of ours.
//
//   p, group12, data1, reader   ->  the role is assigned to the group at the scope of `data1`
//   g, user120, group12         ->  the user stands in the member list of the group
//   d, group12, data1           ->  a deny assignment of every action
//   r, data1, data0             ->  the scope of `data1` lies below that of `data0`
//
// Where the models differ: scopes are a tree. Where a resource lies in several others, each is a
// scope of its own and what is held at one is assigned again at all below it. Ours also knows
// wildcards, conditions and what was not exported, and looks for them in every decision; their
// users are names, ours object ids. Tests: tests/bench/peers/peer_workload_test.cc.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise::bench {

// A workload, read back and compiled.
class PeerTenant {
 public:
  // Reads the rules. Aborts where the folder holds no workload.
  explicit PeerTenant(const std::filesystem::path& folder);

  [[nodiscard]] const CompiledTenant& compiled() const { return *compiled_; }

 private:
  std::unique_ptr<const Tenant> tenant_;
  std::unique_ptr<const CompiledTenant> compiled_;
};

// The requests of a workload as questions of ours; their texts live in it.
class PeerRequests {
 public:
  explicit PeerRequests(const std::filesystem::path& folder);

  [[nodiscard]] const std::vector<AccessQuestion>& questions() const { return questions_; }

 private:
  std::vector<std::string> texts_;
  std::vector<AccessQuestion> questions_;
};

}  // namespace leastwise::bench

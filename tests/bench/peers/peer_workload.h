// The workload that the peers are measured on: the RBAC benchmark of Casbin, small, medium and
// large, as rules in Casbin's own format and as a tenant of ours.
//
//   p, group12, data1, read      ->  the group holds a role that grants the action, assigned at the
//                                    resource group `data1`
//   g, user120, group12          ->  the user stands in the member list of the group
//
// Where the models differ: ours knows scopes above a resource, deny assignments, wildcards and what
// was not exported, and looks for them in every decision; theirs compares names. Their users are
// names, ours object ids.
// Source: casbin `model_b_test.go`: `p, groupI, data(I/10), read`; `g, userI, group(I/10)`.
// Tests: tests/bench/peers/peer_workload_test.cc.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"

namespace leastwise::bench {

struct PeerSize {
  std::string_view name;
  std::size_t groups = 0;
  std::size_t users = 0;
};
inline constexpr PeerSize kPeerSizes[] = {
    {"small", 100, 1'000}, {"medium", 1'000, 10'000}, {"large", 10'000, 100'000}};

// Writes `policy.csv` and `requests.csv` (user, resource, action) into an existing folder: the
// denied request of Casbin's benchmark, then users and resources drawn by a fixed rule, of which
// about half are allowed. Whether all could be written.
[[nodiscard]] bool write_peer_workload(const PeerSize& size, const std::filesystem::path& folder);

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
  std::vector<std::string> scopes_;
  std::vector<AccessQuestion> questions_;
};

}  // namespace leastwise::bench

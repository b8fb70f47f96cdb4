// The rows that every engine reads: who holds what, and what is asked. One form for all workloads,
// which is Casbin's own (`p`, `g`) with what its RBAC model lacks.
//
//   n, GROUP                      a group; its members are the `g` rows
//   g, MEMBER, GROUP              a user or group stands in the member list of the group
//   r, RESOURCE, PARENT           the resource lies in the other; what is held there, is held here
//   a, ROLE, ACTION               the role has the action
//   p, HOLDER, RESOURCE, ROLE     the role is held at the resource; a role without `a` rows is an
//                                 action of that name
//   d, HOLDER, RESOURCE           nothing may be done at the resource, whatever is held
//   o, ACTION                     an action that exists though no role has it
//   e, entities                   Cedar reads the rows as attributes and parents of entities, with
//                                 one policy a role; without it each `p` and `d` is one policy
//
// `r` and `a` stand before `p` and `d`. Names of users begin with `user`, all other members are
// groups.
// Tests: tests/bench/peers/peer_workload_test.cc.
#pragma once

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string_view>

namespace leastwise::bench {

// Writes `policy.csv` and `requests.csv` (user, resource, action) into an existing folder.
class PeerRows {
 public:
  explicit PeerRows(const std::filesystem::path& folder)
      : policy_(folder / "policy.csv"), requests_(folder / "requests.csv") {}

  void rule(std::initializer_list<std::string_view> fields) { write(policy_, fields); }
  void request(std::string_view user, std::string_view resource, std::string_view action) {
    write(requests_, {user, resource, action});
  }

  // Whether all could be written.
  [[nodiscard]] bool finish() {
    policy_.flush();
    requests_.flush();
    return policy_.good() && requests_.good();
  }

 private:
  static void write(std::ofstream& file, std::initializer_list<std::string_view> fields) {
    file << fmt::format("{}\n", fmt::join(fields, ", "));
  }

  std::ofstream policy_;
  std::ofstream requests_;
};

}  // namespace leastwise::bench

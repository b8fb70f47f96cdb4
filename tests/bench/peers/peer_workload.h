// The workloads that the peers are measured on, written as rows (peer_rows.h) and asked 500 or
// 1,000 times. Each is drawn by a fixed rule: the same files in every run.
//
// `small`, `medium`, `large`: the RBAC benchmark of Casbin.
// Source: casbin `model_b_test.go`: `p, groupI, data(I/10), read`; `g, userI, group(I/10)`.
//
// `gdrive`, `github`, `tinytodo`: the shape of Cedar's OOPSLA 2024 generators with 50 entities a
// type and a connection probability of 0.05. Source: cedar-examples
// `oopsla2024-benchmarks/generators`. Where ours differs: one hierarchy and 500 requests in place
// of 200 hierarchies; the owner of a folder may also create documents in the folders below it; who
// views a document is drawn among users and groups that exist.
//
// `hospital100`, `hospital300`: SAPL's hospital of so many departments: nine roles, twelve actions
// on ten types of resource, staff in teams in departments, what is more sensitive than a person's
// clearance denied, five emergency rules.
// Source: sapl-policy-engine `HospitalScenarioGenerator`: 33 policies a department and five more.
// Where ours differs: a role held in a department is a group of those who have the role and stand
// there; an action names its type (`LabResult/read`); a request names a sensitivity level of a
// department; the denial is one for each level and clearance below it.
// Tests: tests/bench/peers/peer_workload_test.cc.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace leastwise::bench {

struct PeerWorkload {
  std::string_view name;
  // Writes `policy.csv` and `requests.csv` into an existing folder; whether all could be written.
  bool (*write)(const std::filesystem::path& folder);
};

[[nodiscard]] std::span<const PeerWorkload> peer_workloads();

}  // namespace leastwise::bench

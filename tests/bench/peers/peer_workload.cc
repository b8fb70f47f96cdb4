#include "tests/bench/peers/peer_workload.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <fstream>

#include "engine/base/check.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::bench {
namespace {

constexpr std::size_t kRequests = 1'000;
constexpr std::string_view kAction = "Peers.Data/objects/read";
constexpr std::string_view kSubscription = "/subscriptions/5e7f3c1a-0000-4000-8000-000000000001";

// The number behind a name: 12 of `group12`.
std::uint32_t number_of(std::string_view name) {
  const std::size_t digits = name.find_first_of("0123456789");
  std::uint32_t number = 0;
  check(digits != std::string_view::npos, "names of the workload end in a number");
  std::from_chars(name.data() + digits, name.data() + name.size(), number);
  return number;
}

// One object id a name: its kind (`g` or `u`) and its number.
Guid guid_of(std::string_view name) {
  Guid guid;
  guid.bytes[0] = static_cast<std::uint8_t>(name.front());
  std::uint32_t number = number_of(name);
  for (std::size_t i = 0; i < 4; ++i, number >>= 8U) {
    guid.bytes[15 - i] = static_cast<std::uint8_t>(number);
  }
  return guid;
}

std::string scope_of(std::string_view data) {
  return fmt::format("{}/resourceGroups/{}", kSubscription, data);
}

// The fields of a line `a, b, c`.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(", ", begin), line.size());
    fields.push_back(line.substr(begin, end - begin));
    begin = end + 2;
  }
  return fields;
}

template <class Use>
void for_each_line(const std::filesystem::path& path, const Use& use) {
  std::ifstream file(path);
  check(file.is_open(), "the folder holds a workload");
  std::string line;
  while (std::getline(file, line)) {
    use(fields_of(line));
  }
}

ScopePath parsed(const std::string& scope) {
  auto path = ScopePath::parse(scope);
  check(path.has_value(), "scopes of the workload are well formed");
  return *std::move(path);
}

}  // namespace

bool write_peer_workload(const PeerSize& size, const std::filesystem::path& folder) {
  constexpr std::size_t kFan = 10;  // groups a resource, users a group
  std::ofstream policy(folder / "policy.csv");
  for (std::size_t i = 0; i < size.groups; ++i) {
    policy << fmt::format("p, group{}, data{}, read\n", i, i / kFan);
  }
  for (std::size_t i = 0; i < size.users; ++i) {
    policy << fmt::format("g, user{}, group{}\n", i, i / kFan);
  }
  std::ofstream requests(folder / "requests.csv");
  requests << fmt::format("user{}, data{}, read\n", size.users / 2 + 1, size.groups / kFan - 1);
  constexpr std::size_t kStep = 7'919;  // a prime: every part of the workload is asked about
  for (std::size_t i = 1; i < kRequests; ++i) {
    const std::size_t user = i * kStep % size.users;
    const std::size_t own = user / kFan / kFan;
    const std::size_t data = i % 2 == 0 ? own : (own + 1) % (size.groups / kFan);
    requests << fmt::format("user{}, data{}, read\n", user, data);
  }
  policy.flush();
  requests.flush();
  return policy.good() && requests.good();
}

PeerTenant::PeerTenant(const std::filesystem::path& folder) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  const SourcePlace place{builder.add_file("policy.csv"), 1, 1};
  const Guid role{{7}};
  builder.add_role({.id = role, .name = "Reader", .blocks = {{.actions = {std::string(kAction)}}}},
                   place);
  builder.add_operation(kAction, {OperationPlane::kControl, Origin::kInput});
  for_each_line(folder / "policy.csv", [&](const std::vector<std::string>& rule) {
    if (rule.front() == "p") {
      builder.add_assignment({.scope = parsed(scope_of(rule[2])),
                              .principal = guid_of(rule[1]),
                              .principal_type = PrincipalType::kGroup,
                              .role = role},
                             place);
    } else {
      builder.add_members({.group = guid_of(rule[2]),
                           .members = {{.id = guid_of(rule[1]), .type = PrincipalType::kUser}}},
                          place);
    }
  });
  auto tenant = builder.build();
  check(tenant.has_value(), "the workload is a sound tenant");
  tenant_ = std::make_unique<const Tenant>(*std::move(tenant));
  compiled_ = std::make_unique<const CompiledTenant>(*tenant_, CompileOptions{});
}

PeerRequests::PeerRequests(const std::filesystem::path& folder) {
  std::vector<Guid> users;
  for_each_line(folder / "requests.csv", [&](const std::vector<std::string>& request) {
    users.push_back(guid_of(request[0]));
    scopes_.push_back(scope_of(request[1]));
  });
  for (std::size_t i = 0; i < users.size(); ++i) {
    questions_.push_back({users[i], kAction, Plane::kControl, scopes_[i]});
  }
}

}  // namespace leastwise::bench

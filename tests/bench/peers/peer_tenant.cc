#include "tests/bench/peers/peer_tenant.h"

#include <fmt/core.h>

#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <string_view>

#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::bench {
namespace {

constexpr std::string_view kSubscription = "/subscriptions/5e7f3c1a-0000-4000-8000-000000000001";

using Fields = std::vector<std::string>;

// The fields of a line `a, b, c`.
Fields fields_of(const std::string& line) {
  Fields fields;
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

// One id a name.
Guid guid_of(std::string_view name) {
  const std::uint64_t hash = hash_bytes(name);
  Guid guid;
  guid.bytes[0] = 0x5e;
  std::memcpy(guid.bytes.data() + 8, &hash, sizeof(hash));
  return guid;
}

PrincipalType type_of(std::string_view name) {
  return name.starts_with("user") ? PrincipalType::kUser : PrincipalType::kGroup;
}

std::string action_of(std::string_view name) { return fmt::format("Peers.Data/objects/{}", name); }

// The resources of a workload as scopes.
class PeerScopes {
 public:
  // `resource` lies in `parent`.
  void add(const std::string& resource, const std::string& parent) {
    std::vector<std::string>& parents = parents_[resource];
    parents.push_back(parent);
    children_[parent].push_back(resource);
    tree_ = tree_ && parents.size() == 1;
  }

  // `/…/resourceGroups/A/providers/Peers.Data/objects/B/objects/C` for C in B in A.
  [[nodiscard]] std::string text_of(const std::string& resource) const {
    const auto found = parents_.find(resource);
    if (!tree_ || found == parents_.end()) {
      return fmt::format("{}/resourceGroups/{}", kSubscription, resource);
    }
    const std::string& parent = found->second.front();
    return fmt::format("{}{}/objects/{}", text_of(parent),
                       parents_.contains(parent) ? "" : "/providers/Peers.Data", resource);
  }

  // The scopes at which something has to be assigned that is held at the resource.
  [[nodiscard]] std::vector<ScopePath> assigned_at(const std::string& resource) const {
    std::set<std::string> resources = {resource};
    if (!tree_) {
      add_descendants(resource, resources);
    }
    std::vector<ScopePath> scopes;
    for (const std::string& one : resources) {
      auto path = ScopePath::parse(text_of(one));
      check(path.has_value(), "scopes of the workload are well formed");
      scopes.push_back(*std::move(path));
    }
    return scopes;
  }

 private:
  void add_descendants(const std::string& resource, std::set<std::string>& found) const {
    const auto children = children_.find(resource);
    if (children == children_.end()) {
      return;
    }
    for (const std::string& child : children->second) {
      if (found.insert(child).second) {
        add_descendants(child, found);
      }
    }
  }

  bool tree_ = true;
  std::map<std::string, std::vector<std::string>> parents_;
  std::map<std::string, std::vector<std::string>> children_;
};

// Reads the rules into a tenant builder, row by row.
class PeerReader {
 public:
  PeerReader(TenantBuilder& builder, SourcePlace place) : builder_(builder), place_(place) {}

  void read(const Fields& row) {
    const std::string& kind = row.front();
    if (kind == "p") {
      assign(row[1], row[2], row[3]);
    } else if (kind == "g") {
      builder_.add_members(
          {.group = guid_of(row[2]), .members = {{.id = guid_of(row[1]), .type = type_of(row[1])}}},
          place_);
    } else if (kind == "n") {
      builder_.add_members({.group = guid_of(row[1])}, place_);
    } else if (kind == "r") {
      scopes_.add(row[1], row[2]);
    } else if (kind == "a") {
      actions_[row[1]].push_back(action_of(row[2]));
      add_operation(row[2]);
    } else if (kind == "o") {
      add_operation(row[1]);
    } else if (kind == "d") {
      deny(row[1], row[2]);
    } else {
      check(kind == "e", "a kind of row that peer_rows.h names");
    }
  }

 private:
  void add_operation(const std::string& name) {
    builder_.add_operation(action_of(name), {OperationPlane::kControl, Origin::kInput});
  }

  Guid role_of(const std::string& name) {
    const auto [role, is_new] = roles_.try_emplace(name, guid_of("role " + name));
    if (is_new) {
      const auto actions = actions_.find(name);
      if (actions == actions_.end()) {
        add_operation(name);
      }
      builder_.add_role({.id = role->second,
                         .name = name,
                         .blocks = {{.actions = actions == actions_.end() ? Fields{action_of(name)}
                                                                          : actions->second}}},
                        place_);
    }
    return role->second;
  }

  void assign(const std::string& holder, const std::string& resource, const std::string& role) {
    const Guid role_id = role_of(role);
    for (const ScopePath& scope : scopes_.assigned_at(resource)) {
      builder_.add_assignment({.scope = scope,
                               .principal = guid_of(holder),
                               .principal_type = type_of(holder),
                               .role = role_id},
                              place_);
    }
  }

  void deny(const std::string& holder, const std::string& resource) {
    for (const ScopePath& scope : scopes_.assigned_at(resource)) {
      builder_.add_denial({.scope = scope,
                           .blocks = {{.actions = {"*"}}},
                           .principals = {{guid_of(holder), type_of(holder)}}},
                          place_);
    }
  }

  TenantBuilder& builder_;
  SourcePlace place_;
  PeerScopes scopes_;
  std::map<std::string, Fields> actions_;  // of a role
  std::map<std::string, Guid> roles_;
};

}  // namespace

PeerTenant::PeerTenant(const std::filesystem::path& folder) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  PeerReader reader(builder, {builder.add_file("policy.csv"), 1, 1});
  for_each_line(folder / "policy.csv", [&](const Fields& row) { reader.read(row); });
  auto tenant = builder.build();
  check(tenant.has_value(), "the workload is a sound tenant");
  tenant_ = std::make_unique<const Tenant>(*std::move(tenant));
  compiled_ = std::make_unique<const CompiledTenant>(*tenant_, CompileOptions{});
}

PeerRequests::PeerRequests(const std::filesystem::path& folder) {
  PeerScopes scopes;
  for_each_line(folder / "policy.csv", [&](const Fields& row) {
    if (row.front() == "r") {
      scopes.add(row[1], row[2]);
    }
  });
  std::vector<Guid> users;
  for_each_line(folder / "requests.csv", [&](const Fields& request) {
    users.push_back(guid_of(request[0]));
    texts_.push_back(action_of(request[2]));
    texts_.push_back(scopes.text_of(request[1]));
  });
  for (std::size_t i = 0; i < users.size(); ++i) {
    questions_.push_back({users[i], texts_[2 * i], Plane::kControl, texts_[2 * i + 1]});
  }
}

}  // namespace leastwise::bench

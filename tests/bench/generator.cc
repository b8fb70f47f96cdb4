#include "tests/bench/generator.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

#include "engine/base/check.h"

namespace leastwise::bench {
namespace {

constexpr std::string_view kCondition =
    "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) "
    "OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals "
    "'logs'))";

// A built-in role, cut down to what matters for shape and speed.
struct BuiltIn {
  const char* guid;
  const char* name;
  std::vector<std::string> actions;
  std::vector<std::string> not_actions;
};

const std::vector<BuiltIn>& built_in_roles() {
  static const std::vector<BuiltIn> kRoles{
      {"8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", {"*"}, {}},
      {"b24988ac-6180-42a0-ab88-20f7382dd24c",
       "Contributor",
       {"*"},
       {"Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"}},
      {"acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", {"*/read"}, {}},
      {"9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
       "Virtual Machine Contributor",
       {"Microsoft.Authorization/*/read", "Microsoft.Provider01/*", "Microsoft.Provider02/type03/*",
        "Microsoft.Provider03/*/read"},
       {}},
      {"4d97b98b-1d4f-4787-a291-c67834d212e7",
       "Network Contributor",
       {"Microsoft.Authorization/*/read", "Microsoft.Provider04/*"},
       {"Microsoft.Provider04/type01/delete"}},
  };
  return kRoles;
}

constexpr std::size_t kProviders = 60;
constexpr std::size_t kTypes = 20;
constexpr std::array<std::string_view, 4> kVerbs{"read", "write", "delete", "action"};

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // The standard's distributions differ between libraries; this does not.
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }
  double unit() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }

  Guid guid() {
    Guid guid;
    for (std::size_t half = 0; half < 2; ++half) {
      std::uint64_t bits = engine_();
      for (std::size_t i = 0; i < 8; ++i, bits >>= 8U) {
        guid.bytes[half * 8 + i] = static_cast<std::uint8_t>(bits);
      }
    }
    return guid;
  }

  template <class T>
  const T& pick(const std::vector<T>& pool) {
    return pool[below(pool.size())];
  }

 private:
  std::mt19937_64 engine_;
};

// Ranks 0 .. count-1, rank k with weight 1 / (k + 1)^exponent.
class Zipf {
 public:
  Zipf(std::size_t count, double exponent) {
    double sum = 0;
    for (std::size_t rank = 0; rank < count; ++rank) {
      sum += 1.0 / std::pow(static_cast<double>(rank + 1), exponent);
      cumulated_.push_back(sum);
    }
  }
  std::size_t draw(Random& random) const {
    const double at = random.unit() * cumulated_.back();
    const auto found = std::ranges::upper_bound(cumulated_, at);
    return std::min(static_cast<std::size_t>(found - cumulated_.begin()), cumulated_.size() - 1);
  }

 private:
  std::vector<double> cumulated_;
};

class Generator {
 public:
  Generator(const TenantShape& shape, RecordSink& sink)
      : shape_(shape), sink_(sink), random_(shape.seed) {}

  GeneratedNames run() {
    add_operations();
    add_scopes();
    add_principals();
    add_groups();
    add_roles();
    for (std::size_t i = 0; i < shape_.assignments; ++i) {
      add_assignment();
    }
    for (std::size_t i = 0; i < shape_.assignments; i += shape_.assignments_per_denial) {
      add_denial();
    }
    return std::move(names_);
  }

 private:
  static std::string type_name(std::size_t provider, std::size_t type) {
    return fmt::format("Microsoft.Provider{:02}/type{:02}", provider, type);
  }

  void add_operations() {
    for (std::size_t provider = 0; provider < kProviders; ++provider) {
      for (std::size_t type = 0; type < kTypes; ++type) {
        for (const std::string_view verb : kVerbs) {
          names_.operations.push_back(fmt::format("{}/{}", type_name(provider, type), verb));
          sink_.operation(names_.operations.back(), false);
        }
        sink_.operation(fmt::format("{}/blobs/read", type_name(provider, type)), true);
      }
    }
  }

  void hierarchy(const ScopePath& scope, std::optional<ScopePath> parent) {
    HierarchyRecord record{.scope = scope, .display_name = "scope"};
    record.parent_kind = parent ? HierarchyRecord::Parent::kGroup : HierarchyRecord::Parent::kNone;
    record.parent = std::move(parent);
    sink_.hierarchy(record);
  }

  static ScopePath scope(const std::string& text) {
    auto path = ScopePath::parse(text);
    check(path.has_value(), "generated scopes are well-formed");
    return std::move(*path);
  }

  // A fiftieth of the scopes are subscriptions, a tenth of these management groups; three in ten
  // scopes are resource groups, the rest resources.
  void add_scopes() {
    const std::size_t subscriptions = std::max<std::size_t>(2, shape_.scopes / 50);
    const std::size_t management_groups = std::max<std::size_t>(3, subscriptions / 10);
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < management_groups; ++i) {
      const ScopePath group = ScopePath::management_group(fmt::format("mg-{}", i));
      hierarchy(group, i == 0 ? std::optional<ScopePath>()
                              : scope(groups[random_.below(std::min<std::size_t>(i, 40))]));
      groups.push_back(group.text());
    }
    names_.scopes = groups;
    std::vector<std::string> above;
    for (std::size_t i = 0; i < subscriptions; ++i) {
      above.push_back("/subscriptions/" + to_string(random_.guid()));
      hierarchy(scope(above.back()), scope(random_.pick(groups)));
    }
    names_.scopes.insert(names_.scopes.end(), above.begin(), above.end());
    shallow_ = names_.scopes.size();
    std::vector<std::string> resource_groups;
    for (std::size_t i = 0; i < std::max<std::size_t>(1, shape_.scopes * 3 / 10); ++i) {
      resource_groups.push_back(fmt::format("{}/resourceGroups/rg-{}", random_.pick(above), i));
    }
    names_.scopes.insert(names_.scopes.end(), resource_groups.begin(), resource_groups.end());
    for (std::size_t i = 0; names_.scopes.size() < shape_.scopes; ++i) {
      names_.scopes.push_back(fmt::format("{}/providers/{}/resource-{}",
                                          random_.pick(resource_groups),
                                          type_name(random_.below(kProviders), 1), i));
    }
  }

  void add_principals() {
    for (std::size_t i = 0; i < shape_.principals; ++i) {
      names_.principals.push_back(random_.guid());
      const bool is_user = i % 10 != 0;
      DirectoryRecord record{
          .id = names_.principals.back(),
          .type = is_user ? PrincipalType::kUser : PrincipalType::kServicePrincipal,
          .display_name = fmt::format("principal {}", i)};
      if (is_user) {
        record.user_principal_name = fmt::format("user{}@contoso.example", i);
      } else {
        record.app_id = random_.guid();
      }
      sink_.principal(record);
    }
  }

  // Group i is on level i mod nesting; each below the top is in one group of the level above.
  void add_groups() {
    for (std::size_t i = 0; i < shape_.groups; ++i) {
      names_.groups.push_back(random_.guid());
      sink_.principal({.id = names_.groups.back(),
                       .type = PrincipalType::kGroup,
                       .display_name = fmt::format("group {}", i)});
    }
    std::vector<std::vector<std::pair<Guid, bool>>> members(shape_.groups);  // id, is a group
    for (std::size_t i = 0; i < shape_.groups; ++i) {
      const std::size_t level = i % shape_.nesting;
      if (level != 0) {
        const std::size_t of_level = (shape_.groups + shape_.nesting - level) / shape_.nesting;
        const std::size_t above = random_.below(of_level) * shape_.nesting + level - 1;
        members[std::min(above, shape_.groups - 1)].emplace_back(names_.groups[i], true);
      }
    }
    const Zipf zipf(shape_.groups, shape_.zipf_exponent);
    for (const Guid& principal : names_.principals) {
      for (std::size_t i = 0; i < shape_.groups_per_principal; ++i) {
        members[zipf.draw(random_)].emplace_back(principal, false);
      }
    }
    for (std::size_t i = 0; i < shape_.groups; ++i) {
      std::ranges::sort(members[i]);
      members[i].erase(std::ranges::unique(members[i]).begin(), members[i].end());
      MemberListRecord list{.group = names_.groups[i]};
      for (const auto& [id, is_group] : members[i]) {
        list.members.push_back(
            {.id = id, .type = is_group ? PrincipalType::kGroup : PrincipalType::kUnstated});
      }
      sink_.members(list);
    }
  }

  std::string pattern() {
    const std::string type = type_name(random_.below(kProviders), random_.below(kTypes));
    const std::string_view verb = kVerbs[random_.below(3)];
    const std::size_t draw = random_.below(100);
    if (draw < shape_.percent_literal) {
      return fmt::format("{}/{}", type, verb);
    }
    if (draw < shape_.percent_literal + shape_.percent_below) {
      return type + "/*";
    }
    if (draw < shape_.percent_literal + shape_.percent_below + shape_.percent_between) {
      return fmt::format("{}/*/{}", type, verb);
    }
    return fmt::format("*/{}", verb);
  }

  void add_roles() {
    for (const BuiltIn& role : built_in_roles()) {
      roles_.push_back(*parse_guid(role.guid));
      sink_.role({.id = roles_.back(),
                  .name = role.name,
                  .type = RoleType::kBuiltIn,
                  .blocks = {{.actions = role.actions, .not_actions = role.not_actions}},
                  .assignable_scopes = {"/"}});
    }
    for (std::size_t i = 0; i < shape_.custom_roles; ++i) {
      BlockRecord block;
      for (std::size_t left = shape_.patterns_per_role; left > 0; --left) {
        block.actions.push_back(pattern());
      }
      roles_.push_back(random_.guid());
      sink_.role({.id = roles_.back(),
                  .name = fmt::format("custom role {}", i),
                  .type = RoleType::kCustom,
                  .blocks = {block},
                  .assignable_scopes = {names_.scopes.front()}});
    }
  }

  // Owner is rare; the other built-in roles and the custom ones share the rest.
  const Guid& role() {
    if (random_.chance(2) || roles_.size() == built_in_roles().size()) {
      return roles_.front();
    }
    const std::size_t built_in = built_in_roles().size();
    return random_.chance(50) ? roles_[1 + random_.below(built_in - 1)]
                              : roles_[built_in + random_.below(roles_.size() - built_in)];
  }

  const std::string& scope_of_grant() {
    const bool deep = random_.chance(shape_.percent_deep) && shallow_ < names_.scopes.size();
    return deep ? names_.scopes[shallow_ + random_.below(names_.scopes.size() - shallow_)]
                : names_.scopes[random_.below(shallow_)];
  }

  std::string assignment_id(const std::string& scope_text, std::string_view kind) {
    return fmt::format("{}/providers/Microsoft.Authorization/{}/{}", scope_text, kind,
                       to_string(random_.guid()));
  }

  void add_assignment() {
    const bool to_group = random_.chance(shape_.percent_to_groups);
    const std::string& at = scope_of_grant();
    const bool conditional = random_.chance(shape_.percent_conditions);
    const std::size_t who = random_.below(shape_.principals);
    sink_.assignment({.id = assignment_id(at, "roleAssignments"),
                      .scope = scope(at),
                      .principal = to_group ? random_.pick(names_.groups) : names_.principals[who],
                      .principal_type = to_group        ? PrincipalType::kGroup
                                        : who % 10 == 0 ? PrincipalType::kServicePrincipal
                                                        : PrincipalType::kUser,
                      .role = role(),
                      .condition = conditional ? std::string(kCondition) : "",
                      .condition_version = conditional ? "2.0" : ""});
  }

  void add_denial() {
    const std::string& at = scope_of_grant();
    BlockRecord block;
    block.actions = {"*/write", "*/delete"};
    DenyAssignmentRecord record{.id = assignment_id(at, "denyAssignments"),
                                .name = "managed by a service",
                                .scope = scope(at),
                                .blocks = {block}};
    if (random_.chance(50)) {
      record.principals = {{kEveryone, PrincipalType::kUnstated}};
      record.excluded = {{random_.pick(names_.groups), PrincipalType::kGroup}};
    } else {
      record.principals = {{random_.pick(names_.groups), PrincipalType::kGroup}};
    }
    record.does_not_apply_to_child_scopes = random_.chance(20);
    sink_.denial(record);
  }

  const TenantShape& shape_;
  RecordSink& sink_;
  Random random_;
  GeneratedNames names_ = {};
  std::size_t shallow_ = 0;  // scopes_[0 .. shallow_) are above resource groups
  std::vector<Guid> roles_ = {};
};

}  // namespace

TenantShape TenantShape::medium() {
  return {.principals = 100'000,
          .groups = 10'000,
          .nesting = 5,
          .scopes = 50'000,
          .assignments = 200'000,
          .custom_roles = 500};
}

TenantShape TenantShape::large() {
  return {.principals = 1'000'000,
          .groups = 100'000,
          .nesting = 8,
          .scopes = 500'000,
          .assignments = 5'000'000,
          .custom_roles = 5'000};
}

TenantShape TenantShape::of_assignments(std::size_t assignments) {
  const TenantShape model = medium();
  const auto scaled = [&](std::size_t number) {
    return std::max<std::size_t>(number * assignments / model.assignments, 2);
  };
  TenantShape shape = model;
  shape.principals = scaled(model.principals);
  shape.groups = scaled(model.groups);
  shape.scopes = scaled(model.scopes);
  shape.assignments = assignments;
  shape.custom_roles = scaled(model.custom_roles);
  return shape;
}

GeneratedNames generate(const TenantShape& shape, RecordSink& sink) {
  return Generator(shape, sink).run();
}

BuilderSink::BuilderSink(TenantBuilder& builder)
    : builder_(builder), place_{.file = builder.add_file("generated"), .line = 1, .column = 1} {}

void BuilderSink::role(const RoleDefinitionRecord& record) { builder_.add_role(record, place_); }
void BuilderSink::assignment(const RoleAssignmentRecord& record) {
  builder_.add_assignment(record, place_);
}
void BuilderSink::denial(const DenyAssignmentRecord& record) {
  builder_.add_denial(record, place_);
}
void BuilderSink::hierarchy(const HierarchyRecord& record) {
  builder_.add_hierarchy(record, place_);
}
void BuilderSink::principal(const DirectoryRecord& record) {
  builder_.add_principal(record, place_);
}
void BuilderSink::members(const MemberListRecord& record) { builder_.add_members(record, place_); }
void BuilderSink::operation(std::string_view name, bool is_data) {
  builder_.add_operation(name, {.plane = is_data ? OperationPlane::kData : OperationPlane::kControl,
                                .origin = Origin::kInput});
}

}  // namespace leastwise::bench

#include "engine/lattice/role_sets.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/authorizer/conditional_actions.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool is_defined(const Tenant& tenant, RoleId role) {
  return tenant.role(role).knowledge != RoleKnowledge::kUndefined;
}

// The patterns of one plane, in the order in which they go into the partition.
class PatternList {
 public:
  explicit PatternList(const CompiledTenant& compiled)
      : compiled_(&compiled), position_of_(compiled.tenant().pattern_count(), kNone) {}

  // Those of a block; each id once.
  void add(const PatternLists& lists) {
    for (const std::vector<PatternId>* ids : {&lists.granted, &lists.subtracted}) {
      for (const PatternId id : *ids) {
        if (position_of_[id.index()] == kNone) {
          position_of_[id.index()] = add(compiled_->pattern(id));
        }
      }
    }
  }

  // The position of the pattern. The first of a text is the one that of_blocks() finds.
  std::uint32_t add(const ActionPattern& pattern) {
    const auto position = static_cast<std::uint32_t>(patterns_.size());
    patterns_.push_back(&pattern);
    by_text_.try_emplace(pattern.folded(), position);
    return position;
  }

  // Those that the condition's ActionMatches name, so that it is constant on every atom.
  void add(const Condition& condition) {
    for (const ActionPattern* pattern : action_patterns(condition)) {
      if (!by_text_.contains(pattern->folded())) {
        add(*pattern);
      }
    }
  }

  [[nodiscard]] std::span<const ActionPattern* const> patterns() const { return patterns_; }
  // Further patterns live no longer than the building.
  void forget_patterns() { patterns_ = {}; }

  // Empty where the pattern takes no part.
  [[nodiscard]] std::optional<std::size_t> find(const ActionPattern& pattern) const {
    const auto found = by_text_.find(pattern.folded());
    return found == by_text_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
  }

  // By id, else by text: a block that is no role's may spell a pattern its own way.
  [[nodiscard]] std::size_t position(PatternId id) const {
    if (position_of_[id.index()] != kNone) {
      return position_of_[id.index()];
    }
    const auto found = by_text_.find(compiled_->pattern(id).folded());
    check(found != by_text_.end(), "the patterns of the blocks take part in the sets");
    return found->second;
  }

 private:
  const CompiledTenant* compiled_;
  std::vector<const ActionPattern*> patterns_;
  std::vector<std::uint32_t> position_of_;  // by PatternId; kNone: of no role that takes part
  std::unordered_map<std::string, std::uint32_t> by_text_;
};

bool holds_pattern(const CompiledTenant& compiled, const PatternLists& lists,
                   std::string_view text) {
  const auto is_it = [&](PatternId id) { return compiled.pattern(id).text() == text; };
  return std::ranges::any_of(lists.granted, is_it) || std::ranges::any_of(lists.subtracted, is_it);
}

// The automaton's message ends with the pattern that it is about, in backticks. Who has to mend it
// looks for a role; the first that holds it will do. None does where the pattern is a further one.
Error naming_a_role(Error error, const CompiledTenant& compiled, std::span<const RoleId> roles,
                    Plane plane) {
  const std::size_t begin = error.message.find('`');
  if (begin == std::string::npos || !error.message.ends_with('`')) {
    return error;
  }
  const std::string text(
      std::string_view(error.message).substr(begin + 1, error.message.size() - begin - 2));
  const Tenant& tenant = compiled.tenant();
  for (const RoleId role : roles) {
    const RoleDefinition& definition = tenant.role(role);
    const bool holds = std::ranges::any_of(definition.blocks, [&](const PermissionBlock& block) {
      return holds_pattern(compiled, block.plane(plane), text);
    });
    if (holds) {
      const std::string_view name = tenant.text(definition.name);
      error.message +=
          fmt::format(" of role `{}`", name.empty() ? to_string(definition.guid) : name);
      break;
    }
  }
  return error;
}

}  // namespace

// One plane: its partition, and everything that is said in its atoms. Stays where it is built, for
// the view of known operations refers to the partition beside it.
struct RoleSets::PlaneState {
  PlaneState(AtomPartition built, PatternList list, const ConditionTable& of_conditions,
             std::vector<std::string_view> operations)
      : partition(std::move(built)),
        patterns(std::move(list)),
        conditions(of_conditions),
        names(std::move(operations)),
        known(partition, names) {}
  PlaneState(const PlaneState&) = delete;
  PlaneState& operator=(const PlaneState&) = delete;

  [[nodiscard]] PermissionSet of_blocks(std::span<const PermissionBlock> blocks,
                                        Plane plane) const {
    PermissionSet set(partition);
    std::vector<std::size_t> granted;
    std::vector<std::size_t> subtracted;
    for (const PermissionBlock& block : blocks) {
      const PatternLists& lists = block.plane(plane);
      locate(lists.granted, granted);
      locate(lists.subtracted, subtracted);
      if (!granted.empty()) {
        add(set, ActionSet::of_block(partition, granted, subtracted), block.condition);
      }
    }
    return set;
  }

  // Adds what a block says: for certain where its condition is met whatever a request gives, and
  // under the condition where that depends on it.
  void add(PermissionSet& set, const ActionSet& actions,
           std::optional<ConditionId> condition_id) const {
    if (!condition_id) {
      set.add(actions, {});
      return;
    }
    const ActionsByTruth sorted = sort(actions, *condition_id);
    set.add(sorted.yes, {});
    if (!sorted.unknown.empty()) {
      set.add(sorted.unknown, {conditions.representative(*condition_id)});
    }
  }

  // What the condition says of the actions where nothing is known of a request; where its patterns
  // take no part, it may say anything.
  [[nodiscard]] ActionsByTruth sort(const ActionSet& actions, ConditionId condition_id) const {
    const Condition& condition = conditions[condition_id];
    const auto takes_part = [this](const ActionPattern* p) {
      return patterns.find(*p).has_value();
    };
    if (!std::ranges::all_of(action_patterns(condition), takes_part)) {
      return {actions - actions, actions};
    }
    return sort_by_condition(
        condition, ConditionUse::kGrants, actions,
        [this](const ActionPattern& p) { return ActionSet::of(partition, *patterns.find(p)); },
        ConditionRequest::nothing_known());
  }

  [[nodiscard]] PermissionSet under(const PermissionSet& set, ConditionId condition) const {
    PermissionSet limited(partition);
    const auto add_under = [&](const ActionSet& actions, const ConditionSet& conditions_so_far) {
      const ActionsByTruth sorted = sort(actions, condition);
      limited.add(sorted.yes, conditions_so_far);
      if (!sorted.unknown.empty()) {
        ConditionSet all = conditions_so_far;
        all.push_back(conditions.representative(condition));
        sort_unique(all);
        limited.add(sorted.unknown, std::move(all));
      }
    };
    add_under(set.certain(), {});
    for (const PermissionSet::Term& term : set.terms()) {
      add_under(term.actions, term.conditions);
    }
    return limited;
  }

  void locate(std::span<const PatternId> ids, std::vector<std::size_t>& positions) const {
    positions.resize(ids.size());
    std::ranges::transform(ids, positions.begin(),
                           [&](PatternId id) { return patterns.position(id); });
  }

  AtomPartition partition;
  PatternList patterns;
  const ConditionTable& conditions;
  std::vector<std::string_view> names;  // by OperationId; empty for those of the other plane
  KnownOperationsView known;
  std::vector<std::optional<PermissionSet>> sets =
      {};  // by RoleId; empty where it is not defined()
};

RoleSets::RoleSets(const CompiledTenant& compiled) : compiled_(&compiled) {}
RoleSets::~RoleSets() = default;
RoleSets::RoleSets(RoleSets&&) noexcept = default;
RoleSets& RoleSets::operator=(RoleSets&&) noexcept = default;

Result<RoleSets> RoleSets::build(const CompiledTenant& compiled, std::span<const RoleId> roles,
                                 std::span<const FurtherPatternView> further,
                                 std::size_t max_states) {
  RoleSets sets(compiled);
  std::vector<ActionPattern> parsed;
  for (const FurtherPatternView& view : further) {
    Result<ActionPattern> pattern = ActionPattern::parse(view.text, compiled.options().wildcards);
    if (!pattern) {
      return std::unexpected(std::move(pattern.error()));
    }
    parsed.push_back(*std::move(pattern));
    sets.further_.push_back({.plane = view.plane});
  }
  for (const Plane plane : kPlanes) {
    if (auto built = sets.build_plane(plane, roles, parsed, max_states); !built) {
      return std::unexpected(std::move(built.error()));
    }
  }
  return sets;
}

Result<void> RoleSets::build_plane(Plane plane, std::span<const RoleId> roles,
                                   std::span<const ActionPattern> further, std::size_t max_states) {
  const Tenant& tenant = compiled_->tenant();
  PatternList list(*compiled_);
  for (const RoleId role : roles) {
    for (const PermissionBlock& block : tenant.role(role).blocks) {
      list.add(block.plane(plane));
      if (block.condition && !block.plane(plane).granted.empty()) {
        list.add(compiled_->conditions()[*block.condition]);
      }
    }
  }
  for (std::size_t i = 0; i < further.size(); ++i) {
    if (further_[i].plane == plane) {
      further_[i].position = list.add(further[i]);
    }
  }
  Result<AtomPartition> partition = AtomPartition::build(list.patterns(), max_states);
  if (!partition) {
    return std::unexpected(naming_a_role(std::move(partition.error()), *compiled_, roles, plane));
  }
  list.forget_patterns();
  auto state =
      std::make_unique<PlaneState>(*std::move(partition), std::move(list), compiled_->conditions(),
                                   names_in(tenant.operations(), plane));
  state->sets.resize(tenant.roles().size());
  for (const RoleId role : roles) {
    if (is_defined(tenant, role)) {
      state->sets[role.index()] = state->of_blocks(tenant.role(role).blocks, plane);
    }
  }
  planes_[static_cast<std::size_t>(plane)] = std::move(state);
  return {};
}

const RoleSets::PlaneState& RoleSets::at(Plane plane) const {
  return *planes_[static_cast<std::size_t>(plane)];
}

const AtomPartition& RoleSets::partition(Plane plane) const { return at(plane).partition; }

const KnownOperationsView& RoleSets::known(Plane plane) const { return at(plane).known; }

// Both planes hold the sets of the same roles.
bool RoleSets::defined(RoleId role) const {
  return at(Plane::kControl).sets[role.index()].has_value();
}

const PermissionSet& RoleSets::of(RoleId role, Plane plane) const {
  const std::optional<PermissionSet>& set = at(plane).sets[role.index()];
  check(set.has_value(), "a role whose set is asked for takes part and is defined");
  return *set;
}

ActionSet RoleSets::further(std::size_t index) const {
  check(index < further_.size(), "a further pattern is one of those that were given");
  return ActionSet::of(at(further_[index].plane).partition, further_[index].position);
}

PermissionSet RoleSets::under(const PermissionSet& set, ConditionId condition, Plane plane) const {
  return at(plane).under(set, condition);
}

PermissionSet RoleSets::of_blocks(std::span<const PermissionBlock> blocks, Plane plane) const {
  return at(plane).of_blocks(blocks, plane);
}

std::vector<OperationId> RoleSets::operations(const ActionSet& set, Plane plane) const {
  std::vector<OperationId> ids;
  for (const std::uint32_t position : at(plane).known.in(set)) {
    ids.emplace_back(position);
  }
  return ids;
}

bool RoleSets::holds(const ActionSet& set, std::string_view action, Plane plane) const {
  return set.holds(at(plane).partition.atom_of(folded(action)));
}

}  // namespace leastwise

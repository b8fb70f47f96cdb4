#include "engine/lattice/role_comparison.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/authorizer/conditional_actions.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// The patterns of both sides one behind the other, in the order in which add_up() reads them.
void collect(std::span<const BlockView> blocks, std::vector<const ActionPattern*>& patterns) {
  for (const BlockView& block : blocks) {
    patterns.insert(patterns.end(), block.granted.begin(), block.granted.end());
    patterns.insert(patterns.end(), block.subtracted.begin(), block.subtracted.end());
    if (block.meaning != nullptr) {
      const std::vector<const ActionPattern*> asked = action_patterns(*block.meaning);
      patterns.insert(patterns.end(), asked.begin(), asked.end());
    }
  }
}

// What the blocks say. `position` is that of their first pattern and moves behind their last.
PermissionSet add_up(const AtomPartition& partition, std::span<const BlockView> blocks,
                     std::size_t& position) {
  PermissionSet sum(partition);
  for (const BlockView& block : blocks) {
    ActionSet set = ActionSet::none(partition);
    for (std::size_t i = 0; i < block.granted.size(); ++i) {
      set |= ActionSet::of(partition, position++);
    }
    for (std::size_t i = 0; i < block.subtracted.size(); ++i) {
      set -= ActionSet::of(partition, position++);
    }
    if (block.meaning == nullptr) {
      sum.add(set, block.condition ? ConditionSet{*block.condition} : ConditionSet{});
      continue;
    }
    const ActionsByTruth sorted = sort_by_condition(
        *block.meaning, ConditionUse::kGrants, set,
        [&](const ActionPattern& /*pattern*/) { return ActionSet::of(partition, position++); },
        ConditionRequest::nothing_known());
    sum.add(sorted.yes, {});
    if (!sorted.unknown.empty()) {
      sum.add(sorted.unknown, {*block.condition});
    }
  }
  return sum;
}

// One side of a comparison: what `mine` grants beyond `theirs`.
class SideDifference {
 public:
  SideDifference(const AtomPartition& partition, std::span<const std::string_view> names,
                 const KnownOperationsView& known, const PermissionSet& mine,
                 const PermissionSet& theirs)
      : partition_(partition), names_(names), known_(known), mine_(mine), theirs_(theirs) {}

  [[nodiscard]] Difference work_out() const {
    const ActionSet all = mine_.perhaps_beyond(theirs_);
    const ActionSet certain = mine_.beyond(theirs_);
    const ActionSet never_theirs = all - theirs_.possible() - certain;
    Difference difference{.any = !all.empty(), .certain = !certain.empty()};
    difference.known = known_.in(all);
    difference.known_on_condition = known_.in(all - certain);
    for (const ActionSet& part : {certain, never_theirs, all - certain - never_theirs}) {
      add_witnesses(part, difference.witnesses);
    }
    return difference;
  }

 private:
  // The nicest known operations; where there is none, and nothing is shown yet, one made up.
  void add_witnesses(const ActionSet& part, std::vector<DifferenceWitness>& witnesses) const {
    std::vector<std::uint32_t> positions = known_.in(part);
    const std::size_t wanted = std::min(positions.size(), kMaxWitnesses - witnesses.size());
    const auto nicest = [&](std::uint32_t position) {
      return std::pair(names_[position].size(), folded(names_[position]));
    };
    std::ranges::partial_sort(positions, positions.begin() + static_cast<std::ptrdiff_t>(wanted),
                              {}, nicest);
    for (const std::uint32_t position : std::span(positions).first(wanted)) {
      witnesses.push_back(explained({std::string(names_[position]), true}));
    }
    if (witnesses.empty()) {
      if (std::optional<std::string> text = made_up_witness(partition_, part)) {
        witnesses.push_back(explained({*std::move(text), false}));
      }
    }
  }

  // The state of the conditions in which the witness is one: a condition set under which we grant
  // the action and they do not; of each set under which they would, what is beyond ours is not met.
  [[nodiscard]] DifferenceWitness explained(Witness shown) const {
    const AtomId atom = partition_.atom_of(folded(shown.action));
    DifferenceWitness witness{.shown = std::move(shown)};
    if (!mine_.certain().holds(atom)) {
      const auto term = std::ranges::find_if(mine_.terms(), [&](const PermissionSet::Term& mine) {
        return mine.actions.holds(atom) && !theirs_.granted_under(mine.conditions).holds(atom);
      });
      check(term != mine_.terms().end(), "a witness is granted under some conditions");
      witness.met = term->conditions;
    }
    for (const PermissionSet::Term& theirs : theirs_.terms()) {
      if (theirs.actions.holds(atom)) {
        std::ranges::set_difference(theirs.conditions, witness.met,
                                    std::back_inserter(witness.unmet));
      }
    }
    sort_unique(witness.unmet);
    return witness;
  }

  const AtomPartition& partition_;
  std::span<const std::string_view> names_;
  const KnownOperationsView& known_;
  const PermissionSet& mine_;
  const PermissionSet& theirs_;
};

GrantedCount count(const KnownOperationsView& known, const PermissionSet& set) {
  return {.certain = known.count(set.certain()),
          .on_condition = known.count(set.possible() - set.certain())};
}

// The patterns of a role's blocks in one plane, by pointer; views into the compiled tenant.
class PlaneBlocks {
 public:
  PlaneBlocks(const CompiledTenant& compiled, RoleId role, Plane plane) {
    const RoleDefinition& definition = compiled.tenant().role(role);
    check(definition.knowledge != RoleKnowledge::kUndefined, "roles that are compared are defined");
    lists_.reserve(definition.blocks.size() * 2);  // views into it stay valid
    for (const PermissionBlock& block : definition.blocks) {
      const std::size_t at = lists_.size();
      for (const auto* ids : {&block.plane(plane).granted, &block.plane(plane).subtracted}) {
        lists_.emplace_back();
        for (const PatternId id : *ids) {
          lists_.back().push_back(&compiled.pattern(id));
        }
      }
      views_.push_back({lists_[at], lists_[at + 1]});
      if (block.condition) {
        const ConditionTable& conditions = compiled.conditions();
        views_.back().condition = conditions.representative(*block.condition);
        views_.back().meaning = &conditions[*block.condition];
      }
    }
  }

  [[nodiscard]] std::span<const BlockView> views() const { return views_; }

 private:
  std::vector<std::vector<const ActionPattern*>> lists_;
  std::vector<BlockView> views_;
};

}  // namespace

// One partition of all patterns of the question and nothing else, used once and thrown away.
// Patterns that stand on both sides are one to the partition, whatever their positions.
Result<PlaneComparison> compare(std::span<const BlockView> first, std::span<const BlockView> second,
                                std::span<const std::string_view> known_operations,
                                std::size_t max_states) {
  std::vector<const ActionPattern*> patterns;
  collect(first, patterns);
  collect(second, patterns);
  Result<AtomPartition> partition = AtomPartition::build(patterns, max_states);
  if (!partition) {
    return std::unexpected(std::move(partition.error()));
  }
  std::size_t position = 0;
  const PermissionSet a = add_up(*partition, first, position);
  const PermissionSet b = add_up(*partition, second, position);
  const KnownOperationsView known(*partition, known_operations);
  const PermissionSet occupied(known.occupied());
  return PlaneComparison{
      .exact = relation_facts(a, b),
      .over_known = relation_facts(a & occupied, b & occupied),
      .nothing = a.empty() && b.empty(),
      .only_in_first = SideDifference(*partition, known_operations, known, a, b).work_out(),
      .only_in_second = SideDifference(*partition, known_operations, known, b, a).work_out(),
      .in_both = count(known, a & b),
      .in_either = count(known, a | b)};
}

RelationFacts RoleComparison::exact() const { return together(planes[0].exact, planes[1].exact); }

RelationFacts RoleComparison::over_known() const {
  return together(planes[0].over_known, planes[1].over_known);
}

Result<RoleComparison> compare_roles(const CompiledTenant& compiled, RoleId first, RoleId second,
                                     std::size_t max_states) {
  RoleComparison comparison;
  for (const Plane plane : kPlanes) {
    const PlaneBlocks left(compiled, first, plane);
    const PlaneBlocks right(compiled, second, plane);
    const std::vector<std::string_view> names = names_in(compiled.tenant().operations(), plane);
    Result<PlaneComparison> one = compare(left.views(), right.views(), names, max_states);
    if (!one) {
      return std::unexpected(std::move(one.error()));
    }
    comparison.planes[static_cast<std::size_t>(plane)] = *std::move(one);
  }
  return comparison;
}

}  // namespace leastwise

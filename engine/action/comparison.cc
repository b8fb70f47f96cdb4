#include "engine/action/comparison.h"

#include <vector>

namespace leastwise {
namespace {

// The patterns of both sides one behind the other, in the order in which add_up() reads them.
void collect(std::span<const BlockView> blocks, std::vector<const ActionPattern*>& patterns) {
  for (const BlockView& block : blocks) {
    patterns.insert(patterns.end(), block.granted.begin(), block.granted.end());
    patterns.insert(patterns.end(), block.subtracted.begin(), block.subtracted.end());
  }
}

// The union of the blocks. `position` is that of their first pattern and moves behind their last.
ActionSet add_up(const AtomPartition& partition, std::span<const BlockView> blocks,
                 std::size_t& position) {
  ActionSet sum = ActionSet::none(partition);
  for (const BlockView& block : blocks) {
    ActionSet set = ActionSet::none(partition);
    for (std::size_t i = 0; i < block.granted.size(); ++i) {
      set |= ActionSet::of(partition, position++);
    }
    for (std::size_t i = 0; i < block.subtracted.size(); ++i) {
      set -= ActionSet::of(partition, position++);
    }
    sum |= set;
  }
  return sum;
}

}  // namespace

std::string_view to_string(SetRelation relation) {
  switch (relation) {
    case SetRelation::kEqual:
      return "equal";
    case SetRelation::kSubset:
      return "subset";
    case SetRelation::kSuperset:
      return "superset";
    case SetRelation::kDisjoint:
      return "disjoint";
    case SetRelation::kOverlapping:
      return "overlapping";
  }
  return "overlapping";
}

// The first that holds, so the order of the tests is the meaning: two empty sets are equal, and an
// empty one is a subset before it is disjoint.
SetRelation relation(const ActionSet& a, const ActionSet& b) {
  if (a == b) {
    return SetRelation::kEqual;
  }
  if (a.is_subset_of(b)) {
    return SetRelation::kSubset;
  }
  if (b.is_subset_of(a)) {
    return SetRelation::kSuperset;
  }
  return a.intersects(b) ? SetRelation::kOverlapping : SetRelation::kDisjoint;
}

// One partition of all patterns of the question and nothing else, used once and thrown away. The
// known operations are located in it only to find a witness that a person recognises.
Result<Comparison> compare(std::span<const BlockView> left, std::span<const BlockView> right,
                           std::span<const std::string_view> known_operations,
                           std::size_t max_states) {
  std::vector<const ActionPattern*> patterns;
  collect(left, patterns);
  collect(right, patterns);
  const Result<AtomPartition> partition = AtomPartition::build(patterns, max_states);
  if (!partition) {
    return std::unexpected(partition.error());
  }
  // Patterns that stand on both sides are one to the partition, whatever their positions.
  std::size_t position = 0;
  const ActionSet a = add_up(*partition, left, position);
  const ActionSet b = add_up(*partition, right, position);
  const KnownOperationsView known(*partition, known_operations);
  const ActionSet only_left = a - b;
  const ActionSet only_right = b - a;
  return Comparison{.relation = relation(a, b),
                    .left_surplus = !only_left.empty(),
                    .right_surplus = !only_right.empty(),
                    .left_witness = known.witness(only_left),
                    .right_witness = known.witness(only_right)};
}

}  // namespace leastwise

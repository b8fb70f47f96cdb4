#include "engine/authorizer/action_rows.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/authorizer/conditional_actions.h"
#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

constexpr std::size_t kWordBits = 64;

std::size_t words_for(std::size_t bits) { return (bits + kWordBits - 1) / kWordBits; }

// Every string that begins with `prefix` lies in one run of a sorted list: its two ends.
std::pair<std::size_t, std::size_t> prefix_range(std::span<const std::string> sorted,
                                                 std::string_view prefix) {
  const auto head = [&prefix](const std::string& text) {
    return std::string_view(text).substr(0, prefix.size());
  };
  const auto range = std::ranges::equal_range(sorted, prefix, {}, head);
  const auto begin = static_cast<std::size_t>(range.begin() - sorted.begin());
  return {begin, begin + range.size()};
}

}  // namespace

ActionRows::ActionRows(const Tenant& tenant, const ConditionTable& conditions,
                       WildcardReading reading) {
  parse_patterns(tenant, conditions, reading);
  collect_actions(tenant);
  match_patterns();
  build_rows(tenant);
  fill_index();
  matches_ = {};
}

void ActionRows::parse_patterns(const Tenant& tenant, const ConditionTable& conditions,
                                WildcardReading reading) {
  patterns_.reserve(tenant.pattern_count());
  for (std::size_t i = 0; i < tenant.pattern_count(); ++i) {
    auto pattern = ActionPattern::parse(tenant.pattern(PatternId::from_index(i)), reading);
    check(pattern.has_value(), "the tenant holds no pattern above the limit");
    patterns_.push_back(std::move(*pattern));
  }
  tenant_patterns_ = patterns_.size();
  std::unordered_set<std::string_view> seen;
  for (const Condition& condition : conditions.distinct()) {
    for (const ActionPattern* pattern : action_patterns(condition)) {
      if (seen.insert(pattern->folded()).second) {
        patterns_.push_back(*pattern);
      }
    }
  }
}

void ActionRows::collect_actions(const Tenant& tenant) {
  const OperationCatalogue& operations = tenant.operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    actions_.push_back(folded(operations.name(OperationId::from_index(i))));
  }
  for (const ActionPattern& pattern : patterns_) {
    if (pattern.is_literal() && !pattern.folded().empty()) {
      actions_.push_back(pattern.folded());
    }
  }
  sort_unique(actions_);
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const std::string name = folded(operations.name(OperationId::from_index(i)));
    const auto place = std::ranges::lower_bound(actions_, name);
    operation_action_.push_back(static_cast<std::uint32_t>(place - actions_.begin()));
  }
}

// After the rows are numbered: they stand in the slots.
void ActionRows::fill_index() {
  index_ = TextIndex<KnownRows>(actions_.size());
  for (std::uint32_t i = 0; i < actions_.size(); ++i) {
    index_.add(actions_[i],
               {{row_of_[row_index(i, Plane::kControl)], row_of_[row_index(i, Plane::kData)]}});
  }
}

ActionRows::Found ActionRows::find(std::string_view folded, std::uint64_t hash,
                                   Plane plane) const noexcept {
  const auto found = index_.find(folded, hash);
  return found.payload == nullptr
             ? Found{kUnseen, folded}
             : Found{found.payload->rows[static_cast<std::size_t>(plane)], found.text};
}

void ActionRows::match_patterns() {
  matches_.resize(patterns_.size());
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    const ActionPattern& pattern = patterns_[i];
    if (pattern.is_literal()) {
      const auto range = std::ranges::equal_range(actions_, pattern.folded());
      if (!range.empty()) {
        matches_[i].push_back(static_cast<std::uint32_t>(range.begin() - actions_.begin()));
      }
      continue;
    }
    const auto [begin, end] = prefix_range(actions_, pattern.literal_prefix());
    for (std::size_t action = begin; action < end; ++action) {
      if (pattern.matches(actions_[action])) {
        matches_[i].push_back(static_cast<std::uint32_t>(action));
      }
    }
  }
}

ActionRows::Grants ActionRows::known_grants(std::span<const PermissionBlock> blocks,
                                            Plane plane) const {
  Grants grants{Bitset(actions_.size()), Bitset(actions_.size())};
  for (const PermissionBlock& block : blocks) {
    const PatternLists& lists = block.plane(plane);
    if (lists.granted.empty()) {
      continue;
    }
    Bitset granted(actions_.size());
    for (const PatternId id : lists.granted) {
      for (const std::uint32_t action : matches_[id.index()]) {
        granted.set(action);
      }
    }
    for (const PatternId id : lists.subtracted) {
      for (const std::uint32_t action : matches_[id.index()]) {
        granted.reset(action);
      }
    }
    (block.condition ? grants.maybe : grants.yes) |= granted;
  }
  return grants;
}

void ActionRows::add_wild_block(const PermissionBlock& block, Plane plane) {
  const auto here = [this] { return static_cast<std::uint32_t>(wild_patterns_.size()); };
  const auto append = [this](std::span<const PatternId> patterns) {
    std::ranges::copy_if(patterns, std::back_inserter(wild_patterns_),
                         [this](PatternId id) { return !patterns_[id.index()].is_literal(); });
  };
  WildBlock wild{.first_granted = here(), .conditional = block.condition.has_value()};
  append(block.plane(plane).granted);
  wild.first_subtracted = here();
  if (wild.first_subtracted == wild.first_granted) {
    return;  // grants no unseen string
  }
  append(block.plane(plane).subtracted);
  wild.end = here();
  wild_blocks_.push_back(wild);
}

// Gives the next definition its wildcard blocks; its bits are set by build_rows().
void ActionRows::add_definition(std::span<const PermissionBlock> blocks) {
  for (const Plane plane : kPlanes) {
    first_wild_block_.push_back(static_cast<std::uint32_t>(wild_blocks_.size()));
    for (const PermissionBlock& block : blocks) {
      add_wild_block(block, plane);
    }
  }
}

// Every row in full, before equal ones are stored once: one for each known action and
// plane, the yes bits of all definitions first, then their maybe bits.
class ActionRows::Matrix {
 public:
  Matrix(std::size_t actions, std::size_t definitions)
      : half_(std::max(std::size_t{1}, words_for(definitions))), words_(actions * 2 * stride()) {}

  [[nodiscard]] std::size_t stride() const { return half_ * 2; }
  [[nodiscard]] std::size_t row_count() const { return words_.size() / stride(); }
  [[nodiscard]] std::span<const std::uint64_t> row(std::size_t index) const {
    return std::span(words_).subspan(index * stride(), stride());
  }

  void set(std::size_t definition, Plane plane, const Grants& grants) {
    set_bits(definition, plane, grants.yes, 0);
    set_bits(definition, plane, grants.maybe, 1);
  }

 private:
  void set_bits(std::size_t definition, Plane plane, const Bitset& actions, std::size_t offset) {
    const std::size_t word = definition / kWordBits * 2 + offset;
    const std::uint64_t bit = std::uint64_t{1} << (definition % kWordBits);
    for (std::size_t action = actions.find_next(0); action < actions.size();
         action = actions.find_next(action + 1)) {
      words_[row_index(static_cast<std::uint32_t>(action), plane) * stride() + word] |= bit;
    }
  }

  std::size_t half_;  // words of yes bits in a row; behind each lies one of maybe bits
  std::vector<std::uint64_t> words_;
};

void ActionRows::set_definition(Matrix& matrix, std::size_t definition,
                                std::span<const PermissionBlock> blocks) {
  for (const Plane plane : kPlanes) {
    Grants grants = known_grants(blocks, plane);
    if (undefined_[definition]) {
      grants.maybe.set_all();
    }
    matrix.set(definition, plane, grants);
  }
  add_definition(blocks);
}

// Definitions without blocks, up to a whole word.
void ActionRows::pad_definitions(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    add_definition({});
  }
}

// Gives each block with a condition its part: the block without its condition.
void ActionRows::number_blocks(std::size_t definition, std::span<const PermissionBlock> blocks,
                               std::vector<PermissionBlock>& parts) {
  first_conditional_.resize(definition + 1, static_cast<std::uint32_t>(conditional_blocks_.size()));
  for (const PermissionBlock& block : blocks) {
    if (block.condition) {
      const std::size_t part = first_part_ + parts.size();
      conditional_blocks_.push_back({static_cast<std::uint32_t>(part), *block.condition});
      parts.push_back({block.control, block.data});
    }
  }
}

// What stands behind the definitions. A pattern of ActionMatches is asked in either
// plane.
std::vector<PermissionBlock> ActionRows::number_parts(const Tenant& tenant) {
  std::vector<PermissionBlock> parts;
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    number_blocks(i, tenant.roles()[i].blocks, parts);
  }
  for (std::size_t i = 0; i < tenant.denials().size(); ++i) {
    number_blocks(first_denial_ + i, tenant.denials()[i].blocks, parts);
  }
  first_conditional_.resize(first_part_ + 1,
                            static_cast<std::uint32_t>(conditional_blocks_.size()));
  for (std::size_t i = tenant_patterns_; i < patterns_.size(); ++i) {
    const PatternLists lists{.granted = {PatternId::from_index(i)}, .subtracted = {}};
    parts.push_back({lists, lists});
  }
  return parts;
}

void ActionRows::build_rows(const Tenant& tenant) {
  const std::size_t roles = tenant.roles().size();
  first_denial_ = words_for(roles) * kWordBits;
  first_part_ = first_denial_ + words_for(tenant.denials().size()) * kWordBits;
  const std::vector<PermissionBlock> parts = number_parts(tenant);
  const std::size_t definitions = first_part_ + parts.size();
  undefined_.assign(definitions, false);
  Matrix matrix(actions_.size(), definitions);
  for (std::size_t i = 0; i < roles; ++i) {
    const RoleDefinition& role = tenant.roles()[i];
    undefined_[i] = role.knowledge == RoleKnowledge::kUndefined;
    set_definition(matrix, i, role.blocks);
  }
  pad_definitions(roles, first_denial_);
  for (std::size_t i = 0; i < tenant.denials().size(); ++i) {
    set_definition(matrix, first_denial_ + i, tenant.denials()[i].blocks);
  }
  pad_definitions(first_denial_ + tenant.denials().size(), first_part_);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    set_definition(matrix, first_part_ + i, std::span(parts).subspan(i, 1));
  }
  first_wild_block_.push_back(static_cast<std::uint32_t>(wild_blocks_.size()));
  stride_ = matrix.stride();
  store_distinct(matrix);
}

// The denials' words lie behind the roles' ones.
bool ActionRows::holds_denial(std::span<const std::uint64_t> row) const {
  const std::size_t first = first_denial_ / kWordBits * 2;
  const std::size_t count = (first_part_ - first_denial_) / kWordBits * 2;
  return std::ranges::any_of(row.subspan(first, count),
                             [](std::uint64_t word) { return word != 0; });
}

// Keeps each distinct row once: many actions share theirs, since what no pattern tells
// apart no role does either. The keys are the bytes of rows of the matrix, which stay
// where they are.
void ActionRows::store_distinct(const Matrix& matrix) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (std::size_t i = 0; i < matrix.row_count(); ++i) {
    const std::span<const std::uint64_t> row = matrix.row(i);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the key is the
    // bytes of the row
    const std::string_view key(reinterpret_cast<const char*>(row.data()), row.size_bytes());
    const auto next = static_cast<std::uint32_t>(known.size());
    const auto [entry, is_new] = known.try_emplace(key, next);
    if (is_new) {
      rows_.insert(rows_.end(), row.begin(), row.end());
      may_be_denied_.push_back(holds_denial(row));
    }
    row_of_.push_back(entry->second);
  }
}

bool ActionRows::any_matches(std::span<const PatternId> patterns,
                             std::string_view folded) const noexcept {
  return std::ranges::any_of(patterns,
                             [&](PatternId id) { return patterns_[id.index()].matches(folded); });
}

Truth ActionRows::unseen(std::string_view folded, Plane plane,
                         std::size_t definition) const noexcept {
  const std::size_t index = definition * 2 + (plane == Plane::kData ? 1 : 0);
  const std::span<const PatternId> patterns = wild_patterns_;
  Truth result = undefined_[definition] ? Truth::kUnknown : Truth::kNo;
  for (std::uint32_t i = first_wild_block_[index]; i < first_wild_block_[index + 1]; ++i) {
    const WildBlock& block = wild_blocks_[i];
    const Truth grant = block.conditional ? Truth::kUnknown : Truth::kYes;
    if (grant > result &&
        any_matches(
            patterns.subspan(block.first_granted, block.first_subtracted - block.first_granted),
            folded) &&
        !any_matches(patterns.subspan(block.first_subtracted, block.end - block.first_subtracted),
                     folded)) {
      result = grant;
    }
  }
  return result;
}

}  // namespace leastwise

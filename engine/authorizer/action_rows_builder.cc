// How the rows are made: every known string gets a full row, and equal rows are then stored once.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/authorizer/action_rows.h"
#include "engine/authorizer/conditional_actions.h"
#include "engine/base/ascii.h"
#include "engine/base/bitset.h"
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

// Which known actions a definition grants without and with a condition.
struct Grants {
  Bitset yes;
  Bitset maybe;
};

}  // namespace

// Every row in full, before equal ones are stored once: one for each known action and plane; of
// each 64 definitions the yes bits, then the maybe bits.
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

// Everything that is needed to build and not kept.
class ActionRows::Builder {
 public:
  Builder(ActionRows& product, const Tenant& tenant, const ConditionTable& conditions,
          std::span<const ActionPattern> patterns)
      : product_(product), tenant_(tenant), tenant_patterns_(patterns.size()) {
    for (const ActionPattern& pattern : patterns) {
      patterns_.push_back(&pattern);
    }
    std::unordered_set<std::string_view> seen;
    for (const Condition& condition : conditions.distinct()) {
      for (const ActionPattern* pattern : action_patterns(condition)) {
        if (seen.insert(pattern->folded()).second) {
          patterns_.push_back(pattern);
        }
      }
    }
  }

  void build() {
    collect_actions();
    match_patterns();
    build_rows();
    fill_index();
  }

 private:
  void collect_actions() {
    const OperationCatalogue& operations = tenant_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      actions_.push_back(folded(operations.name(OperationId::from_index(i))));
    }
    for (const ActionPattern* pattern : patterns_) {
      if (pattern->is_literal() && !pattern->folded().empty()) {
        actions_.push_back(pattern->folded());
      }
    }
    sort_unique(actions_);
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const std::string name = folded(operations.name(OperationId::from_index(i)));
      const auto place = std::ranges::lower_bound(actions_, name);
      product_.operation_action_.push_back(static_cast<std::uint32_t>(place - actions_.begin()));
    }
  }

  void match_patterns() {
    matches_.resize(patterns_.size());
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      const ActionPattern& pattern = *patterns_[i];
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

  [[nodiscard]] Grants known_grants(std::span<const PermissionBlock> blocks, Plane plane) const {
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

  void add_wild_block(const PermissionBlock& block, Plane plane) {
    FlatArray<std::uint32_t>& wild = product_.wild_patterns_;
    const auto here = [&wild] { return static_cast<std::uint32_t>(wild.size()); };
    const auto append = [&](std::span<const PatternId> patterns) {
      for (const PatternId id : patterns) {
        if (!patterns_[id.index()]->is_literal()) {
          wild.push_back(product_.wild_.add(*patterns_[id.index()]));
        }
      }
    };
    WildBlock packed{.first_granted = here(), .conditional = block.condition ? 1U : 0U};
    append(block.plane(plane).granted);
    packed.first_subtracted = here();
    if (packed.first_subtracted == packed.first_granted) {
      return;  // grants no unseen string
    }
    append(block.plane(plane).subtracted);
    packed.end = here();
    product_.wild_blocks_.push_back(packed);
  }

  void end_wild_blocks() {
    product_.first_wild_block_.push_back(static_cast<std::uint32_t>(product_.wild_blocks_.size()));
  }

  // Gives the next definition its wildcard blocks; its bits are set by build_rows().
  void add_definition(std::span<const PermissionBlock> blocks) {
    for (const Plane plane : kPlanes) {
      end_wild_blocks();
      for (const PermissionBlock& block : blocks) {
        add_wild_block(block, plane);
      }
    }
  }

  void set_definition(Matrix& matrix, std::size_t definition,
                      std::span<const PermissionBlock> blocks) {
    for (const Plane plane : kPlanes) {
      Grants grants = known_grants(blocks, plane);
      if (product_.undefined_[definition] != 0) {
        grants.maybe.set_all();
      }
      matrix.set(definition, plane, grants);
    }
    add_definition(blocks);
  }

  // Definitions without blocks, up to a whole word.
  void pad_definitions(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      add_definition({});
    }
  }

  void end_conditional_blocks(std::size_t definition) {
    product_.first_conditional_.resize(
        definition + 1, static_cast<std::uint32_t>(product_.conditional_blocks_.size()));
  }

  // Gives each block with a condition its part: the block without its condition.
  void number_blocks(std::size_t definition, std::span<const PermissionBlock> blocks,
                     std::vector<PermissionBlock>& parts) {
    end_conditional_blocks(definition);
    for (const PermissionBlock& block : blocks) {
      if (block.condition) {
        const std::size_t part = product_.shape_.first_part + parts.size();
        product_.conditional_blocks_.push_back(
            {static_cast<std::uint32_t>(part), *block.condition});
        parts.push_back({block.control, block.data});
      }
    }
  }

  // What stands behind the definitions. A pattern of ActionMatches is asked in either plane.
  [[nodiscard]] std::vector<PermissionBlock> number_parts() {
    std::vector<PermissionBlock> parts;
    for (std::size_t i = 0; i < tenant_.roles().size(); ++i) {
      number_blocks(i, tenant_.roles()[i].blocks, parts);
    }
    for (std::size_t i = 0; i < tenant_.denials().size(); ++i) {
      number_blocks(product_.shape_.first_denial + i, tenant_.denials()[i].blocks, parts);
    }
    end_conditional_blocks(product_.shape_.first_part);
    for (std::size_t i = tenant_patterns_; i < patterns_.size(); ++i) {
      const PatternLists lists{.granted = {PatternId::from_index(i)}, .subtracted = {}};
      parts.push_back({lists, lists});
    }
    return parts;
  }

  void build_rows() {
    const std::size_t roles = tenant_.roles().size();
    const std::size_t denials = tenant_.denials().size();
    const std::size_t first_denial = words_for(roles) * kWordBits;
    const std::size_t first_part = first_denial + words_for(denials) * kWordBits;
    product_.shape_.first_denial = static_cast<std::uint32_t>(first_denial);
    product_.shape_.first_part = static_cast<std::uint32_t>(first_part);
    const std::vector<PermissionBlock> parts = number_parts();
    const std::size_t definitions = first_part + parts.size();
    product_.undefined_.resize(definitions, 0);
    Matrix matrix(actions_.size(), definitions);
    product_.shape_.stride = static_cast<std::uint32_t>(matrix.stride());
    for (std::size_t i = 0; i < roles; ++i) {
      const RoleDefinition& role = tenant_.roles()[i];
      product_.undefined_.mutable_at(i) = role.knowledge == RoleKnowledge::kUndefined ? 1 : 0;
      set_definition(matrix, i, role.blocks);
    }
    pad_definitions(roles, first_denial);
    for (std::size_t i = 0; i < denials; ++i) {
      set_definition(matrix, first_denial + i, tenant_.denials()[i].blocks);
    }
    pad_definitions(first_denial + denials, first_part);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      set_definition(matrix, first_part + i, std::span(parts).subspan(i, 1));
    }
    end_wild_blocks();
    store_distinct(matrix);
  }

  // The denials' words lie behind the roles' ones.
  [[nodiscard]] bool holds_denial(std::span<const std::uint64_t> row) const {
    const Shape& shape = product_.shape_;
    const std::size_t first = shape.first_denial / kWordBits * 2;
    const std::size_t count = (shape.first_part - shape.first_denial) / kWordBits * 2;
    return std::ranges::any_of(row.subspan(first, count),
                               [](std::uint64_t word) { return word != 0; });
  }

  // Keeps each distinct row once: many actions share theirs, since what no pattern tells apart no
  // role does either. The keys are the bytes of rows of the matrix, which stay where they are.
  void store_distinct(const Matrix& matrix) {
    std::unordered_map<std::string_view, std::uint32_t> known;
    for (std::size_t i = 0; i < matrix.row_count(); ++i) {
      const std::span<const std::uint64_t> row = matrix.row(i);
      // NOLINTNEXTLINE(*-reinterpret-cast): the key is the bytes of the row
      const std::string_view key(reinterpret_cast<const char*>(row.data()), row.size_bytes());
      const auto next = static_cast<std::uint32_t>(known.size());
      const auto [entry, is_new] = known.try_emplace(key, next);
      if (is_new) {
        product_.rows_.append(row);
        product_.may_be_denied_.push_back(holds_denial(row) ? 1 : 0);
      }
      product_.row_of_.push_back(entry->second);
    }
  }

  // After the rows are numbered: they stand in the slots.
  void fill_index() {
    product_.index_ = TextIndex<KnownRows>(actions_.size());
    for (std::uint32_t i = 0; i < actions_.size(); ++i) {
      product_.actions_.push_back(
          product_.index_.add(actions_[i], {{product_.row_of_[row_index(i, Plane::kControl)],
                                             product_.row_of_[row_index(i, Plane::kData)]}}));
    }
  }

  ActionRows& product_;
  const Tenant& tenant_;
  std::vector<const ActionPattern*> patterns_;  // by PatternId; behind these those of ActionMatches
  std::size_t tenant_patterns_;
  std::vector<std::string> actions_;                 // known strings, folded, ascending
  std::vector<std::vector<std::uint32_t>> matches_;  // by position in patterns_
};

ActionRows::ActionRows(const Tenant& tenant, const ConditionTable& conditions,
                       std::span<const ActionPattern> patterns) {
  Builder(*this, tenant, conditions, patterns).build();
}

}  // namespace leastwise

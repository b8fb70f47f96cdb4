// Packing appends each list to the array of its kind and keeps the range; unpacking copies the
// range back into a list. What is_sound() proves of a file is exactly what unpacking and the rest
// of the program take for granted: that ranges lie in their arrays, ids below their tables,
// enumerators among those that there are, and that sets of principals are ascending, for they are
// searched.
#include "engine/tenant/packed_definitions.h"

#include <algorithm>

#include "engine/base/array_checks.h"

namespace leastwise {
namespace {

// The range is one of values of the array.
template <class Range, class T>
bool lies_in(const Range& range, const FlatArray<T>& array) {
  return lies_within(range.first, range.count, array.size());
}

// The range that `values` get at the end of `array`.
template <class Range, class T>
Range append(FlatArray<T>& array, std::span<const T> values) {
  const Range range{static_cast<std::uint32_t>(array.size()),
                    static_cast<std::uint32_t>(values.size())};
  array.append(values);
  return range;
}

// A copy of a range.
template <class T, class Range>
std::vector<T> values(const FlatArray<T>& array, const Range& range) {
  const std::span<const T> part = array.part(range.first, range.count);
  return {part.begin(), part.end()};
}

}  // namespace

PackedDefinitions::Range PackedDefinitions::pack(std::span<const PermissionBlock> blocks) {
  const Range range{static_cast<std::uint32_t>(blocks_.size()),
                    static_cast<std::uint32_t>(blocks.size())};
  for (const PermissionBlock& block : blocks) {
    Block packed;
    packed.first_pattern = static_cast<std::uint32_t>(patterns_.size());
    packed.condition = block.condition;
    std::size_t list = 0;
    for (const std::span<const PatternId> ids :
         {std::span(block.control.granted), std::span(block.control.subtracted),
          std::span(block.data.granted), std::span(block.data.subtracted)}) {
      packed.counts[list++] = static_cast<std::uint32_t>(ids.size());
      patterns_.append(ids);
    }
    blocks_.push_back(packed);
  }
  return range;
}

PackedDefinitions::Range PackedDefinitions::pack(std::span<const PrincipalId> subjects) {
  return append<Range>(subjects_, subjects);
}

void PackedDefinitions::add(const RoleDefinition& role) {
  Role packed{.guid = role.guid,
              .name = role.name,
              .description = role.description,
              .blocks = pack(role.blocks),
              .assignable_scopes = {},
              .place = role.place,
              .knowledge = role.knowledge,
              .type = role.type,
              .lossy = static_cast<std::uint8_t>(role.lossy ? 1 : 0)};
  packed.assignable_scopes =
      append<Range>(assignable_scopes_, std::span<const StringId>(role.assignable_scopes));
  roles_.push_back(packed);
}

void PackedDefinitions::add(const DenyAssignment& denial) {
  const auto flag = [](bool value) { return static_cast<std::uint8_t>(value ? 1 : 0); };
  denials_.push_back({.id = denial.id,
                      .name = denial.name,
                      .scope = denial.scope,
                      .blocks = pack(denial.blocks),
                      .principals = pack(denial.principals),
                      .excluded = pack(denial.excluded),
                      .condition = denial.condition,
                      .place = denial.place,
                      .flags = {flag(denial.scope_only), flag(denial.audit_only),
                                flag(denial.everyone), flag(denial.everyone_excluded)}});
}

void PackedDefinitions::add(const CoverageGap& gap) {
  gaps_.push_back({.subject = texts_.add(gap.subject),
                   .message = texts_.add(gap.message),
                   .principal = gap.principal,
                   .role = gap.role,
                   .scope = gap.scope,
                   .kind = gap.kind});
}

void PackedDefinitions::add_file(std::string_view name) { files_.push_back(texts_.add(name)); }

bool PackedDefinitions::is_sound(const Block& block, const Bounds& bounds) const {
  std::size_t patterns = 0;
  for (const std::uint32_t count : block.counts) {
    patterns += count;
  }
  return lies_within(block.first_pattern, patterns, patterns_.size()) &&
         is_below(block.condition, bounds.conditions);
}

bool PackedDefinitions::is_sound(const Role& role, const Bounds& bounds) const {
  return role.name.index() < bounds.texts && role.description.index() < bounds.texts &&
         lies_in(role.blocks, blocks_) && lies_in(role.assignable_scopes, assignable_scopes_) &&
         is_sound_place(role.place, file_count()) && role.knowledge <= RoleKnowledge::kCatalogue &&
         role.type <= RoleType::kCustom && role.lossy <= 1;
}

bool PackedDefinitions::is_sound(const Denial& denial, const Bounds& bounds) const {
  const auto is_set = [this](Range range) {
    return lies_in(range, subjects_) &&
           std::ranges::is_sorted(subjects_.part(range.first, range.count));
  };
  return denial.id.index() < bounds.texts && denial.name.index() < bounds.texts &&
         denial.scope.index() < bounds.scopes && lies_in(denial.blocks, blocks_) &&
         is_set(denial.principals) && is_set(denial.excluded) &&
         is_below(denial.condition, bounds.conditions) &&
         is_sound_place(denial.place, file_count()) &&
         std::ranges::all_of(denial.flags, [](std::uint8_t flag) { return flag <= 1; });
}

bool PackedDefinitions::is_sound(const Gap& gap, const Bounds& bounds) const {
  return texts_.holds(gap.subject) && texts_.holds(gap.message) &&
         is_below(gap.principal, bounds.principals) && is_below(gap.role, roles_.size()) &&
         is_below(gap.scope, bounds.scopes) && gap.kind <= GapKind::kNothingOfKind;
}

// Names of roles and texts of gaps may say anything; places must name a file, for they are shown.
bool PackedDefinitions::is_sound(const Bounds& bounds) const {
  const auto sound = [&](const auto& packed) { return is_sound(packed, bounds); };
  return std::ranges::all_of(files_,
                             [this](const TextExtent& name) { return texts_.holds(name); }) &&
         all_below(patterns_, bounds.patterns) && all_below(assignable_scopes_, bounds.texts) &&
         all_below(subjects_, bounds.principals) && std::ranges::all_of(blocks_, sound) &&
         std::ranges::all_of(roles_, sound) && std::ranges::all_of(denials_, sound) &&
         std::ranges::all_of(gaps_, sound);
}

std::vector<PermissionBlock> PackedDefinitions::unpack(Range blocks) const {
  std::vector<PermissionBlock> unpacked;
  unpacked.reserve(blocks.count);
  for (const Block& block : blocks_.part(blocks.first, blocks.count)) {
    std::uint32_t first = block.first_pattern;
    const auto list = [&](std::size_t which) {
      std::vector<PatternId> ids = values(patterns_, Range{first, block.counts[which]});
      first += block.counts[which];
      return ids;
    };
    // In the order in which the lists lie.
    PermissionBlock whole;
    whole.control.granted = list(0);
    whole.control.subtracted = list(1);
    whole.data.granted = list(2);
    whole.data.subtracted = list(3);
    whole.condition = block.condition;
    unpacked.push_back(std::move(whole));
  }
  return unpacked;
}

std::vector<RoleDefinition> PackedDefinitions::roles() const {
  std::vector<RoleDefinition> roles;
  roles.reserve(roles_.size());
  for (const Role& role : roles_) {
    roles.push_back({.guid = role.guid,
                     .name = role.name,
                     .description = role.description,
                     .knowledge = role.knowledge,
                     .type = role.type,
                     .lossy = role.lossy != 0,
                     .blocks = unpack(role.blocks),
                     .assignable_scopes = values(assignable_scopes_, role.assignable_scopes),
                     .place = role.place});
  }
  return roles;
}

std::vector<DenyAssignment> PackedDefinitions::denials() const {
  std::vector<DenyAssignment> denials;
  denials.reserve(denials_.size());
  for (const Denial& denial : denials_) {
    denials.push_back({.id = denial.id,
                       .name = denial.name,
                       .scope = denial.scope,
                       .scope_only = denial.flags[0] != 0,
                       .audit_only = denial.flags[1] != 0,
                       .everyone = denial.flags[2] != 0,
                       .everyone_excluded = denial.flags[3] != 0,
                       .principals = values(subjects_, denial.principals),
                       .excluded = values(subjects_, denial.excluded),
                       .blocks = unpack(denial.blocks),
                       .condition = denial.condition,
                       .place = denial.place});
  }
  return denials;
}

std::vector<CoverageGap> PackedDefinitions::gaps() const {
  std::vector<CoverageGap> gaps;
  gaps.reserve(gaps_.size());
  for (const Gap& gap : gaps_) {
    gaps.push_back({.kind = gap.kind,
                    .subject = std::string(texts_.text(gap.subject)),
                    .message = std::string(texts_.text(gap.message)),
                    .principal = gap.principal,
                    .role = gap.role,
                    .scope = gap.scope});
  }
  return gaps;
}

// In the order of their ids: FileTable::add() counts up.
FileTable PackedDefinitions::files() const {
  FileTable files;
  for (const TextExtent& name : files_) {
    files.add(std::string(texts_.text(name)));
  }
  return files;
}

}  // namespace leastwise

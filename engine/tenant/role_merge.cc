// A role gets its RoleId when its GUID is first seen, be it in a definition or in an assignment,
// and keeps it; definitions are filled in where they stand. Before that it is undefined.
//
// The catalogue waits until the end. It could be ranked like any other source, but its patterns
// would then be interned also for roles that the input defines, and every pattern costs the
// compiler.
#include "engine/tenant/role_merge.h"

#include <fmt/core.h>

#include <string>

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

// Of two sources of one role the higher one is believed.
int rank(RoleKnowledge knowledge, bool lossy) {
  switch (knowledge) {
    case RoleKnowledge::kUndefined:
      return 0;
    case RoleKnowledge::kCatalogue:
      return 1;
    case RoleKnowledge::kInput:
      return lossy ? 2 : 3;
  }
  return 0;
}

}  // namespace

// The id of a role, new and undefined where its GUID was not seen before.
RoleId RoleMerge::entry(const Guid& guid, SourcePlace place) {
  const auto key = [this](std::uint32_t role) { return roles_[role].guid; };
  if (const auto known = by_guid_.find(guid, key)) {
    return RoleId(*known);
  }
  const RoleId id = RoleId::from_index(roles_.size());
  roles_.push_back(RoleDefinition{.guid = guid, .name = {}, .description = {}, .place = place});
  by_guid_.add(guid, id.value(), key);
  return id;
}

RoleId RoleMerge::named(const Guid& guid, std::string_view name, SourcePlace place) {
  const RoleId id = entry(guid, place);
  RoleDefinition& role = roles_[id.index()];
  if (role.knowledge == RoleKnowledge::kUndefined && role.name == StringId() && !name.empty()) {
    role.name = texts_->text(name);
  }
  return id;
}

void RoleMerge::add(const RoleDefinitionRecord& record, SourcePlace place) {
  if (!record.id) {
    add_without_id(record, place);
    return;
  }
  RoleDefinition& known = roles_[entry(*record.id, place).index()];
  const int known_rank = rank(known.knowledge, known.lossy);
  const int new_rank = rank(RoleKnowledge::kInput, record.lossy);
  if (new_rank > known_rank) {
    replace(known, record, RoleKnowledge::kInput);
    known.place = place;
    return;
  }
  if (new_rank == known_rank && !texts_->same_blocks(known.blocks, texts_->blocks(record.blocks))) {
    if (record.lossy) {
      lossy_conflicts_.push_back({entry(*record.id, place), known.place, place});
    } else {
      conflict(known, known.place, place);
    }
    return;
  }
  complete(known, record);
}

// A custom role that was not created yet has only its name. Copies of one file are one role; two
// drafts under one name stay two, and asking for that name is ambiguous.
void RoleMerge::add_without_id(const RoleDefinitionRecord& record, SourcePlace place) {
  std::vector<PermissionBlock> blocks = texts_->blocks(record.blocks);
  const std::uint64_t hash = hash_folded(record.name);
  const auto [begin, end] = without_id_.equal_range(hash);
  for (auto same = begin; same != end; ++same) {
    const RoleDefinition& known = roles_[same->second.index()];
    if (equals_folded(texts_->text(known.name), record.name) &&
        texts_->same_blocks(known.blocks, blocks)) {
      return;
    }
  }
  without_id_.emplace(hash, RoleId::from_index(roles_.size()));
  RoleDefinition role{.guid = {}, .name = {}, .description = {}, .place = place};
  replace(role, record, RoleKnowledge::kInput);
  roles_.push_back(std::move(role));
}

// Makes `role` what `record` says, but for what the record leaves open.
void RoleMerge::replace(RoleDefinition& role, const RoleDefinitionRecord& record,
                        RoleKnowledge knowledge) {
  role.knowledge = knowledge;
  role.lossy = record.lossy;
  role.blocks = texts_->blocks(record.blocks);
  if (!record.name.empty()) {
    role.name = texts_->text(record.name);
  }
  if (!record.description.empty()) {
    role.description = texts_->text(record.description);
  }
  if (record.type != RoleType::kUnstated) {
    role.type = record.type;
  }
  if (!record.assignable_scopes.empty()) {
    role.assignable_scopes.clear();
  }
  complete(role, record);
}

// Fills in texts that are still missing; nothing of it decides.
void RoleMerge::complete(RoleDefinition& role, const RoleDefinitionRecord& record) {
  if (role.name == StringId()) {
    role.name = texts_->text(record.name);
  }
  if (role.description == StringId()) {
    role.description = texts_->text(record.description);
  }
  if (role.type == RoleType::kUnstated) {
    role.type = record.type;
  }
  if (role.assignable_scopes.empty()) {
    for (const std::string& scope : record.assignable_scopes) {
      role.assignable_scopes.push_back(texts_->text(scope));
    }
  }
}

void RoleMerge::conflict(const RoleDefinition& role, SourcePlace first, SourcePlace second) {
  reporter_->conflict(
      fmt::format("role definition `{}` ({})", texts_->text(role.name), to_string(role.guid)),
      "permissions", first, second);
}

// The catalogue defines what no input does, and what the input holds in the lossy shape only: the
// merged blocks have lost their conditions, so they would grant what the role does not. What is
// still lossy then has no other source, so its conflicts are real.
void RoleMerge::finish() {
  for (const RoleDefinitionRecord& record : catalogue_) {
    if (!record.id) {
      continue;
    }
    RoleDefinition& role = roles_[entry(*record.id, SourcePlace()).index()];
    if (role.knowledge == RoleKnowledge::kUndefined || role.lossy) {
      replace(role, record, RoleKnowledge::kCatalogue);
      role.place = SourcePlace();
    }
  }
  for (const LossyConflict& pending : lossy_conflicts_) {
    if (roles_[pending.role.index()].lossy) {
      conflict(roles_[pending.role.index()], pending.first, pending.second);
    }
  }
}

}  // namespace leastwise

// Denials are few (a tenant has some dozens), so their content is worked out anew for each
// comparison and not kept. Everything of it decides but names and the place; the normal forms of
// blocks and the sorted principals make order, case and repetition disappear.
#include "engine/tenant/denial_merge.h"

#include <fmt/core.h>

#include <string_view>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

// The first thing in which two records of one id differ, in words; empty where they decide alike.
std::string_view difference(const DenialContent& a, const DenialContent& b) {
  if (a.scope != b.scope || a.scope_only != b.scope_only) {
    return "scopes";
  }
  if (a.everyone != b.everyone || a.principals != b.principals) {
    return "principals";
  }
  if (a.everyone_excluded != b.everyone_excluded || a.excluded != b.excluded) {
    return "excluded principals";
  }
  if (a.blocks != b.blocks) {
    return "permissions";
  }
  if (a.condition != b.condition) {
    return "conditions";
  }
  return a.audit_only == b.audit_only ? "" : "effects";
}

}  // namespace

// Ids of one tenant stand for one thing each, so equal contents are equal denials.
DenialContent DenialMerge::content(const DenyAssignment& denial) const {
  return DenialContent{.scope = denial.scope,
                       .scope_only = denial.scope_only,
                       .audit_only = denial.audit_only,
                       .everyone = denial.everyone,
                       .everyone_excluded = denial.everyone_excluded,
                       .principals = denial.principals,
                       .excluded = denial.excluded,
                       .blocks = texts_->normal(denial.blocks),
                       .condition = texts_->normal(denial.condition)};
}

void DenialMerge::add(DenyAssignment denial) {
  // Some tools print only the name.
  if (denial.id == StringId()) {
    denial.id = denial.name;
  }
  const std::string_view id = texts_->text(denial.id);
  const auto index = static_cast<std::uint32_t>(denials_.size());
  if (id.empty()) {
    if (without_id_.try_emplace(content(denial), index).second) {
      denials_.push_back(std::move(denial));
    }
    return;
  }
  const std::uint64_t hash = hash_folded(id);
  const auto same = by_id_.find(hash, [&](std::uint32_t number) {
    return equals_folded(texts_->text(denials_[number].id), id);
  });
  if (same) {
    const DenyAssignment& known = denials_[*same];
    const std::string_view what = difference(content(known), content(denial));
    if (!what.empty()) {
      reporter_->conflict(fmt::format("deny assignment `{}`", id), what, known.place, denial.place);
    }
    return;
  }
  by_id_.add(hash, index);
  denials_.push_back(std::move(denial));
}

}  // namespace leastwise

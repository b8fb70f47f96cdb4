// Records are merged while they are read, but for one thing: whether an instance mirrors an
// ordinary assignment is known only when both are there, and either may come first. So instances
// wait in a list of their own, deduplicated by their own ids, and finish() binds them.
//
// Until then an ordinary assignment keeps the window with which it was read, that is always. A
// second record of it is compared with that, not with the window of its mirror.
#include "engine/tenant/assignment_merge.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

// The first thing in which two records of one id differ, in words; empty where they decide alike.
std::string_view difference(const RoleAssignment& a, const RoleAssignment& b,
                            const TenantTexts& texts) {
  if (a.scope != b.scope) {
    return "scopes";
  }
  if (a.principal != b.principal) {
    return "principals";
  }
  if (a.role != b.role) {
    return "roles";
  }
  if (texts.normal(a.condition) != texts.normal(b.condition)) {
    return "conditions";
  }
  return a.window == b.window ? "" : "validity";
}

std::string id_text(const RoleAssignment& assignment, const TenantTexts& texts,
                    const ScopeTreeBuilder& scopes) {
  const auto text = assignment.id.text();
  return text ? std::string(texts.text(*text))
              : assignment.id.with_scope(scopes.text(assignment.scope));
}

// Everything that decides, in an order that puts equal grants side by side, those with an id first.
auto sort_key(const RoleAssignment& a, const TenantTexts& texts) {
  return std::tuple(a.principal, a.role, a.scope, texts.normal(a.condition), a.window.begin,
                    a.window.end, a.id.empty());
}

}  // namespace

// The hash only finds candidates: ids are input, and two of them may be made to collide.
std::optional<std::size_t> AssignmentList::find(std::string_view id) const {
  return find(id, hash_folded(id));
}

std::optional<std::size_t> AssignmentList::find(std::string_view id, std::uint64_t hash) const {
  return by_id_.find(hash, [&](std::uint32_t index) {
    return equals_folded(id_text(all_[index], *texts_, *scopes_), id);
  });
}

std::size_t AssignmentList::add(const RoleAssignment& assignment, std::string_view id) {
  const std::uint64_t hash = hash_folded(id);
  if (id.empty()) {
    has_copies_ = true;
  } else if (const auto known = find(id, hash)) {
    const std::string_view what = difference(all_[*known], assignment, *texts_);
    if (!what.empty()) {
      reporter_->conflict(fmt::format("{} `{}`", kind_, id), what, all_[*known].place,
                          assignment.place);
    }
    return *known;
  } else {
    by_id_.add(hash, static_cast<std::uint32_t>(all_.size()));
  }
  all_.push_back(assignment);
  return all_.size() - 1;
}

void AssignmentList::drop_copies() {
  if (!has_copies_) {
    return;
  }
  std::vector<std::uint32_t> order(all_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = static_cast<std::uint32_t>(i);
  }
  // Equal grants come to stand side by side, one with an id in front. Stable, so that of several
  // copies the one that was read first stays.
  std::ranges::stable_sort(order, {},
                           [this](std::uint32_t index) { return sort_key(all_[index], *texts_); });
  std::vector<bool> dropped(all_.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    const RoleAssignment& before = all_[order[i - 1]];
    const RoleAssignment& at = all_[order[i]];
    dropped[order[i]] = at.id.empty() && difference(before, at, *texts_).empty();
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (!dropped[i]) {
      all_[kept++] = all_[i];
    }
  }
  all_.resize(kept);
}

AssignmentMerge::AssignmentMerge(TenantTexts& texts, const ScopeTreeBuilder& scopes,
                                 MergeReporter& reporter)
    : texts_(&texts),
      scopes_(&scopes),
      reporter_(&reporter),
      ordinary_("role assignment", texts, scopes, reporter),
      active_("active schedule instance", texts, scopes, reporter),
      eligible_("eligible schedule instance", texts, scopes, reporter) {}

void AssignmentMerge::add_ordinary(const RoleAssignment& assignment, std::string_view id) {
  ordinary_.add(assignment, id);
}

void AssignmentMerge::add_eligible(const RoleAssignment& instance, std::string_view id) {
  eligible_.add(instance, id);
}

// A copy of an instance may say what the first one left out: of which assignment it is the mirror.
// That does not decide by itself, so it is filled in and never compared.
void AssignmentMerge::add_active(const RoleAssignment& instance, std::string_view id,
                                 std::string_view origin) {
  const std::size_t index = active_.add(instance, id);
  if (index == origins_.size()) {
    origins_.push_back(texts_->text(origin));
  } else if (origins_[index] == StringId()) {
    origins_[index] = texts_->text(origin);
  }
}

// The ordinary assignment that an active instance mirrors, if the input has it.
std::optional<std::size_t> AssignmentMerge::mirrored(std::size_t instance) {
  const std::string_view origin = texts_->text(origins_[instance]);
  const auto index = origin.empty() ? std::nullopt : ordinary_.find(origin);
  if (!index) {
    return std::nullopt;
  }
  RoleAssignment same = ordinary_.all()[*index];
  const RoleAssignment& mirror = active_.all()[instance];
  same.window = mirror.window;
  const std::string_view what = difference(same, mirror, *texts_);
  if (what.empty()) {
    return index;
  }
  reporter_->report(
      Severity::kWarning, "mirror-mismatch",
      fmt::format("active schedule instance `{}` stands for role assignment `{}`, but their {} "
                  "differ",
                  id_text(mirror, *texts_, *scopes_), origin, what),
      mirror.place,
      fmt::format("both are counted; the assignment stands at {}",
                  reporter_->place_text(same.place)));
  return std::nullopt;
}

// Gives each mirrored assignment its window and leaves in active_ what is a grant of its own.
void AssignmentMerge::bind_mirrors() {
  std::vector<RoleAssignment>& instances = active_.all();
  std::vector<RoleAssignment> own;
  std::vector<std::pair<std::size_t, std::size_t>> mirrors;  // ordinary, instance
  for (std::size_t i = 0; i < instances.size(); ++i) {
    if (const auto ordinary = mirrored(i)) {
      mirrors.emplace_back(*ordinary, i);
    } else {
      own.push_back(instances[i]);
    }
  }
  std::ranges::stable_sort(mirrors, {}, [&instances](const auto& mirror) {
    const Window& window = instances[mirror.second].window;
    return std::tuple(mirror.first, window.begin, window.end);
  });
  for (std::size_t i = 0; i < mirrors.size(); ++i) {
    const auto& [ordinary, instance] = mirrors[i];
    const Window& window = instances[instance].window;
    if (i == 0 || mirrors[i - 1].first != ordinary) {
      ordinary_.all()[ordinary].window = window;
    } else if (instances[mirrors[i - 1].second].window != window) {
      own.push_back(instances[instance]);
    }
  }
  instances = std::move(own);
}

std::vector<RoleAssignment> AssignmentMerge::finish() {
  bind_mirrors();
  for (AssignmentList* list : {&ordinary_, &active_, &eligible_}) {
    list->drop_copies();
  }
  std::vector<RoleAssignment> grants = std::move(ordinary_.all());
  grants.reserve(grants.size() + active_.all().size() + eligible_.all().size());
  for (AssignmentList* list : {&active_, &eligible_}) {
    grants.insert(grants.end(), list->all().begin(), list->all().end());
  }
  return grants;
}

}  // namespace leastwise

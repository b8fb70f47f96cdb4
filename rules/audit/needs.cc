// One pass over the records; each is looked up as far as it goes, so that one wrong word does not
// hide the next. A record with an error gives no need: after errors nothing is audited.
#include "rules/audit/needs.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/base/sort_unique.h"
#include "engine/base/suggestion.h"

namespace leastwise {
namespace {

class NeedsReader {
 public:
  NeedsReader(const Tenant& tenant, const AccessLevels& levels, Diagnostics& diagnostics)
      : tenant_(tenant), levels_(levels), diagnostics_(diagnostics) {}

  std::vector<DeclaredNeed> read(std::span<const NeedRecord> records) {
    for (const NeedRecord& record : records) {
      read(record);
    }
    return std::move(needs_);
  }

 private:
  void report(std::string_view code, const DeclaredText& at, std::string message,
              std::string help = {}, Severity severity = Severity::kError) {
    failed_ = failed_ || severity == Severity::kError;
    diagnostics_.report({.severity = severity,
                         .code = std::string(code),
                         .message = std::move(message),
                         .place = at.place,
                         .help = std::move(help)});
  }

  void read(const NeedRecord& record) {
    failed_ = false;
    DeclaredNeed need{.principal = {},
                      .known = {},
                      .scope = *record.scope,
                      .place = tenant_.scopes().nearest(*record.scope),
                      .until = record.until,
                      .owner = record.owner,
                      .reason = record.reason,
                      .stands_at = record.place};
    look_up_principal(record.principal, need);
    look_up_level(record.access, need);
    look_up_role(record.role, need);
    add_actions(record.actions, Plane::kControl, need);
    add_actions(record.data_actions, Plane::kData, need);
    if (!failed_) {
      judge_repetition(record, need);
    }
    if (!failed_) {
      needs_.push_back(std::move(need));
    }
  }

  void look_up_principal(const DeclaredText& name, DeclaredNeed& need) {
    const auto found = tenant_.directory().resolve(name.text);
    if (!found) {
      report("bad-principal", name, found.error().message, found.error().help);
      return;
    }
    need.known = *found;
    if (*found) {
      need.principal = tenant_.directory()[**found].id;
      return;
    }
    need.principal = parse_guid(name.text).value_or(Guid());
    report("unknown-principal", name,
           fmt::format("nothing in the input names the principal `{}`", name.text),
           "it is taken for a principal without grants; export the directory, or mend the id",
           Severity::kWarning);
  }

  void look_up_level(const DeclaredText& name, DeclaredNeed& need) {
    if (!name.given()) {
      return;
    }
    const AccessLevel* level = levels_.find(name.text);
    if (level == nullptr) {
      std::vector<std::string_view> known;
      for (const AccessLevel& each : levels_.all()) {
        known.push_back(each.name);
      }
      std::string help = did_you_mean(name.text, known);
      if (help.empty()) {
        help = fmt::format("the levels are {}", fmt::join(known, ", "));
      }
      report("unknown-access-level", name, fmt::format("no access level is called `{}`", name.text),
             std::move(help));
      return;
    }
    need.level = level->name;
    for (const std::string& action : level->actions) {
      need.actions.push_back({action, level->plane});
    }
  }

  void look_up_role(const DeclaredText& name, DeclaredNeed& need) {
    if (!name.given()) {
      return;
    }
    const auto role = tenant_.resolve_role(name.text);
    if (!role) {
      report("unknown-role", name, role.error().message, role.error().help);
    } else if (tenant_.role(*role).knowledge == RoleKnowledge::kUndefined) {
      report("role-undefined", name,
             fmt::format("nothing defines the role `{}`, so what is needed is unknown", name.text),
             "export its definition, or list the actions");
    } else {
      need.role = *role;
    }
  }

  void add_actions(std::span<const DeclaredText> actions, Plane plane, DeclaredNeed& need) {
    for (const DeclaredText& action : actions) {
      if (action.text.size() > kMaxActionBytes) {
        report("pattern-too-long", action,
               fmt::format("a pattern of {} bytes; at most {} are read", action.text.size(),
                           kMaxActionBytes));
        continue;
      }
      need.actions.push_back({action.text, plane});
    }
  }

  // Two entries that say the same could end on different days, and nobody knows which holds.
  void judge_repetition(const NeedRecord& record, const DeclaredNeed& need) {
    std::vector<std::pair<Plane, std::string>> actions;
    for (const NeededAction& action : need.actions) {
      actions.emplace_back(action.plane, folded(trim_blanks(action.action)));
    }
    sort_unique(actions);
    const auto [first, is_new] = seen_.try_emplace(
        {need.principal, folded(need.scope.text()), need.role, actions}, record.place);
    if (!is_new) {
      report("duplicate-need", record.principal, "this need stands twice",
             fmt::format("the first stands at line {}; remove one of the two", first->second.line));
    }
  }

  using Key = std::tuple<Guid, std::string, std::optional<RoleId>,
                         std::vector<std::pair<Plane, std::string>>>;

  const Tenant& tenant_;
  const AccessLevels& levels_;
  Diagnostics& diagnostics_;
  std::vector<DeclaredNeed> needs_;
  std::map<Key, SourcePlace> seen_;
  bool failed_ = false;
};

// The object id of the claims says more than the caller's name, and an application id comes last:
// an application may act for a user.
std::optional<PrincipalId> caller_of(const ActivityRecord& record, const Tenant& tenant) {
  if (record.object_id) {
    if (const auto known = tenant.directory().find(*record.object_id)) {
      return known;
    }
  }
  const auto named =
      record.caller.empty()
          ? std::optional<PrincipalId>()
          : tenant.directory().resolve(record.caller).value_or(std::optional<PrincipalId>());
  if (named || !record.app_id || record.object_id) {
    return named;
  }
  return tenant.directory()
      .resolve(to_string(*record.app_id))
      .value_or(std::optional<PrincipalId>());
}

}  // namespace

std::vector<DeclaredNeed> look_up_needs(std::span<const NeedRecord> records, const Tenant& tenant,
                                        const AccessLevels& levels, Diagnostics& diagnostics) {
  return NeedsReader(tenant, levels, diagnostics).read(records);
}

// Names are looked up once for each caller: by name it is a walk over the directory.
LookedUpActivity look_up_activity(std::span<const ActivityRecord> records, const Tenant& tenant) {
  using Caller = std::tuple<std::optional<Guid>, std::string, std::optional<Guid>>;
  std::map<Caller, std::optional<PrincipalId>> callers;
  std::set<std::tuple<PrincipalId, std::string, std::string>> seen;
  LookedUpActivity activity;
  for (const ActivityRecord& record : records) {
    const auto [entry, is_new] =
        callers.try_emplace({record.object_id, folded(record.caller), record.app_id});
    if (is_new) {
      entry->second = caller_of(record, tenant);
      activity.unknown_callers += entry->second ? 0U : 1U;
    }
    if (!entry->second) {
      ++activity.unknown_calls;
      continue;
    }
    const bool tells = record.outcome != ActivityOutcome::kFailed;
    if (tells && seen.emplace(*entry->second, folded(record.operation), folded(record.scope.text()))
                     .second) {
      activity.uses.push_back(
          {*entry->second, record.operation, record.scope, tenant.scopes().nearest(record.scope)});
    }
  }
  return activity;
}

}  // namespace leastwise

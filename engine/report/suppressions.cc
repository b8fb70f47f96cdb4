// Each suppression is looked up once, into the ids that findings carry; matching is comparing
// these. What cannot be looked up keeps its reason, which the finding about the unused suppression
// tells.
#include "engine/report/suppressions.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/guid.h"
#include "engine/report/text_style.h"
#include "engine/scope/scope_path.h"

namespace leastwise {
namespace {

constexpr std::array<RuleView, 2> kRules = {{
    {.id = kSuppressionExpired,
     .name = "suppression-expired",
     .title = "A suppression has expired",
     .description =
         "An entry of the suppressions file has passed its end, so it suppresses nothing "
         "any more: what it accepted counts again, if it is still found.",
     .remedy = "Look at what it accepted. If it is mended, remove the entry; if it must stay, give "
               "the entry a new end and say in its reason why.",
     .needs = "A suppressions file.",
     .severity = FindingSeverity::kMedium},
    {.id = kSuppressionUnused,
     .name = "suppression-unused",
     .title = "A suppression matches no finding",
     .description = "An entry of the suppressions file matches nothing that was found, though its "
                    "rule took part and could be decided: what it accepted is mended, or the entry "
                    "names something else than it means.",
     .remedy = "Remove the entry, or mend the name, the role or the scope in it. Left where it is, "
               "it would accept the next finding of its kind that nobody has looked at.",
     .needs = "A suppressions file, and an audit of the whole tenant.",
     .severity = FindingSeverity::kLow},
}};

bool names_rule(const SuppressionRecord& record, const RuleView& rule) {
  return equals_folded(record.rule.text, rule.id) || equals_folded(record.rule.text, rule.name);
}

const RuleView* find_rule(const SuppressionRecord& record, std::span<const RuleView> rules) {
  const auto found =
      std::ranges::find_if(rules, [&](const RuleView& rule) { return names_rule(record, rule); });
  return found == rules.end() ? nullptr : &*found;
}

// What a suppression looks for; an empty text where it does not narrow.
struct Wanted {
  const SuppressionRecord* record = nullptr;
  std::string rule = {};       // id; empty where the rule takes no part
  std::string principal = {};  // object id, or the name where there is no tenant
  std::string role = {};       // GUID, likewise
  std::optional<ScopePath> scope = {};
  std::string problem = {};  // why it can match nothing; empty where it can
  bool expired = false;
  std::size_t matches = 0;
};

// Fills in a Wanted; every lookup that fails leaves a problem.
class Lookup {
 public:
  Lookup(const Report& report, SuppressionContext context)
      : report_(report), tenant_(context.tenant) {}

  [[nodiscard]] Wanted look_up(const SuppressionRecord& record) const {
    Wanted wanted = {.record = &record, .expired = record.expires <= report_.at};
    if (const RuleView* rule = find_rule(record, report_.rules)) {
      wanted.rule = rule->id;
    }
    principal(record.principal.text, wanted);
    role(record.role.text, wanted);
    if (record.scope.given()) {
      Result<ScopePath> scope = ScopePath::parse(record.scope.text);
      if (scope) {
        wanted.scope = *std::move(scope);
      } else {
        wanted.problem = std::move(scope.error().message);
      }
    }
    return wanted;
  }

 private:
  // A GUID that the input does not know is compared as it stands: it may be all that is known of a
  // principal whose object is gone.
  void principal(const std::string& name, Wanted& wanted) const {
    wanted.principal = name;
    if (name.empty() || tenant_ == nullptr) {
      return;
    }
    const Result<std::optional<PrincipalId>> found = tenant_->directory().resolve(name);
    if (!found) {
      wanted.problem = found.error().message;
    } else if (*found) {
      wanted.principal = to_string(tenant_->directory()[**found].id);
    }
  }

  void role(const std::string& name, Wanted& wanted) const {
    wanted.role = name;
    if (const std::optional<Guid> guid = trailing_guid(name)) {
      wanted.role = to_string(*guid);
    } else if (!name.empty() && tenant_ != nullptr) {
      const Result<RoleId> found = tenant_->resolve_role(name);
      if (found) {
        wanted.role = to_string(tenant_->role(*found).guid);
      } else {
        wanted.problem = found.error().message;
      }
    }
  }

  const Report& report_;
  const Tenant* tenant_;
};

// Whether `name` means this id. With a tenant it is an id by now; names count only without one,
// since anybody may call himself by the name of somebody else.
bool means(std::string_view wanted, std::string_view id, std::string_view name, bool by_name) {
  return wanted.empty() || equals_folded(wanted, id) || (by_name && equals_folded(wanted, name));
}

// By segments, and by the tree for what is below management groups.
bool is_at_or_below(const ScopePath& above, std::string_view scope, const Tenant* tenant) {
  const Result<ScopePath> path = ScopePath::parse(scope);
  if (!path) {
    return false;
  }
  if (above.kind() == ScopeKind::kRoot) {
    return true;
  }
  for (const ScopePath::Level& level : path->levels()) {
    if (equals_folded(path->level_text(level), above.text())) {
      return true;
    }
  }
  if (tenant == nullptr) {
    return false;
  }
  const std::optional<ScopeId> known = tenant->scopes().find(above.text());
  return known && tenant->scopes().contains(*known, tenant->scopes().nearest(*path).node);
}

bool matches(const Wanted& wanted, const Finding& finding, const Tenant* tenant) {
  const FindingSubject& subject = finding.subject;
  return wanted.problem.empty() && finding.rule == wanted.rule &&
         means(wanted.principal, subject.principal, subject.principal_name, tenant == nullptr) &&
         means(wanted.role, subject.role, subject.role_name, tenant == nullptr) &&
         (!wanted.scope || is_at_or_below(*wanted.scope, subject.scope, tenant));
}

// `the suppression of `LW003` for `Pinecone Platform` at `/subscriptions/...``.
std::string name_of(const SuppressionRecord& record) {
  std::string text = fmt::format("the suppression of `{}`", record.rule.text);
  if (record.principal.given()) {
    text += fmt::format(" for `{}`", record.principal.text);
  }
  if (record.role.given()) {
    text += fmt::format(" with role `{}`", record.role.text);
  }
  if (record.scope.given()) {
    text += fmt::format(" at `{}`", record.scope.text);
  }
  return text;
}

Finding finding_about(const Wanted& wanted, const RuleView& rule, std::string what) {
  const SuppressionRecord& record = *wanted.record;
  return {
      .rule = std::string(rule.id),
      .severity = rule.severity,
      .message = fmt::format("{} {}", name_of(record), what),
      .subject = {.detail = fmt::format("{}\n{}\n{}\n{}", record.rule.text, record.principal.text,
                                        record.role.text, record.scope.text)},
      .place = record.place,
      .fix = {.text = rule.id == kSuppressionExpired
                          ? "Remove the entry, or give it a new end after another look"
                          : "Remove the entry, or mend what it names"}};
}

std::string what_of_expired(const Wanted& wanted) {
  std::string text = fmt::format("expired at {}", to_string(wanted.record->expires));
  if (wanted.matches != 0) {
    text += fmt::format(": {} {} again", counted(wanted.matches, "finding"),
                        wanted.matches == 1 ? "counts" : "count");
  }
  return text;
}

// Whether it could be seen that a suppression of this rule matches nothing.
bool is_seen(const Report& report, const Wanted& wanted) {
  return !wanted.rule.empty() &&
         std::ranges::find(report.unverifiable, wanted.rule, &Unverifiable::rule) ==
             report.unverifiable.end();
}

// The first that holds takes the finding; all that match count as used.
const Wanted* match(const Finding& finding, std::vector<Wanted>& all, const Tenant* tenant) {
  const Wanted* taken = nullptr;
  for (Wanted& each : all) {
    if (matches(each, finding, tenant)) {
      ++each.matches;
      taken = taken == nullptr && !each.expired ? &each : taken;
    }
  }
  return taken;
}

}  // namespace

std::span<const RuleView> suppression_rules() { return kRules; }

void check_suppressions(std::span<const SuppressionRecord> suppressions,
                        std::span<const RuleView> rules, Diagnostics& diagnostics) {
  for (const SuppressionRecord& record : suppressions) {
    if (find_rule(record, rules) == nullptr) {
      diagnostics.report({.severity = Severity::kError,
                          .code = "unknown-rule",
                          .message = fmt::format("no rule is called `{}`", record.rule.text),
                          .place = record.rule.place,
                          .help = "`leastwise rule list` names all rules"});
    }
    if (find_rule(record, kRules) != nullptr) {
      diagnostics.report(
          {.severity = Severity::kError,
           .code = "unsuppressible-rule",
           .message = fmt::format("findings of `{}` are not suppressed", record.rule.text),
           .place = record.rule.place,
           .help = "remove the entry that the finding is about, or mend it"});
    }
  }
}

void apply_suppressions(Report& report, std::span<const SuppressionRecord> suppressions,
                        SuppressionContext context) {
  const Lookup lookup(report, context);
  std::vector<Wanted> all;
  for (const SuppressionRecord& record : suppressions) {
    all.push_back(lookup.look_up(record));
  }
  std::vector<Finding> kept;
  for (Finding& finding : report.findings) {
    if (const Wanted* taken = match(finding, all, context.tenant)) {
      report.suppressed.push_back({.finding = std::move(finding),
                                   .reason = taken->record->reason,
                                   .owner = taken->record->owner,
                                   .expires = taken->record->expires,
                                   .place = taken->record->place});
    } else {
      kept.push_back(std::move(finding));
    }
  }
  for (const Wanted& each : all) {
    if (each.expired && !each.rule.empty()) {
      kept.push_back(finding_about(each, kRules[0], what_of_expired(each)));
    } else if (!each.expired && each.matches == 0 && context.whole && is_seen(report, each)) {
      const std::string why = each.problem.empty() ? "" : fmt::format(": {}", each.problem);
      kept.push_back(finding_about(each, kRules[1], fmt::format("matches no finding{}", why)));
    }
  }
  report.findings = std::move(kept);
  for (const RuleView& rule : kRules) {
    if (std::ranges::find(report.rules, rule.id, &RuleView::id) == report.rules.end()) {
      report.rules.push_back(rule);
    }
  }
  std::ranges::sort(report.rules, {}, &RuleView::id);
}

}  // namespace leastwise

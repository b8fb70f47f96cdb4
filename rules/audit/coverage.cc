// LW017: what was not exported, as findings.
//
// An audit of half a tenant finds half of its mistakes, so what is missing is itself a finding,
// with what to export. One finding a thing where each is mended by itself (a file that was cut off,
// a role that nothing defines, a kind that was never exported), and one in all where a single
// change of the collection mends them together (groups without members, roles in the PowerShell
// shape). Counter-example: the deny assignments of a tenant that has none look the same as those
// that were not asked for; an export without any is a gap, because nobody can tell.
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// How the gaps of a kind become findings, and what mends them. Empty `together`: one finding a gap.
struct GapFixView {
  std::string_view together;  // the message for several: `{}` is their number
  std::string_view what_to_export;
  std::string_view command;
};

GapFixView fix_of(const CoverageGap& gap) {
  switch (gap.kind) {
    case GapKind::kTruncatedExport:
      return {"", "export it again and follow every nextLink; docs/collect.sh does", ""};
    case GapKind::kMemberListMissing:
      return {"the members of {} groups with access were not exported: who is in them is unknown",
              "export the direct members of each group, as docs/collect.sh does",
              "az rest --method get --url "
              "'https://graph.microsoft.com/beta/groups/GROUP-ID/members?$top=999'"};
    case GapKind::kMemberListTruncated:
      return {
          "the member lists of {} groups with access were cut off: who else is in them is "
          "unknown",
          "export the direct members of each group, page by page; $expand=members ends at 20",
          "az rest --method get --url "
          "'https://graph.microsoft.com/beta/groups/GROUP-ID/members?$top=999'"};
    case GapKind::kPrincipalType:
      return {"no export says whether {} principals with access are groups",
              "export users, groups and service principals, or assignments with principalType", ""};
    case GapKind::kRoleUndefined:
      return {"", "export the custom roles of every subscription, and the role by its id",
              "az role definition list --custom-role-only true -o json"};
    case GapKind::kHierarchyMissing:
      return {"", "export the management groups, with all of their children",
              "az rest --method post --url 'https://management.azure.com/providers/"
              "Microsoft.Management/getEntities?api-version=2020-05-01'"};
    case GapKind::kLossyRole:
      return {"{} roles are known only in the PowerShell shape, which merges permission blocks",
              "export role definitions with az or REST in place of Get-AzRoleDefinition",
              "az role definition list -o json"};
    case GapKind::kNothingOfKind:
      return {"", "docs/collecting.md names the call; where there are none, export the empty list",
              ""};
  }
  return {};
}

class Coverage final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW017",
        .name = "coverage",
        .title = "Something that the audit needs was not exported",
        .description =
            "An export was cut off, a group has no member list, a role that is assigned is defined "
            "nowhere or only in a shape that merges its blocks, the management groups above a "
            "subscription are not known, or a kind of record is missing altogether. What depends "
            "on it is unknown, and other rules cannot be decided for it.",
        .remedy = "Collect again with what is named; docs/collecting.md lists every call.",
        .needs = "nothing",
        .severity = FindingSeverity::kMedium,
    };
  }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    std::vector<const CoverageGap*> gaps;
    for (const CoverageGap& gap : context.tenant().gaps()) {
      if (concerns(context, gap)) {
        gaps.push_back(&gap);
      }
    }
    std::ranges::stable_sort(gaps, {}, &CoverageGap::kind);
    for (auto first = gaps.begin(); first != gaps.end();) {
      const GapKind kind = (*first)->kind;
      const auto end =
          std::find_if(first, gaps.end(), [kind](const auto* gap) { return gap->kind != kind; });
      const std::span<const CoverageGap* const> of_kind(first, end);
      if (of_kind.size() > 1 && !fix_of(*of_kind.front()).together.empty()) {
        outcome.add(together(of_kind));
      } else {
        for (const CoverageGap* gap : of_kind) {
          outcome.add(alone(context.tenant(), *gap));
        }
      }
      first = end;
    }
  }

 private:
  // Whether a gap bears on what the audit is about.
  [[nodiscard]] static bool concerns(const AuditContext& context, const CoverageGap& gap) {
    if (context.whole_tenant()) {
      return true;
    }
    if (gap.role) {
      return !context.assignments_of(*gap.role).empty();
    }
    if (gap.principal) {
      return holds_anything(context, *gap.principal);
    }
    const ScopeTree& scopes = context.tenant().scopes();
    const auto& filter = context.input().scope;
    return !gap.scope || !filter || scopes.contains(*gap.scope, filter->node) ||
           scopes.contains(filter->node, *gap.scope);
  }

  // Whether a group, or one that it is in, holds a grant that takes part.
  [[nodiscard]] static bool holds_anything(const AuditContext& context, PrincipalId group) {
    const std::vector<PrincipalId> above = context.tenant().groups().groups_of(group);
    return !context.assignments_of(group).empty() ||
           std::ranges::any_of(
               above, [&context](PrincipalId id) { return !context.assignments_of(id).empty(); });
  }

  [[nodiscard]] static Finding begin(const CoverageGap& gap, std::string message) {
    Finding finding{
        .rule = {}, .severity = FindingSeverity::kMedium, .message = std::move(message)};
    const GapFixView fix = fix_of(gap);
    finding.fix.text = fix.what_to_export;
    if (!fix.command.empty()) {
      finding.fix.commands = {std::string(fix.command)};
    }
    return finding;
  }

  // The first line of the file of that name; unknown for what is no file.
  [[nodiscard]] static SourcePlace beginning_of(const FileTable& files, std::string_view name) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (files.name(FileId::from_index(i)) == name) {
        return {FileId::from_index(i), 1, 1};
      }
    }
    return {};
  }

  // The detail holds no number: a gap that grows is the same finding.
  [[nodiscard]] static Finding alone(const Tenant& tenant, const CoverageGap& gap) {
    Finding finding = begin(gap, gap.message);
    finding.subject.detail = to_string(gap.kind);
    if (gap.kind == GapKind::kTruncatedExport || gap.kind == GapKind::kNothingOfKind) {
      finding.subject.detail += fmt::format(":{}", gap.subject);
      finding.place = beginning_of(tenant.files(), gap.subject);
    } else if (gap.principal) {
      finding.subject = subject_of(tenant, *gap.principal);
      finding.subject.detail = to_string(gap.kind);
      finding.place = tenant.directory()[*gap.principal].place;
    } else if (gap.role) {
      finding.subject = subject_of(tenant, *gap.role);
      finding.subject.detail = to_string(gap.kind);
      finding.place = tenant.role(*gap.role).place;
    } else if (gap.scope) {
      finding.subject.scope = tenant.scopes().text(*gap.scope);
      finding.subject.detail = to_string(gap.kind);
    }
    return finding;
  }

  [[nodiscard]] static Finding together(std::span<const CoverageGap* const> gaps) {
    const CoverageGap& first = *gaps.front();
    Finding finding =
        begin(first, fmt::format(fmt::runtime(fix_of(first).together), grouped(gaps.size())));
    finding.subject.detail = to_string(first.kind);
    std::vector<std::string> names;
    for (const CoverageGap* gap : gaps) {
      names.push_back(gap->subject);
    }
    finding.evidence.push_back(evidence_of("not exported", std::move(names)));
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> coverage_rule() { return std::make_unique<const Coverage>(); }

}  // namespace leastwise

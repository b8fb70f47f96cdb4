// LW026: notActions that take the write of a resource type away and leave its delete or actions.
//
// Who writes `Microsoft.Authorization/*/write` into notActions means that access is not to be
// touched; `roleAssignments/delete` touches it too. A family is what belongs to one resource type
// T: `T/write`, `T/delete`, `T/action` and `T/<name>/action`. It is half removed where the role
// grants `T/write` in no block any more, one of its patterns having taken it away, and still grants
// one of the others. Over the known operations.
//
// Halves that the built-in role Contributor leaves as well are not told: a custom role that is a
// copy of it with less would inherit them all, and they are Azure's own choice.
// Example: notActions `Microsoft.Network/*/write` below `*`: everything can still be deleted.
// Counter-example: notActions `Microsoft.Network/*/delete`: writing without deleting is a purpose.
#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/text_style.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/operation_index.h"
#include "rules/audit/role_facts.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

constexpr std::string_view kWrite = "/write";

// What of a family a pattern leaves: operations by id, ascending.
struct HalfRemoved {
  PatternId pattern;
  Plane plane = Plane::kControl;
  std::vector<OperationId> removed = {};
  std::vector<OperationId> kept = {};
};

class FamilyFinder {
 public:
  explicit FamilyFinder(const AuditContext& context)
      : context_(context), index_(context.tenant().operations()) {
    const auto contributor = context.tenant().find_role(*parse_guid(kContributorGuid));
    if (contributor && context.role(*contributor).defined) {
      contributor_ = contributor;
    }
  }

  // One entry for each subtracted pattern that leaves something, in the order of the definition. A
  // write that several of them take away counts for the first.
  [[nodiscard]] std::vector<HalfRemoved> find(RoleId role) const {
    std::vector<HalfRemoved> halves;
    std::set<std::pair<Plane, OperationId>> told;
    for (const RolePattern& pattern : patterns_of(context_.tenant().role(role))) {
      if (!pattern.subtracted) {
        continue;
      }
      HalfRemoved half{pattern.id, pattern.plane};
      const ActionSet granted = context_.sets().of(role, pattern.plane).possible();
      for (const OperationId write : removed_writes(role, pattern, granted)) {
        if (told.insert({pattern.plane, write}).second) {
          add_family(granted, write, half);
        }
      }
      sort_unique(half.kept);
      if (!half.kept.empty()) {
        halves.push_back(std::move(half));
      }
    }
    return halves;
  }

  void note_unknown(RoleId role, UnknownProviders& unknown) const {
    for (const RolePattern& pattern : patterns_of(context_.tenant().role(role))) {
      const ActionPattern& parsed = context_.compiled().pattern(pattern.id);
      if (pattern.subtracted && parsed.folded().ends_with(kWrite)) {
        unknown.note(index_, parsed);
      }
    }
  }

 private:
  // The writes that a block would grant but for this pattern, and that no other block gives back.
  [[nodiscard]] std::vector<OperationId> removed_writes(RoleId role, const RolePattern& pattern,
                                                        const ActionSet& granted) const {
    const AtomPartition& partition = context_.sets().partition(pattern.plane);
    ActionSet removed = ActionSet::none(partition);
    for (const PermissionBlock& block : context_.tenant().role(role).blocks) {
      const PatternLists& lists = block.plane(pattern.plane);
      if (std::ranges::find(lists.subtracted, pattern.id) != lists.subtracted.end()) {
        removed |= matched(lists.granted, pattern.plane) & matched({pattern.id}, pattern.plane);
      }
    }
    std::vector<OperationId> writes = context_.sets().operations(removed - granted, pattern.plane);
    std::erase_if(writes, [this](OperationId id) {
      return !ends_with_folded(context_.tenant().operations().name(id), kWrite);
    });
    return writes;
  }

  [[nodiscard]] ActionSet matched(const std::vector<PatternId>& patterns, Plane plane) const {
    PermissionBlock block;
    (plane == Plane::kControl ? block.control : block.data).granted = patterns;
    return context_.sets().of_blocks({&block, 1}, plane).certain();
  }

  // Adds what is left of the family of `write`.
  void add_family(const ActionSet& granted, OperationId write, HalfRemoved& half) const {
    const std::string name = folded(context_.tenant().operations().name(write));
    const std::string type = name.substr(0, name.size() - kWrite.size() + 1);
    const std::size_t before = half.kept.size();
    for (const OperationIndex::Entry& entry : index_.with_prefix(type)) {
      const std::string_view rest = std::string_view(entry.folded).substr(type.size());
      if (is_sibling(rest) && context_.tenant().operations()[entry.id].is_in(half.plane) &&
          context_.sets().holds(granted, entry.folded, half.plane) &&
          !contributor_leaves(name, entry.folded, half.plane)) {
        half.kept.push_back(entry.id);
      }
    }
    if (half.kept.size() != before) {
      half.removed.push_back(write);
    }
  }

  // `delete`, `action`, `<name>/action`: what stands behind the type.
  [[nodiscard]] static bool is_sibling(std::string_view rest) {
    if (rest == "delete" || rest == "action") {
      return true;
    }
    const std::size_t slash = rest.find('/');
    return slash != std::string_view::npos && rest.substr(slash) == "/action";
  }

  [[nodiscard]] bool contributor_leaves(std::string_view write, std::string_view sibling,
                                        Plane plane) const {
    if (!contributor_) {
      return false;
    }
    const ActionSet& granted = context_.sets().of(*contributor_, plane).certain();
    return !context_.sets().holds(granted, write, plane) &&
           context_.sets().holds(granted, sibling, plane);
  }

  const AuditContext& context_;
  OperationIndex index_;
  std::optional<RoleId> contributor_;
};

class HalfRemovedFamily final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW026",
        .name = "half-removed-family",
        .title =
            "The notActions of a role take a type's write away and leave its delete or actions",
        .description =
            "A pattern in notActions or notDataActions of a custom role takes away the write of a "
            "resource type, no other block gives it back, and the role still grants the delete or "
            "an action of the same type. Halves that the built-in role Contributor leaves as well "
            "are not told.",
        .remedy =
            "Take the delete and the actions away too, or grant what is needed in the first place: "
            "notActions that list what is dangerous are never complete.",
        .needs = "role definitions; the operations of their providers",
        .severity = FindingSeverity::kMedium,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    const FamilyFinder finder(context);
    UnknownProviders unknown;
    for (const RoleId role : custom_roles(context)) {
      finder.note_unknown(role, unknown);
      for (const HalfRemoved& half : finder.find(role)) {
        outcome.add(found(context, role, half));
      }
    }
    unknown.state(outcome, "whether notActions leave a half of their resource types");
  }

 private:
  [[nodiscard]] static Finding found(const AuditContext& context, RoleId role,
                                     const HalfRemoved& half) {
    const ActionPattern& parsed = context.compiled().pattern(half.pattern);
    const RolePattern pattern{half.pattern, half.plane, true};
    Finding finding = role_finding(
        context, role,
        {FindingSeverity::kMedium,
         fmt::format(
             "`{}` in the {} of {} takes the write of {} away, but the role still grants {} "
             "of the same",
             parsed.text(), list_name(pattern), role_text(context.tenant(), role),
             counted(half.removed.size(), "resource type"),
             counted(half.kept.size(), "delete or action operation")),
         fmt::format("{} {}", list_name(pattern), parsed.folded())});
    finding.evidence = {
        operations_evidence(context, "operations that stay granted", half.kept, half.plane),
        operations_evidence(context, "operations that are taken away", half.removed, half.plane)};
    finding.fix.text = fmt::format(
        "put the operations that stay granted into {} too, or grant only what is needed",
        list_name(pattern));
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> half_removed_family_rule() {
  return std::make_unique<const HalfRemovedFamily>();
}

}  // namespace leastwise

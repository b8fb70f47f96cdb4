// A route is the chain from the principal to the pattern, and each link of it is a line: who gave
// what to whom and where; by which groups the principal is meant; which block and pattern matched;
// in which state the assignment is; then the ids, dimmed, to find the record by.
//
//     Reader on resource group rg-bench, given to Lab Team
//       path        Bob Brown -> Lab Leads -> Lab Team
//       pattern     `*/read` in block 1 of the role
//       state       active
//       assignment  /subscriptions/.../cccccccc-... (lab/role-assignments.json:17)
//       role        acdd72a7-... (embedded catalogue)
//
// A nearest miss has one line more, the first: what it misses by. Lines that say nothing are left
// out. Each reason that a decision can have is shown by one file of tests/golden/cli/explain_*.txt.
#include "cli/routes_text.h"

#include <fmt/core.h>

#include "cli/condition_note.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// The first line of a route: what one would search for.
std::string title_line(const AnswerView& view, std::string_view text) {
  return fmt::format("  {}\n", view.style.paint(Tone::kStrong, printable(text)));
}

// Every reason for which a route is not certain: to mend one may not be enough.
void add_doubts(TextTable& table, ReasonSet doubts) {
  for (const DecisionReason reason : doubts.list()) {
    table.add({{"unknown"}, {std::string(reason_text(reason)), Tone::kUnsure}});
  }
}

// Its state first: that is the answer, and the text may be long.
void add_condition(const AnswerView& view, TextTable& table, std::string_view whose,
                   std::optional<ConditionId> condition, Truth met) {
  if (!condition) {
    return;
  }
  const Condition& read = view.data.compiled().conditions()[*condition];
  const std::string state = read.valid() ? std::string(condition_state(met))
                                         : fmt::format("invalid ({})", first_error(read));
  table.add({{"condition"},
             {fmt::format("of the {}, {}: {}", whose, state,
                          one_line(view.tenant().condition(*condition)))}});
}

// Blocks count from 1 here: people do.
void add_block(const AnswerView& view, TextTable& table, const BlockMatch& block,
               std::string_view whose) {
  if (block.matched) {
    table.add({{"pattern"},
               {fmt::format("`{}` in block {} of the {}", view.tenant().pattern(*block.matched),
                            block.block + 1, whose)}});
  }
  add_condition(view, table, fmt::format("{}'s block", whose), block.condition,
                block.condition_met);
}

// The id and where it stands: `2bb1...  role-assignments.json:212`.
std::string id_and_place(const AnswerView& view, std::string_view id, const SourcePlace& place) {
  std::string text(id);
  const std::string where = place_text(view.tenant(), place);
  if (!where.empty()) {
    text += fmt::format("{}({})", text.empty() ? "" : " ", where);
  }
  return text;
}

std::string members_path(const AnswerView& view, std::span<const PrincipalId> path, Truth certain) {
  const std::string text = path_text(view.tenant(), path, view.style);
  return certain == Truth::kUnknown ? text + " (membership unknown)" : text;
}

// `doNotApplyToChildScopes` is told here, where it is read together with the scope.
std::string denial_title(const AnswerView& view, const DenialRoute& route) {
  const DenyAssignment& denial = view.tenant().denial(route.denial);
  const std::string_view name = view.tenant().text(denial.name);
  return fmt::format("{} at {}{}", name.empty() ? "deny assignment" : name,
                     scope_name(view.tenant(), denial.scope),
                     denial.scope_only ? ", not below it" : "");
}

// An exclusion lifts a denial for those that it names; the route shows by which group.
std::string denial_effect(const DenialRoute& route) {
  if (route.audit_only) {
    return "audit only: reported, denies nothing";
  }
  if (route.denies == Truth::kNo && !route.exclusion_path.empty()) {
    return "lifted: the principal is excluded";
  }
  switch (route.denies) {
    case Truth::kYes:
      return "denies";
    case Truth::kUnknown:
      return "may deny";
    case Truth::kNo:
      return "does not deny";
  }
  return "";
}

template <class Routes, class Write>
std::string section(const AnswerView& view, std::string_view title, const Routes& routes,
                    Write write) {
  if (routes.empty()) {
    return {};
  }
  std::string text;
  for (const auto& route : routes) {
    text += text.empty() ? "" : "\n";
    text += write(view, route);
  }
  return heading(view.style, title) + text;
}

}  // namespace

std::string grant_summary(const AnswerView& view, const GrantRoute& route) {
  const RoleAssignment& assignment = view.tenant().assignment(route.assignment);
  std::string text = fmt::format("{} on {}", role_name(view.tenant(), assignment.role),
                                 scope_name(view.tenant(), assignment.scope));
  if (route.path.size() > 1) {
    text += fmt::format(", given to {}", principal_name(view.tenant(), assignment.principal));
  }
  return text;
}

std::string miss_text(const AnswerView& view, const GrantRoute& route) {
  const RoleAssignment& assignment = view.tenant().assignment(route.assignment);
  switch (route.miss) {
    case Miss::kNone:
      return "";
    case Miss::kOtherScope:
      return fmt::format("it is given on {}, which is not the asked scope or above it",
                         scope_name(view.tenant(), assignment.scope));
    case Miss::kNotAction:
      return fmt::format("its notAction `{}` takes the action away",
                         view.tenant().pattern(*route.block.subtracted));
    case Miss::kCondition:
      return "its condition is not met";
    case Miss::kEligible:
      return "it is only eligible (PIM): it would count once activated";
    case Miss::kNotInWindow:
      return fmt::format("it is not valid at {}: {}", to_string(view.options.global.at),
                         assignment_state(assignment));
    case Miss::kOtherPlane:
      return "it grants this in the other plane: control and data actions never mix";
  }
  return "";
}

std::string grant_text(const AnswerView& view, const GrantRoute& route) {
  const Tenant& tenant = view.tenant();
  const RoleAssignment& assignment = tenant.assignment(route.assignment);
  TextTable table;
  if (route.miss != Miss::kNone) {
    table.add({{"misses"}, {miss_text(view, route), Tone::kUnsure}});
  }
  if (!route.path.empty()) {
    table.add({{"path"}, {members_path(view, route.path, route.membership)}});
  }
  add_block(view, table, route.block, "role");
  add_condition(view, table, "assignment", assignment.condition, route.condition_met);
  table.add({{"state"}, {assignment_state(assignment)}});
  add_doubts(table, route.unknown_because);
  table.add({{"assignment"},
             {id_and_place(view, tenant.id_text(assignment), assignment.place), Tone::kDim}});
  table.add({{"role"},
             {fmt::format("{} ({})", to_string(tenant.role(assignment.role).guid),
                          role_source(tenant, assignment.role)),
              Tone::kDim}});
  return title_line(view, grant_summary(view, route)) + table.render(view.style, 4);
}

std::string denial_text(const AnswerView& view, const DenialRoute& route) {
  const DenyAssignment& denial = view.tenant().denial(route.denial);
  TextTable table;
  table.add({{"effect"}, {denial_effect(route)}});
  if (route.by_everyone) {
    table.add({{"hits"}, {"everyone"}});
  } else if (!route.path.empty()) {
    table.add({{"hits"}, {members_path(view, route.path, Truth::kYes)}});
  }
  if (!route.exclusion_path.empty()) {
    table.add({{"excludes"}, {members_path(view, route.exclusion_path, Truth::kYes)}});
  }
  add_block(view, table, route.block, "deny assignment");
  add_condition(view, table, "deny assignment", denial.condition, route.condition_met);
  add_doubts(table, route.unknown_because);
  table.add(
      {{"id"}, {id_and_place(view, view.tenant().text(denial.id), denial.place), Tone::kDim}});
  return title_line(view, denial_title(view, route)) + table.render(view.style, 4);
}

// One route is enough for a why; the first is the one with the shortest path.
std::string why_text(const AnswerView& view, const Explanation& explanation) {
  std::string text = heading(view.style, "Why");
  for (const DecisionReason reason : explanation.decision.reasons.list()) {
    text += bullet(view.style, reason_text(reason));
  }
  const bool denied = explanation.decision.reasons.has(DecisionReason::kDeniedByDenyAssignment);
  if (denied) {
    return text + denial_text(view, explanation.denials.front());
  }
  if (!explanation.grants.empty()) {
    return text + grant_text(view, explanation.grants.front());
  }
  if (!explanation.possible.empty()) {
    return text + grant_text(view, explanation.possible.front());
  }
  if (!explanation.nearest_misses.empty()) {
    const GrantRoute& nearest = explanation.nearest_misses.front();
    text += bullet(view.style, fmt::format("nearest: {}; {}", grant_summary(view, nearest),
                                           miss_text(view, nearest)));
  }
  return text;
}

std::string chain_text(const AnswerView& view, const Explanation& explanation) {
  std::string text = heading(view.style, "Why");
  for (const DecisionReason reason : explanation.decision.reasons.list()) {
    text += bullet(view.style, reason_text(reason));
  }
  text += section(view, "Deny assignments", explanation.denials, denial_text);
  text += section(view, "Grants", explanation.grants, grant_text);
  text += section(view, "Grants that cannot be decided", explanation.possible, grant_text);
  text += section(view, "Nearest misses: grants that fail in one respect only",
                  explanation.nearest_misses, grant_text);
  return text;
}

}  // namespace leastwise::cli

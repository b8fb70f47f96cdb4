// `leastwise who-can`: every principal with an action at a scope, by which route, in which state.
//
// One line a route, so a principal that holds it twice shows twice: taking one assignment away
// would leave the other. The answer ranks by how sure it is (allowed, undecided, only eligible or
// denied) and then by name. Groups are listed beside their members, since a group is what one would
// change.
//
// Example: a member of two groups with Contributor has two lines. Counter-example: a member of a
// group whose list was not exported is not listed; the group is, as one in which anybody may be.
#include "engine/access/who_can.h"

#include <fmt/core.h>

#include <algorithm>
#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/bearing_gaps.h"
#include "engine/base/ascii.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// Only what counts today is green.
Tone tone_of(AccessState state) {
  switch (state) {
    case AccessState::kActive:
      return Tone::kGood;
    case AccessState::kDenied:
      return Tone::kBad;
    case AccessState::kEligible:
    case AccessState::kConditional:
    case AccessState::kUnknown:
      return Tone::kUnsure;
  }
  return Tone::kPlain;
}

// The answer, and what it was computed from.
struct Found {
  WhoCan who;
  ActionRef action;
  ScopeRef scope;
};

// The deny assignments that certainly deny a holder.
std::vector<DenialId> denials_of(const AnswerView& view, const Found& found, const Holder& holder) {
  std::vector<DenialId> denials;
  if (!holder.decision.reasons.has(DecisionReason::kDeniedByDenyAssignment)) {
    return denials;
  }
  const CompiledTenant& compiled = view.data.compiled();
  const SubjectRef subject = CompiledTenant::subject(holder.principal);
  for (const auto& denial : compiled.effective_denials(subject, found.scope)) {
    if (denial.doubts.empty() &&
        compiled.denial_matches(denial.denial, found.action) == Truth::kYes) {
      denials.push_back(denial.denial);
    }
  }
  return denials;
}

// From the holder to the assignee of the route; the route itself names only the assignment.
std::vector<PrincipalId> path_of(const AnswerView& view, const Holder& holder,
                                 const AccessRoute& route) {
  return view.tenant().groups().path(holder.principal,
                                     view.tenant().assignment(route.assignment).principal);
}

// `→ ML Teams → All`: the groups of a path, without the principal itself.
std::string via_text(const AnswerView& view, std::span<const PrincipalId> path) {
  if (path.size() < 2) {
    return std::string(view.style.sign(Sign::kNone));
  }
  return path_text(view.tenant(), path.subspan(1), view.style);
}

// All that deny it: taking one of two away would change nothing.
std::string denied_by_text(const AnswerView& view, const Found& found, const Holder& holder) {
  std::string text;
  for (const DenialId id : denials_of(view, found, holder)) {
    const std::string_view name = view.tenant().text(view.tenant().denial(id).name);
    text +=
        fmt::format("{}{}", text.empty() ? "" : ", ", name.empty() ? "a deny assignment" : name);
  }
  return text;
}

// The columns of kubectl-who-can, and what Azure adds: the group, the state, the denial.
std::string holders_table(const AnswerView& view, const Found& found) {
  TextTable table({"PRINCIPAL", "TYPE", "VIA", "ROLE", "GIVEN ON", "STATE", "DENIED BY"});
  const Tenant& tenant = view.tenant();
  for (const Holder& holder : found.who.holders) {
    bool first = true;
    for (const AccessRoute& route : holder.routes) {
      const RoleAssignment& assignment = tenant.assignment(route.assignment);
      std::vector<Cell> row;
      if (first) {
        row = {{principal_name(tenant, holder.principal), Tone::kStrong},
               {principal_kind(tenant, holder.principal)}};
      } else {
        row = {{}, {}};
      }
      row.push_back({via_text(view, path_of(view, holder, route))});
      row.push_back({role_name(tenant, assignment.role)});
      row.push_back({scope_name(tenant, assignment.scope)});
      row.push_back({std::string(to_string(route.state)), tone_of(route.state)});
      row.push_back({first ? denied_by_text(view, found, holder) : ""});
      table.add(std::move(row));
      first = false;
    }
  }
  return '\n' + table.render(view.style, 2);
}

std::size_t count_of(const WhoCan& who, Effect effect) {
  return static_cast<std::size_t>(std::ranges::count_if(
      who.holders, [effect](const Holder& h) { return h.decision.effect == effect; }));
}

// The first line answers even if nobody reads on.
std::string summary_line(const AnswerView& view, const WhoCan& who) {
  const std::size_t allowed = count_of(who, Effect::kAllow);
  const std::size_t unknown = count_of(who, Effect::kUnknown);
  const std::size_t refused = count_of(who, Effect::kDeny);
  std::string text =
      fmt::format("{} may do {} at {}", allowed == 0 ? "nobody" : counted(allowed, "principal"),
                  asked_text(view.question), asked_scope_name(view));
  if (unknown != 0) {
    text += fmt::format("; of {} it cannot be decided", counted(unknown, "other"));
  }
  if (refused != 0) {
    text += fmt::format("; {} only eligible, or denied", grouped(refused));
  }
  return view.style.paint(Tone::kStrong, printable(text)) + '\n';
}

std::string answer_text(const AnswerView& view, const Found& found,
                        const std::vector<const CoverageGap*>& gaps) {
  std::string text = summary_line(view, found.who) + question_text(view);
  if (!found.who.holders.empty()) {
    text += holders_table(view, found);
  }
  if (!found.who.open_groups.empty()) {
    text += heading(view.style, "Anybody may be in these groups, which hold it too");
    for (const PrincipalId group : found.who.open_groups) {
      text += bullet(view.style, principal_name(view.tenant(), group));
    }
  }
  return text + gaps_text(view, gaps);
}

// `via` has the groups alone, the nearest to the principal first.
Json json_holder(const AnswerView& view, const Found& found, const Holder& holder) {
  const Tenant& tenant = view.tenant();
  Json routes = Json::array();
  for (const AccessRoute& route : holder.routes) {
    Json via = Json::array();
    const std::vector<PrincipalId> path = path_of(view, holder, route);
    for (const PrincipalId group : std::span(path).subspan(path.empty() ? 0 : 1)) {
      via.push_back(json_principal(tenant, group));
    }
    routes.push_back({{"state", to_string(route.state)},
                      {"via", std::move(via)},
                      {"assignment", json_assignment(tenant, route.assignment)}});
  }
  Json denied_by = Json::array();
  for (const DenialId id : denials_of(view, found, holder)) {
    denied_by.push_back(
        {{"id", tenant.text(tenant.denial(id).id)}, {"name", tenant.text(tenant.denial(id).name)}});
  }
  return {{"principal", json_principal(tenant, holder.principal)},
          {"decision", to_string(holder.decision.effect)},
          {"reasons", json_reasons(holder.decision.reasons)},
          {"routes", std::move(routes)},
          {"denied_by", std::move(denied_by)}};
}

Json answer_json(const AnswerView& view, const Found& found,
                 const std::vector<const CoverageGap*>& gaps) {
  Json answer = {{"question", json_question(view)}};
  Json holders = Json::array();
  for (const Holder& holder : found.who.holders) {
    holders.push_back(json_holder(view, found, holder));
  }
  answer["holders"] = std::move(holders);
  Json open = Json::array();
  for (const PrincipalId group : found.who.open_groups) {
    open.push_back(json_principal(view.tenant(), group));
  }
  answer["open_groups"] = std::move(open);
  add_footing(answer, view.data, gaps);
  return answer;
}

// Those who may come first, then the undecided, then who only could; by name within.
void order(const AnswerView& view, WhoCan& who) {
  const auto rank = [](Effect effect) {
    switch (effect) {
      case Effect::kAllow:
        return 0;
      case Effect::kUnknown:
        return 1;
      case Effect::kDeny:
        return 2;
    }
    return 2;
  };
  std::ranges::stable_sort(who.holders, {}, [&](const Holder& holder) {
    return std::pair(rank(holder.decision.effect),
                     folded(principal_name(view.tenant(), holder.principal)));
  });
}

// The folded text has to outlive the ActionRef, which may refer to it.
Result<Outcome> answer(const AnswerView& view) {
  const CompiledTenant& compiled = view.data.compiled();
  const std::string action = folded(view.question.action);
  const ActionRef ref = compiled.action(action, view.question.plane);
  const ScopeRef scope = compiled.scope(view.question.scope->place);
  Found found{who_can(compiled, ref, scope, view.question.request), ref, scope};
  order(view, found.who);
  const auto gaps = bearing_gaps(compiled, {{}, {ref}, view.question.scope->place.node});
  const bool json = view.options.global.format == Format::kJson;
  return Outcome{json ? answer_json(view, found, gaps).text() : answer_text(view, found, gaps)};
}

}  // namespace

ExitCode run_who_can(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

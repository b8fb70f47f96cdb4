// How the engine's values become the objects that docs/cli.md lists. One function a part, so that a
// part looks the same in every answer: the assignment under `because` of a check and the one in the
// list of `role show` are written by the same lines.
//
// Rules that all parts follow:
// - what is not known is null and not left out: a reader need not ask whether a key is there;
// - an id stands before a name, and is Azure's own;
// - open ends of a window are null, so that nobody parses the beginning of time.
// Covered by tests/golden/cli/*.json.
#include "cli/answer_json.h"

#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// A text, or null where there is none.
Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

// The begin or end of a window; null where the window is open on that side.
Json bound_or_null(Instant instant) {
  const bool open = instant == kBeginningOfTime || instant == kEndOfTime;
  return open ? Json(nullptr) : Json(to_string(instant));
}

Json pattern_or_null(const Tenant& tenant, std::optional<PatternId> id) {
  return id ? Json(tenant.pattern(*id)) : Json(nullptr);
}

Json condition_or_null(const Tenant& tenant, std::optional<ConditionId> id) {
  return id ? Json(tenant.condition(*id)) : Json(nullptr);
}

// `yes`, `no`, `unknown`; null where there is no condition.
Json met_or_null(std::optional<ConditionId> id, Truth met) {
  return id ? Json(to_string(met)) : Json(nullptr);
}

// A chain of groups: ids to follow, names to read.
Json json_path(const Tenant& tenant, std::span<const PrincipalId> path) {
  Json list = Json::array();
  for (const PrincipalId id : path) {
    list.push_back(
        {{"id", to_string(tenant.directory()[id].id)}, {"name", principal_name(tenant, id)}});
  }
  return list;
}

// The values of `known_from`.
std::string_view knowledge_text(RoleKnowledge knowledge) {
  switch (knowledge) {
    case RoleKnowledge::kUndefined:
      return "undefined";
    case RoleKnowledge::kInput:
      return "input";
    case RoleKnowledge::kCatalogue:
      return "catalogue";
  }
  return "undefined";
}

// The four keys by which a route tells what its block says. `block` counts from 0, as an index
// of the definition; the text for people counts from 1.
void add_block(Json& object, const Tenant& tenant, const BlockMatch& block) {
  object["block"] = block.matched ? Json(block.block) : Json(nullptr);
  object["pattern"] = pattern_or_null(tenant, block.matched);
  object["not_action"] = pattern_or_null(tenant, block.subtracted);
  object["block_condition"] = condition_or_null(tenant, block.condition);
  object["block_condition_met"] = met_or_null(block.condition, block.condition_met);
}

// Whom the question is about, and whether the input knows it: a principal that it does not know
// is no error but an answer (SPEC section 6).
Json asked_principal(const AnswerView& view) {
  const AskedPrincipal& asked = *view.question.principal;
  if (!asked.known) {
    return {{"id", to_string(asked.id)}, {"name", nullptr}, {"known", false}};
  }
  Json principal = json_principal(view.tenant(), *asked.known);
  principal["known"] = true;
  return principal;
}

// `known` is false for a scope below the nearest known one: nothing is assigned at it itself.
Json asked_scope(const AnswerView& view) {
  const AskedScope& asked = *view.question.scope;
  return {{"id", asked.path.text()},
          {"name", asked_scope_name(view)},
          {"kind", to_string(asked.path.kind())},
          {"known", asked.place.exact}};
}

// Grouped by source, in the form in which a request gives them.
Json json_attributes(const std::vector<AttributeArgument>& attributes) {
  Json object = Json::object();
  for (const AttributeArgument& attribute : attributes) {
    object[to_string(attribute.source)][attribute.name] = attribute.values;
  }
  return object;
}

Json json_complete(const CompleteSources& complete) {
  Json list = Json::array();
  for (const AttributeSource source : kAttributeSources) {
    if (complete[static_cast<std::size_t>(source)]) {
      list.push_back(to_string(source));
    }
  }
  return list;
}

// Whoever reads the answer later sees what was given.
void add_condition_facts(Json& question, const QuestionOptions& given) {
  question["attributes"] = json_attributes(given.attributes);
  question["suboperations"] = given.suboperations;
  question["complete"] = json_complete(given.complete);
}

}  // namespace

Json json_reasons(ReasonSet reasons) {
  Json list = Json::array();
  for (const DecisionReason reason : reasons.list()) {
    list.push_back(to_string(reason));
  }
  return list;
}

Json json_principal(const Tenant& tenant, PrincipalId id) {
  const Principal& principal = tenant.directory()[id];
  const auto text = [&tenant](StringId of) { return text_or_null(tenant.directory().text(of)); };
  return {{"id", to_string(principal.id)},
          {"name", text(principal.display_name)},
          {"user_principal_name", text(principal.user_principal_name)},
          {"type", to_string(principal.type)}};
}

Json json_scope(const Tenant& tenant, ScopeId id) {
  return {{"id", tenant.scopes().text(id)},
          {"name", scope_name(tenant, id)},
          {"kind", to_string(tenant.scopes().kind(id))}};
}

Json json_role(const Tenant& tenant, RoleId id) {
  const RoleDefinition& role = tenant.role(id);
  return {{"id", to_string(role.guid)},
          {"name", text_or_null(tenant.text(role.name))},
          {"known_from", knowledge_text(role.knowledge)}};
}

Json json_roles(const Tenant& tenant, std::span<const RoleId> ids) {
  Json list = Json::array();
  for (const RoleId id : ids) {
    list.push_back(json_role(tenant, id));
  }
  return list;
}

Json json_assignment(const Tenant& tenant, AssignmentId id) {
  const RoleAssignment& assignment = tenant.assignment(id);
  return {{"id", text_or_null(tenant.id_text(assignment))},
          {"principal", json_principal(tenant, assignment.principal)},
          {"role", json_role(tenant, assignment.role)},
          {"scope", json_scope(tenant, assignment.scope)},
          {"eligible", assignment.eligible},
          {"valid_from", bound_or_null(assignment.window.begin)},
          {"valid_until", bound_or_null(assignment.window.end)},
          {"condition", condition_or_null(tenant, assignment.condition)},
          {"source", text_or_null(place_text(tenant, assignment.place))}};
}

Json json_grant(const AnswerView& view, const GrantRoute& route) {
  const Tenant& tenant = view.tenant();
  Json object = {{"assignment", json_assignment(tenant, route.assignment)},
                 {"path", json_path(tenant, route.path)}};
  add_block(object, tenant, route.block);
  object["condition_met"] =
      met_or_null(tenant.assignment(route.assignment).condition, route.condition_met);
  object["membership"] = to_string(route.membership);
  object["covers_scope"] = to_string(route.covers);
  object["grants"] = to_string(route.grants);
  object["unknown_because"] = json_reasons(route.unknown_because);
  object["miss"] = route.miss == Miss::kNone ? Json(nullptr) : Json(to_string(route.miss));
  return object;
}

Json json_denial(const AnswerView& view, const DenialRoute& route) {
  const Tenant& tenant = view.tenant();
  const DenyAssignment& denial = tenant.denial(route.denial);
  Json object = {{"id", text_or_null(tenant.text(denial.id))},
                 {"name", text_or_null(tenant.text(denial.name))},
                 {"scope", json_scope(tenant, denial.scope)},
                 {"only_at_scope", denial.scope_only},
                 {"denies", to_string(route.denies)},
                 {"audit_only", route.audit_only},
                 {"everyone", route.by_everyone},
                 {"path", json_path(tenant, route.path)},
                 {"exclusion_path", json_path(tenant, route.exclusion_path)}};
  add_block(object, tenant, route.block);
  object["condition"] = condition_or_null(tenant, denial.condition);
  object["condition_met"] = met_or_null(denial.condition, route.condition_met);
  object["unknown_because"] = json_reasons(route.unknown_because);
  object["source"] = text_or_null(place_text(tenant, denial.place));
  return object;
}

Json json_gap(const CoverageGap& gap) {
  return {{"kind", to_string(gap.kind)}, {"subject", gap.subject}, {"message", gap.message}};
}

Json json_question(const AnswerView& view) {
  const Question& question = view.question;
  const GlobalOptions& global = view.options.global;
  Json object = {{"command", question.command}};
  if (question.principal) {
    object["principal"] = asked_principal(view);
  }
  if (question.level != nullptr) {
    object["access"] = question.level->name;
    object["plane"] = to_string(question.level->plane);
  } else if (!question.action.empty()) {
    object["action"] = question.action;
    object["plane"] = to_string(question.plane);
  }
  if (question.scope) {
    object["scope"] = asked_scope(view);
  }
  if (view.options.command == Command::kCheck || view.options.command == Command::kExplain) {
    add_condition_facts(object, view.options.question);
  }
  object["at"] = to_string(global.at);
  object["wildcards"] = to_string(global.wildcards);
  object["include_eligible"] = global.include_eligible;
  return object;
}

// Last in every answer: what it stands on, and what it could not see.
void add_footing(Json& answer, const TenantData& data,
                 const std::vector<const CoverageGap*>& gaps) {
  answer["catalogue"] = {{"hash", data.catalogue().hash}, {"date", data.catalogue().date}};
  Json list = Json::array();
  for (const CoverageGap* gap : gaps) {
    list.push_back(json_gap(*gap));
  }
  answer["coverage_gaps"] = std::move(list);
}

}  // namespace leastwise::cli

// `leastwise role show`: one role's blocks and patterns, known operations, and assignments.
//
// The blocks are shown apart, as they decide apart: notActions of one take nothing from another,
// and a condition guards its own block alone. What the role grants is then counted over the known
// operations, without and with its conditions; with -v by name. Where it is assigned includes
// eligible assignments and those that are out of their window, each with its state.
#include <fmt/core.h>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/operation_counts.h"
#include "cli/role_facts.h"
#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// The role that was found, and its assignments: eligible ones, and those whose window is over, too.
struct RoleAnswer {
  RoleId id;
  std::vector<AssignmentId> assignments;
};

// One line a pattern, since patterns are long and are compared with those of other roles by eye.
// The label stands once, before the first pattern.
void add_patterns(const AnswerView& view, TextTable& table, std::string_view label,
                  std::span<const PatternId> patterns) {
  std::string_view shown = label;
  for (const PatternId id : patterns) {
    table.add({{std::string(shown)}, {std::string(view.tenant().pattern(id)), Tone::kStrong}});
    shown = "";
  }
}

// The four lists under the names that an export gives them; empty ones are left out.
std::string block_text(const AnswerView& view, const PermissionBlock& block, std::size_t number) {
  TextTable table;
  add_patterns(view, table, "actions", block.control.granted);
  add_patterns(view, table, "notActions", block.control.subtracted);
  add_patterns(view, table, "dataActions", block.data.granted);
  add_patterns(view, table, "notDataActions", block.data.subtracted);
  if (block.condition) {
    table.add({{"condition"}, {std::string(view.tenant().condition(*block.condition))}});
  }
  return heading(view.style, fmt::format("Block {}", number)) + table.render(view.style, 2);
}

// Unknown here means: on a condition. A role that nobody defines never gets here.
std::string operations_section(const AnswerView& view, RoleId role, Plane plane) {
  std::string text;
  for (const Truth wanted : {Truth::kYes, Truth::kUnknown}) {
    const auto ids = role_operations(view.data.compiled(), role, plane, wanted);
    if (ids.empty()) {
      continue;
    }
    const std::string_view how = wanted == Truth::kYes ? "it grants" : "it grants on a condition";
    text += heading(view.style, fmt::format("Known operations that {} on the {} plane: {}", how,
                                            to_string(plane), grouped(ids.size())));
    text += operations_text(view.style, view.tenant(), ids, view.options.global.verbose);
    if (const std::size_t both = unstated_planes(view.tenant(), ids); both != 0) {
      text += fmt::format("    {} of them count in both planes: no source says in which they are\n",
                          grouped(both));
    }
  }
  return text;
}

// Without a tenant there is nothing to say, and "nowhere" would be wrong.
std::string assigned_text(const AnswerView& view, std::span<const AssignmentId> assignments) {
  if (!view.data.has_input()) {
    return {};
  }
  const Tenant& tenant = view.tenant();
  std::string text = heading(view.style, assignments.empty() ? "Assigned nowhere" : "Assigned");
  TextTable table({"PRINCIPAL", "TYPE", "SCOPE", "STATE", "CONDITION"});
  for (const AssignmentId id : assignments) {
    const RoleAssignment& assignment = tenant.assignment(id);
    table.add({{principal_name(tenant, assignment.principal), Tone::kStrong},
               {principal_kind(tenant, assignment.principal)},
               {scope_name(tenant, assignment.scope)},
               {assignment_state(assignment)},
               {assignment.condition ? "yes" : ""}});
  }
  return assignments.empty() ? text : text + table.render(view.style, 2);
}

// A role that only assignments name has no blocks, no type and no description to show.
std::string answer_text(const AnswerView& view, const RoleAnswer& found) {
  const Tenant& tenant = view.tenant();
  const RoleDefinition& role = tenant.role(found.id);
  std::string text = view.style.paint(Tone::kStrong, printable(role_name(tenant, found.id)));
  if (role.name != StringId()) {
    text += fmt::format("  {}", view.style.paint(Tone::kDim, to_string(role.guid)));
  }
  text += '\n';
  if (const std::string_view about = tenant.text(role.description); !about.empty()) {
    text += fmt::format("  {}\n", printable(about));
  }
  if (role.knowledge == RoleKnowledge::kUndefined) {
    text += "  not defined by any input: what it grants is unknown\n";
    return text + assigned_text(view, found.assignments);
  }
  text += fmt::format("  {} role, known from: {}\n", type_text(role.type),
                      printable(role_source(tenant, found.id)));
  if (role.lossy) {
    text += "  known only in the PowerShell shape, in which its blocks were merged\n";
  }
  for (std::size_t i = 0; i < role.blocks.size(); ++i) {
    text += block_text(view, role.blocks[i], i + 1);
  }
  for (const Plane plane : kPlanes) {
    text += operations_section(view, found.id, plane);
  }
  return text + assigned_text(view, found.assignments);
}

// As written, blanks and case included.
Json json_patterns(const AnswerView& view, std::span<const PatternId> patterns) {
  Json list = Json::array();
  for (const PatternId id : patterns) {
    list.push_back(view.tenant().pattern(id));
  }
  return list;
}

// Under the names of an export, in snake_case, and in the order of the definition: an index into
// this list is what `block` means in an explanation.
Json json_blocks(const AnswerView& view, const RoleDefinition& role) {
  Json blocks = Json::array();
  for (const PermissionBlock& block : role.blocks) {
    blocks.push_back(
        {{"actions", json_patterns(view, block.control.granted)},
         {"not_actions", json_patterns(view, block.control.subtracted)},
         {"data_actions", json_patterns(view, block.data.granted)},
         {"not_data_actions", json_patterns(view, block.data.subtracted)},
         {"condition",
          block.condition ? Json(view.tenant().condition(*block.condition)) : Json(nullptr)}});
  }
  return blocks;
}

// The gaps that bear on a role are those about it, and exports that may lack its assignments.
Json answer_json(const AnswerView& view, const RoleAnswer& found) {
  const Tenant& tenant = view.tenant();
  const RoleDefinition& role = tenant.role(found.id);
  Json answer = {{"question", json_question(view)}};
  answer["question"]["role"] = view.options.role;
  Json object = json_role(tenant, found.id);
  object["type"] = type_text(role.type);
  object["description"] = tenant.text(role.description);
  object["lossy"] = role.lossy;
  Json scopes = Json::array();
  for (const StringId scope : role.assignable_scopes) {
    scopes.push_back(tenant.text(scope));
  }
  object["assignable_scopes"] = std::move(scopes);
  object["blocks"] = json_blocks(view, role);
  for (const Plane plane : kPlanes) {
    const CompiledTenant& compiled = view.data.compiled();
    const std::string prefix(to_string(plane));
    object[prefix + "_operations"] =
        json_operations(tenant, role_operations(compiled, found.id, plane));
    object[prefix + "_operations_on_condition"] =
        json_operations(tenant, role_operations(compiled, found.id, plane, Truth::kUnknown));
  }
  answer["role"] = std::move(object);
  Json assignments = Json::array();
  for (const AssignmentId id : found.assignments) {
    assignments.push_back(json_assignment(tenant, id));
  }
  answer["assignments"] = std::move(assignments);
  std::vector<const CoverageGap*> gaps;
  for (const CoverageGap& gap : tenant.gaps()) {
    if (gap.role == found.id || gap.kind == GapKind::kTruncatedExport) {
      gaps.push_back(&gap);
    }
  }
  add_footing(answer, view.data, gaps);
  return answer;
}

// The role that a person names: where none is called so, with the name that may be meant.
Result<RoleId> find_role(const Tenant& tenant, std::string_view name) {
  const auto role = tenant.resolve_role(name);
  if (role) {
    return role;
  }
  std::vector<std::string_view> names;
  for (const RoleDefinition& known : tenant.roles()) {
    names.push_back(tenant.text(known.name));
  }
  const std::string_view guess = closest(name, names);
  if (guess.empty() || equals_folded(guess, name)) {
    return role;
  }
  return fail(role.error().message, fmt::format("did you mean `{}`?", guess));
}

// The name is looked up here and not in find_question(): only this command takes a role.
Result<Outcome> answer(const AnswerView& view) {
  const auto role = find_role(view.tenant(), view.options.role);
  if (!role) {
    return std::unexpected(role.error());
  }
  const RoleAnswer found{*role, assignments_by_role(view.tenant())[role->index()]};
  const bool json = view.options.global.format == Format::kJson;
  return Outcome{json ? answer_json(view, found).text() : answer_text(view, found)};
}

}  // namespace

// Works without a tenant: then the catalogue is all there is.
ExitCode run_role_show(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

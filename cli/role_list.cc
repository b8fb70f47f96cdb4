// `leastwise role list`: the roles that are known, with how much each grants.
//
// Counts of known operations are the quickest way to see which role is wide: Reader and Owner stand
// far apart. They are counts and no order: a smaller number is not a subset.
#include <fmt/core.h>

#include <algorithm>
#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/role_facts.h"
#include "engine/base/ascii.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

struct RoleRow {
  RoleId id;
  std::size_t control = 0;  // known operations
  std::size_t data = 0;
  std::size_t assignments = 0;
};

// By name, as one looks for them; the export has them in any order.
std::vector<RoleRow> rows_of(const AnswerView& view) {
  const CompiledTenant& compiled = view.data.compiled();
  const auto assignments = assignments_by_role(view.tenant());
  std::vector<RoleRow> rows;
  for (std::size_t i = 0; i < view.tenant().roles().size(); ++i) {
    const RoleId id = RoleId::from_index(i);
    rows.push_back({id, role_operations(compiled, id, Plane::kControl).size(),
                    role_operations(compiled, id, Plane::kData).size(), assignments[i].size()});
  }
  std::ranges::stable_sort(
      rows, {}, [&view](const RoleRow& row) { return folded(role_name(view.tenant(), row.id)); });
  return rows;
}

std::string answer_text(const AnswerView& view, std::span<const RoleRow> rows) {
  const Tenant& tenant = view.tenant();
  TextTable table({"ROLE", "TYPE", "CONTROL", "DATA", "ASSIGNED", "ID", "KNOWN FROM"});
  for (const RoleRow& row : rows) {
    const RoleDefinition& role = tenant.role(row.id);
    table.add({{role_name(tenant, row.id), Tone::kStrong},
               {std::string(type_text(role.type))},
               {grouped(row.control), Tone::kPlain, true},
               {grouped(row.data), Tone::kPlain, true},
               {grouped(row.assignments), Tone::kPlain, true},
               {to_string(role.guid), Tone::kDim},
               {role_source(tenant, row.id)}});
  }
  return fmt::format(
      "{}\n  CONTROL and DATA count the known operations that the role grants without a condition; "
      "{} are known.\n\n{}",
      view.style.paint(Tone::kStrong, counted(rows.size(), "role")),
      grouped(tenant.operations().size()), table.render(view.style, 2));
}

Json answer_json(const AnswerView& view, std::span<const RoleRow> rows) {
  Json answer = {{"question", json_question(view)}};
  Json roles = Json::array();
  for (const RoleRow& row : rows) {
    Json role = json_role(view.tenant(), row.id);
    role["type"] = type_text(view.tenant().role(row.id).type);
    role["lossy"] = view.tenant().role(row.id).lossy;
    role["control_operations"] = row.control;
    role["data_operations"] = row.data;
    role["assignments"] = row.assignments;
    roles.push_back(std::move(role));
  }
  answer["roles"] = std::move(roles);
  add_footing(answer, view.data, {});
  return answer;
}

Result<Outcome> answer(const AnswerView& view) {
  const std::vector<RoleRow> rows = rows_of(view);
  const bool json = view.options.global.format == Format::kJson;
  return Outcome{json ? answer_json(view, rows).text() : answer_text(view, rows)};
}

}  // namespace

ExitCode run_role_list(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

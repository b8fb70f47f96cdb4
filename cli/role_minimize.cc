// `leastwise role minimize`: the smallest custom role for a need, proven, and ready to be created.
//
// The strings come from engine/synthesis and were checked by the engine against the known
// operations in both readings of wildcards. The formats of the tools (az, arm, bicep, terraform,
// powershell) are the definition alone; the text tells the proof, what the strings would grant of
// operations to come, and the commands that create the role and put it in place.
// Where nobody says where the role is to be assignable, a subscription that does not exist stands
// there, and a note says so: a role that looks finished and is not would be worse.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/answer_json.h"
#include "cli/asked_need.h"
#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/report/names.h"
#include "engine/report/role_definition_text.h"
#include "engine/report/shell_word.h"
#include "engine/synthesis/minimal_role.h"
#include "rules/audit/finding_parts.h"

namespace leastwise::cli {
namespace {

constexpr std::string_view kNoSubscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

// The role as it is to be created, and how it was found.
struct Minimized {
  MinimalRole role;
  CustomRole custom;
};

// The formats that print the definition alone.
constexpr std::array<std::pair<Format, RoleTextFormat>, 5> kRoleTextFormats = {{
    {Format::kAz, RoleTextFormat::kAz},
    {Format::kArm, RoleTextFormat::kArm},
    {Format::kBicep, RoleTextFormat::kBicep},
    {Format::kTerraform, RoleTextFormat::kTerraform},
    {Format::kPowershell, RoleTextFormat::kPowershell},
}};

// Where the role is to be assignable. Errors: what Azure would refuse of it.
Result<std::vector<std::string>> assignable_scopes(const AnswerView& view) {
  std::vector<std::string> scopes;
  std::size_t groups = 0;
  for (const std::string& text : view.options.need.assignable_scopes) {
    const auto scope = ScopePath::parse(text);
    if (!scope) {
      return std::unexpected(scope.error());
    }
    if (scope->kind() == ScopeKind::kRoot) {
      return fail("a custom role cannot be assignable at `/`",
                  "name the management group or the subscriptions where it is used");
    }
    groups += scope->kind() == ScopeKind::kManagementGroup ? 1U : 0U;
    scopes.push_back(assignable_scope(*scope));
  }
  if (groups > 1) {
    return fail("a custom role can be assignable at one management group at most");
  }
  if (scopes.empty() && view.question.scope &&
      view.question.scope->path.kind() != ScopeKind::kRoot) {
    scopes.push_back(assignable_scope(view.question.scope->path));
  }
  if (scopes.empty()) {
    scopes.emplace_back(kNoSubscription);
  }
  sort_unique(scopes);
  return scopes;
}

std::string role_title(const AnswerView& view) {
  if (!view.options.need.name.empty()) {
    return view.options.need.name;
  }
  if (view.question.level != nullptr) {
    return fmt::format("Smallest {}", view.question.level->name);
  }
  return view.question.principal ? fmt::format("Smallest role of {}", asked_principal_name(view))
                                 : std::string("Smallest role");
}

Result<Minimized> minimized(const AnswerView& view, const AskedNeed& need) {
  std::string flaws;
  std::string help;
  for (const NeededAction& action : need.actions) {
    if (const auto error = unfit_for_role(action)) {
      flaws += fmt::format("{}{}", flaws.empty() ? "" : "; ", error->message);
      help = error->help;
    }
  }
  if (!flaws.empty()) {
    return fail(std::move(flaws), std::move(help));
  }
  auto scopes = assignable_scopes(view);
  if (!scopes) {
    return std::unexpected(scopes.error());
  }
  auto role =
      minimal_role(view.tenant().operations(), need.actions,
                   view.options.need.safe_wildcards ? RoleWildcards::kSafe : RoleWildcards::kNone);
  if (!role) {
    return std::unexpected(role.error());
  }
  CustomRole custom{.name = role_title(view),
                    .description = "The smallest role for a need, made by leastwise.",
                    .actions = role->plane(Plane::kControl).strings,
                    .data_actions = role->plane(Plane::kData).strings,
                    .assignable_scopes = *std::move(scopes)};
  return Minimized{*std::move(role), std::move(custom)};
}

// The assignments that this role can take the place of: the principal's own ones at the scope or
// above it that grant some of the need. Their other uses are for people to judge.
std::vector<AssignmentId> replaceable(const AnswerView& view, const AskedNeed& need) {
  std::vector<AssignmentId> found;
  if (!view.question.principal || !view.question.principal->known || !view.question.scope) {
    return found;
  }
  const Tenant& tenant = view.tenant();
  const CompiledTenant& compiled = view.data.compiled();
  for (std::size_t i = 0; i < tenant.assignments().size(); ++i) {
    const AssignmentId id = AssignmentId::from_index(i);
    const RoleAssignment& assignment = tenant.assignment(id);
    const bool here = assignment.principal == *view.question.principal->known &&
                      assignment.window.holds(compiled.options().at) &&
                      tenant.scopes().contains(assignment.scope, view.question.scope->place.node);
    if (here && std::ranges::any_of(need.actions, [&](const NeededAction& action) {
          const std::string text = folded(action.action);
          return text.find('*') == std::string::npos &&
                 compiled.role_grants(assignment.role, compiled.action(text, action.plane)) ==
                     Truth::kYes;
        })) {
      found.push_back(id);
    }
  }
  return found;
}

// The commands that put the role in place, in the order in which they are run: nobody is without
// access in between.
std::vector<std::string> commands(const AnswerView& view, const AskedNeed& need,
                                  const Minimized& found) {
  std::vector<std::string> list = {create_role_command(found.custom, RoleTextFormat::kAz)};
  const auto& asked = view.question;
  const std::string scope = asked.scope ? asked.scope->path.text() : "SCOPE";
  if (asked.principal && asked.principal->known) {
    list.push_back(
        assign_command(view.tenant(), *asked.principal->known, found.custom.name, scope));
  } else {
    list.push_back(
        fmt::format("az role assignment create --assignee-object-id {} --role {} --scope {}",
                    asked.principal ? to_string(asked.principal->id) : std::string("PRINCIPAL"),
                    shell_word(found.custom.name), asked.scope ? shell_word(scope) : scope));
  }
  for (const AssignmentId id : replaceable(view, need)) {
    list.push_back(remove_command(view.tenant(), id));
  }
  return list;
}

class MinimizeText {
 public:
  MinimizeText(const AnswerView& view, const AskedNeed& need, const Minimized& found)
      : view_(view), need_(need), found_(found) {}

  [[nodiscard]] std::string all() const {
    std::string text = headline() + need_section(view_.style, need_);
    text += strings_section() + unknown_section() + future_section();
    text += observed_section(view_.style, need_);
    return text + definition() + steps();
  }

 private:
  // The proof, in numbers.
  [[nodiscard]] std::string headline() const {
    const MinimalRole& role = found_.role;
    const std::string count = counted(role.string_count(), "string");
    if (!view_.options.need.safe_wildcards) {
      return fmt::format("{}  {}, just what is asked for: nothing else is granted, ever\n",
                         view_.style.paint(Tone::kGood, "EXACT"), count);
    }
    if (role.is_minimum()) {
      return fmt::format("{}  {}; no fewer can grant the need and nothing else that is known\n",
                         view_.style.paint(Tone::kGood, "MINIMUM"), count);
    }
    return fmt::format("{}  {}; proven is that {} are needed at least\n",
                       view_.style.paint(Tone::kUnsure, "BOUNDED"), count,
                       grouped(role.lower_bound()));
  }

  [[nodiscard]] std::string strings_section() const {
    std::string text;
    for (const Plane plane : kPlanes) {
      const std::vector<std::string>& strings = found_.role.plane(plane).strings;
      if (strings.empty()) {
        continue;
      }
      text += heading(view_.style, plane == Plane::kControl ? "Actions" : "Data actions");
      for (const std::string& string : strings) {
        text += bullet(view_.style, string);
      }
    }
    return text;
  }

  [[nodiscard]] std::string unknown_section() const {
    if (found_.role.unknown.empty()) {
      return {};
    }
    std::string text =
        heading(view_.style, "Not among the known operations: mistyped, or not exported");
    for (const NeededAction& action : found_.role.unknown) {
      text += bullet(view_.style, action.action);
    }
    return text;
  }

  [[nodiscard]] std::string future_section() const {
    if (found_.role.future.empty()) {
      return {};
    }
    std::string text = heading(view_.style, "Would be granted too, if Azure came to have it");
    for (const FutureGrant& grant : found_.role.future) {
      text += bullet(
          view_.style,
          fmt::format("by {}: {}{}", grant.pattern, grant.shape,
                      grant.example.empty() ? "" : fmt::format(", such as {}", grant.example)));
    }
    return text;
  }

  [[nodiscard]] std::string definition() const {
    return heading(view_.style, role_file_name(RoleTextFormat::kAz)) +
           printable_lines(role_definition_text(found_.custom, RoleTextFormat::kAz));
  }

  // Line by line, so that a name cannot steer the terminal.
  [[nodiscard]] static std::string printable_lines(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      lines += fmt::format("  {}\n", printable(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
  }

  [[nodiscard]] std::string steps() const {
    if (view_.options.global.quiet) {
      return {};
    }
    std::string text = heading(view_.style, "To put it in place");
    for (const std::string& command : commands(view_, need_, found_)) {
      text += fmt::format("  {}\n", printable(command));
    }
    return text;
  }

  const AnswerView& view_;
  const AskedNeed& need_;
  const Minimized& found_;
};

Json answer_json(const AnswerView& view, const AskedNeed& need, const Minimized& found) {
  Json future = Json::array();
  for (const FutureGrant& grant : found.role.future) {
    future.push_back({{"plane", to_string(grant.plane)},
                      {"pattern", grant.pattern},
                      {"shape", grant.shape},
                      {"example", grant.example.empty() ? Json(nullptr) : Json(grant.example)}});
  }
  Json unknown = Json::array();
  for (const NeededAction& action : found.role.unknown) {
    unknown.push_back(action.action);
  }
  Json answer = {{"question", json_question(view)},
                 {"need", json_need(need)},
                 {"role",
                  {{"name", found.custom.name},
                   {"description", found.custom.description},
                   {"actions", found.custom.actions},
                   {"data_actions", found.custom.data_actions},
                   {"assignable_scopes", found.custom.assignable_scopes}}},
                 {"strings", found.role.string_count()},
                 {"lower_bound", found.role.lower_bound()},
                 {"minimum", found.role.is_minimum()},
                 {"wildcards_in_role", view.options.need.safe_wildcards ? "safe" : "none"},
                 {"future", std::move(future)},
                 {"unknown_operations", std::move(unknown)},
                 {"commands", commands(view, need, found)}};
  add_footing(answer, view.data, {});
  return answer;
}

Result<Outcome> answer(const AnswerView& view, const AskedNeed& need) {
  const auto found = minimized(view, need);
  if (!found) {
    return std::unexpected(found.error());
  }
  for (const auto& [format, text_format] : kRoleTextFormats) {
    if (view.options.global.format == format) {
      return Outcome{role_definition_text(found->custom, text_format)};
    }
  }
  return Outcome{view.options.global.format == Format::kJson
                     ? answer_json(view, need, *found).text()
                     : MinimizeText(view, need, *found).all()};
}

}  // namespace

// Works without a tenant: then the catalogue's operations are the known ones.
ExitCode run_role_minimize(const Options& options, Console& console) {
  const ExitCode code = answer_need(options, console, answer);
  if (code == ExitCode::kSuccess && options.need.assignable_scopes.empty() &&
      (options.question.scope.empty() || options.question.scope == "/")) {
    console.note(fmt::format("no --assignable-scope: {} stands in its place", kNoSubscription));
  }
  return code;
}

}  // namespace leastwise::cli

// `leastwise role compare`: how two roles relate in each plane, and what shows the difference.
//
// Two answers stand side by side and are never mixed: the exact one, for every action that there
// will ever be, and the one over the known operations of today. A difference is shown by actions
// that anybody can check by hand; where it hangs on a condition, the state of the conditions is
// named. What stands above both and within both is looked for among all roles of the tenant. That
// needs the patterns of all of them, which may be more than the limit; the comparison itself does
// not.
#include <fmt/core.h>

#include <algorithm>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/operation_counts.h"
#include "cli/role_facts.h"
#include "engine/base/sort_unique.h"
#include "engine/lattice/role_comparison.h"
#include "engine/lattice/role_order.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// Roles of the tenant around the two, the smallest above both and the greatest within both; or why
// they could not be worked out.
struct Neighbours {
  std::vector<RoleId> above = {};
  std::vector<RoleId> within = {};
  std::optional<Error> error = {};
};

struct Compared {
  RoleId first;
  RoleId second;
  std::vector<RoleId> undefined = {};             // of the two
  std::optional<RoleComparison> comparison = {};  // empty where one of them is undefined
  Neighbours neighbours = {};

  [[nodiscard]] bool decided() const { return comparison.has_value(); }
};

std::vector<RoleId> roles_of(const RoleOrder& order, const std::vector<RoleClassId>& classes) {
  std::vector<RoleId> roles;
  for (const RoleClassId id : classes) {
    const std::vector<RoleId>& more = order.at(id).roles;
    roles.insert(roles.end(), more.begin(), more.end());
  }
  return roles;
}

Neighbours find_neighbours(const CompiledTenant& compiled, RoleId first, RoleId second) {
  const std::vector<RoleId> all = all_roles(compiled.tenant());
  const auto sets = RoleSets::build(compiled, all);
  if (!sets) {
    return {.error = sets.error()};
  }
  const RoleOrder order = RoleOrder::build(*sets, all, OrderKind::kExact);
  const RoleId both[] = {first, second};
  return {.above = roles_of(order, order.smallest_above(join(*sets, both))),
          .within = roles_of(order, order.greatest_below(meet(*sets, both)))};
}

Result<Compared> compared(const AnswerView& view) {
  const auto first = find_role(view.tenant(), view.options.role);
  const auto second = find_role(view.tenant(), view.options.other);
  if (!first || !second) {
    return std::unexpected(first ? second.error() : first.error());
  }
  Compared result{*first, *second};
  for (const RoleId role : {*first, *second}) {
    if (view.tenant().role(role).knowledge == RoleKnowledge::kUndefined) {
      result.undefined.push_back(role);
    }
  }
  sort_unique(result.undefined);
  if (!result.undefined.empty()) {
    return result;
  }
  auto comparison = compare_roles(view.data.compiled(), *first, *second);
  if (!comparison) {
    return std::unexpected(std::move(comparison.error()));
  }
  result.comparison = *std::move(comparison);
  result.neighbours = find_neighbours(view.data.compiled(), *first, *second);
  return result;
}

// The conditions that the witnesses name, each once, in the order of their ids.
std::vector<ConditionId> named_conditions(const RoleComparison& comparison) {
  std::vector<ConditionId> ids;
  for (const PlaneComparison& plane : comparison.planes) {
    for (const Difference* difference : {&plane.only_in_first, &plane.only_in_second}) {
      for (const DifferenceWitness& witness : difference->witnesses) {
        ids.insert(ids.end(), witness.met.begin(), witness.met.end());
        ids.insert(ids.end(), witness.unmet.begin(), witness.unmet.end());
      }
    }
  }
  sort_unique(ids);
  return ids;
}

// Writes a comparison for people.
class CompareText {
 public:
  CompareText(const AnswerView& view, const Compared& found)
      : view_(view),
        found_(found),
        first_(printable(role_name(view.tenant(), found.first))),
        second_(printable(role_name(view.tenant(), found.second))),
        conditions_(named_conditions(*found.comparison)) {}

  [[nodiscard]] std::string all() const {
    const RoleComparison& comparison = *found_.comparison;
    std::string text = headline() + roles_table();
    for (const Plane plane : kPlanes) {
      text += plane_section(comparison.at(plane), plane);
    }
    return text + conditions_section() + neighbours_section();
  }

 private:
  // What a relation means, as a sentence about the two names.
  [[nodiscard]] std::string sentence(PermissionRelation relation) const {
    switch (relation) {
      case PermissionRelation::kEqual:
        return fmt::format("{} and {} grant the same", first_, second_);
      case PermissionRelation::kSubset:
        return fmt::format("{} is within {}", first_, second_);
      case PermissionRelation::kSuperset:
        return fmt::format("{} is within {}", second_, first_);
      case PermissionRelation::kDisjoint:
        return fmt::format("{} and {} have nothing in common", first_, second_);
      case PermissionRelation::kOverlapping:
        return fmt::format("{} and {} overlap", first_, second_);
      case PermissionRelation::kUndetermined:
        return fmt::format("conditions keep it from being proven how {} and {} relate", first_,
                           second_);
    }
    return {};
  }

  // The relation in capitals, then the sentence; where the known operations alone say something
  // else, that too.
  [[nodiscard]] std::string headline() const {
    const PermissionRelation exact = relation(found_.comparison->exact());
    const PermissionRelation known = relation(found_.comparison->over_known());
    std::string text =
        fmt::format("{}  {}\n", view_.style.paint(Tone::kStrong, upper(exact)), sentence(exact));
    if (known != exact) {
      text += fmt::format("  over the known operations alone: {}, {}\n", to_string(known),
                          sentence(known));
    }
    return text;
  }

  static std::string upper(PermissionRelation relation) {
    std::string text(to_string(relation));
    std::ranges::transform(text, text.begin(),
                           [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return text;
  }

  [[nodiscard]] std::string roles_table() const {
    TextTable table;
    const auto add = [&](std::string label, RoleId id) {
      const RoleDefinition& role = view_.tenant().role(id);
      table.add({{std::move(label)},
                 {role_name(view_.tenant(), id), Tone::kStrong},
                 {std::string(type_text(role.type))},
                 {to_string(role.guid), Tone::kDim}});
    };
    add("first", found_.first);
    add("second", found_.second);
    return '\n' + table.render(view_.style, 2);
  }

  [[nodiscard]] std::string plane_section(const PlaneComparison& plane, Plane which) const {
    const PermissionRelation exact = relation(plane.exact);
    std::string text =
        heading(view_.style, which == Plane::kControl ? "Control plane" : "Data plane");
    if (plane.nothing) {
      return text + fmt::format("  {}: neither grants anything\n", to_string(exact));
    }
    text += fmt::format("  exactly: {}; over the known operations: {}\n\n", to_string(exact),
                        to_string(relation(plane.over_known)));
    TextTable table({"KNOWN OPERATIONS", "COUNT", "ON A CONDITION"});
    const auto row = [&](std::string label, std::size_t count, std::size_t on_condition) {
      table.add({{std::move(label)},
                 {grouped(count), Tone::kPlain, true},
                 {on_condition == 0 ? "" : grouped(on_condition), Tone::kPlain, true}});
    };
    row("only in the first", plane.only_in_first.known.size(),
        plane.only_in_first.known_on_condition.size());
    row("only in the second", plane.only_in_second.known.size(),
        plane.only_in_second.known_on_condition.size());
    row("in both", plane.in_both.certain + plane.in_both.on_condition, plane.in_both.on_condition);
    row("in either", plane.in_either.certain + plane.in_either.on_condition,
        plane.in_either.on_condition);
    return text + table.render(view_.style, 2) + difference_text(plane.only_in_first, first_) +
           difference_text(plane.only_in_second, second_);
  }

  // A few witnesses; with -v all known operations behind them.
  [[nodiscard]] std::string difference_text(const Difference& difference,
                                            const std::string& name) const {
    if (!difference.any) {
      return {};
    }
    std::string text = fmt::format("\n  Only in {}{}\n", name,
                                   difference.certain ? "" : ", depending on conditions");
    for (const DifferenceWitness& witness : difference.witnesses) {
      text += "  " + bullet(view_.style, witness_text(witness));
    }
    if (difference.witnesses.empty()) {
      text += "  " + bullet(view_.style, "only actions with bytes that cannot be printed");
    }
    if (view_.options.global.verbose && difference.known.size() > difference.witnesses.size()) {
      const std::vector<OperationId> ids(difference.known.begin(), difference.known.end());
      text += "  All known operations:\n" + operations_text(view_.style, view_.tenant(), ids, true);
    }
    return text;
  }

  [[nodiscard]] std::string witness_text(const DifferenceWitness& witness) const {
    std::string text = witness.shown.action;
    if (!witness.shown.known) {
      text += " (no known operation shows it; this one is made up)";
    }
    std::string where;
    const auto add = [&](const ConditionSet& conditions, std::string_view state) {
      for (const ConditionId id : conditions) {
        where += fmt::format("{} condition {} {}", where.empty() ? ", where" : " and", number(id),
                             state);
      }
    };
    add(witness.met, "is met");
    add(witness.unmet, "is not met");
    return text + where;
  }

  [[nodiscard]] std::size_t number(ConditionId id) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(conditions_, id) -
                                    conditions_.begin()) +
           1;
  }

  [[nodiscard]] std::string conditions_section() const {
    std::string text = conditions_.empty() ? "" : heading(view_.style, "Conditions");
    TextTable table;
    for (const ConditionId id : conditions_) {
      table.add({{fmt::format("{}", number(id))}, {std::string(view_.tenant().condition(id))}});
    }
    return text + table.render(view_.style, 2);
  }

  // Where one role is within the other the answer is these two themselves, and says nothing.
  [[nodiscard]] std::string neighbours_section() const {
    const Neighbours& neighbours = found_.neighbours;
    if (neighbours.error) {
      return fmt::format("\nWhich roles stand above both was not worked out: {}\n",
                         printable(neighbours.error->message));
    }
    const RelationFacts facts = found_.comparison->exact();
    if (facts.within == Truth::kYes || facts.around == Truth::kYes) {
      return {};
    }
    return roles_section("The smallest roles that grant what either grants", neighbours.above) +
           roles_section("The greatest roles within what both grant", neighbours.within);
  }

  [[nodiscard]] std::string roles_section(std::string_view title,
                                          std::span<const RoleId> roles) const {
    std::string text = heading(view_.style, title);
    for (const RoleId role : roles) {
      text += bullet(view_.style, role_name(view_.tenant(), role));
    }
    return roles.empty() ? text + bullet(view_.style, "none that is known") : text;
  }

  const AnswerView& view_;
  const Compared& found_;
  std::string first_;
  std::string second_;
  std::vector<ConditionId> conditions_;
};

std::string undefined_text(const AnswerView& view, const Compared& found) {
  std::string text =
      fmt::format("{}  the roles cannot be compared\n", view.style.paint(Tone::kUnsure, "UNKNOWN"));
  text += heading(view.style, "Not defined by any input, so that what it grants is unknown");
  for (const RoleId role : found.undefined) {
    text += bullet(view.style, role_name(view.tenant(), role));
  }
  return text;
}

Json json_conditions(const Tenant& tenant, const ConditionSet& ids) {
  Json list = Json::array();
  for (const ConditionId id : ids) {
    list.push_back(tenant.condition(id));
  }
  return list;
}

// `witness_details` runs beside `witnesses`: one object for each of them.
Json json_difference(const Tenant& tenant, const Difference& difference) {
  Json witnesses = Json::array();
  Json details = Json::array();
  for (const DifferenceWitness& witness : difference.witnesses) {
    witnesses.push_back(witness.shown.action);
    details.push_back({{"action", witness.shown.action},
                       {"known", witness.shown.known},
                       {"conditions_met", json_conditions(tenant, witness.met)},
                       {"conditions_not_met", json_conditions(tenant, witness.unmet)}});
  }
  return {{"any", difference.any},
          {"whatever_the_conditions", difference.certain},
          {"witnesses", std::move(witnesses)},
          {"known_operations", difference.known.size()},
          {"known_operations_on_condition", difference.known_on_condition.size()},
          {"witness_details", std::move(details)}};
}

Json json_count(const GrantedCount& count) {
  return {{"known_operations", count.certain + count.on_condition},
          {"known_operations_on_condition", count.on_condition}};
}

Json json_plane(const Tenant& tenant, const PlaneComparison& plane) {
  return {{"relation", to_string(relation(plane.exact))},
          {"known_relation", to_string(relation(plane.over_known))},
          {"only_in_first", json_difference(tenant, plane.only_in_first)},
          {"only_in_second", json_difference(tenant, plane.only_in_second)},
          {"in_both", json_count(plane.in_both)},
          {"in_either", json_count(plane.in_either)}};
}

// Of roles that nobody defines nothing is proven, and no difference can be told.
Json json_undetermined() {
  const std::string_view undetermined = to_string(PermissionRelation::kUndetermined);
  return {{"relation", undetermined}, {"known_relation", undetermined},
          {"only_in_first", nullptr}, {"only_in_second", nullptr},
          {"in_both", nullptr},       {"in_either", nullptr}};
}

Json answer_json(const AnswerView& view, const Compared& found,
                 const std::vector<const CoverageGap*>& gaps) {
  const Tenant& tenant = view.tenant();
  Json answer = {{"question", json_question(view)}};
  answer["question"]["role"] = view.options.role;
  answer["question"]["other_role"] = view.options.other;
  answer["first"] = json_role(tenant, found.first);
  answer["second"] = json_role(tenant, found.second);
  const RelationFacts unproven;
  answer["relation"] = to_string(relation(found.decided() ? found.comparison->exact() : unproven));
  answer["known_relation"] =
      to_string(relation(found.decided() ? found.comparison->over_known() : unproven));
  Json planes = Json::object();
  for (const Plane plane : kPlanes) {
    planes[to_string(plane)] =
        found.decided() ? json_plane(tenant, found.comparison->at(plane)) : json_undetermined();
  }
  answer["planes"] = std::move(planes);
  const bool looked = found.decided() && !found.neighbours.error;
  answer["smallest_above_both"] = looked ? json_roles(tenant, found.neighbours.above) : nullptr;
  answer["greatest_within_both"] = looked ? json_roles(tenant, found.neighbours.within) : nullptr;
  answer["undefined_roles"] = json_roles(tenant, found.undefined);
  add_footing(answer, view.data, gaps);
  return answer;
}

// An unknown is no success, and no error either: nothing is wrong with what was asked.
Result<Outcome> answer(const AnswerView& view) {
  const Result<Compared> found = compared(view);
  if (!found) {
    return std::unexpected(found.error());
  }
  std::vector<const CoverageGap*> gaps;
  for (const CoverageGap& gap : view.tenant().gaps()) {
    if (gap.role == found->first || gap.role == found->second) {
      gaps.push_back(&gap);
    }
  }
  const ExitCode code = found->decided() ? ExitCode::kSuccess : ExitCode::kUnknown;
  if (view.options.global.format == Format::kJson) {
    return Outcome{answer_json(view, *found, gaps).text(), code};
  }
  const std::string text =
      found->decided() ? CompareText(view, *found).all() : undefined_text(view, *found);
  return Outcome{text + gaps_text(view, gaps), code};
}

}  // namespace

// Works without a tenant: then the catalogue is all there is.
ExitCode run_role_compare(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

// `leastwise catalog`: what is known of roles and operations, and from where.
//
// The first thing to ask after collecting a tenant: how many roles came from the exports, how many
// only the embedded catalogue knows (their facts are as old as its date), and how many nobody
// defines. All coverage gaps are listed here, whichever question they bear on.
#include <fmt/core.h>

#include "cli/answer_json.h"
#include "cli/answer_question.h"

namespace leastwise::cli {
namespace {

// Roles by where they are known from; `lossy` ones are among those of the input.
struct RoleCounts {
  std::size_t input = 0;
  std::size_t catalogue = 0;
  std::size_t undefined = 0;
  std::size_t lossy = 0;
};

// Operations by where they are known from, and by plane. An operation of no stated plane counts in
// both, which makes counts a little too high and decisions no different.
struct OperationCounts {
  std::size_t input = 0;
  std::size_t catalogue = 0;
  std::size_t control = 0;
  std::size_t data = 0;
  std::size_t both = 0;
  std::size_t unstated = 0;
};

RoleCounts count_roles(const Tenant& tenant) {
  RoleCounts counts;
  for (const RoleDefinition& role : tenant.roles()) {
    switch (role.knowledge) {
      case RoleKnowledge::kUndefined:
        ++counts.undefined;
        break;
      case RoleKnowledge::kInput:
        ++counts.input;
        break;
      case RoleKnowledge::kCatalogue:
        ++counts.catalogue;
        break;
    }
    counts.lossy += role.lossy ? 1 : 0;
  }
  return counts;
}

OperationCounts count_operations(const OperationCatalogue& operations) {
  OperationCounts counts;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const KnownOperation& operation = operations[OperationId::from_index(i)];
    ++(operation.origin == Origin::kInput ? counts.input : counts.catalogue);
    switch (operation.plane) {
      case OperationPlane::kControl:
        ++counts.control;
        break;
      case OperationPlane::kData:
        ++counts.data;
        break;
      case OperationPlane::kBoth:
        ++counts.both;
        break;
      case OperationPlane::kUnstated:
        ++counts.unstated;
        break;
    }
  }
  return counts;
}

// A count in a table.
Cell number(std::size_t count) { return {grouped(count), Tone::kStrong, true}; }

// The two kinds of facts side by side: a tenant without `operations.json` shows at once.
std::string counts_text(const AnswerView& view) {
  const RoleCounts roles = count_roles(view.tenant());
  const OperationCounts operations = count_operations(view.tenant().operations());
  TextTable table({"", "FROM THE INPUT", "FROM THE CATALOGUE", "NOT KNOWN"});
  table.add({{"roles"}, number(roles.input), number(roles.catalogue), number(roles.undefined)});
  table.add({{"operations"}, number(operations.input), number(operations.catalogue)});
  std::string text = heading(view.style, "What is known") + table.render(view.style, 2);
  text += fmt::format("\n  operations by plane: {} control, {} data, {} both, {} not stated\n",
                      grouped(operations.control), grouped(operations.data),
                      grouped(operations.both), grouped(operations.unstated));
  if (roles.lossy != 0) {
    text += fmt::format("  {} known only in the PowerShell shape, whose blocks are merged\n",
                        counted(roles.lossy, "role"));
  }
  return text;
}

// Where else would one look for what --access takes.
std::string levels_text(const AnswerView& view) {
  TextTable table;
  for (const AccessLevel& level : view.data.levels().all()) {
    table.add({{level.name, Tone::kStrong}, {level.description}});
  }
  return heading(view.style, "Access levels (--access)") + table.render(view.style, 2);
}

std::string answer_text(const AnswerView& view, const std::vector<const CoverageGap*>& gaps) {
  const CatalogueFacts& facts = view.data.catalogue();
  TextTable table;
  table.add({{"hash"}, {facts.hash, Tone::kStrong}});
  table.add({{"date"}, {facts.date}});
  for (const std::string& source : facts.sources) {
    table.add({{"source"}, {source}});
  }
  std::string text = view.style.paint(Tone::kStrong, "The embedded catalogue") + '\n';
  text += table.render(view.style, 2) + counts_text(view);
  if (!view.data.has_input()) {
    text += "\n  No tenant was named: --tenant DIR adds what your exports know.\n";
  }
  return text + levels_text(view) + gaps_text(view, gaps);
}

// `catalogue` has its sources here and nowhere else: other answers name it by its hash.
Json answer_json(const AnswerView& view, const std::vector<const CoverageGap*>& gaps) {
  const RoleCounts roles = count_roles(view.tenant());
  const OperationCounts operations = count_operations(view.tenant().operations());
  Json answer = {{"question", json_question(view)}};
  answer["roles"] = {{"input", roles.input},
                     {"catalogue", roles.catalogue},
                     {"undefined", roles.undefined},
                     {"lossy", roles.lossy}};
  answer["operations"] = {{"input", operations.input},     {"catalogue", operations.catalogue},
                          {"control", operations.control}, {"data", operations.data},
                          {"both", operations.both},       {"unstated", operations.unstated}};
  Json levels = Json::array();
  for (const AccessLevel& level : view.data.levels().all()) {
    levels.push_back({{"name", level.name},
                      {"description", level.description},
                      {"resource_type", level.resource_type},
                      {"plane", to_string(level.plane)},
                      {"actions", level.actions}});
  }
  answer["access_levels"] = std::move(levels);
  add_footing(answer, view.data, gaps);
  answer["catalogue"]["sources"] = view.data.catalogue().sources;
  return answer;
}

Result<Outcome> answer(const AnswerView& view) {
  std::vector<const CoverageGap*> gaps;
  for (const CoverageGap& gap : view.tenant().gaps()) {
    gaps.push_back(&gap);
  }
  if (!view.data.has_input()) {
    gaps.clear();  // that no tenant was read is no gap of one
  }
  const bool json = view.options.global.format == Format::kJson;
  return Outcome{json ? answer_json(view, gaps).text() : answer_text(view, gaps)};
}

}  // namespace

ExitCode run_catalog(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

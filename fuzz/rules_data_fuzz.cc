// Law: a text is a catalogue (or access levels, escalations, Azure's limits) exactly when no error
// is reported, and then it keeps what the headers promise: written out again, statement by
// statement, it is read as the same value.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/check.h"
#include "rules/access_levels/access_levels.h"
#include "rules/catalogue/catalogue.h"
#include "rules/danger/danger.h"
#include "rules/limits/azure_limits.h"

namespace leastwise {
namespace {

std::string line(std::string_view keyword, std::string_view argument) {
  return std::string(keyword).append(" ").append(argument).append("\n");
}

std::string lines(std::string_view keyword, const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) {
    text += line(keyword, argument);
  }
  return text;
}

std::string_view word(OperationPlane plane) {
  switch (plane) {
    case OperationPlane::kControl:
      return "control";
    case OperationPlane::kData:
      return "data";
    case OperationPlane::kBoth:
      return "both";
    case OperationPlane::kUnstated:
      return "unknown";
  }
  return "";
}

std::string write(const BlockRecord& block) {
  std::string text = "block\n";
  text += lines("action", block.actions) + lines("not-action", block.not_actions);
  text += lines("data-action", block.data_actions);
  text += lines("not-data-action", block.not_data_actions);
  if (!block.condition.empty()) {
    text += line("condition", block.condition);
  }
  if (!block.condition_version.empty()) {
    text += line("condition-version", block.condition_version);
  }
  return text;
}

std::string write(const Catalogue& catalogue) {
  std::string text = line("catalogue", "1") + line("date", catalogue.date);
  text += lines("source", catalogue.sources);
  for (const RoleDefinitionRecord& role : catalogue.roles) {
    check(role.id.has_value() && !role.blocks.empty(), "a catalogue role has an id and a block");
    text += line("role", to_string(*role.id).append(" ").append(role.name));
    text += line("description", role.description);
    for (const BlockRecord& block : role.blocks) {
      text += write(block);
    }
  }
  for (const CatalogueOperation& operation : catalogue.operations) {
    text +=
        line("operation", std::string(word(operation.plane)).append(" ").append(operation.name));
  }
  return text;
}

std::string write(const AccessLevels& levels) {
  std::string text = "access-levels 1\ndate 2026-11-23\nsource x\n";
  for (const AccessLevel& level : levels.all()) {
    check(!level.actions.empty(), "an access level has an operation");
    text += line("level", level.name) + line("description", level.description);
    text += line("resource-type", level.resource_type);
    text += line("plane", to_string(level.plane)) + lines("action", level.actions);
  }
  return text;
}

std::string write(const AzureLimits& limits) {
  std::string text = line("limits", "1") + line("date", limits.date) + line("source", "x");
  for (const LimitNameView& limit : kLimitNames) {
    check(limits.*limit.member != 0, "a limit is at least 1");
    text += line("limit",
                 std::string(limit.name).append(" ").append(std::to_string(limits.*limit.member)));
  }
  return text;
}

// The groups with their operations, in the order of the table: an empty group is written too.
std::string write(const DangerTable& danger) {
  const VerbWeights& verbs = danger.verbs();
  std::string text = "danger 1\ndate 2026-11-23\nsource x\n";
  text += line("verb", "read " + std::to_string(verbs.read));
  text += line("verb", "write " + std::to_string(verbs.write));
  text += line("verb", "delete " + std::to_string(verbs.remove));
  text += line("verb", "action " + std::to_string(verbs.action));
  text += line("verb", "other " + std::to_string(verbs.other));
  for (std::size_t i = 0; i < kDangerGroups; ++i) {
    const auto group = static_cast<DangerGroup>(i);
    text += line("group",
                 std::string(to_string(group)) + " " + std::to_string(danger.group_weight(group)));
    for (const DangerousOperation& operation : danger.operations()) {
      check(!operation.effect.empty(), "a dangerous operation has an effect");
      if (operation.group == group) {
        text += line("operation", std::string(to_string(operation.plane)) + " " + operation.edge +
                                      " " + operation.action);
        text += line("effect", operation.effect);
      }
    }
  }
  return text;
}

std::optional<Catalogue> read_catalogue(std::string_view text) {
  const CatalogueFileView file{"f", text};
  FileTable names;
  Diagnostics diagnostics;
  std::optional<Catalogue> result = parse_catalogue({&file, 1}, names, diagnostics);
  check(result.has_value() != diagnostics.has_errors(), "a catalogue, or an error");
  return result;
}

std::optional<AccessLevels> read_levels(std::string_view text) {
  Diagnostics diagnostics;
  std::optional<AccessLevels> result = parse_access_levels(text, FileId(0), diagnostics);
  check(result.has_value() != diagnostics.has_errors(), "access levels, or an error");
  return result;
}

std::optional<AzureLimits> read_limits(std::string_view text) {
  Diagnostics diagnostics;
  std::optional<AzureLimits> result = parse_azure_limits(text, FileId(0), diagnostics);
  check(result.has_value() != diagnostics.has_errors(), "limits, or an error");
  return result;
}

std::optional<DangerTable> read_danger(std::string_view text) {
  Diagnostics diagnostics;
  std::optional<DangerTable> result = parse_danger_table(text, FileId(0), diagnostics);
  check(result.has_value() != diagnostics.has_errors(), "escalations, or an error");
  return result;
}

}  // namespace
}  // namespace leastwise

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parsers read characters
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto catalogue = leastwise::read_catalogue(text)) {
    const std::string written = leastwise::write(*catalogue);
    const auto again = leastwise::read_catalogue(written);
    leastwise::check(again && leastwise::write(*again) == written, "a catalogue reads back");
  }
  if (const auto levels = leastwise::read_levels(text)) {
    const std::string written = leastwise::write(*levels);
    const auto again = leastwise::read_levels(written);
    leastwise::check(again && leastwise::write(*again) == written, "access levels read back");
  }
  if (const auto limits = leastwise::read_limits(text)) {
    leastwise::check(leastwise::read_limits(leastwise::write(*limits)) == limits,
                     "limits read back");
  }
  if (const auto danger = leastwise::read_danger(text)) {
    const std::string written = leastwise::write(*danger);
    const auto again = leastwise::read_danger(written);
    leastwise::check(again && leastwise::write(*again) == written, "escalations read back");
  }
  return 0;
}

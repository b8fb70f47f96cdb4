// `leastwise inspect`: what a snapshot says of itself, and what is in it.
//
// It is opened like any other, so what is told of it is what every command would find.
#include <fmt/core.h>

#include <algorithm>

#include "cli/answer_text.h"
#include "cli/commands.h"
#include "engine/report/json.h"
#include "engine/report/text_table.h"
#include "engine/snapshot/snapshot.h"

namespace leastwise::cli {
namespace {

std::string_view reading_of(const SnapshotCompilation& compilation) {
  return to_string(static_cast<WildcardReading>(compilation.wildcards));
}

// The counts that tell one tenant from another.
std::vector<std::pair<std::string_view, std::size_t>> counts_of(const Tenant& tenant) {
  return {{"principals", tenant.directory().size()},
          {"scopes", tenant.scopes().size()},
          {"roles", tenant.roles().size()},
          {"role_assignments", tenant.assignments().size()},
          {"deny_assignments", tenant.denials().size()},
          {"conditions", tenant.condition_count()},
          {"operations", tenant.operations().size()},
          {"coverage_gaps", tenant.gaps().size()}};
}

std::string until(Instant instant) { return instant == kEndOfTime ? "ever" : to_string(instant); }

std::string answer_text(const Snapshot& snapshot, const std::string& path, const TextStyle& style) {
  const SnapshotCompilation& compilation = snapshot.compilation();
  const SnapshotOrigin origin = snapshot.origin();
  std::string text = style.paint(Tone::kStrong, fmt::format("{}: a valid snapshot, version {}",
                                                            path, kSnapshotVersion)) +
                     "\n\n";
  TextTable facts;
  facts.add({{"size"}, {grouped(snapshot.byte_count()) + " bytes"}});
  facts.add({{"made by"}, {origin.program}});
  facts.add({{"catalogue"}, {fmt::format("{}, {}", origin.catalogue_hash, origin.catalogue_date)}});
  facts.add({{"compiled for"}, {to_string(compilation.at)}});
  facts.add({{"as it is until"}, {until(compilation.valid_until)}});
  facts.add({{"wildcards"}, {std::string(reading_of(compilation))}});
  facts.add({{"eligible grants"}, {compilation.include_eligible != 0 ? "counted" : "not counted"}});
  text += facts.render(style, 2) + heading(style, "What it holds");
  TextTable counts;
  for (const auto& [name, count] : counts_of(snapshot.tenant())) {
    std::string words(name);
    std::ranges::replace(words, '_', ' ');
    counts.add({{words}, {grouped(count), Tone::kStrong, true}});
  }
  text += counts.render(style, 2) + heading(style, "Its arrays");
  TextTable arrays({"NAME", "VALUES", "OF BYTES", "OFFSET"});
  for (const StoredArray& array : snapshot.arrays()) {
    arrays.add({{std::string(array.name)},
                {grouped(array.bytes.size() / array.element_size), Tone::kPlain, true},
                {grouped(array.element_size), Tone::kPlain, true},
                {grouped(array.offset), Tone::kPlain, true}});
  }
  return text + arrays.render(style, 2);
}

Json answer_json(const Snapshot& snapshot, const std::string& path) {
  const SnapshotCompilation& compilation = snapshot.compilation();
  const SnapshotOrigin origin = snapshot.origin();
  const auto bound = [](Instant instant) {
    return instant == kBeginningOfTime || instant == kEndOfTime ? Json() : Json(to_string(instant));
  };
  Json counts = Json::object();
  for (const auto& [name, count] : counts_of(snapshot.tenant())) {
    counts[std::string(name)] = count;
  }
  Json arrays = Json::array();
  for (const StoredArray& array : snapshot.arrays()) {
    arrays.push_back({{"name", array.name},
                      {"offset", array.offset},
                      {"values", array.bytes.size() / array.element_size},
                      {"element_bytes", array.element_size}});
  }
  return {{"snapshot", path},
          {"version", kSnapshotVersion},
          {"bytes", snapshot.byte_count()},
          {"made_by", origin.program},
          {"catalogue", {{"hash", origin.catalogue_hash}, {"date", origin.catalogue_date}}},
          {"compiled_for", to_string(compilation.at)},
          {"valid_from", bound(compilation.valid_from)},
          {"valid_until", bound(compilation.valid_until)},
          {"wildcards", reading_of(compilation)},
          {"include_eligible", compilation.include_eligible != 0},
          {"counts", std::move(counts)},
          {"arrays", std::move(arrays)}};
}

}  // namespace

ExitCode run_inspect(const Options& options, Console& console) {
  // Validated, whatever the options say, and as it was compiled: nothing is compiled again.
  const auto snapshot = Snapshot::open(options.file, {});
  if (!snapshot) {
    console.error(snapshot.error());
    return ExitCode::kError;
  }
  console.print(options.global.format == Format::kJson
                    ? answer_json(*snapshot, options.file).text()
                    : answer_text(*snapshot, options.file, console.style()));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli

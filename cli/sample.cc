// `leastwise sample`: who the sample organisation is, its export files, and its needs file.
//
// The files are the ones that --sample reads, byte for byte, in the shapes of the Azure tools: an
// example of what to collect and to declare that can be asked questions at once.
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "cli/answer_json.h"
#include "cli/commands.h"
#include "cli/sample/sample.h"
#include "cli/sample_story.h"
#include "engine/report/shell_word.h"
#include "engine/report/text_table.h"

namespace leastwise::cli {
namespace {

namespace fs = std::filesystem;

// What is written: the exports, and the needs file beside them.
std::vector<SampleFileView> all_files() {
  std::vector<SampleFileView> files = sample_files();
  files.push_back(sample_needs());
  return files;
}

// Whether `path` holds exactly `bytes` already.
bool holds(const fs::path& path, std::string_view bytes) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return in.good() && text == bytes;
}

// Writes the files; those that are there already stay. A file of that name that says something else
// is never overwritten.
Result<void> write_files(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(fmt::format("cannot make the folder `{}`: {}", folder, error.message()));
  }
  for (const SampleFileView& file : all_files()) {
    const fs::path path = fs::path(folder) / file.name;
    if (fs::exists(path, error) && !holds(path, file.bytes)) {
      return fail(fmt::format("`{}` is there already, and is another file", path.string()),
                  "name a new folder");
    }
  }
  for (const SampleFileView& file : all_files()) {
    auto out = OutputFile::open((fs::path(folder) / file.name).string());
    if (!out) {
      return std::unexpected(out.error());
    }
    out->write(file.bytes);
    if (const auto written = out->finish(); !written) {
      return std::unexpected(written.error());
    }
  }
  return {};
}

std::string files_text(const TextStyle& style) {
  TextTable table({"FILE", "BYTES"});
  for (const SampleFileView& file : all_files()) {
    table.add({{std::string(file.name)}, {grouped(file.bytes.size()), Tone::kPlain, true}});
  }
  return table.render(style, 2);
}

// The next step is different before and after the files are written.
std::string answer_text(const Options& options, const TextStyle& style) {
  std::string text =
      fmt::format("{}\n\n{}", style.paint(Tone::kStrong, kSampleTitle), kSampleStory);
  if (options.out.empty()) {
    text +=
        fmt::format("\n{}\n{}", style.paint(Tone::kHeading, "Its export files, and who needs what"),
                    files_text(style));
    return text + "\nleastwise sample --out DIR writes them.\n";
  }
  return text + fmt::format(
                    "\n{0} written to {1}. Ask about them:\n"
                    "  leastwise catalog --tenant {2}\n"
                    "  leastwise audit --tenant {2} --needs {3}\n",
                    counted(all_files().size(), "file"), printable(options.out),
                    printable(shell_word(options.out)),
                    printable(shell_word((fs::path(options.out) / sample_needs().name).string())));
}

Json answer_json(const Options& options) {
  Json files = Json::array();
  for (const SampleFileView& file : all_files()) {
    files.push_back({{"name", file.name}, {"bytes", file.bytes.size()}});
  }
  return {{"title", kSampleTitle},
          {"files", std::move(files)},
          {"written_to", options.out.empty() ? Json(nullptr) : Json(options.out)}};
}

}  // namespace

ExitCode run_sample(const Options& options, Console& console) {
  if (!options.out.empty()) {
    if (const auto written = write_files(options.out); !written) {
      console.error(written.error());
      return ExitCode::kError;
    }
  }
  console.print(options.global.format == Format::kJson ? answer_json(options).text()
                                                       : answer_text(options, console.style()));
  return ExitCode::kSuccess;
}

}  // namespace leastwise::cli

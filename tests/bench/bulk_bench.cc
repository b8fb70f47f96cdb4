#include "tests/bench/bulk_bench.h"

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <fstream>
#include <memory>

#include "engine/base/check.h"
#include "tests/bench/process_time.h"
#include "tests/bench/temporary_files.h"

namespace leastwise::bench {
namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;
constexpr std::size_t kLines = 400'000;

double mebibytes_below(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    bytes += entry.is_regular_file() ? static_cast<double>(entry.file_size()) : 0;
  }
  return bytes / kMebibyte;
}

void load_exports(benchmark::State& state, const std::filesystem::path& folder) {
  double peak = 0;
  for (auto _ : state) {
    const auto [seconds, peak_kib] = load_process(folder);
    state.SetIterationTime(seconds);
    peak = std::max(peak, peak_kib / 1024);
  }
  state.counters["exports_MiB"] = mebibytes_below(folder);
  state.counters["peak_MiB"] = peak;
}

// Requests as programs send them: ids and texts, about half of them allowed.
void write_requests(const World& world, const std::filesystem::path& path) {
  std::ofstream out(path);
  std::size_t id = 0;
  for (const Question& question : world.mixed_questions(kLines, 11)) {
    out << fmt::format(R"({{"principal":"{}","action":"{}","scope":"{}","id":{}}})",
                       to_string(question.text.principal), question.text.action,
                       question.text.scope, id++)
        << '\n';
  }
  check(out.good(), "the requests are written");
}

void answer_requests(benchmark::State& state, const World& world) {
  const SnapshotFile snapshot(world.compiled());
  const TemporaryFolder folder("requests");
  const std::filesystem::path requests = folder.path() / "requests.jsonl";
  write_requests(world, requests);
  for (auto _ : state) {
    const int code =
        run_process(built_leastwise(), {"check", "--requests", requests.string(), "--tenant",
                                        snapshot.path().string(), "--trust-snapshot", "--quiet"});
    check(code == 0, "all requests are answered");
  }
  state.counters["lines/s"] =
      benchmark::Counter(static_cast<double>(kLines) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

}  // namespace

void register_exports(const TenantShape& shape, const std::string& size) {
  // Written when the benchmark first runs, and kept for its repetitions.
  auto folder = std::make_shared<std::unique_ptr<TemporaryFolder>>();
  benchmark::RegisterBenchmark(("exports/compiled/" + size).c_str(),
                               [shape, folder](benchmark::State& state) {
                                 if (!*folder) {
                                   *folder = std::make_unique<TemporaryFolder>("exports");
                                   ExportSink sink((*folder)->path());
                                   (void)generate(shape, sink);
                                   check(sink.finish(), "the exports are written");
                                 }
                                 load_exports(state, (*folder)->path());
                               })
      ->Unit(benchmark::kMillisecond)
      ->UseManualTime();
}

void register_requests(const std::function<const World&()>& world, const std::string& size) {
  benchmark::RegisterBenchmark(
      ("process/requests/" + size).c_str(),
      [world](benchmark::State& state) { answer_requests(state, world()); })
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
}

}  // namespace leastwise::bench

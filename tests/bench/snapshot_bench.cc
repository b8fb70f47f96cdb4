#include "tests/bench/snapshot_bench.h"

#include <benchmark/benchmark.h>

#include "engine/base/check.h"
#include "engine/snapshot/snapshot.h"
#include "engine/snapshot/snapshot_image.h"
#include "tests/bench/temporary_files.h"

namespace leastwise::bench {
namespace {

void count_bytes(benchmark::State& state, std::size_t bytes) {
  constexpr double kMebibyte = 1024.0 * 1024.0;
  state.counters["MiB"] = static_cast<double>(bytes) / kMebibyte;
}

void open_snapshot(benchmark::State& state, const World& world, SnapshotTrust trust) {
  const SnapshotFile file(world.compiled());
  for (auto _ : state) {
    const auto snapshot = Snapshot::open(file.path(), {.trust = trust});
    check(snapshot.has_value() && !snapshot->recompiled(), "the snapshot opens as it is");
    benchmark::DoNotOptimize(&*snapshot);
  }
  count_bytes(state, file.bytes());
}

void write_snapshot(benchmark::State& state, const World& world) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    const SnapshotImage image(world.compiled(), {});
    bytes = image.byte_count();
  }
  count_bytes(state, bytes);
}

}  // namespace

void register_snapshots(const std::function<const World&()>& world, const std::string& size) {
  const auto add = [size](const std::string& name, auto run) {
    benchmark::RegisterBenchmark(("snapshot/" + name + "/" + size).c_str(), run)
        ->Unit(benchmark::kMillisecond);
  };
  add("open/validate", [world](benchmark::State& state) {
    open_snapshot(state, world(), SnapshotTrust::kValidate);
  });
  add("open/trusted",
      [world](benchmark::State& state) { open_snapshot(state, world(), SnapshotTrust::kTrusted); });
  add("write", [world](benchmark::State& state) { write_snapshot(state, world()); });
}

}  // namespace leastwise::bench

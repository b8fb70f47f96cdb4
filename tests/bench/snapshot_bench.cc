#include "tests/bench/snapshot_bench.h"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/base/check.h"
#include "engine/snapshot/snapshot.h"
#include "engine/snapshot/snapshot_image.h"

namespace leastwise::bench {
namespace {

// A snapshot in a file that is gone at the end.
class SnapshotFile {
 public:
  explicit SnapshotFile(const CompiledTenant& compiled)
      : path_(std::filesystem::temp_directory_path() /
              ("leastwise_bench_" + std::to_string(::getpid()) + ".lws")) {
    const SnapshotImage image(compiled, {});
    std::ofstream file(path_, std::ios::binary);
    for (const std::string_view piece : image.pieces()) {
      file << piece;
    }
    bytes_ = image.byte_count();
  }
  SnapshotFile(const SnapshotFile&) = delete;
  SnapshotFile& operator=(const SnapshotFile&) = delete;
  ~SnapshotFile() { std::filesystem::remove(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::filesystem::path path_;
  std::size_t bytes_ = 0;
};

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

void register_snapshots(const std::function<const World&()>& world, char size) {
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

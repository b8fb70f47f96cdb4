#include "tests/bench/minimize_bench.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "engine/ingest/load.h"
#include "engine/synthesis/minimal_role.h"
#include "tests/bench/real_exports.h"

namespace leastwise::bench {
namespace {

constexpr std::size_t kNeeds = 50;
constexpr std::size_t kOperations = 200;
constexpr double kTargetMilliseconds = 100.0;

using Need = std::vector<NeededAction>;
using Random = std::mt19937_64;

std::optional<Tenant> real_operations() {
  const std::string bytes = real_export("operations.json");
  if (bytes.empty()) {
    return std::nullopt;
  }
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_bytes("operations.json", bytes, builder, diagnostics, {});
  return builder.build();
}

// All known operations, ascending, each on the plane that a person would take it for.
Need all_operations(const OperationCatalogue& known) {
  Need all;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    const Plane plane = known[id].is_in(Plane::kControl) ? Plane::kControl : Plane::kData;
    all.push_back({std::string(known.name(id)), plane});
  }
  std::ranges::sort(all);
  return all;
}

Need uniform(const Need& all, Random& random) {
  Need need;
  std::ranges::sample(all, std::back_inserter(need), kOperations, random);
  return need;
}

// Ten runs of neighbours, of which one in ten is left out.
Need neighbours(const Need& all, Random& random) {
  Need need;
  while (need.size() < kOperations) {
    const std::size_t begin = random() % (all.size() - 25);
    for (std::size_t i = begin; i < begin + 22; ++i) {
      if (random() % 10 != 0 && need.size() < kOperations) {
        need.push_back(all[i]);
      }
    }
  }
  return need;
}

Need verbs(const Need& all, Random& random) {
  Need reads;
  std::ranges::copy_if(all, std::back_inserter(reads), [&](const NeededAction& operation) {
    return operation.action.ends_with("/read");
  });
  Need need;
  const std::size_t begin = random() % (reads.size() - kOperations / 2);
  need.insert(need.end(), reads.begin() + static_cast<std::ptrdiff_t>(begin),
              reads.begin() + static_cast<std::ptrdiff_t>(begin + kOperations / 2));
  std::ranges::sample(all, std::back_inserter(need), kOperations / 2, random);
  return need;
}

using Sample = Need (*)(const Need&, Random&);

struct Totals {
  std::size_t within = 0;
  std::size_t proven = 0;
  std::size_t strings = 0;
  double slowest = 0;
};

Totals solve_all(const OperationCatalogue& known, const std::vector<Need>& needs) {
  using Clock = std::chrono::steady_clock;
  Totals totals;
  for (const Need& need : needs) {
    const auto begin = Clock::now();
    const auto role = minimal_role(known, need, RoleWildcards::kSafe);
    const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
    check(role.has_value(), "a sampled need is fit for a role");
    totals.slowest = std::max(totals.slowest, took.count());
    totals.proven += role->is_minimum() ? 1U : 0U;
    totals.within += role->is_minimum() && took.count() <= kTargetMilliseconds ? 1U : 0U;
    totals.strings += role->string_count();
  }
  return totals;
}

void minimize(benchmark::State& state, Sample sample) {
  const std::optional<Tenant> tenant = real_operations();
  if (!tenant) {
    state.SkipWithError(kNoRealExports);
    return;
  }
  const Need all = all_operations(tenant->operations());
  Random random(1);
  std::vector<Need> needs;
  while (needs.size() < kNeeds) {
    needs.push_back(sample(all, random));
  }
  Totals totals;
  for (auto _ : state) {
    totals = solve_all(tenant->operations(), needs);
  }
  state.counters["within_100ms_proven"] = static_cast<double>(totals.within);
  state.counters["proven"] = static_cast<double>(totals.proven);
  state.counters["slowest_ms"] = totals.slowest;
  state.counters["strings"] = static_cast<double>(totals.strings) / kNeeds;
}

}  // namespace

void register_minimize() {
  for (const auto& [name, sample] : std::initializer_list<std::pair<const char*, Sample>>{
           {"uniform", uniform}, {"neighbours", neighbours}, {"verbs", verbs}}) {
    benchmark::RegisterBenchmark(
        (std::string("minimize/") + name).c_str(),
        [sample = sample](benchmark::State& state) { minimize(state, sample); })
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace leastwise::bench

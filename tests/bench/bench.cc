// The speed of what people wait for, in medians: `./dev bench` (docs/performance.md keeps figures).
//
//   decide/FORM/SET/SIZE   one decision. FORM: ids looked up before, or strings. SET: hot (1,024
//                          questions in turn), random (262,144 drawn uniformly), unseen (actions
//                          that no table knows)
//   who_can/...            everyone with an action at a scope, up to 10,000 holders
//   snapshot/...           a compiled tenant opened from its file, validated and trusted; written
//   compile/..., build/... a generated tenant from its records; the real built-in roles from JSON
//   lattice/...            the order of all roles with its diagram, from compiled roles
//   minimize/...           50 needs of 200 real operations each, with safe wildcards
//   process/check          one `check` of the sample tenant, from start to exit
//   exports/..., process/requests/...   bulk_bench.h
// Sizes are S and M of DESIGN section 7; --large adds L, which takes many minutes.
// --curve measures decisions, loading and memory at 10^3 to 10^7 assignments and nothing else (16
// GiB of memory, 10 GiB of disk).
// Other options are Google Benchmark's; these are set unless given: five repetitions, aggregates
// only.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/access/who_can.h"
#include "engine/base/check.h"
#include "engine/ingest/load.h"
#include "tests/bench/audit_bench.h"
#include "tests/bench/bulk_bench.h"
#include "tests/bench/condition_bench.h"
#include "tests/bench/lattice_bench.h"
#include "tests/bench/minimize_bench.h"
#include "tests/bench/process_time.h"
#include "tests/bench/real_exports.h"
#include "tests/bench/snapshot_bench.h"
#include "tests/bench/world.h"

namespace leastwise::bench {
namespace {

constexpr std::size_t kHot = 1'024;
constexpr std::size_t kRandom = 262'144;
constexpr std::size_t kMostHolders = 10'000;

// A generated tenant by the name of its size.
struct Size {
  std::string name;
  TenantShape shape;
};

// The generated tenants, each made when the first benchmark needs it. One at a time is kept: the
// large ones do not fit beside each other.
class Worlds {
 public:
  const World& of(const Size& size) {
    if (size.name != name_) {
      world_.reset();
      world_ = std::make_unique<const World>(size.shape);
      name_ = size.name;
    }
    return *world_;
  }

 private:
  std::string name_;
  std::unique_ptr<const World> world_;
};

using Ask = AccessDecision (*)(const CompiledTenant&, const Question&);

AccessDecision ask_by_ids(const CompiledTenant& compiled, const Question& question) {
  return compiled.decide(question.subject, question.action, question.scope);
}

AccessDecision ask_by_strings(const CompiledTenant& compiled, const Question& question) {
  return *compiled.decide(question.text);
}

void decide_all(benchmark::State& state, const World& world, const std::vector<Question>& questions,
                Ask ask) {
  std::size_t next = 0;
  std::size_t allowed = 0;
  for (auto _ : state) {
    const AccessDecision decision = ask(world.compiled(), questions[next]);
    allowed += decision.effect == Effect::kAllow ? 1U : 0U;
    next = next + 1 == questions.size() ? 0 : next + 1;
  }
  benchmark::DoNotOptimize(allowed);
  state.counters["allowed_%"] =
      100.0 * static_cast<double>(allowed) / static_cast<double>(state.iterations());
}

// One iteration is one question of a batch.
void decide_batches(benchmark::State& state, const World& world) {
  constexpr std::size_t kBatch = 1'024;
  std::vector<AccessQuestion> questions;
  for (const Question& question : world.mixed_questions(kRandom, kRandom)) {
    questions.push_back(question.text);
  }
  std::vector<CompiledTenant::BatchDecision> decisions(kBatch);
  std::size_t next = 0;
  std::size_t allowed = 0;
  while (state.KeepRunningBatch(kBatch)) {
    world.compiled().decide_many(std::span(questions).subspan(next, kBatch), decisions);
    allowed += decisions.front().decision.effect == Effect::kAllow ? 1U : 0U;
    next = next + kBatch == questions.size() ? 0 : next + kBatch;
  }
  benchmark::DoNotOptimize(allowed);
}

void register_decisions(Worlds& worlds, const Size& size) {
  const auto add = [&worlds, size](const std::string& name, std::size_t count, Ask ask) {
    benchmark::RegisterBenchmark(
        ("decide/" + name + "/" + size.name).c_str(), [=, &worlds](benchmark::State& state) {
          const World& world = worlds.of(size);
          decide_all(state, world, world.mixed_questions(count, count), ask);
        });
  };
  add("ids/hot", kHot, ask_by_ids);
  add("ids/random", kRandom, ask_by_ids);
  add("strings/hot", kHot, ask_by_strings);
  add("strings/random", kRandom, ask_by_strings);
  benchmark::RegisterBenchmark(
      ("decide_many/strings/random/" + size.name).c_str(),
      [&worlds, size](benchmark::State& state) { decide_batches(state, worlds.of(size)); });
  for (const auto& [name, ask] : std::initializer_list<std::pair<const char*, Ask>>{
           {"ids", ask_by_ids}, {"strings", ask_by_strings}}) {
    benchmark::RegisterBenchmark((std::string("decide/") + name + "/unseen/" + size.name).c_str(),
                                 [&worlds, size, ask = ask](benchmark::State& state) {
                                   const World& world = worlds.of(size);
                                   std::vector<std::string> unseen;
                                   decide_all(state, world, world.unseen_questions(kHot, unseen),
                                              ask);
                                 });
  }
}

// Of some questions, the one with the most holders up to kMostHolders.
Question crowded_question(const World& world) {
  Question best;
  std::size_t most = 0;
  for (const Question& question : world.questions(400, 5)) {
    const std::size_t holders =
        allowed_principals(world.compiled(), question.action, question.scope).size();
    if (holders <= kMostHolders && holders >= most) {
      best = question;
      most = holders;
    }
  }
  return best;
}

void register_who_can(Worlds& worlds, const Size& size) {
  benchmark::RegisterBenchmark(("who_can/ids/" + size.name).c_str(), [&worlds, size](
                                                                         benchmark::State& state) {
    const World& world = worlds.of(size);
    const Question question = crowded_question(world);
    std::size_t holders = 0;
    for (auto _ : state) {
      holders = allowed_principals(world.compiled(), question.action, question.scope).size();
    }
    state.counters["holders"] = static_cast<double>(holders);
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark(
      ("who_can/routes/" + size.name).c_str(),
      [&worlds, size](benchmark::State& state) {
        const World& world = worlds.of(size);
        const Question question = crowded_question(world);
        std::size_t holders = 0;
        for (auto _ : state) {
          holders = who_can(world.compiled(), question.action, question.scope).holders.size();
        }
        state.counters["holders"] = static_cast<double>(holders);
      })
      ->Unit(benchmark::kMillisecond);
}

void register_compile(Worlds& worlds, const Size& size) {
  benchmark::RegisterBenchmark(("compile/tenant/" + size.name).c_str(),
                               [&worlds, size](benchmark::State& state) {
                                 const World& world = worlds.of(size);
                                 for (auto _ : state) {
                                   const CompiledTenant compiled(world.tenant(), {});
                                   benchmark::DoNotOptimize(&compiled);
                                 }
                               })
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark(("build/tenant/" + size.name).c_str(), [size](
                                                                          benchmark::State& state) {
    for (auto _ : state) {
      const Tenant tenant = build_tenant(size.shape, nullptr);
      benchmark::DoNotOptimize(&tenant);
    }
  })->Unit(benchmark::kMillisecond);
}

// From the bytes of the export to a tenant that can be asked.
void parse_to_ready(benchmark::State& state) {
  const std::string bytes = real_export("builtin-roles.json");
  if (bytes.empty()) {
    state.SkipWithError(kNoRealExports);
    return;
  }
  std::size_t roles = 0;
  for (auto _ : state) {
    Diagnostics diagnostics;
    TenantBuilder builder(diagnostics);
    load_bytes("builtin-roles.json", bytes, builder, diagnostics, {});
    const auto tenant = builder.build();
    check(tenant.has_value(), "the built-in roles load");
    const CompiledTenant compiled(*tenant, {});
    roles = compiled.tenant().roles().size();
  }
  state.counters["roles"] = static_cast<double>(roles);
}

void check_process(benchmark::State& state) {
  const std::filesystem::path program = built_leastwise();
  const std::vector<std::string> arguments{
      "check",       "--sample",
      "--principal", "priya.nair@alderfinch.example",
      "--action",    "Microsoft.MachineLearningServices/registries/assets/write",
      "--scope",     "/subscriptions/940996d3-ca02-4c1f-80e9-63f1b4df8de1"};
  constexpr int kUsageError = 2;
  if (const int code = run_process(program, arguments); code < 0 || code == kUsageError) {
    state.SkipWithError("the program leastwise does not stand in this build tree");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(run_process(program, arguments));
  }
}

// Everything that is measured of one size.
void register_size(Worlds& worlds, const Size& size) {
  register_decisions(worlds, size);
  register_who_can(worlds, size);
  register_compile(worlds, size);
  const auto world = [&worlds, size]() -> const World& { return worlds.of(size); };
  register_snapshots(world, size.name);
  register_exports(size.shape, size.name);
  register_requests(world, size.name);
  register_audits(world, size.name);
}

void register_all(Worlds& worlds, bool with_large) {
  benchmark::RegisterBenchmark("compile/built_in_roles", parse_to_ready)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("process/check", check_process)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
  register_lattice();
  register_minimize();
  register_conditions();
  register_size(worlds, {"S", TenantShape::small()});
  register_size(worlds, {"M", TenantShape::medium()});
  if (with_large) {
    register_size(worlds, {"L", TenantShape::large()});
  }
}

// Decisions, loading and memory by the number of assignments, of tenants of one shape.
void register_curve(Worlds& worlds) {
  for (std::size_t count = 1'000; count <= 10'000'000; count *= 10) {
    const Size size{std::to_string(count), TenantShape::of_assignments(count)};
    register_decisions(worlds, size);
    const auto world = [&worlds, size]() -> const World& { return worlds.of(size); };
    register_snapshots(world, size.name);
    register_exports(size.shape, size.name);
  }
}

// Takes an option of ours out of the arguments.
bool take_option(std::vector<char*>& arguments, std::string_view option) {
  return std::erase_if(arguments, [option](const char* argument) { return argument == option; }) !=
         0;
}

int run(int argc, char** argv) {
  // Later options win, so ours come first.
  std::vector<std::string> ours{"--benchmark_repetitions=5",
                                "--benchmark_report_aggregates_only=true",
                                "--benchmark_min_time=0.2"};
  std::vector<char*> arguments{argv[0]};
  for (std::string& option : ours) {
    arguments.push_back(option.data());
  }
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  const bool with_large = take_option(arguments, "--large");
  const bool curve = take_option(arguments, "--curve");
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) {
    return 2;
  }
  Worlds worlds;
  if (curve) {
    register_curve(worlds);
  } else {
    register_all(worlds, with_large);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::ClearRegisteredBenchmarks();  // and with them the files that they keep
  return 0;
}

}  // namespace
}  // namespace leastwise::bench

int main(int argc, char** argv) { return leastwise::bench::run(argc, argv); }

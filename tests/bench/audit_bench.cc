// The needs are those of 200 grantees at size M, each for one of the grants that it holds: half of
// what that role names. So the rules about needs have something to find, with every other grant
// that these hold, themselves or by a group.
#include "tests/bench/audit_bench.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <memory>
#include <optional>
#include <string>

#include "engine/base/check.h"
#include "rules/access_levels/access_levels.h"
#include "rules/audit/run_audit.h"
#include "rules/danger/danger.h"
#include "rules/limits/azure_limits.h"

namespace leastwise::bench {
namespace {

constexpr std::size_t kEveryNeed = 1'000;

std::vector<DeclaredNeed> drawn_needs(const Tenant& tenant) {
  std::vector<DeclaredNeed> needs;
  for (std::size_t i = 0; i < tenant.assignments().size(); i += kEveryNeed) {
    const RoleAssignment& assignment = tenant.assignments()[i];
    auto scope = ScopePath::parse(tenant.scopes().text(assignment.scope));
    check(scope.has_value(), "a scope of the tree is well formed");
    DeclaredNeed need{.principal = tenant.directory()[assignment.principal].id,
                      .known = assignment.principal,
                      .scope = *scope,
                      .place = {assignment.scope, true}};
    for (const PermissionBlock& block : tenant.role(assignment.role).blocks) {
      for (std::size_t k = 0; k < block.control.granted.size(); k += 2) {
        need.actions.push_back(
            {std::string(tenant.pattern(block.control.granted[k])), Plane::kControl});
      }
    }
    if (!need.actions.empty()) {
      needs.push_back(std::move(need));
    }
  }
  return needs;
}

// What an audit of a generated tenant works on; the time is when the tenant was compiled for.
class AuditWorld {
 public:
  explicit AuditWorld(const World& world)
      : danger_(embedded_danger_table()),
        limits_(embedded_azure_limits()),
        levels_(embedded_access_levels()),
        attributes_(embedded_known_attributes()),
        needs_(drawn_needs(world.tenant())),
        input_{.compiled = world.compiled(),
               .danger = danger_,
               .limits = limits_,
               .levels = levels_,
               .attributes = attributes_,
               .needs = needs_,
               .needs_given = true} {}
  AuditWorld(const AuditWorld&) = delete;
  AuditWorld& operator=(const AuditWorld&) = delete;

  [[nodiscard]] AuditContext context() const {
    auto context = AuditContext::build(input_);
    check(context.has_value(), "the patterns of a generated tenant stay below the limit");
    return std::move(*context);
  }
  [[nodiscard]] std::size_t needs() const { return needs_.size(); }

 private:
  DangerTable danger_;
  AzureLimits limits_;
  AccessLevels levels_;
  KnownAttributes attributes_;
  std::vector<DeclaredNeed> needs_;
  AuditInput input_;
};

double peak_mebibytes() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

// From the compiled tenant to the report, the permission sets of all roles included.
void audit_all(benchmark::State& state, const World& world) {
  const AuditWorld audit(world);
  std::size_t findings = 0;
  for (auto _ : state) {
    const AuditContext context = audit.context();
    findings = run_audit(context).findings.size();
  }
  state.counters["findings"] = static_cast<double>(findings);
  state.counters["needs"] = static_cast<double>(audit.needs());
  state.counters["peak_MiB"] = peak_mebibytes();
}

void audit_one(benchmark::State& state, const World& world, std::string_view id) {
  const AuditWorld audit(world);
  const AuditContext context = audit.context();
  for (const auto& rule : audit_rules()) {
    if (rule->about().id != id) {
      continue;
    }
    std::size_t findings = 0;
    for (auto _ : state) {
      RuleOutcome outcome(id);
      rule->run(context, outcome);
      findings = outcome.findings().size();
    }
    state.counters["findings"] = static_cast<double>(findings);
  }
}

}  // namespace

void register_audits(const std::function<const World&()>& world, const std::string& size) {
  benchmark::RegisterBenchmark((std::string("audit/all/") + size).c_str(),
                               [world](benchmark::State& state) { audit_all(state, world()); })
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark((std::string("audit/context/") + size).c_str(),
                               [world](benchmark::State& state) {
                                 const AuditWorld audit(world());
                                 for (auto _ : state) {
                                   const AuditContext context = audit.context();
                                   benchmark::DoNotOptimize(&context);
                                 }
                               })
      ->Unit(benchmark::kMillisecond);
  for (const RuleView& rule : audit_rule_views()) {
    benchmark::RegisterBenchmark(
        ("audit/" + std::string(rule.id) + "/" + size).c_str(),
        [world, id = rule.id](benchmark::State& state) { audit_one(state, world(), id); })
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace leastwise::bench

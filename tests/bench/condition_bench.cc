#include "tests/bench/condition_bench.h"

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/guid.h"
#include "engine/condition/condition.h"

namespace leastwise::bench {
namespace {

constexpr std::size_t kLimit = 8192;  // what Azure allows
constexpr std::string_view kAssign = "microsoft.authorization/roleassignments/write";

std::string random_guid(std::mt19937_64& random) {
  Guid guid;
  for (std::uint8_t& byte : guid.bytes) {
    byte = static_cast<std::uint8_t>(random());
  }
  return to_string(guid);
}

// What the portal writes for "may add and remove assignments of these roles".
std::string delegation(std::size_t guids, std::mt19937_64& random) {
  std::string set;
  for (std::size_t i = 0; i < guids; ++i) {
    set += (i == 0 ? "" : ", ") + random_guid(random);
  }
  return fmt::format(
      "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/write'}})) OR "
      "(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
      "ForAnyOfAnyValues:GuidEquals {{{0}}})) AND "
      "((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/delete'}})) OR "
      "(@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
      "ForAnyOfAnyValues:GuidEquals {{{0}}}))",
      set);
}

void compile(benchmark::State& state) {
  std::mt19937_64 random(1);
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (int i = 0; i < 1000; ++i) {
    texts.push_back(delegation(4, random));
    bytes += texts.back().size();
  }
  for (auto _ : state) {
    for (const std::string& text : texts) {
      const Condition condition = Condition::parse(text);
      check(condition.valid(), "a delegation is a condition");
      benchmark::DoNotOptimize(condition);
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

// Half of the requests are met: their role is one of the set.
void evaluate(benchmark::State& state) {
  std::mt19937_64 random(2);
  const auto guids = static_cast<std::size_t>(state.range(0));
  const Condition condition = Condition::parse(delegation(guids, random));
  check(condition.valid(), "a delegation is a condition");
  const ConditionTest& test = condition.program().tests()[1];
  std::vector<ConditionRequest> requests(256);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const std::string role =
        i % 2 == 0 ? to_string(test.guids[random() % test.guids.size()]) : random_guid(random);
    requests[i].add_attribute(AttributeSource::kRequest,
                              "Microsoft.Authorization/roleAssignments:RoleDefinitionId",
                              std::span(&role, 1));
  }
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(condition.evaluate(kAssign, requests[next++ % requests.size()]));
  }
}

// `piece` again and again, up to the limit.
std::string repeated(std::string_view piece, std::string_view between, std::string_view last) {
  std::string text;
  while (text.size() + piece.size() + between.size() + last.size() <= kLimit) {
    text.append(piece).append(between);
  }
  return text.append(last);
}

std::string nested(std::string_view open, std::string_view inner) {
  std::string text;
  std::size_t levels = 0;
  while (text.size() + open.size() + inner.size() + levels + 1 <= kLimit) {
    text += open;
    ++levels;
  }
  return text.append(inner).append(levels, ')');
}

std::vector<std::pair<std::string, std::string>> adversarial() {
  const std::string leaf = "Exists @Request[a]";
  return {
      {"clauses", repeated(leaf, " OR ", leaf)},
      {"attributes", repeated("@Request[a]StringLike'*a*a*a*b'", "&&", leaf)},
      {"parentheses", nested("(", leaf)},
      {"negations", std::string(kLimit - leaf.size(), '!') + leaf},
      {"levels", nested("Exists @Request[a] AND (", leaf)},
      {"set", "@Request[a] ForAllOfAllValues:StringNotEqualsIgnoreCase {" +
                  repeated("'a'", ",", "'b'") + "}"},
      {"pattern", "@Request[a] StringLike '" + std::string(kLimit - 40, '?') + "*b'"},
      {"errors", repeated("@", " ", ")")},
      {"open", std::string(kLimit, '(')},
  };
}

void attack(benchmark::State& state, const std::string& text) {
  ConditionRequest request;
  const std::string value(kLimit, 'a');
  request.add_attribute(AttributeSource::kRequest, "a", std::span(&value, 1));
  for (auto _ : state) {
    const Condition condition = Condition::parse(text);
    benchmark::DoNotOptimize(condition.evaluate(kAssign, request));
  }
}

}  // namespace

void register_conditions() {
  benchmark::RegisterBenchmark("condition/compile", compile)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("condition/evaluate", evaluate)->Arg(10)->Arg(1000);
  for (const auto& [name, text] : adversarial()) {
    benchmark::RegisterBenchmark(("condition/adversarial/" + name).c_str(),
                                 [text = text](benchmark::State& state) { attack(state, text); })
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace leastwise::bench

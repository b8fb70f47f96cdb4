// Writes a synthetic tenant as export files: generate_tenant DIR [S|M|L] [NAME=NUMBER]...
// Every number of TenantShape can be given: `generate_tenant out M assignments=500000 seed=7`.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "tests/bench/generator.h"

namespace leastwise::bench {
namespace {

constexpr int kUsageError = 2;

std::optional<TenantShape> shape_of_size(std::string_view size) {
  if (size == "S") {
    return TenantShape::small();
  }
  if (size == "M") {
    return TenantShape::medium();
  }
  if (size == "L") {
    return TenantShape::large();
  }
  return std::nullopt;
}

// Sets one number of the shape from `NAME=NUMBER`.
bool set_number(TenantShape& shape, std::string_view option) {
  const std::array<std::pair<std::string_view, std::size_t TenantShape::*>, 9> sizes{{
      {"principals", &TenantShape::principals},
      {"groups", &TenantShape::groups},
      {"nesting", &TenantShape::nesting},
      {"scopes", &TenantShape::scopes},
      {"assignments", &TenantShape::assignments},
      {"custom-roles", &TenantShape::custom_roles},
      {"groups-per-principal", &TenantShape::groups_per_principal},
      {"assignments-per-denial", &TenantShape::assignments_per_denial},
      {"patterns-per-role", &TenantShape::patterns_per_role},
  }};
  const std::array<std::pair<std::string_view, unsigned TenantShape::*>, 6> percentages{{
      {"percent-to-groups", &TenantShape::percent_to_groups},
      {"percent-deep", &TenantShape::percent_deep},
      {"percent-conditions", &TenantShape::percent_conditions},
      {"percent-literal", &TenantShape::percent_literal},
      {"percent-below", &TenantShape::percent_below},
      {"percent-between", &TenantShape::percent_between},
  }};
  const std::size_t equals = option.find('=');
  if (equals == std::string_view::npos) {
    return false;
  }
  const std::string_view name = option.substr(0, equals);
  const std::string_view text = option.substr(equals + 1);
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return false;
  }
  const auto is_named = [name](const auto& entry) { return entry.first == name; };
  if (const auto size = std::ranges::find_if(sizes, is_named); size != sizes.end()) {
    shape.*(size->second) = number;
    return number > 0 || name == "custom-roles";
  }
  if (const auto percent = std::ranges::find_if(percentages, is_named);
      percent != percentages.end()) {
    shape.*(percent->second) = static_cast<unsigned>(number);
    return number <= 100;
  }
  shape.seed = number;
  return name == "seed";
}

int run(const std::vector<std::string_view>& arguments) {
  if (arguments.empty()) {
    fmt::print(stderr, "usage: generate_tenant DIR [S|M|L] [NAME=NUMBER]...\n");
    return kUsageError;
  }
  TenantShape shape;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (const auto sized = shape_of_size(arguments[i])) {
      shape = *sized;
    } else if (!set_number(shape, arguments[i])) {
      fmt::print(stderr, "error: `{}` is neither a size nor a number of the shape\n", arguments[i]);
      return kUsageError;
    }
  }
  std::error_code error;
  std::filesystem::create_directories(arguments[0], error);
  ExportSink sink(arguments[0]);
  (void)generate(shape, sink);
  if (!sink.finish()) {
    fmt::print(stderr, "error: cannot write to `{}`\n", arguments[0]);
    return kUsageError;
  }
  return 0;
}

}  // namespace
}  // namespace leastwise::bench

int main(int argc, char** argv) { return leastwise::bench::run({argv + 1, argv + argc}); }

// Loads a folder of exports and compiles it, and says what that took: load_exports DIR
// Prints `SECONDS PEAK_KIB`. A process of its own, so that the peak is that of loading alone.
#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>

#include "engine/authorizer/authorizer.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise {
namespace {

int run(const char* folder) {
  const auto begin = std::chrono::steady_clock::now();
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  load_path(folder, builder, diagnostics, {});
  const auto tenant = builder.build();
  if (!tenant) {
    fmt::print(stderr, "{}\n", render(diagnostics.all().front(), builder.files()));
    return 1;
  }
  const CompiledTenant compiled(*tenant, {});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("{} {}\n", seconds.count(), usage.ru_maxrss);
  return 0;
}

}  // namespace
}  // namespace leastwise

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: load_exports DIR\n");
    return 2;
  }
  return leastwise::run(argv[1]);
}

// Law: any bytes are read, or refused with diagnostics; a tenant comes out exactly when there was
// no error. Every diagnostic has a code and a message, and a place in the file where it has a line.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/check.h"
#include "engine/base/diagnostic.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant.h"
#include "engine/tenant/tenant_builder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using leastwise::check;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parsers read characters
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  leastwise::Diagnostics diagnostics;
  leastwise::TenantBuilder builder(diagnostics);
  leastwise::load_bytes("fuzz.json", bytes, builder, diagnostics, {});
  for (const leastwise::Diagnostic& diagnostic : diagnostics.all()) {
    check(!diagnostic.code.empty() && !diagnostic.message.empty(), "a diagnostic says something");
    check(!diagnostic.place.known() || diagnostic.place.column != 0, "columns count from 1");
    check(diagnostic.place.line <= bytes.size() + 1, "the line is in the file");
    check(!leastwise::render(diagnostic, builder.files()).empty(), "a diagnostic can be shown");
  }
  const std::optional<leastwise::Tenant> tenant = builder.build();
  check(tenant.has_value() != diagnostics.has_errors(), "a tenant, or errors");
  return 0;
}

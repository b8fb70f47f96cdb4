// Loads texts the way the program loads files, and keeps what came of it.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/ingest/load.h"
#include "engine/tenant/tenant.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise::testing {

class Loaded {
 public:
  Loaded() = default;
  explicit Loaded(std::string_view text) { add("a.json", text); }

  void add(std::string_view name, std::string_view text, const LoadOptions& options = {}) {
    load_bytes(name, text, builder_, diagnostics_, options);
  }
  void add_path(std::string_view path, const LoadOptions& options = {}) {
    load_path(path, builder_, diagnostics_, options);
  }

  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  // All diagnostics as a person sees them, one behind the other.
  [[nodiscard]] std::string rendered() const {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      text += render(diagnostic, builder_.files()) + "\n";
    }
    return text;
  }

  // The tenant; fails the test and gives an empty one where there were errors. Call once.
  [[nodiscard]] Tenant tenant() {
    const std::string problems = rendered();
    std::optional<Tenant> built = builder_.build();
    EXPECT_TRUE(built.has_value()) << problems;
    if (!built) {
      Diagnostics none;
      built = TenantBuilder(none).build();
    }
    return *std::move(built);
  }

 private:
  Diagnostics diagnostics_;
  TenantBuilder builder_{diagnostics_};
};

}  // namespace leastwise::testing

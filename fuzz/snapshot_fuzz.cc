// Laws: any bytes are a snapshot or are refused with a reason, and whatever opens answers every
// question without reading outside of its bytes. The bytes are tried as they are, and once more
// with right checksums: behind those only the structural checks stand.
//
// An input may also be edits to a sound snapshot of the lab of the tests, which a fuzzer would
// hardly write by itself: it begins with `E`, then each edit is an offset (3 bytes), a length and
// so many bytes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "engine/base/check.h"
#include "engine/ingest/load.h"
#include "engine/snapshot/snapshot.h"
#include "engine/tenant/tenant_builder.h"
#include "generated/fuzz_lab_files.h"
#include "tests/support/reseal.h"
#include "tests/support/snapshot_bytes.h"

namespace leastwise {
namespace {

using testing::SnapshotBytes;

constexpr SnapshotOptions kAsked{.at = Instant{17'000'000'000'000'000}};

void open_and_use(std::span<const std::byte> bytes) {
  const auto snapshot = Snapshot::of_bytes(bytes, kAsked);
  if (snapshot) {
    testing::use_everything(*snapshot);
  } else {
    check(!snapshot.error().message.empty(), "a refusal says why");
  }
}

// The bytes of the lab, made once.
const SnapshotBytes& sound_bytes() {
  static const SnapshotBytes bytes = [] {
    Diagnostics diagnostics;
    TenantBuilder builder(diagnostics);
    for (const fuzz_lab::EmbeddedFile& file : fuzz_lab::embedded_files()) {
      load_bytes(std::string(file.name), file.bytes, builder, diagnostics, {});
    }
    const auto tenant = builder.build();
    check(tenant.has_value(), "the lab is sound");
    return SnapshotBytes(CompiledTenant(*tenant, {.at = *kAsked.at}));
  }();
  return bytes;
}

void edit(std::span<std::byte> bytes, std::span<const std::byte> edits) {
  constexpr std::size_t kHead = 4;
  while (edits.size() >= kHead) {
    const auto number = [&edits](std::size_t i) { return std::to_integer<std::size_t>(edits[i]); };
    const std::size_t offset = (number(0) << 16U | number(1) << 8U | number(2)) % bytes.size();
    const std::size_t length =
        std::min({number(3) % 16 + 1, edits.size() - kHead, bytes.size() - offset});
    std::ranges::copy(edits.subspan(kHead, length),
                      bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    edits = edits.subspan(kHead + length);
  }
}

void run(std::span<const std::byte> input) {
  const bool edits = !input.empty() && input.front() == std::byte{'E'};
  SnapshotBytes bytes(edits ? sound_bytes().all() : input);
  if (edits) {
    edit(bytes.all(), input.subspan(1));
  }
  open_and_use(bytes.all());
  testing::reseal(bytes.all());
  open_and_use(bytes.all());
}

}  // namespace
}  // namespace leastwise

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  leastwise::run(std::as_bytes(std::span(data, size)));
  return 0;
}

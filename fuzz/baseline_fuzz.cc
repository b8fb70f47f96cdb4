// Law: a baseline that is read without an error and has the right fingerprints is written and read
// again as the same findings.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/check.h"
#include "engine/ingest/baseline_file.h"
#include "engine/report/baseline.h"

namespace {

using leastwise::BaselineRecord;
using leastwise::Diagnostics;

// The records, or none where anything is wrong.
std::vector<BaselineRecord> read(std::string_view text) {
  Diagnostics diagnostics;
  std::vector<BaselineRecord> records =
      leastwise::read_baseline(text, leastwise::FileId(0), diagnostics);
  check_baseline(records, diagnostics);
  return diagnostics.has_errors() ? std::vector<BaselineRecord>() : records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using leastwise::check;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer hands out bytes, the
  // parsers read characters
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<BaselineRecord> records = read(text);
  leastwise::Report report;
  for (const BaselineRecord& record : records) {
    report.findings.push_back({.rule = record.rule.text,
                               .message = record.message,
                               .subject = {.principal = record.principal,
                                           .role = record.role,
                                           .scope = record.scope,
                                           .detail = record.detail}});
  }
  const std::string written = baseline_file(report);
  const std::vector<BaselineRecord> again = read(written);
  check(again.size() == records.size(), "a written baseline holds as many findings");
  apply_baseline(report, again, true);
  for (const leastwise::Finding& finding : report.findings) {
    check(finding.baseline == leastwise::BaselineState::kUnchanged, "a written finding is known");
  }
  return 0;
}

#include "cli/sample/sample.h"

#include "generated/leastwise_sample_files.h"

namespace leastwise {
namespace {

// The one embedded file that is no export.
constexpr std::string_view kNeeds = "needs.yaml";

}  // namespace

std::vector<SampleFileView> sample_files() {
  std::vector<SampleFileView> files;
  for (const sample_tenant::EmbeddedFile& file : sample_tenant::embedded_files()) {
    if (file.name != kNeeds) {
      files.push_back({file.name, file.bytes});
    }
  }
  return files;
}

SampleFileView sample_needs() {
  for (const sample_tenant::EmbeddedFile& file : sample_tenant::embedded_files()) {
    if (file.name == kNeeds) {
      return {file.name, file.bytes};
    }
  }
  return {};
}

}  // namespace leastwise

#include "cli/sample/sample.h"

#include "generated/leastwise_sample_files.h"

namespace leastwise {

std::vector<SampleFileView> sample_files() {
  std::vector<SampleFileView> files;
  for (const sample_tenant::EmbeddedFile& file : sample_tenant::embedded_files()) {
    files.push_back({file.name, file.bytes});
  }
  return files;
}

}  // namespace leastwise

// `leastwise registry access`.
#include "cli/commands.h"

namespace leastwise::cli {

// To be built.
ExitCode run_registry_access(const Options&, Console& console) {
  console.error({.message = "this command is not built yet"});
  return ExitCode::kError;
}

}  // namespace leastwise::cli

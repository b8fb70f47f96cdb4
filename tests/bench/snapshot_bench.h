// How long it takes to open a snapshot, and how large it is.
//
//   snapshot/open/validate/SIZE  from the path to ready to decide, every index of the file proven
//   snapshot/open/trusted/SIZE   the same with the header alone checked
//   snapshot/write/SIZE          the compiled tenant to the bytes of the file
// The counter MiB is the size of the file. The file is in the page cache, as after the first run.
#pragma once

#include <functional>
#include <string>

#include "tests/bench/world.h"

namespace leastwise::bench {

void register_snapshots(const std::function<const World&()>& world, const std::string& size);

}  // namespace leastwise::bench

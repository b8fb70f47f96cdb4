// For tests of what happens behind right checksums: seals changed bytes of a snapshot again, and
// asks everything of what opens.
#pragma once

#include <cstddef>
#include <span>

#include "engine/snapshot/snapshot.h"

namespace leastwise::testing {

// Makes the sizes and checksums of the header those of the bytes, where they have a header.
void reseal(std::span<std::byte> bytes);

// Asks a snapshot all that a program could: decisions with known and unseen actions and scopes,
// explanations, texts, groups, roles, patterns and conditions.
void use_everything(const Snapshot& snapshot);

}  // namespace leastwise::testing

// The factories of all rules, by id: each rule's source defines one of them and shows nothing else.
// A new rule adds a line here and one in rule_table.cc.
// Tests: tests/rules/audit/rule_test.cc.
#pragma once

#include <memory>

#include "rules/audit/rule.h"

namespace leastwise {}  // namespace leastwise

// Canonical text: a tree printed so that parsing it again gives the same tree.
//
//   (!(ActionMatches{'a'}) AND NOT Exists @Resource[x]) OR @Resource[y] StringEquals 'z'
//
// Spacing, letter case of keywords and operators, and parentheses are ours: an AND inside of an OR,
// and an OR inside of an AND, always stand in parentheses, so no reader has to know which binds
// tighter. `!` stands before a parenthesis, NOT before a function, as Azure's own conditions have
// it. Two spellings:
//   kAsWritten  names and values as they were written: what people read
//   kNormal     attributes and GUIDs in one spelling: equal exactly for trees of equal meaning
//               node by node, so this is how conditions are compared
// Cost: linear. Tests: tests/engine/condition/canonical_test.cc, tests/property/.
#pragma once

#include <string>

#include "engine/condition/syntax.h"

namespace leastwise {

enum class ConditionSpelling : std::uint8_t { kAsWritten, kNormal };

[[nodiscard]] std::string canonical_text(
    const ConditionSyntax& syntax, ConditionSpelling spelling = ConditionSpelling::kAsWritten);

// The same of one node: what a trace or a finding quotes.
[[nodiscard]] std::string canonical_text(
    const ConditionSyntax& syntax, ConditionNodeId node,
    ConditionSpelling spelling = ConditionSpelling::kAsWritten);

}  // namespace leastwise

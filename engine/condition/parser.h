// The parser of conditions: from tokens to a syntax tree. Private to engine/condition.
//
//   condition  = or ;              or = and { OR and } ;         and = not { AND not } ;
//   not        = { "!" | NOT } primary ;
//   primary    = "(" or ")" | ActionMatches{'p'} | SubOperationMatches{'s'} | Exists attribute
//              | operand operator operand ;
//
// NOT binds tightest, then AND, then OR. Azure documents no precedence; analysis also looks at the
// other reading where parentheses are missing (CONDITIONS section 3).
//
// **Recovery.** All errors are found in one run. A broken operand is reported once, the parser goes
// on behind it at the next AND, OR or parenthesis, and an operator that is missing between two
// operands is taken for an AND. Parentheses and negations are kept on a stack of our own, so no
// nesting can overflow anything.
// Cost: linear. Tests: tests/engine/condition/parser_test.cc, fuzz/condition_fuzz.cc.
#pragma once

#include <string>

#include "engine/condition/issue.h"
#include "engine/condition/syntax.h"

namespace leastwise {

// The tree. Where `issues` then holds an error its nodes mean nothing; the comparisons that were
// whole and the attributes are there all the same, for the checker to look at (checker.h). Issues
// are not yet in the order of the text.
[[nodiscard]] ConditionSyntax parse_condition_syntax(std::string text, ConditionIssues& issues);

}  // namespace leastwise

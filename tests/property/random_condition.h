// RapidCheck generators of conditions and of requests to evaluate them on.
//
// Small alphabets make things collide: four attributes, a few values of each type, three actions,
// two suboperations. Texts are drawn with every operator and quantifier, with blanks and letter
// case as people write them.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "tests/oracle/condition_oracle.h"

namespace leastwise::property {

// The text of a valid condition with at most `depth` levels of AND, OR and NOT.
[[nodiscard]] std::string draw_condition(int depth);

// What a request may say.
[[nodiscard]] oracle::ConditionFacts draw_facts();
using oracle::request_of;

// What a condition says of an action when nothing is known of the request, neither whether it has a
// suboperation: yes and no where that settles it; yes for the empty text. By the oracle.
[[nodiscard]] Truth says_in_general(const std::string& text, const std::string& action,
                                    WildcardReading reading);

}  // namespace leastwise::property

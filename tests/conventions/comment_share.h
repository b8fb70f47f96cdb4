// How much of the product is comment: enough where a reader looks, no filler where nobody does.
//
// The contract of a part (what, why, an example, cost) stands in its header, so a header and its
// source of the same name are measured together, and the header once more by itself. A source
// without a header of its name has nobody to speak for it: it opens with a comment. Why these
// numbers: docs/decisions/0003-comments-live-in-headers.md.
// Tests: tests/conventions/comment_share_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/conventions/house_rules.h"
#include "tests/conventions/source_tree.h"

namespace leastwise::conventions {

inline constexpr std::size_t kMinPairCommentPercent = 10;
inline constexpr std::size_t kMinHeaderCommentPercent = 20;
inline constexpr std::size_t kMaxHeaderCommentPercent = 60;  // above: told, not refused
// Shorter files are not measured: their name says what they are.
inline constexpr std::size_t kMinLinesForComments = 40;

// Breaches of the rule `comment-share` in engine, rules and cli.
[[nodiscard]] std::vector<Violation> comment_share_breaches(const SourceTree& tree);

// Notes that are no breaches: headers with more comment than kMaxHeaderCommentPercent.
[[nodiscard]] std::vector<std::string> comment_share_remarks(const SourceTree& tree);

}  // namespace leastwise::conventions

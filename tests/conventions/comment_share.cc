#include "tests/conventions/comment_share.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "tests/conventions/cpp_text.h"

namespace leastwise::conventions {
namespace {

constexpr std::string_view kRule = "comment-share";

// What is measured of one file.
struct Measure {
  std::size_t lines = 0;
  CommentCount count;
  bool opens_with_comment = false;
};

// A header and the source of the same name; null where there is none.
struct Pair {
  const SourceFile* header = nullptr;
  const SourceFile* source = nullptr;
};

Measure measure(const SourceFile& file) {
  const CppText text = read_cpp(file.text);
  return {text.lines.size(), count_comments(text),
          !text.comments.empty() && text.comments.front().first_line == 1};
}

bool shipped(std::string_view path) { return !module_of(path).empty(); }

std::map<std::string, Pair> pairs_of(const SourceTree& tree) {
  std::map<std::string, Pair> pairs;
  for (const SourceFile& file : tree.files) {
    if (!shipped(file.path)) {
      continue;
    }
    Pair& pair = pairs[file.path.substr(0, file.path.rfind('.'))];
    (file.path.ends_with(".h") ? pair.header : pair.source) = &file;
  }
  return pairs;
}

std::string too_few(CommentCount count, std::size_t least, std::string_view what) {
  return std::to_string(count.percent()) + " % of the lines " + std::string(what) +
         " bear a comment; at least " + std::to_string(least) + " %: say what, why, and an example";
}

void judge_pair(const Pair& pair, std::vector<Violation>& found) {
  const Measure header = pair.header == nullptr ? Measure{} : measure(*pair.header);
  const Measure source = pair.source == nullptr ? Measure{} : measure(*pair.source);
  if (pair.header == nullptr) {
    if (source.lines >= kMinLinesForComments && !source.opens_with_comment) {
      found.push_back({pair.source->path, 1, std::string(kRule),
                       "no header speaks for this source: open it with what it is for"});
    }
    return;
  }
  if (header.lines >= kMinLinesForComments && header.count.percent() < kMinHeaderCommentPercent) {
    found.push_back({pair.header->path, 1, std::string(kRule),
                     too_few(header.count, kMinHeaderCommentPercent, "of this header")});
  }
  const CommentCount both{header.count.written + source.count.written,
                          header.count.commented + source.count.commented};
  if (source.lines >= kMinLinesForComments && both.percent() < kMinPairCommentPercent) {
    found.push_back({pair.source->path, 1, std::string(kRule),
                     too_few(both, kMinPairCommentPercent, "of this source and its header")});
  }
}

}  // namespace

std::vector<Violation> comment_share_breaches(const SourceTree& tree) {
  std::vector<Violation> found;
  for (const auto& [name, pair] : pairs_of(tree)) {
    judge_pair(pair, found);
  }
  return found;
}

std::vector<std::string> comment_share_remarks(const SourceTree& tree) {
  std::vector<std::string> remarks;
  for (const SourceFile& file : tree.files) {
    if (!file.path.ends_with(".h") || !shipped(file.path)) {
      continue;
    }
    const Measure measured = measure(file);
    const std::size_t share = measured.count.percent();
    if (measured.lines >= kMinLinesForComments && share > kMaxHeaderCommentPercent) {
      remarks.push_back(file.path + ": " + std::to_string(share) +
                        " % of the lines bear a comment: is there something to cut?");
    }
  }
  return remarks;
}

}  // namespace leastwise::conventions

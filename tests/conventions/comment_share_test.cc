#include "tests/conventions/comment_share.h"

#include <gtest/gtest.h>

#include <iostream>

#include "tests/support/paths.h"

namespace leastwise::conventions {
namespace {

// A file of `comments` lines of comment, then `code` lines of code.
SourceFile file(std::string path, std::size_t comments, std::size_t code) {
  SourceFile made{std::move(path), ""};
  for (std::size_t i = 0; i < comments + code; ++i) {
    made.text += i < comments ? "// Why.\n" : "int a;\n";
  }
  return made;
}

// The files that breach the rule.
std::vector<std::string> breaching(std::vector<SourceFile> files) {
  SourceTree tree;
  tree.files = std::move(files);
  std::vector<std::string> paths;
  for (const Violation& violation : comment_share_breaches(tree)) {
    EXPECT_EQ(violation.rule, "comment-share");
    paths.push_back(violation.file);
  }
  return paths;
}

using Paths = std::vector<std::string>;

TEST(CommentShare, TheTreeHasEnough) {
  const SourceTree tree = read_source_tree(testing::source_dir());
  for (const Violation& violation : comment_share_breaches(tree)) {
    ADD_FAILURE() << to_string(violation);
  }
  for (const std::string& remark : comment_share_remarks(tree)) {
    std::cout << "remark: " << remark << '\n';
  }
}

TEST(CommentShare, AHeaderNeedsAFifth) {
  EXPECT_EQ(breaching({file("engine/a/b.h", 9, 41)}), Paths{"engine/a/b.h"});
  EXPECT_EQ(breaching({file("engine/a/b.h", 10, 40)}), Paths{});
  EXPECT_EQ(breaching({file("engine/a/b.h", 0, 39)}), Paths{});
}

TEST(CommentShare, ASourceIsMeasuredTogetherWithItsHeader) {
  const SourceFile source = file("cli/b.cc", 0, 80);
  EXPECT_EQ(breaching({source, file("cli/b.h", 10, 10)}), Paths{});
  EXPECT_EQ(breaching({source, file("cli/b.h", 9, 11)}), Paths{"cli/b.cc"});
  EXPECT_EQ(breaching({source, file("cli/c.h", 10, 10)}), Paths{"cli/b.cc"});
  EXPECT_EQ(breaching({file("cli/b.cc", 0, 39), file("cli/b.h", 0, 20)}), Paths{});
}

TEST(CommentShare, ASourceWithoutAHeaderOpensWithAComment) {
  EXPECT_EQ(breaching({file("rules/b.cc", 0, 40)}), Paths{"rules/b.cc"});
  EXPECT_EQ(breaching({file("rules/b.cc", 1, 100)}), Paths{});
  EXPECT_EQ(breaching({file("rules/b.cc", 0, 39)}), Paths{});
}

TEST(CommentShare, TestsAreNotMeasured) {
  EXPECT_EQ(breaching({file("tests/b.cc", 0, 80), file("fuzz/b.h", 0, 80)}), Paths{});
}

TEST(CommentShare, HeadersThatOnlyTalkAreRemarkedUpon) {
  SourceTree tree;
  tree.files = {file("engine/a/talk.h", 31, 19), file("engine/a/terse.h", 30, 20)};
  EXPECT_EQ(comment_share_remarks(tree).size(), 1U);
  EXPECT_EQ(breaching(tree.files), Paths{});
}

}  // namespace
}  // namespace leastwise::conventions

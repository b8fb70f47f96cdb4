#include "engine/action/shortest_strings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/engine/action/support.h"

namespace leastwise {
namespace {

// The string for the accept set of `member`.
std::optional<std::string> shortest(const std::vector<std::string_view>& texts,
                                    std::string_view member,
                                    std::vector<std::string_view> except = {}) {
  const auto patterns = testing::parse_all(texts);
  const auto automaton = Automaton::build(testing::pointers(patterns));
  EXPECT_TRUE(automaton.has_value());
  std::ranges::sort(except);
  return shortest_strings(*automaton, except)[automaton->accept_id(automaton->walk(member))];
}

TEST(ShortestStrings, IsTheShortestAndThenTheNicest) {
  EXPECT_EQ(shortest({"m/*"}, "m/foo"), "m/a");
  EXPECT_EQ(shortest({"m/*"}, "foo"), "a");
  EXPECT_EQ(shortest({"m/*", "*/read"}, "m/foo/read"), "m/read");
  EXPECT_EQ(shortest({"m/*", "*/read"}, "foo/read"), "a/read");
}

TEST(ShortestStrings, IsNeverTheEmptyString) {
  EXPECT_EQ(shortest({"*"}, "foo"), "a");
  EXPECT_EQ(shortest({}, "foo"), "a");
}

TEST(ShortestStrings, StepsAsideForExceptions) {
  EXPECT_EQ(shortest({"m/*"}, "m/foo", {"m/a"}), "m/b");
  EXPECT_EQ(shortest({"m/*"}, "m/foo", {"m/a", "m/b", "m/d"}), "m/c");
  EXPECT_EQ(shortest({"m/*"}, "m/foo", {"m/aa"}), "m/a");
  EXPECT_EQ(shortest({"m/*", "*/read"}, "m/foo/read", {"m/read"}), "m//read");
  EXPECT_EQ(shortest({"m/*", "*/read"}, "m/foo/read", {"m//read", "m/read"}), "m/a/read");
  EXPECT_EQ(shortest({"m/*", "*/read"}, "m/foo/read", {"m//read", "m/a/read", "m/read"}),
            "m/b/read");
}

// All strings of the shortest length are taken: the next length, and the nicest of that.
TEST(ShortestStrings, GoesOnBehindATakenLength) {
  std::vector<std::string> taken;
  for (const char byte : action_bytes()) {
    taken.push_back("m/" + std::string(1, byte));
  }
  std::vector<std::string_view> except(taken.begin(), taken.end());
  EXPECT_EQ(shortest({"m/*"}, "m/foo", except), "m/aa");
  except.push_back("m/aa");
  EXPECT_EQ(shortest({"m/*"}, "m/foo", except), "m/ab");
}

// An exception of another accept set must not hide a string of this one.
TEST(ShortestStrings, ExceptionsOfOthersDoNoHarm) {
  EXPECT_EQ(shortest({"m/*", "*/read"}, "m/foo", {"m/read", "a/read"}), "m/a");
  EXPECT_EQ(shortest({"m/*", "*/read"}, "foo/read", {"m/read", "m/a"}), "a/read");
}

TEST(ShortestStrings, IsEmptyWhereNothingCanBePrinted) {
  EXPECT_EQ(shortest({"m\x01*"}, "m\x01zz"), std::nullopt);
  EXPECT_EQ(shortest({"m\xC3\xA4/*", "m*"}, "m\xC3\xA4/zz"), std::nullopt);
  EXPECT_EQ(shortest({"m\xC3\xA4/*", "m*"}, "mz"), "m");
}

// A region whose printable strings are all taken has others, but none to show.
TEST(ShortestStrings, IsEmptyWhereAllPrintableStringsAreTaken) {
  // Behind "q" the first pattern needs one more byte than the second, which takes "q" alone.
  EXPECT_EQ(shortest({"q**", "q*/*"}, "q", {}), "q");
  EXPECT_EQ(shortest({"q/**", "q/*"}, "q/", {"q/"}), std::nullopt);
}

}  // namespace
}  // namespace leastwise

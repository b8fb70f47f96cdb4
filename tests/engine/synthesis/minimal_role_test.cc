// The laws: what is returned covers the need in both readings and grants no other known operation,
// and no set of strings with fewer members does, tried over every string there is; by a naive
// matcher, and over a universe of strings that is large enough to tell patterns apart.
#include "engine/synthesis/minimal_role.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/base/ascii.h"
#include "tests/support/naive_match.h"

namespace leastwise {
namespace {

using testing::naive_match;
using testing::NaiveReading;
using Texts = std::vector<std::string>;

constexpr std::array kNaiveReadings = {NaiveReading::kSegment, NaiveReading::kLiteral};

OperationCatalogue catalogue(const Texts& names, OperationPlane plane = OperationPlane::kControl) {
  OperationCatalogue operations;
  for (const std::string& name : names) {
    operations.add(name, {.plane = plane});
  }
  return operations;
}

std::vector<NeededAction> need(const Texts& actions, Plane plane = Plane::kControl) {
  std::vector<NeededAction> needed;
  for (const std::string& action : actions) {
    needed.push_back({action, plane});
  }
  return needed;
}

Texts smallest(const Texts& known, const Texts& needed, RoleWildcards wildcards) {
  const auto role = minimal_role(catalogue(known), need(needed), wildcards);
  EXPECT_TRUE(role.has_value());
  EXPECT_TRUE(role->is_minimum());
  return role->plane(Plane::kControl).strings;
}

TEST(MinimalRole, SpellsTheNeedOutByDefault) {
  const Texts known = {"X/a/read", "X/a/write", "X/b/read"};
  EXPECT_EQ(
      smallest(known, {"X/b/read", "x/A/READ", "X/a/read", "X/new/read"}, RoleWildcards::kNone),
      (Texts{"X/a/read", "X/b/read", "X/new/read"}));
  EXPECT_EQ(smallest(known, {"X/a/*", "X/a/read", "X/b/read"}, RoleWildcards::kNone),
            (Texts{"X/a/*", "X/b/read"}));
  EXPECT_EQ(smallest(known, {"X/a/*", "X/*", "X/*/read"}, RoleWildcards::kNone), Texts{"X/*"});
}

TEST(MinimalRole, UsesAWildcardWhereNothingElseKnownIsGranted) {
  EXPECT_EQ(smallest({"X/b/read", "X/b/write", "X/c/read", "X/c/write"},
                     {"X/b/read", "X/b/write", "X/c/read"}, RoleWildcards::kSafe),
            (Texts{"X/b/*", "X/c/read"}));
  EXPECT_EQ(smallest({"X/b/read", "X/b/write", "X/c/read"}, {"X/b/read", "X/c/read"},
                     RoleWildcards::kSafe),
            (Texts{"X/*/read"}));
}

// `X/*/read` grants `X/read` in the segment reading, though not in the literal one.
TEST(MinimalRole, AWildcardMustBeSafeInBothReadings) {
  const Texts known = {"X/read", "X/b/read", "X/c/read"};
  EXPECT_EQ(smallest(known, {"X/b/read", "X/c/read"}, RoleWildcards::kSafe),
            (Texts{"X/b/read", "X/c/read"}));
}

// And it must grant `X/read` in both readings before it can stand for it.
TEST(MinimalRole, AWildcardMustCoverInBothReadings) {
  EXPECT_EQ(smallest({"X/read", "X/b/read", "X/c/read", "X/c/write"},
                     {"X/read", "X/b/read", "X/c/read"}, RoleWildcards::kSafe),
            (Texts{"*/read"}));
  EXPECT_EQ(smallest({"X/read", "X/b/read", "X/c/read", "X/c/write", "Y/read"},
                     {"X/read", "X/b/read", "X/c/read"}, RoleWildcards::kSafe),
            (Texts{"X/*/read", "X/read"}));
}

// What the others cover is no reason to be wide: `X/b/*` takes `X/b/read` in already.
TEST(MinimalRole, NarrowsWhatTheOthersCover) {
  const Texts known = {"X/b/read", "X/b/write", "X/b/c/write", "X/c/read", "Y/write"};
  EXPECT_EQ(
      smallest(known, {"X/b/read", "X/b/write", "X/b/c/write", "X/c/read"}, RoleWildcards::kSafe),
      (Texts{"X/*"}));
  EXPECT_EQ(smallest({"X/b/c/read", "X/b/d/read", "X/read"}, {"X/b/c/read", "X/b/d/read"},
                     RoleWildcards::kSafe),
            (Texts{"X/b/*/read"}));
}

TEST(MinimalRole, TellsWhatTheFutureWouldBring) {
  const auto role =
      minimal_role(catalogue({"X/b/read", "X/c/read", "X/c/write", "X/newType/read"}),
                   need({"X/b/read", "X/c/read", "X/newType/read"}), RoleWildcards::kSafe);
  ASSERT_TRUE(role.has_value());
  ASSERT_EQ(role->future.size(), 1U);
  EXPECT_EQ(role->future[0].pattern, "X/*/read");
  EXPECT_EQ(role->future[0].shape, "below X, ending in /read");
  EXPECT_EQ(role->future[0].example, "X/anotherType/read");
}

// A pattern of the need grants nothing that is not needed, today or later.
TEST(MinimalRole, PatternsOfTheNeedAreNoSurplusOfTheFuture) {
  const auto role = minimal_role(catalogue({"X/b/read"}), need({"X/b/*"}), RoleWildcards::kNone);
  ASSERT_TRUE(role.has_value());
  EXPECT_EQ(role->plane(Plane::kControl).strings, Texts{"X/b/*"});
  EXPECT_TRUE(role->future.empty());
}

// Every example that is told by name is asked for; the exact set has others.
TEST(MinimalRole, FindsAnExampleThatThePatternsOfTheNeedLeave) {
  const auto role = minimal_role(catalogue({"X/b/read", "X/b/go"}),
                                 need({"X/b/*/write", "X/b/read", "X/b/go"}), RoleWildcards::kSafe);
  ASSERT_TRUE(role.has_value());
  ASSERT_EQ(role->future.size(), 1U);
  EXPECT_EQ(role->future[0].pattern, "X/b/*");
  EXPECT_FALSE(role->future[0].example.empty());
  EXPECT_TRUE(naive_match("X/b/*", role->future[0].example, NaiveReading::kSegment));
  EXPECT_FALSE(naive_match("X/b/*/write", role->future[0].example, NaiveReading::kSegment));
}

TEST(MinimalRole, KeepsThePlanesApart) {
  OperationCatalogue known = catalogue({"X/b/read", "X/c/read"});
  known.add("X/d/read", {.plane = OperationPlane::kData});
  std::vector<NeededAction> needed = need({"X/b/read", "X/c/read"});
  needed.push_back({"X/d/read", Plane::kData});
  const auto role = minimal_role(known, needed, RoleWildcards::kSafe);
  ASSERT_TRUE(role.has_value());
  EXPECT_EQ(role->plane(Plane::kControl).strings, Texts{"X/*/read"});
  EXPECT_EQ(role->plane(Plane::kData).strings, Texts{"X/d/read"});
  EXPECT_EQ(role->string_count(), 2U);
  EXPECT_EQ(role->lower_bound(), 2U);
}

TEST(MinimalRole, NamesOperationsThatNobodyKnows) {
  OperationCatalogue known = catalogue({"X/b/read"});
  known.add("X/d/read", {.plane = OperationPlane::kData});
  const auto role =
      minimal_role(known, need({"X/b/raed", "X/d/read", "X/b/read", "X/*"}), RoleWildcards::kNone);
  ASSERT_TRUE(role.has_value());
  EXPECT_EQ(role->unknown, (std::vector<NeededAction>{{"X/b/raed"}, {"X/d/read"}}));
}

TEST(MinimalRole, RefusesWhatAzureRefuses) {
  for (const char* bad : {"", " ", "X/b/", "X/\tb", "X/*/b/*", "X/**"}) {
    EXPECT_TRUE(unfit_for_role({bad}).has_value()) << bad;
    EXPECT_FALSE(minimal_role({}, need({bad}), RoleWildcards::kNone).has_value()) << bad;
  }
  EXPECT_TRUE(unfit_for_role({std::string(5000, 'x')}).has_value());
  for (const char* good : {"X/b/read", "X/*/read", "*", "X/list*/action", " X/b/read "}) {
    EXPECT_FALSE(unfit_for_role({good}).has_value()) << good;
  }
}

TEST(MinimalRole, NothingNeededIsNothing) {
  const auto role = minimal_role(catalogue({"X/b/read"}), {}, RoleWildcards::kSafe);
  ASSERT_TRUE(role.has_value());
  EXPECT_EQ(role->string_count(), 0U);
  EXPECT_TRUE(role->is_minimum());
}

// ---- every set of strings, tried -----------------------------------------------------------

// A random question over few segments, so that strings meet.
struct Case {
  Texts known;
  Texts needed;
  Texts segments;  // of the universe

  [[nodiscard]] std::string text() const {
    std::string text = "known:";
    for (const std::string& name : known) {
      text += " " + name;
    }
    text += "; needed:";
    for (const std::string& name : needed) {
      text += " " + name;
    }
    return text;
  }
};

// All paths over `segments`, of 1 to `longest` segments.
Texts paths(const Texts& segments, std::size_t longest) {
  Texts all;
  Texts last = {""};
  for (std::size_t n = 1; n <= longest; ++n) {
    Texts next;
    for (const std::string& path : last) {
      for (const std::string& segment : segments) {
        next.push_back(n == 1 ? segment : path + "/" + segment);
      }
    }
    all.insert(all.end(), next.begin(), next.end());
    last = std::move(next);
  }
  std::erase(all, "");
  return all;
}

std::string random_path(std::mt19937& random, const Texts& segments) {
  std::string path;
  const std::size_t count = 1 + random() % 4;
  for (std::size_t i = 0; i < count; ++i) {
    path += (i == 0 ? "" : "/") + segments[random() % segments.size()];
  }
  return path;
}

bool is_fit(const std::string& text) { return !unfit_for_role({text}).has_value(); }

Case random_case(std::mt19937& random, bool empty_segments) {
  Case result;
  result.segments = {"a", "b"};
  if (empty_segments) {
    result.segments.emplace_back("");
  }
  for (std::size_t i = 0; i < 2 + random() % 8; ++i) {
    const std::string path = random_path(random, result.segments);
    if (path.empty()) {
      continue;
    }
    result.known.push_back(path);
    if (random() % 2 == 0 && is_fit(path)) {
      result.needed.push_back(path);
    }
  }
  if (random() % 3 == 0) {
    Texts with_wildcard = result.segments;
    with_wildcard.insert(with_wildcard.end(), {"*", "*", "a*"});
    const std::string pattern = random_path(random, with_wildcard);
    if (is_fit(pattern)) {
      result.needed.push_back(pattern);
    }
  }
  return result;
}

// A problem in naive terms: rows are actions of the universe that are needed, in each reading.
class Naive {
 public:
  explicit Naive(const Case& of) : case_(of) {
    Texts universe_segments = of.segments;
    universe_segments.emplace_back("z");  // a name that no string holds
    universe_ = paths(universe_segments, 4);
    universe_.insert(universe_.end(), of.known.begin(), of.known.end());
    for (const std::string& string : all_strings()) {
      if (is_safe(string)) {
        consider(string);
      }
    }
  }

  [[nodiscard]] bool is_safe(const std::string& string) const {
    return std::ranges::all_of(kNaiveReadings, [&](NaiveReading reading) {
      return std::ranges::none_of(case_.known, [&](const std::string& known) {
        return naive_match(string, known, reading) && !needed(known, reading);
      });
    });
  }

  [[nodiscard]] bool covers(const Texts& strings) const {
    return std::ranges::all_of(kNaiveReadings, [&](NaiveReading reading) {
      return std::ranges::all_of(universe_, [&](const std::string& action) {
        return !needed(action, reading) ||
               std::ranges::any_of(strings, [&](const std::string& string) {
                 return naive_match(string, action, reading);
               });
      });
    });
  }

  // Whether `count` safe strings can cover the need.
  [[nodiscard]] bool possible(std::size_t count) const {
    return possible(count, std::vector<bool>(row_count_));
  }

 private:
  [[nodiscard]] bool needed(const std::string& action, NaiveReading reading) const {
    return std::ranges::any_of(case_.needed, [&](const std::string& needed) {
      return naive_match(needed, action, reading);
    });
  }

  // Every operation, and every string with one `*` as a whole segment, up to five segments; and
  // what the need itself holds.
  [[nodiscard]] Texts all_strings() const {
    Texts with_wildcard = case_.segments;
    with_wildcard.emplace_back("*");
    Texts strings;
    for (const std::string& path : paths(with_wildcard, 5)) {
      if (std::ranges::count(path, '*') <= 1) {
        strings.push_back(path);
      }
    }
    strings.insert(strings.end(), case_.needed.begin(), case_.needed.end());
    return strings;
  }

  void consider(const std::string& string) {
    std::vector<bool> rows;
    for (const NaiveReading reading : kNaiveReadings) {
      for (const std::string& action : universe_) {
        if (needed(action, reading)) {
          rows.push_back(naive_match(string, action, reading));
        }
      }
    }
    row_count_ = rows.size();
    if (std::ranges::find(rows, true) != rows.end()) {
      columns_.insert(std::move(rows));
    }
  }

  [[nodiscard]] bool possible(std::size_t count, const std::vector<bool>& covered) const {
    const auto open = std::ranges::find(covered, false);
    if (open == covered.end()) {
      return true;
    }
    if (count == 0) {
      return false;
    }
    const auto row = static_cast<std::size_t>(open - covered.begin());
    return std::ranges::any_of(columns_, [&](const std::vector<bool>& column) {
      if (!column[row]) {
        return false;
      }
      std::vector<bool> now = covered;
      for (std::size_t i = 0; i < now.size(); ++i) {
        now[i] = now[i] || column[i];
      }
      return possible(count - 1, now);
    });
  }

  const Case& case_;
  Texts universe_;
  std::set<std::vector<bool>> columns_;
  std::size_t row_count_ = 0;
};

void expect_minimum(const Case& of) {
  const auto role = minimal_role(catalogue(of.known), need(of.needed), RoleWildcards::kSafe);
  ASSERT_TRUE(role.has_value());
  const Texts& strings = role->plane(Plane::kControl).strings;
  const Naive naive(of);
  EXPECT_TRUE(naive.covers(strings));
  for (const std::string& string : strings) {
    EXPECT_TRUE(naive.is_safe(string)) << string;
  }
  EXPECT_TRUE(role->is_minimum());
  EXPECT_TRUE(strings.empty() || !naive.possible(strings.size() - 1));
  for (const FutureGrant& future : role->future) {
    EXPECT_TRUE(naive_match(future.pattern, future.example, NaiveReading::kSegment));
    EXPECT_TRUE(std::ranges::none_of(of.needed, [&](const std::string& needed) {
      return naive_match(needed, future.example, NaiveReading::kSegment);
    })) << future.example;
  }
}

TEST(MinimalRole, EqualsEveryPatternSetTried) {
  std::mt19937 random(11);
  for (int i = 0; i < 500 && !HasFailure(); ++i) {
    const Case of = random_case(random, false);
    SCOPED_TRACE(of.text());
    expect_minimum(of);
  }
}

// Azure's operations have none; nothing may go wrong with them all the same.
TEST(MinimalRole, EqualsEveryPatternSetTriedWithEmptySegments) {
  std::mt19937 random(12);
  for (int i = 0; i < 150 && !HasFailure(); ++i) {
    const Case of = random_case(random, true);
    SCOPED_TRACE(of.text());
    expect_minimum(of);
  }
}

}  // namespace
}  // namespace leastwise

// The language of conditions: printing and reading, evaluation against the oracle, and the laws
// that its operators keep.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>
#include <string>

#include "engine/base/ascii.h"
#include "engine/condition/canonical.h"
#include "engine/condition/condition.h"
#include "tests/property/check_property.h"
#include "tests/property/random_condition.h"

namespace leastwise {
namespace {

using property::check_property;
using property::draw_condition;
using property::draw_facts;
using property::request_of;

constexpr int kCases = 3000;
constexpr int kDepth = 3;

ConditionOutcome evaluate(const std::string& text, const oracle::ConditionFacts& facts) {
  const Condition condition = Condition::parse(text, facts.reading);
  RC_ASSERT(condition.valid());
  return condition.evaluate(folded(facts.action), request_of(facts));
}

std::set<Truth> values_of(ConditionOutcome outcome) {
  std::set<Truth> values;
  for (const Truth value : {Truth::kNo, Truth::kUnknown, Truth::kYes}) {
    if (outcome.may_be(value)) {
      values.insert(value);
    }
  }
  return values;
}

TEST(ConditionLaws, ParsingThePrintedTextGivesTheSameTree) {
  check_property(kCases, [] {
    const Condition once = Condition::parse(draw_condition(kDepth));
    RC_ASSERT(once.valid());
    for (const auto spelling : {ConditionSpelling::kAsWritten, ConditionSpelling::kNormal}) {
      const std::string text = canonical_text(once.syntax(), spelling);
      const Condition again = Condition::parse(text);
      RC_ASSERT(again.valid());
      RC_ASSERT(canonical_text(again.syntax(), spelling) == text);
      RC_ASSERT(again.syntax().nodes().size() == once.syntax().nodes().size());
    }
  });
}

TEST(ConditionLaws, EvaluationIsTheOracles) {
  std::set<Truth> seen;
  check_property(kCases * 4, [&seen] {
    const std::string text = draw_condition(kDepth);
    const oracle::ConditionFacts facts = draw_facts();
    const ConditionOutcome outcome = evaluate(text, facts);
    const std::set<Truth> expected =
        oracle::possible_values(Condition::parse(text).syntax(), facts);
    RC_LOG() << text << "\n";
    RC_ASSERT(values_of(outcome) == expected);
    RC_ASSERT(outcome.grants() == oracle::for_a_grant(expected));
    RC_ASSERT(outcome.truth() == oracle::for_a_denial(expected));
    seen.insert(outcome.grants());
  });
  EXPECT_EQ(seen.size(), 3U) << "met, unmet and unknown all occur";
}

// What two spellings of one condition have in common is their meaning.
TEST(ConditionLaws, TheNormalTextDecidesAlike) {
  check_property(kCases, [] {
    const std::string text = draw_condition(kDepth);
    const oracle::ConditionFacts facts = draw_facts();
    const Condition condition = Condition::parse(text);
    RC_ASSERT(evaluate(text, facts) ==
              evaluate(canonical_text(condition.syntax(), ConditionSpelling::kNormal), facts));
  });
}

TEST(ConditionLaws, DoubleNegationAndDeMorgan) {
  check_property(kCases, [] {
    const std::string a = "(" + draw_condition(1) + ")";
    const std::string b = "(" + draw_condition(1) + ")";
    const oracle::ConditionFacts facts = draw_facts();
    RC_ASSERT(evaluate("!(!" + a + ")", facts) == evaluate(a, facts));
    RC_ASSERT(evaluate("!(" + a + " AND " + b + ")", facts) ==
              evaluate("!" + a + " OR !" + b, facts));
    RC_ASSERT(evaluate("!(" + a + " OR " + b + ")", facts) ==
              evaluate("!" + a + " AND !" + b, facts));
  });
}

TEST(ConditionLaws, AndAndOrAreThoseOfALattice) {
  check_property(kCases, [] {
    const std::string a = "(" + draw_condition(1) + ")";
    const std::string b = "(" + draw_condition(1) + ")";
    const std::string c = "(" + draw_condition(1) + ")";
    const oracle::ConditionFacts facts = draw_facts();
    RC_ASSERT(evaluate(a + " AND " + b, facts) == evaluate(b + " AND " + a, facts));
    RC_ASSERT(evaluate(a + " OR " + b, facts) == evaluate(b + " OR " + a, facts));
    RC_ASSERT(evaluate("(" + a + " AND " + b + ") AND " + c, facts) ==
              evaluate(a + " AND (" + b + " AND " + c + ")", facts));
    RC_ASSERT(evaluate("(" + a + " OR " + b + ") OR " + c, facts) ==
              evaluate(a + " OR (" + b + " OR " + c + ")", facts));
  });
}

// A request that says more never turns what was decided into something else.
TEST(ConditionLaws, MoreAttributesKeepWhatIsDecided) {
  check_property(kCases, [] {
    const std::string text = draw_condition(kDepth);
    const oracle::ConditionFacts all = draw_facts();
    oracle::ConditionFacts some = all;
    some.complete.clear();
    std::erase_if(some.attributes, [](const auto& /*one*/) { return *rc::gen::arbitrary<bool>(); });
    // The suboperations stand in for an attribute of this name, so leaving it out says otherwise.
    const std::pair legacy{AttributeSource::kRequest, std::string("suboperation")};
    if (all.attributes.contains(legacy)) {
      some.attributes[legacy] = all.attributes.at(legacy);
    }
    const ConditionOutcome early = evaluate(text, some);
    if (early.truth() != Truth::kUnknown) {
      RC_ASSERT(evaluate(text, all) == early);
    }
  });
}

// Each quantifier is its definition over the operator without one.
TEST(ConditionLaws, QuantifiersAreTheirSetDefinitions) {
  check_property(kCases, [] {
    const std::vector<std::string> values = {"a", "b", "A", "ab"};
    const auto draw_list = [&] {
      std::vector<std::string> list(*rc::gen::inRange<std::size_t>(0, 4));
      for (std::string& one : list) {
        one = *rc::gen::elementOf(values);
      }
      return list;
    };
    const std::vector<std::string> left = draw_list();
    const std::vector<std::string> right = draw_list();
    const std::string op = *rc::gen::elementOf(std::vector<std::string>{
        "StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIgnoreCase"});
    const auto one = [&](const std::string& l, const std::string& r) {
      oracle::ConditionFacts facts;
      facts.attributes[{AttributeSource::kRequest, "x"}] = {l};
      return evaluate("@Request[x] " + op + " '" + r + "'", facts).is(Truth::kYes);
    };
    std::string set;
    for (const std::string& r : right) {
      set += (set.empty() ? "'" : ", '") + r + "'";
    }
    oracle::ConditionFacts facts;
    facts.attributes[{AttributeSource::kRequest, "x"}] = left;
    const auto by = [&](const std::string& quantifier) {
      return evaluate("@Request[x] " + quantifier + ":" + op + " {" + set + "}", facts)
          .is(Truth::kYes);
    };
    const auto some_right = [&](const std::string& l) {
      return std::ranges::any_of(right, [&](const std::string& r) { return one(l, r); });
    };
    const auto every_right = [&](const std::string& l) {
      return std::ranges::all_of(right, [&](const std::string& r) { return one(l, r); });
    };
    RC_ASSERT(by("ForAnyOfAnyValues") == std::ranges::any_of(left, some_right));
    RC_ASSERT(by("ForAllOfAnyValues") == std::ranges::all_of(left, some_right));
    RC_ASSERT(by("ForAnyOfAllValues") == std::ranges::any_of(left, every_right));
    RC_ASSERT(by("ForAllOfAllValues") == std::ranges::all_of(left, every_right));
  });
}

}  // namespace
}  // namespace leastwise

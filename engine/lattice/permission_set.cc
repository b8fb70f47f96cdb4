// A set is a monotone map from the conditions that are met to actions, kept as its generators: for
// each action the smallest condition sets that grant it. All operations work on generators; the
// certain actions are the one with no condition.
#include "engine/lattice/permission_set.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

bool is_subset(const ConditionSet& part, const ConditionSet& whole) {
  return std::ranges::includes(whole, part);
}

ConditionSet both(const ConditionSet& a, const ConditionSet& b) {
  ConditionSet sum = a;
  sum.insert(sum.end(), b.begin(), b.end());
  sort_unique(sum);
  return sum;
}

}  // namespace

PermissionSet::PermissionSet(const AtomPartition& partition)
    : certain_(ActionSet::none(partition)) {}

PermissionSet::PermissionSet(ActionSet actions) : certain_(std::move(actions)) {}

void PermissionSet::add(const ActionSet& actions, ConditionSet conditions) {
  if (conditions.empty()) {
    certain_ |= actions;
  } else {
    sort_unique(conditions);
    terms_.push_back({std::move(conditions), actions});
  }
  normalise();
}

ActionSet PermissionSet::possible() const {
  ActionSet sum = certain_;
  for (const Term& term : terms_) {
    sum |= term.actions;
  }
  return sum;
}

ActionSet PermissionSet::granted_under(const ConditionSet& conditions) const {
  ActionSet sum = certain_;
  for (const Term& term : terms_) {
    if (is_subset(term.conditions, conditions)) {
      sum |= term.actions;
    }
  }
  return sum;
}

PermissionSet& PermissionSet::operator|=(const PermissionSet& other) {
  certain_ |= other.certain_;
  terms_.insert(terms_.end(), other.terms_.begin(), other.terms_.end());
  normalise();
  return *this;
}

// Both grant an action where the conditions of a generator of each are met together.
PermissionSet& PermissionSet::operator&=(const PermissionSet& other) {
  std::vector<Term> met;
  for (const Term& mine : terms_) {
    met.push_back({mine.conditions, mine.actions & other.certain_});
    for (const Term& theirs : other.terms_) {
      met.push_back({both(mine.conditions, theirs.conditions), mine.actions & theirs.actions});
    }
  }
  for (const Term& theirs : other.terms_) {
    met.push_back({theirs.conditions, certain_ & theirs.actions});
  }
  certain_ &= other.certain_;
  terms_ = std::move(met);
  normalise();
  return *this;
}

// Takes as much from every generator, so no action becomes superfluous in one that was not.
PermissionSet& PermissionSet::operator-=(const ActionSet& actions) {
  certain_ -= actions;
  for (Term& term : terms_) {
    term.actions -= actions;
  }
  std::erase_if(terms_, [](const Term& term) { return term.actions.empty(); });
  return *this;
}

PermissionSet PermissionSet::under(ConditionId condition) const {
  PermissionSet guarded(certain_ - certain_);
  guarded.terms_.push_back({{condition}, certain_});
  for (const Term& term : terms_) {
    guarded.terms_.push_back({both(term.conditions, {condition}), term.actions});
  }
  guarded.normalise();
  return guarded;
}

// Monotone maps are compared at their generators: where each of these is granted, so is the rest.
Truth PermissionSet::included_in(const PermissionSet& other) const {
  if (perhaps_beyond(other).empty()) {
    return Truth::kYes;
  }
  return beyond(other).empty() ? Truth::kUnknown : Truth::kNo;
}

ActionSet PermissionSet::beyond(const PermissionSet& other) const {
  return certain_ - other.possible();
}

ActionSet PermissionSet::perhaps_beyond(const PermissionSet& other) const {
  ActionSet sum = certain_ - other.certain_;
  for (const Term& term : terms_) {
    sum |= term.actions - other.granted_under(term.conditions);
  }
  return sum;
}

// Terms of equal conditions become one; then each loses what fewer conditions grant. Read from the
// terms as they were, since a smaller term that loses an action does so to a still smaller one.
void PermissionSet::normalise() {
  if (terms_.empty()) {
    return;
  }
  std::ranges::sort(terms_, {}, &Term::conditions);
  std::vector<Term> merged;
  for (Term& term : terms_) {
    check(!term.conditions.empty(), "a term has a condition");
    if (!merged.empty() && merged.back().conditions == term.conditions) {
      merged.back().actions |= term.actions;
    } else {
      merged.push_back(std::move(term));
    }
  }
  terms_ = merged;
  for (Term& term : terms_) {
    term.actions -= certain_;
    for (const Term& other : merged) {
      if (other.conditions.size() < term.conditions.size() &&
          is_subset(other.conditions, term.conditions)) {
        term.actions -= other.actions;
      }
    }
  }
  std::erase_if(terms_, [](const Term& term) { return term.actions.empty(); });
}

std::string_view to_string(PermissionRelation relation) {
  switch (relation) {
    case PermissionRelation::kEqual:
      return "equal";
    case PermissionRelation::kSubset:
      return "subset";
    case PermissionRelation::kSuperset:
      return "superset";
    case PermissionRelation::kDisjoint:
      return "disjoint";
    case PermissionRelation::kOverlapping:
      return "overlapping";
    case PermissionRelation::kUndetermined:
      return "undetermined";
  }
  return "undetermined";
}

// Sets that can share nothing do not; two share an action where both grant it for certain.
RelationFacts relation_facts(const PermissionSet& a, const PermissionSet& b) {
  RelationFacts facts{.within = a.included_in(b), .around = b.included_in(a)};
  if (a.certain().intersects(b.certain())) {
    facts.share = Truth::kYes;
  } else if (!a.possible().intersects(b.possible())) {
    facts.share = Truth::kNo;
  }
  return facts;
}

RelationFacts together(const RelationFacts& a, const RelationFacts& b) {
  return {.within = truth_and(a.within, b.within),
          .around = truth_and(a.around, b.around),
          .share = truth_or(a.share, b.share)};
}

// The first that holds, so the order of the tests is the meaning: two empty sets are equal, and an
// empty one is a subset before it is disjoint.
PermissionRelation relation(const RelationFacts& facts) {
  if (facts.within == Truth::kYes && facts.around == Truth::kYes) {
    return PermissionRelation::kEqual;
  }
  if (facts.within == Truth::kYes) {
    return PermissionRelation::kSubset;
  }
  if (facts.around == Truth::kYes) {
    return PermissionRelation::kSuperset;
  }
  if (facts.share == Truth::kNo) {
    return PermissionRelation::kDisjoint;
  }
  return facts == RelationFacts{Truth::kNo, Truth::kNo, Truth::kYes}
             ? PermissionRelation::kOverlapping
             : PermissionRelation::kUndetermined;
}

}  // namespace leastwise

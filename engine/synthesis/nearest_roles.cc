// Covering roles are found by one inclusion test each, and made minimal by going from the smallest
// set up: what is strictly inside a role comes before it.
//
// Pairs: roles fall into classes by which part of the need they grant, and only classes that
// complement each other are paired. In a class roles are sorted by the weight of their own surplus,
// which no pair falls below, so a walk ends where it passes the best pair so far. What a pair
// weighs is added up over the atoms: every atom weighs as much as the known operations in it.
#include "engine/synthesis/nearest_roles.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

std::size_t index_of(Plane plane) { return static_cast<std::size_t>(plane); }

// What is needed, what there is to know of atoms, and how roles are called: for one question.
class Question {
 public:
  Question(const RoleSets& sets, std::span<const NeededAction> need, std::size_t first_further,
           const DangerTable& danger);

  [[nodiscard]] const RoleSets& sets() const { return sets_; }
  [[nodiscard]] const ActionSet& needed(Plane plane) const { return needed_[index_of(plane)]; }
  // What the known operations of a set weigh, and how many they are.
  struct Size {
    std::uint64_t weight = 0;
    std::size_t count = 0;

    friend auto operator<=>(const Size&, const Size&) = default;
  };
  [[nodiscard]] Size size_of(const ActionSet& set, Plane plane) const;
  // Role names order answers; equal ones are told apart by their GUIDs.
  [[nodiscard]] std::pair<std::string, Guid> name_of(RoleId role) const;
  [[nodiscard]] RoleSurplus surplus(std::span<const RoleId> roles) const;

 private:
  [[nodiscard]] PlaneSurplus plane_surplus(std::span<const RoleId> roles, Plane plane) const;
  [[nodiscard]] std::vector<OperationId> ranked(const ActionSet& set, Plane plane) const;

  const RoleSets& sets_;
  const DangerTable& danger_;
  std::vector<ActionSet> needed_;              // by plane
  std::vector<Bitset> known_;                  // by plane: atoms with known operations
  std::vector<std::vector<Size>> atom_sizes_;  // by plane, by atom
};

Question::Question(const RoleSets& sets, std::span<const NeededAction> need,
                   std::size_t first_further, const DangerTable& danger)
    : sets_(sets), danger_(danger) {
  const OperationCatalogue& operations = sets.compiled().tenant().operations();
  for (const Plane plane : kPlanes) {
    const AtomPartition& partition = sets.partition(plane);
    needed_.push_back(ActionSet::none(partition));
    for (std::size_t i = 0; i < need.size(); ++i) {
      if (need[i].plane == plane) {
        needed_.back() |= sets.further(first_further + i);
      }
    }
    known_.emplace_back(partition.atom_count());
    atom_sizes_.emplace_back(partition.atom_count());
    for (const OperationId id : sets.operations(ActionSet::all(partition), plane)) {
      const AtomId atom = partition.atom_of(folded(operations.name(id)));
      known_.back().set(atom.index());
      Size& size = atom_sizes_.back()[atom.index()];
      size.weight += danger.weight(operations.name(id), plane);
      ++size.count;
    }
  }
}

Question::Size Question::size_of(const ActionSet& set, Plane plane) const {
  const std::vector<Size>& sizes = atom_sizes_[index_of(plane)];
  Bitset known = set.atoms();
  known &= known_[index_of(plane)];
  Size total;
  for (std::size_t a = known.find_next(0); a < known.size(); a = known.find_next(a + 1)) {
    total.weight += sizes[a].weight;
    total.count += sizes[a].count;
  }
  return total;
}

std::pair<std::string, Guid> Question::name_of(RoleId role) const {
  const Tenant& tenant = sets_.compiled().tenant();
  return {folded(tenant.text(tenant.role(role).name)), tenant.role(role).guid};
}

// The worst first, so that a list that is cut off shows what matters.
std::vector<OperationId> Question::ranked(const ActionSet& set, Plane plane) const {
  const OperationCatalogue& operations = sets_.compiled().tenant().operations();
  std::vector<std::tuple<std::uint64_t, std::string, OperationId>> sorted;
  for (const OperationId id : sets_.operations(set, plane)) {
    const std::string_view name = operations.name(id);
    sorted.emplace_back(std::numeric_limits<std::uint32_t>::max() - danger_.weight(name, plane),
                        folded(name), id);
  }
  std::ranges::sort(sorted);
  std::vector<OperationId> ids;
  for (const auto& [weight, name, id] : sorted) {
    ids.push_back(id);
  }
  return ids;
}

PlaneSurplus Question::plane_surplus(std::span<const RoleId> roles, Plane plane) const {
  PermissionSet set(sets_.partition(plane));
  for (const RoleId role : roles) {
    set |= sets_.of(role, plane);
  }
  set -= needed(plane);
  const ActionSet possible = set.possible();
  PlaneSurplus surplus{set};
  surplus.operations = ranked(possible, plane);
  surplus.on_condition = ranked(possible - set.certain(), plane);
  surplus.witness = sets_.known(plane).witness(possible);
  return surplus;
}

RoleSurplus Question::surplus(std::span<const RoleId> roles) const {
  RoleSurplus surplus;
  for (const Plane plane : kPlanes) {
    surplus.planes.push_back(plane_surplus(roles, plane));
    surplus.weight += size_of(surplus.planes.back().set.possible(), plane).weight;
  }
  return surplus;
}

// Roles that grant the same, with what the search looks at.
struct Candidate {
  EqualRoles roles;
  std::vector<ActionSet> covered;  // of the need, by plane
  std::vector<ActionSet> surplus;  // whatever the conditions, by plane
  Question::Size size;             // of surplus

  [[nodiscard]] RoleId role() const { return roles.front(); }
};

bool equal_grants(const RoleSets& sets, RoleId a, RoleId b) {
  return std::ranges::all_of(kPlanes,
                             [&](Plane plane) { return sets.of(a, plane) == sets.of(b, plane); });
}

bool is_inside(const RoleSets& sets, RoleId a, RoleId b) {
  return std::ranges::all_of(kPlanes, [&](Plane plane) {
    return sets.of(a, plane).included_in(sets.of(b, plane)) == Truth::kYes;
  });
}

std::size_t hash_of(const RoleSets& sets, RoleId role) {
  const std::hash<ActionSet> hash;
  return hash(sets.of(role, Plane::kControl).certain()) * 31 +
         hash(sets.of(role, Plane::kData).certain());
}

class Search {
 public:
  Search(const Question& question, std::span<const RoleId> roles);

  [[nodiscard]] std::vector<CoveringRole> minimal() const;
  [[nodiscard]] std::size_t covering_count() const;
  [[nodiscard]] std::optional<CoveringPair> best_pair(
      const std::vector<CoveringRole>& single) const;

 private:
  // What two roles weigh together, and who they are: the smallest is the best.
  using PairKey = std::tuple<std::uint64_t, std::size_t, std::pair<std::string, Guid>,
                             std::pair<std::string, Guid>>;
  struct Pair {
    PairKey key;
    const Candidate* first = nullptr;
    const Candidate* second = nullptr;
  };
  // Roles that grant the same part of the need, the smallest surplus first.
  using Class = std::vector<const Candidate*>;

  void add(RoleId role, std::unordered_map<std::size_t, std::vector<std::size_t>>& by_hash);
  [[nodiscard]] bool covers(const Candidate& candidate) const;
  [[nodiscard]] std::vector<Class> classes() const;
  [[nodiscard]] bool complement(const Candidate& a, const Candidate& b) const;
  [[nodiscard]] PairKey key_of(const Candidate& a, const Candidate& b) const;
  void try_pairs(const Class& a, const Class& b, std::uint64_t bound,
                 std::optional<Pair>& best) const;

  const Question& question_;
  std::vector<Candidate> candidates_;  // each grants some of the need; by name of the first role
};

// By name, so that the first of equal roles, and the order of all, do not depend on the input's.
Search::Search(const Question& question, std::span<const RoleId> roles) : question_(question) {
  std::vector<std::pair<std::pair<std::string, Guid>, RoleId>> sorted;
  for (const RoleId role : roles) {
    if (question.sets().defined(role)) {
      sorted.emplace_back(question.name_of(role), role);
    }
  }
  std::ranges::sort(sorted);
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_hash;
  for (const auto& [name, role] : sorted) {
    add(role, by_hash);
  }
}

void Search::add(RoleId role, std::unordered_map<std::size_t, std::vector<std::size_t>>& by_hash) {
  const RoleSets& sets = question_.sets();
  Candidate candidate{.roles = {role}, .covered = {}, .surplus = {}, .size = {}};
  bool grants_some = false;
  for (const Plane plane : kPlanes) {
    const PermissionSet& granted = sets.of(role, plane);
    candidate.covered.push_back(granted.certain() & question_.needed(plane));
    candidate.surplus.push_back(granted.possible() - question_.needed(plane));
    grants_some = grants_some || !candidate.covered.back().empty();
    const Question::Size size = question_.size_of(candidate.surplus.back(), plane);
    candidate.size.weight += size.weight;
    candidate.size.count += size.count;
  }
  if (!grants_some) {
    return;
  }
  std::vector<std::size_t>& alike = by_hash[hash_of(sets, role)];
  const auto equal = std::ranges::find_if(alike, [&](std::size_t number) {
    return equal_grants(sets, candidates_[number].role(), role);
  });
  if (equal != alike.end()) {
    candidates_[*equal].roles.push_back(role);
    return;
  }
  alike.push_back(candidates_.size());
  candidates_.push_back(std::move(candidate));
}

bool Search::covers(const Candidate& candidate) const {
  return std::ranges::all_of(kPlanes, [&](Plane plane) {
    return candidate.covered[index_of(plane)] == question_.needed(plane);
  });
}

std::size_t Search::covering_count() const {
  std::size_t count = 0;
  for (const Candidate& candidate : candidates_) {
    count += covers(candidate) ? candidate.roles.size() : 0;
  }
  return count;
}

// From the smallest surplus up, each is held against those that were kept; in the end the kept ones
// against each other, since roles that differ in conditions alone may have come in any order.
std::vector<CoveringRole> Search::minimal() const {
  const RoleSets& sets = question_.sets();
  std::vector<const Candidate*> covering;
  for (const Candidate& candidate : candidates_) {
    if (covers(candidate)) {
      covering.push_back(&candidate);
    }
  }
  const auto atoms = [](const Candidate* candidate) {
    return candidate->surplus[0].atoms().count() + candidate->surplus[1].atoms().count();
  };
  std::ranges::stable_sort(covering, {}, atoms);
  std::vector<const Candidate*> kept;
  const auto is_around_one_of = [&](const std::vector<const Candidate*>& others,
                                    const Candidate* candidate) {
    return std::ranges::any_of(others, [&](const Candidate* other) {
      return other != candidate && is_inside(sets, other->role(), candidate->role());
    });
  };
  for (const Candidate* candidate : covering) {
    if (!is_around_one_of(kept, candidate)) {
      kept.push_back(candidate);
    }
  }
  const std::vector<const Candidate*> last_look = kept;
  std::erase_if(kept,
                [&](const Candidate* candidate) { return is_around_one_of(last_look, candidate); });
  std::ranges::stable_sort(kept, {}, &Candidate::size);
  std::vector<CoveringRole> roles;
  for (const Candidate* candidate : kept) {
    roles.push_back({candidate->roles, question_.surplus({&candidate->roles.front(), 1})});
  }
  return roles;
}

std::vector<Search::Class> Search::classes() const {
  std::vector<Class> classes;
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_hash;
  for (const Candidate& candidate : candidates_) {
    if (covers(candidate)) {
      continue;
    }
    const std::hash<ActionSet> hash;
    auto& alike = by_hash[hash(candidate.covered[0]) * 31 + hash(candidate.covered[1])];
    const auto same = std::ranges::find_if(alike, [&](std::size_t number) {
      return classes[number].front()->covered == candidate.covered;
    });
    if (same != alike.end()) {
      classes[*same].push_back(&candidate);
    } else {
      alike.push_back(classes.size());
      classes.push_back({&candidate});
    }
  }
  for (Class& members : classes) {
    std::ranges::stable_sort(members, {}, [](const Candidate* member) { return member->size; });
  }
  return classes;
}

bool Search::complement(const Candidate& a, const Candidate& b) const {
  return std::ranges::all_of(kPlanes, [&](Plane plane) {
    const std::size_t p = index_of(plane);
    return (a.covered[p] | b.covered[p]) == question_.needed(plane);
  });
}

Search::PairKey Search::key_of(const Candidate& a, const Candidate& b) const {
  Question::Size size;
  for (const Plane plane : kPlanes) {
    const std::size_t p = index_of(plane);
    const Question::Size one = question_.size_of(a.surplus[p] | b.surplus[p], plane);
    size.weight += one.weight;
    size.count += one.count;
  }
  // Of a list: of two arguments minmax gives references, and these names are values.
  const auto names = std::minmax({question_.name_of(a.role()), question_.name_of(b.role())});
  return {size.weight, size.count, names.first, names.second};
}

// REQUIRES: any member of `a` complements any of `b`. A pair must weigh less than `bound`.
void Search::try_pairs(const Class& a, const Class& b, std::uint64_t bound,
                       std::optional<Pair>& best) const {
  const auto is_beaten = [&](const Candidate* member) {
    return member->size.weight >= bound || (best && member->size.weight > std::get<0>(best->key));
  };
  for (const Candidate* first : a) {
    if (is_beaten(first)) {
      return;
    }
    for (const Candidate* second : b) {
      if (is_beaten(second)) {
        break;
      }
      Pair pair{key_of(*first, *second), first, second};
      if (std::get<0>(pair.key) < bound && (!best || pair.key < best->key)) {
        best = std::move(pair);
      }
    }
  }
}

std::optional<CoveringPair> Search::best_pair(const std::vector<CoveringRole>& single) const {
  const std::uint64_t bound =
      single.empty() ? std::numeric_limits<std::uint64_t>::max() : single.front().surplus.weight;
  const std::vector<Class> all = classes();
  std::optional<Pair> best;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (complement(*all[i].front(), *all[j].front())) {
        try_pairs(all[i], all[j], bound, best);
      }
    }
  }
  if (!best) {
    return std::nullopt;
  }
  const Candidate* first = best->first;
  const Candidate* second = best->second;
  if (question_.name_of(second->role()) < question_.name_of(first->role())) {
    std::swap(first, second);
  }
  const RoleId both[] = {first->role(), second->role()};
  return CoveringPair{first->roles, second->roles, question_.surplus(both)};
}

}  // namespace

NearestRoles nearest_roles(const RoleSets& sets, std::span<const RoleId> roles,
                           std::span<const NeededAction> need, std::size_t first_further,
                           const DangerTable& danger) {
  const Question question(sets, need, first_further, danger);
  const Search search(question, roles);
  NearestRoles nearest{.roles = search.minimal(), .covering = search.covering_count()};
  nearest.pair = search.best_pair(nearest.roles);
  for (std::size_t i = 0; i < need.size(); ++i) {
    const ActionSet needed = sets.further(first_further + i);
    const bool granted = std::ranges::any_of(roles, [&](RoleId role) {
      return sets.defined(role) && needed.is_subset_of(sets.of(role, need[i].plane).certain());
    });
    if (!granted) {
      nearest.granted_by_none.push_back(i);
    }
  }
  return nearest;
}

RoleSurplus surplus_of(const RoleSets& sets, std::span<const RoleId> roles,
                       std::span<const NeededAction> need, std::size_t first_further,
                       const DangerTable& danger) {
  return Question(sets, need, first_further, danger).surplus(roles);
}

std::vector<FurtherPatternView> further_patterns(std::span<const NeededAction> need) {
  std::vector<FurtherPatternView> patterns;
  for (const NeededAction& needed : need) {
    patterns.push_back({needed.action, needed.plane});
  }
  return patterns;
}

}  // namespace leastwise

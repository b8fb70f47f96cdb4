// How 6,000 classes are ordered in well under a second: inclusion is asked word by word for all
// candidates at once. The words of all sets lie in columns (all first words, then all second ones),
// so the classes that include one are found by running down the few columns in which it has bits,
// each run keeping fewer candidates. Only where conditions are involved are the candidates that are
// left then compared as permission sets.
//
#include "engine/lattice/role_order.h"

#include <algorithm>
#include <bit>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/transitive_reduction.hpp>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

std::size_t index_of(Plane plane) { return static_cast<std::size_t>(plane); }

// One word of a set's bits, and where.
struct Word {
  std::size_t column = 0;
  std::uint64_t bits = 0;
};

// The bits of one ActionSet a plane and class, all first words together, then all second ones.
class Columns {
 public:
  explicit Columns(std::size_t classes) : classes_(classes) {}

  // The words of class number `row` from column `first` on. Columns are added as they are met.
  void put(std::size_t row, std::size_t first, const ActionSet& set) {
    const std::span<const std::uint64_t> words = set.atoms().words();
    if (columns_.size() < first + words.size()) {
      columns_.resize(first + words.size(), std::vector<std::uint64_t>(classes_));
    }
    for (std::size_t w = 0; w < words.size(); ++w) {
      columns_[first + w][row] = words[w];
    }
  }

  // The words of a class that are not zero.
  [[nodiscard]] std::vector<Word> words_of(std::size_t row) const {
    std::vector<Word> words;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c][row] != 0) {
        words.push_back({c, columns_[c][row]});
      }
    }
    return words;
  }

  // Keeps of `rows` those that have all of `words`.
  void keep_including(std::span<const Word> words, std::vector<std::uint32_t>& rows) const {
    for (const Word& word : words) {
      const std::vector<std::uint64_t>& column = columns_[word.column];
      std::erase_if(rows, [&](std::uint32_t row) { return (word.bits & ~column[row]) != 0; });
    }
  }

 private:
  std::size_t classes_;
  std::vector<std::vector<std::uint64_t>> columns_;
};

std::size_t hash_of(const PermissionsByPlane& sets) {
  std::size_t hash = 0;
  for (const PermissionSet& set : sets) {
    hash = hash * 31 + std::hash<ActionSet>{}(set.certain());
    for (const PermissionSet::Term& term : set.terms()) {
      hash = hash * 31 + std::hash<ActionSet>{}(term.actions);
    }
  }
  return hash;
}

bool is_conditional(const PermissionsByPlane& sets) {
  return std::ranges::any_of(sets, &PermissionSet::conditional);
}

bool is_inside(const PermissionsByPlane& a, const PermissionsByPlane& b) {
  return std::ranges::all_of(
      kPlanes, [&](Plane p) { return a[index_of(p)].included_in(b[index_of(p)]) == Truth::kYes; });
}

// Which classes are above which.
class Inclusion {
 public:
  explicit Inclusion(std::span<const RoleOrder::Class> classes)
      : classes_(classes), certain_(classes.size()), possible_(classes.size()) {
    conditional_ = std::ranges::any_of(
        classes, [](const RoleOrder::Class& c) { return is_conditional(c.sets); });
    for (std::size_t row = 0; row < classes.size(); ++row) {
      std::size_t first = 0;
      for (const PermissionSet& set : classes[row].sets) {
        certain_.put(row, first, set.certain());
        if (conditional_) {
          possible_.put(row, first, set.possible());
        }
        first += set.certain().atoms().words().size();
      }
    }
  }

  // Those above class `row`, ascending.
  [[nodiscard]] Bitset above(std::size_t row) const {
    std::vector<std::uint32_t> rows(classes_.size());
    std::iota(rows.begin(), rows.end(), 0U);
    certain_.keep_including(certain_.words_of(row), rows);
    if (is_conditional(classes_[row].sets)) {
      possible_.keep_including(possible_.words_of(row), rows);
      std::erase_if(rows, [&](std::uint32_t other) {
        return !is_inside(classes_[row].sets, classes_[other].sets);
      });
    }
    Bitset above(classes_.size());
    for (const std::uint32_t other : rows) {
      above.set(other);
    }
    above.reset(row);  // every other one differs from it, or it would be the same class
    return above;
  }

 private:
  std::span<const RoleOrder::Class> classes_;
  Columns certain_;
  Columns possible_;  // filled where a class is conditional
  bool conditional_ = false;
};

// The edges of the diagram, by Boost's transitive reduction.
std::vector<RoleOrder::Edge> reduced(std::span<const Bitset> above) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
  if (above.empty()) {
    return {};
  }
  Graph order(above.size());
  for (std::size_t lower = 0; lower < above.size(); ++lower) {
    for (std::size_t upper = above[lower].find_next(0); upper < above.size();
         upper = above[lower].find_next(upper + 1)) {
      boost::add_edge(lower, upper, order);
    }
  }
  Graph diagram;
  std::vector<std::size_t> in_diagram(above.size());
  boost::transitive_reduction(
      order, diagram,
      boost::make_iterator_property_map(in_diagram.begin(), get(boost::vertex_index, order)),
      get(boost::vertex_index, order));
  std::vector<std::size_t> in_order(above.size());
  for (std::size_t c = 0; c < above.size(); ++c) {
    in_order[in_diagram[c]] = c;
  }
  std::vector<RoleOrder::Edge> edges;
  for (const auto edge : boost::make_iterator_range(boost::edges(diagram))) {
    edges.push_back({RoleClassId::from_index(in_order[source(edge, diagram)]),
                     RoleClassId::from_index(in_order[target(edge, diagram)])});
  }
  std::ranges::sort(edges);
  return edges;
}

// Keeps of `found` the classes that have no other of them above or below, as `before` says.
template <class Before>
std::vector<RoleClassId> without_those_behind(const std::vector<RoleClassId>& found,
                                              Before before) {
  std::vector<RoleClassId> kept;
  for (const RoleClassId id : found) {
    if (std::ranges::none_of(found, [&](RoleClassId other) { return before(other, id); })) {
      kept.push_back(id);
    }
  }
  return kept;
}

}  // namespace

std::string_view to_string(OrderKind kind) {
  switch (kind) {
    case OrderKind::kExact:
      return "exact";
    case OrderKind::kKnownOperations:
      return "known-operations";
  }
  return "exact";
}

PermissionsByPlane permissions_of(const RoleSets& sets, RoleId role) {
  return {sets.of(role, Plane::kControl), sets.of(role, Plane::kData)};
}

PermissionsByPlane join(const RoleSets& sets, std::span<const RoleId> roles) {
  check(!roles.empty(), "a join is of one role at least");
  PermissionsByPlane all = permissions_of(sets, roles.front());
  for (const RoleId role : roles.subspan(1)) {
    for (const Plane plane : kPlanes) {
      all[index_of(plane)] |= sets.of(role, plane);
    }
  }
  return all;
}

PermissionsByPlane meet(const RoleSets& sets, std::span<const RoleId> roles) {
  check(!roles.empty(), "a meet is of one role at least");
  PermissionsByPlane all = permissions_of(sets, roles.front());
  for (const RoleId role : roles.subspan(1)) {
    for (const Plane plane : kPlanes) {
      all[index_of(plane)] &= sets.of(role, plane);
    }
  }
  return all;
}

// The steps of build(), in the order of its methods.
class RoleOrderBuilder {
 public:
  RoleOrderBuilder(const RoleSets& sets, RoleOrder& order)
      : sets_(sets), tenant_(sets.compiled().tenant()), order_(order) {}

  // Which actions count.
  void look_at(std::span<const Plane> planes);
  // One class for all roles that grant the same.
  void merge(std::span<const RoleId> roles);
  // The classes in their order, and the class of each role.
  void number();
  void compare();

 private:
  [[nodiscard]] std::vector<RoleId> in_order(std::span<const RoleId> roles) const;

  const RoleSets& sets_;
  const Tenant& tenant_;
  RoleOrder& order_;
};

void RoleOrderBuilder::look_at(std::span<const Plane> planes) {
  for (const Plane plane : kPlanes) {
    const AtomPartition& partition = sets_.partition(plane);
    if (std::ranges::find(planes, plane) == planes.end()) {
      order_.looked_at_.push_back(ActionSet::none(partition));
    } else if (order_.kind_ == OrderKind::kExact) {
      order_.looked_at_.push_back(ActionSet::all(partition));
    } else {
      order_.looked_at_.push_back(sets_.known(plane).occupied());
    }
  }
}

// Each role once, by GUID; custom roles that have none yet go by name.
std::vector<RoleId> RoleOrderBuilder::in_order(std::span<const RoleId> roles) const {
  std::vector<RoleId> ids(roles.begin(), roles.end());
  sort_unique(ids);
  std::ranges::stable_sort(ids, {}, [&](RoleId id) {
    return std::pair(tenant_.role(id).guid, tenant_.text(tenant_.role(id).name));
  });
  return ids;
}

void RoleOrderBuilder::merge(std::span<const RoleId> roles) {
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_hash;
  for (const RoleId role : in_order(roles)) {
    if (!sets_.defined(role)) {
      order_.undefined_.push_back(role);
      continue;
    }
    PermissionsByPlane granted = order_.seen(permissions_of(sets_, role));
    std::vector<std::size_t>& alike = by_hash[hash_of(granted)];
    const auto same = std::ranges::find_if(
        alike, [&](std::size_t c) { return order_.classes_[c].sets == granted; });
    if (same != alike.end()) {
      order_.classes_[*same].roles.push_back(role);
    } else {
      alike.push_back(order_.classes_.size());
      order_.classes_.push_back({.roles = {role}, .sets = std::move(granted)});
    }
  }
  std::ranges::sort(order_.undefined_);
}

// Classes come by the GUID of their first role so far, and that decides where sizes are equal.
void RoleOrderBuilder::number() {
  struct Size {
    std::size_t possible = 0;
    std::size_t certain = 0;
    std::size_t index = 0;
  };
  std::vector<Size> sizes;
  for (const RoleOrder::Class& value : order_.classes_) {
    Size size{.index = sizes.size()};
    for (const PermissionSet& set : value.sets) {
      size.certain += set.certain().atoms().count();
      size.possible += set.possible().atoms().count();
    }
    sizes.push_back(size);
  }
  std::ranges::sort(sizes, [](const Size& a, const Size& b) {
    return std::tuple(b.possible, b.certain, a.index) < std::tuple(a.possible, a.certain, b.index);
  });
  std::vector<RoleOrder::Class> classes;
  order_.class_of_.resize(tenant_.roles().size());
  for (const Size& size : sizes) {
    for (const RoleId role : order_.classes_[size.index].roles) {
      order_.class_of_[role.index()] = RoleClassId::from_index(classes.size());
    }
    classes.push_back(std::move(order_.classes_[size.index]));
  }
  order_.classes_ = std::move(classes);
}

void RoleOrderBuilder::compare() {
  const Inclusion inclusion(order_.classes_);
  const std::size_t count = order_.classes_.size();
  for (std::size_t row = 0; row < count; ++row) {
    order_.above_.push_back(inclusion.above(row));
  }
  order_.edges_ = reduced(order_.above_);
  order_.next_above_.resize(count);
  order_.next_below_.resize(count);
  for (const RoleOrder::Edge& edge : order_.edges_) {
    order_.next_above_[edge.lower.index()].push_back(edge.upper);
    order_.next_below_[edge.upper.index()].push_back(edge.lower);
  }
}

RoleOrder RoleOrder::build(const RoleSets& sets, std::span<const RoleId> roles, OrderKind kind,
                           std::span<const Plane> planes) {
  RoleOrder order;
  order.kind_ = kind;
  RoleOrderBuilder builder(sets, order);
  builder.look_at(planes);
  builder.merge(roles);
  builder.number();
  builder.compare();
  return order;
}

PermissionsByPlane RoleOrder::seen(PermissionsByPlane set) const {
  for (const Plane plane : kPlanes) {
    set[index_of(plane)] &= PermissionSet(looked_at_[index_of(plane)]);
  }
  return set;
}

std::optional<RoleClassId> RoleOrder::class_of(RoleId role) const {
  return class_of_[role.index()];
}

std::vector<RoleClassId> RoleOrder::smallest_above(const PermissionsByPlane& set) const {
  const PermissionsByPlane asked = seen(set);
  std::vector<RoleClassId> found;
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    if (is_inside(asked, classes_[c].sets)) {
      found.push_back(RoleClassId::from_index(c));
    }
  }
  return without_those_behind(
      found, [&](RoleClassId other, RoleClassId id) { return is_below(other, id); });
}

std::vector<RoleClassId> RoleOrder::greatest_below(const PermissionsByPlane& set) const {
  const PermissionsByPlane asked = seen(set);
  std::vector<RoleClassId> found;
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    if (is_inside(classes_[c].sets, asked)) {
      found.push_back(RoleClassId::from_index(c));
    }
  }
  return without_those_behind(
      found, [&](RoleClassId other, RoleClassId id) { return is_below(id, other); });
}

}  // namespace leastwise

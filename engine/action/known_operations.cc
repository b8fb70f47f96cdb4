#include "engine/action/known_operations.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

// Calls visit(atom) for every atom of the set, ascending.
template <class Visit>
void for_each_atom(const ActionSet& set, Visit visit) {
  const Bitset& atoms = set.atoms();
  for (std::size_t a = atoms.find_next(0); a < atoms.size(); a = atoms.find_next(a + 1)) {
    visit(a);
  }
}

// Whether a witness `a` is to be preferred: the shorter, then the first by text.
bool is_nicer(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

// Sorted by atom, the nicest first: the first entry of an atom is its witness, and the number of
// entries its count. Names are folded once here and never kept in that form.
KnownOperationsView::KnownOperationsView(const AtomPartition& partition,
                                         std::span<const std::string_view> names)
    : partition_(&partition), names_(names), begins_(partition.atom_count() + 1) {
  // An operation, its atom, and the text that decides its place among those of one atom.
  struct Located {
    std::size_t atom = 0;
    std::string folded;
    std::uint32_t position = 0;
  };
  std::vector<Located> located;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    std::string action = folded(names[i]);
    if (action.empty() || !std::ranges::all_of(action, is_action_byte)) {
      continue;
    }
    const std::size_t atom = partition.atom_of(action).index();
    located.push_back({atom, std::move(action), i});
  }
  std::ranges::sort(located, [](const Located& a, const Located& b) {
    if (a.atom != b.atom) {
      return a.atom < b.atom;
    }
    return a.folded != b.folded ? is_nicer(a.folded, b.folded) : a.position < b.position;
  });
  for (const Located& operation : located) {
    by_atom_.push_back(operation.position);
    ++begins_[operation.atom + 1];
  }
  for (std::size_t a = 1; a < begins_.size(); ++a) {
    begins_[a] += begins_[a - 1];
  }
}

// Atoms are disjoint, so counts add up and no operation is counted twice.
std::size_t KnownOperationsView::count(const ActionSet& set) const {
  std::size_t count = 0;
  for_each_atom(set, [&](std::size_t atom) { count += begins_[atom + 1] - begins_[atom]; });
  return count;
}

ActionSet KnownOperationsView::occupied() const {
  Bitset atoms(partition_->atom_count());
  for (std::size_t a = 0; a < atoms.size(); ++a) {
    if (begins_[a] != begins_[a + 1]) {
      atoms.set(a);
    }
  }
  return ActionSet::of_atoms(std::move(atoms));
}

// Back in the order of the names: an atom's own order is one for witnesses.
std::vector<std::uint32_t> KnownOperationsView::in(const ActionSet& set) const {
  std::vector<std::uint32_t> positions;
  for_each_atom(set, [&](std::size_t atom) {
    positions.insert(positions.end(), by_atom_.begin() + begins_[atom],
                     by_atom_.begin() + begins_[atom + 1]);
  });
  std::ranges::sort(positions);
  return positions;
}

// One look at the first operation of each atom; a longer one is dismissed without folding it.
std::optional<Witness> KnownOperationsView::witness(const ActionSet& set) const {
  std::optional<std::string_view> best;
  std::string best_folded;
  for_each_atom(set, [&](std::size_t atom) {
    if (begins_[atom] == begins_[atom + 1]) {
      return;
    }
    const std::string_view name = names_[by_atom_[begins_[atom]]];
    if (best && best->size() < name.size()) {
      return;
    }
    std::string name_folded = folded(name);
    if (!best || is_nicer(name_folded, best_folded)) {
      best = name;
      best_folded = std::move(name_folded);
    }
  });
  if (best) {
    return Witness{.action = std::string(*best), .known = true};
  }
  std::optional<std::string> made_up = made_up_witness(*partition_, set);
  if (!made_up) {
    return std::nullopt;
  }
  return Witness{.action = std::move(*made_up)};
}

// The witnesses of atoms are ready (atoms.h), so the shortest one of a set is a minimum over them.
std::optional<std::string> made_up_witness(const AtomPartition& partition, const ActionSet& set) {
  const std::optional<std::string>* best = nullptr;
  for_each_atom(set, [&](std::size_t atom) {
    const std::optional<std::string>& text = partition.witness(AtomId::from_index(atom));
    if (text && (best == nullptr || is_nicer(*text, **best))) {
      best = &text;
    }
  });
  return best == nullptr ? std::nullopt : *best;
}

}  // namespace leastwise

// Facts are questions about single atoms, asked once, and then bit tests for each role.
//
// Whether a set holds some action that ends in `/write` cannot be read from its atoms, and to add
// `*/write` to the partition would multiply its states. So it is asked by *probes*: for each
// pattern that can match such actions, one of these actions, with a type that nobody uses in place
// of each
// `*`. A probe that a set holds shows the fact for certain; that a set holds writing actions and no
// probe takes notActions that name every probe and still leave something, which no known operation
// of the tenant is either.
#include "rules/audit/role_facts.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/base/ascii.h"
#include "engine/base/guid.h"
#include "engine/base/sort_unique.h"

namespace leastwise {
namespace {

// A segment that no provider uses, in place of `*`.
constexpr char kUnused = '~';
constexpr std::array<std::string_view, 3> kWritingVerbs = {"write", "delete", "action"};

std::string_view last_segment(std::string_view action) {
  return action.substr(action.rfind('/') + 1);
}

// What `asked` says of the actions of a set: yes, for certain; unknown, under a condition.
template <class Ask>
Truth holds_if(const PermissionSet& set, const Ask& asked) {
  if (asked(set.certain())) {
    return Truth::kYes;
  }
  const bool possible = std::ranges::any_of(
      set.terms(), [&](const PermissionSet::Term& term) { return asked(term.actions); });
  return possible ? Truth::kUnknown : Truth::kNo;
}

Truth holds_any(const PermissionSet& set, const ActionSet& actions) {
  return holds_if(set, [&](const ActionSet& held) { return held.intersects(actions); });
}

Truth holds(const PermissionSet& set, AtomId atom) {
  return holds_if(set, [&](const ActionSet& held) { return held.holds(atom); });
}

// The atoms of one plane by which roles are judged.
class PlaneProbes {
 public:
  PlaneProbes(const RoleSets& sets, Plane plane)
      : partition_(sets.partition(plane)), writing_(partition_.atom_count()) {
    for (const std::uint32_t pattern : partition_.distinct_patterns()) {
      add_pattern(folded(trim_blanks(partition_.pattern_text(pattern))));
    }
    const OperationCatalogue& operations = sets.compiled().tenant().operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const OperationId id = OperationId::from_index(i);
      if (operations[id].is_in(plane)) {
        add_action(folded(operations.name(id)));
      }
    }
    sort_unique(providers_);
  }

  [[nodiscard]] ActionSet writing() const { return ActionSet::of_atoms(writing_); }

  // `provider/~/write` for each provider, and for two that nothing names.
  [[nodiscard]] std::vector<AtomId> open_writes() const {
    std::vector<AtomId> probes = {probe("~.~/~/write"), probe("~.~.~/~/write")};
    for (const std::string& provider : providers_) {
      probes.push_back(probe(provider + "/~/write"));
    }
    return probes;
  }

  [[nodiscard]] AtomId probe(std::string_view folded_action) const {
    return partition_.atom_of(folded_action);
  }

 private:
  void add_action(const std::string& action) {
    if (ends_in_writing_verb(action) && action.find('*') == std::string::npos) {
      writing_.set(partition_.atom_of(action).index());
    }
  }

  void add_pattern(std::string text) {
    if (text.empty()) {
      return;
    }
    const std::string provider = text.substr(0, text.find('/'));
    if (provider.find('*') == std::string::npos && !provider.empty()) {
      providers_.push_back(provider);
    }
    const bool open = text.ends_with('*');
    std::ranges::replace(text, '*', kUnused);
    add_action(text);
    for (const std::string_view verb : kWritingVerbs) {
      if (open) {
        add_action(text + '/' + std::string(verb));
      }
    }
  }

  const AtomPartition& partition_;
  Bitset writing_;
  std::vector<std::string> providers_;
};

// Judges roles one by one with what was located for all of them.
class FactFinder {
 public:
  FactFinder(const RoleSets& sets, const DangerTable& danger)
      : sets_(sets),
        control_(sets, Plane::kControl),
        data_(sets, Plane::kData),
        writing_{control_.writing(), data_.writing()},
        open_writes_(control_.open_writes()),
        assign_roles_(control_.probe(folded(kAssignRolesAction))),
        danger_(danger) {
    for (const DangerousOperation& operation : danger.operations()) {
      const PlaneProbes& probes = operation.plane == Plane::kControl ? control_ : data_;
      escalations_.push_back(probes.probe(folded(operation.action)));
    }
    const auto guid = parse_guid(kContributorGuid);
    const auto contributor = sets.compiled().tenant().find_role(*guid);
    if (contributor && sets.defined(*contributor)) {
      contributor_ = contributor;
    }
  }

  [[nodiscard]] RoleFacts facts(RoleId role) const {
    if (!sets_.defined(role)) {
      constexpr Truth kNobodyKnows = Truth::kUnknown;
      return {.owner_like = kNobodyKnows,
              .contributor_like = kNobodyKnows,
              .privileged = kNobodyKnows,
              .writes = kNobodyKnows};
    }
    const PermissionSet& control = sets_.of(role, Plane::kControl);
    const PermissionSet& data = sets_.of(role, Plane::kData);
    RoleFacts facts{.defined = true};
    facts.contributor_like = contributor_like(control, data);
    facts.owner_like = truth_and(facts.contributor_like, holds(control, assign_roles_));
    facts.writes = truth_or(holds_any(control, writing_[0]), holds_any(data, writing_[1]));
    facts.grants_nothing = control.empty() && data.empty();
    facts.operations = {sets_.known(Plane::kControl).count(control.certain()),
                        sets_.known(Plane::kData).count(data.certain())};
    facts.privileged = writes_openly(control);
    note_escalations(control, data, facts);
    return facts;
  }

 private:
  [[nodiscard]] Truth contributor_like(const PermissionSet& control,
                                       const PermissionSet& data) const {
    if (!contributor_) {
      return control.certain().complement().empty() ? Truth::kYes : Truth::kUnknown;
    }
    return truth_and(sets_.of(*contributor_, Plane::kControl).included_in(control),
                     sets_.of(*contributor_, Plane::kData).included_in(data));
  }

  // Whether two providers or more are open to the write of any type.
  [[nodiscard]] Truth writes_openly(const PermissionSet& control) const {
    std::size_t certain = 0;
    std::size_t possible = 0;
    for (const AtomId probe : open_writes_) {
      const Truth held = holds(control, probe);
      certain += held == Truth::kYes ? 1 : 0;
      possible += held != Truth::kNo ? 1 : 0;
    }
    if (certain >= 2) {
      return Truth::kYes;
    }
    return possible >= 2 ? Truth::kUnknown : Truth::kNo;
  }

  void note_escalations(const PermissionSet& control, const PermissionSet& data,
                        RoleFacts& facts) const {
    for (std::size_t i = 0; i < escalations_.size(); ++i) {
      const DangerousOperation& operation = danger_.operations()[i];
      const Truth held =
          holds(operation.plane == Plane::kControl ? control : data, escalations_[i]);
      // What leads nowhere by itself is listed and no escalation: find() does not name it.
      if (held == Truth::kNo || danger_.find(operation.action, operation.plane) == nullptr) {
        continue;
      }
      facts.escalations.push_back(static_cast<std::uint32_t>(i));
      if (operation.group == DangerGroup::kSelfGrant) {
        facts.privileged = truth_or(facts.privileged, held);
      }
    }
  }

  const RoleSets& sets_;
  PlaneProbes control_;
  PlaneProbes data_;
  std::array<ActionSet, 2> writing_;
  std::vector<AtomId> open_writes_;
  AtomId assign_roles_;
  const DangerTable& danger_;
  std::vector<AtomId> escalations_;  // by position in the danger table
  std::optional<RoleId> contributor_;
};

}  // namespace

bool ends_in_writing_verb(std::string_view folded_action) {
  return folded_action.find('/') != std::string_view::npos &&
         std::ranges::find(kWritingVerbs, last_segment(folded_action)) != kWritingVerbs.end();
}

ActionSet writing_actions(const RoleSets& sets, Plane plane) {
  return PlaneProbes(sets, plane).writing();
}

std::vector<RoleFacts> find_role_facts(const RoleSets& sets, const DangerTable& danger) {
  const FactFinder finder(sets, danger);
  std::vector<RoleFacts> facts;
  const std::size_t count = sets.compiled().tenant().roles().size();
  facts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    facts.push_back(finder.facts(RoleId::from_index(i)));
  }
  return facts;
}

}  // namespace leastwise

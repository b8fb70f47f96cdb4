// The parts of a CompiledTenant. Private to engine/authorizer.
// Tests: tests/engine/authorizer/authorizer_test.cc, by way of what they answer together.
#pragma once

#include <vector>

#include "engine/authorizer/action_rows.h"
#include "engine/authorizer/authorizer.h"
#include "engine/authorizer/condition_table.h"
#include "engine/authorizer/denial_table.h"
#include "engine/authorizer/grant_tables.h"
#include "engine/authorizer/lookup.h"
#include "engine/base/array_checks.h"
#include "engine/base/array_list.h"
#include "engine/base/flat_array.h"
#include "engine/base/lazy.h"

namespace leastwise {

// Ids grouped by another id: the group of key k is ids[first[k] .. first[k + 1]).
template <class IdType>
struct Grouped {
  FlatArray<std::uint32_t> first;
  FlatArray<IdType> ids;

  [[nodiscard]] std::span<const IdType> of(std::size_t key) const {
    return ids.part(first[key], first[key + 1] - first[key]);
  }
  // Whether there is a group for each of `keys`, of ids below `bound`: for one from a file.
  [[nodiscard]] bool is_sound(std::size_t keys, std::size_t bound) const {
    return cuts_into_ranges(first.all(), keys, ids.size()) && all_below(ids, bound);
  }

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("first", self.first);
    visitor("ids", self.ids);
  }
};

struct CompiledTenant::State {
  // Compiles.
  State(const Tenant& input, const CompileOptions& chosen);
  // Takes the tables from a snapshot; what needs its texts parsed is made when it is asked for.
  State(const Tenant& input, const CompileOptions& chosen, ArrayBinder& binder);

  // What is asked beside the principal.
  struct Asked {
    const ActionRef& action;
    ScopeRef scope;
    const ConditionRequest& request;
  };
  // `principal`: null for one that the input does not know; `tables` are its own.
  [[nodiscard]] AccessDecision decide(const PrincipalId* principal,
                                      const GrantTables::Subject& tables,
                                      const Asked& asked) const noexcept;
  // The grant tables of a subject: its own, its class's, that of the open groups.
  [[nodiscard]] std::vector<GrantTable> tables_of(SubjectRef subject) const;
  // Whether the subject is the watched group, or certainly in it.
  [[nodiscard]] bool certainly_in(SubjectRef subject, PrincipalId group) const;
  // The scopes of these preorder numbers, ascending, each once.
  [[nodiscard]] std::vector<ScopeId> scopes_numbered(std::vector<std::uint32_t> numbers) const;

  // Whether every table can be asked: for those of a snapshot.
  [[nodiscard]] bool is_sound() const;

  // The tables, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("rows", self.rows);
    visitor.part("denials", self.denials);
    visitor("watched", self.watched);
    visitor.part("grants", self.grants);
    visitor.part("principals", self.principals);
    visitor.part("scopes", self.scopes);
    visitor.part("assignments-by-scope", self.assignments_by_scope);
    visitor.part("denials-by-scope", self.denials_by_scope);
  }

  const Tenant& tenant;
  CompileOptions options;
  Lazy<ConditionTable> conditions;
  Lazy<std::vector<ActionPattern>> patterns;  // by PatternId
  ConditionRequest nothing_given;             // but the time
  ActionRows rows;
  DenialTable denials;
  FlatArray<PrincipalId> watched;
  GrantTables grants;
  PrincipalIndex principals;
  ScopeIndex scopes;
  Grouped<AssignmentId> assignments_by_scope;  // those valid at options.at, eligible ones too
  Grouped<DenialId> denials_by_scope;
};

}  // namespace leastwise

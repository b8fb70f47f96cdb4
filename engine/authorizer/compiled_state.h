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

namespace leastwise {

// Ids grouped by another id: the group of key k is ids[first[k] .. first[k + 1]).
template <class IdType>
struct Grouped {
  std::vector<std::uint32_t> first;
  std::vector<IdType> ids;

  [[nodiscard]] std::span<const IdType> of(std::size_t key) const {
    return std::span(ids).subspan(first[key], first[key + 1] - first[key]);
  }
};

struct CompiledTenant::State {
  State(const Tenant& input, const CompileOptions& chosen);

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

  const Tenant& tenant;
  CompileOptions options;
  ConditionTable conditions;
  ConditionRequest nothing_given;  // but the time
  ActionRows rows;
  DenialTable denials;
  std::vector<PrincipalId> watched;
  GrantTables grants;
  PrincipalIndex principals;
  ScopeIndex scopes;
  Grouped<AssignmentId> assignments_by_scope;  // those valid at options.at, eligible ones too
  Grouped<DenialId> denials_by_scope;
};

}  // namespace leastwise

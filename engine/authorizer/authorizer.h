// The authorizer: a Tenant compiled to flat tables, and the decision over them.
//
//   Tenant --compile--> CompiledTenant --decide--> AccessDecision
//
// A decision needs three things, each looked up once:
//   - the *subject*: the tables of grants that hold for the principal: its own and its groups',
//     merged where that stays small (grant_tables.h);
//   - the *action*: a row of bits, which roles grant it and which deny assignments deny it
//     (action_rows.h); an action string that no table knows is matched pattern by pattern instead;
//   - the *scope*: its number in the preorder of the scope tree, or that of the nearest known scope
//     above it.
// Conditions of assignments, role blocks and denials are evaluated where everything else lets the
// grant or denial count; the request says which attributes are given (condition/request.h).
// decide() on them is total, noexcept, allocates nothing, and may be called from any number of
// threads. It fails closed: an unknown never grants and never lifts a denial.
//
// Example:
//   const CompiledTenant compiled(tenant, {.at = now});
//   const auto request = compiled.resolve({principal, "Microsoft.X/y/read", Plane::kControl,
//   scope}); if (request) { decision = compiled.decide(*request); }
//
// A CompiledTenant refers to its Tenant, which must outlive it.
// Source: SPEC section 6. Tests: tests/engine/authorizer/, tests/property/ (against tests/oracle/).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "engine/action/pattern.h"
#include "engine/authorizer/condition_table.h"
#include "engine/authorizer/decision.h"
#include "engine/base/array_list.h"
#include "engine/base/guid.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/condition/request.h"
#include "engine/tenant/tenant.h"

namespace leastwise {

struct CompileOptions {
  WildcardReading wildcards = WildcardReading::kAzure;
  Instant at = {};                // which grants are valid: SPEC section 5
  bool include_eligible = false;  // whether eligible (PIM) grants count
  // Bound on the entries of merged grant tables; by default some for each grant. It changes speed
  // and memory only, never an answer (grant_tables.h).
  std::optional<std::size_t> merged_entries = {};
};

// A question as it is asked. Views need to live only during the call.
struct AccessQuestion {
  Guid principal;
  std::string_view action;
  Plane plane = Plane::kControl;
  std::string_view scope;
};

// A principal, an action and a scope, looked up: the form in which many decisions are made. Values,
// valid as long as the CompiledTenant that gave them.
struct SubjectRef {
  static constexpr std::uint32_t kUnknownPrincipal = 0xFFFFFFFFU;
  std::uint32_t value = kUnknownPrincipal;  // a PrincipalId, or kUnknownPrincipal

  [[nodiscard]] bool known() const { return value != kUnknownPrincipal; }
};
struct ActionRef {
  static constexpr std::uint32_t kUnseen = 0xFFFFFFFFU;
  std::uint32_t row = kUnseen;
  Plane plane = Plane::kControl;
  std::string_view folded = {};  // where row is kUnseen, it must live as long as the ref
};
struct ScopeRef {
  std::uint32_t preorder = 0;
  bool exact = false;  // whether the tree holds the scope itself
};

class CompiledTenant {
 public:
  // Compiles. `tenant` must outlive the product. Cost: about linear in grants, memberships and
  // patterns times the known actions below their literal prefix.
  CompiledTenant(const Tenant& tenant, const CompileOptions& options);
  ~CompiledTenant();
  CompiledTenant(CompiledTenant&&) noexcept;
  CompiledTenant& operator=(CompiledTenant&&) noexcept;

  // Lists the tables for a snapshot; they must outlive the list.
  void collect(ArrayCollector& collector) const;
  // A tenant compiled before, of whose tables `binder` gives views; they and `tenant`, which was
  // compiled with `options`, must outlive the product. Nothing where they are not tables of it (the
  // binder has a problem, or they were validated and are not sound).
  // Conditions are parsed by the first decision that meets one, not here: some 10 us each.
  // Cost: none to speak of; linear for kValidate.
  [[nodiscard]] static std::optional<CompiledTenant> bind(const Tenant& tenant,
                                                          const CompileOptions& options,
                                                          ArrayBinder& binder, ArrayTrust trust);

  [[nodiscard]] const Tenant& tenant() const;
  [[nodiscard]] const CompileOptions& options() const;

  // A principal that the input does not know is decided as one without grants.
  [[nodiscard]] SubjectRef subject(const Guid& principal) const noexcept;
  [[nodiscard]] static SubjectRef subject(PrincipalId id) { return {id.value()}; }
  // REQUIRES: `folded` is case folded and not empty.
  [[nodiscard]] ActionRef action(std::string_view folded, Plane plane) const noexcept;
  // Error: the text is no well-formed scope (scope/scope_path.h). Allocates only for an error.
  [[nodiscard]] Result<ScopeRef> scope(std::string_view text) const;
  [[nodiscard]] ScopeRef scope(ScopeTree::Place place) const;

  // The decision of SPEC section 6. `request` is what conditions are evaluated on; without one
  // nothing is known but the time.
  [[nodiscard]] AccessDecision decide(SubjectRef subject, const ActionRef& action, ScopeRef scope,
                                      const ConditionRequest& request) const noexcept;
  [[nodiscard]] AccessDecision decide(SubjectRef subject, const ActionRef& action,
                                      ScopeRef scope) const noexcept {
    return decide(subject, action, scope, nothing_given());
  }

  // The same from strings. Allocates nothing but for an error or an action longer than
  // kMaxActionBytes. Errors: an action that is empty or holds `*`; a malformed scope.
  [[nodiscard]] Result<AccessDecision> decide(const AccessQuestion& question) const {
    return decide(question, nothing_given());
  }
  [[nodiscard]] Result<AccessDecision> decide(const AccessQuestion& question,
                                              const ConditionRequest& request) const;

  // The same for many questions, which is faster: their ways to memory overlap. `decisions[i]` is
  // that of `questions[i]`, all on one request; one that is not valid has an error that decide()
  // tells. Allocates as decide() does. REQUIRES: as many decisions as questions.
  struct BatchDecision {
    bool valid = false;
    AccessDecision decision = {};
  };
  void decide_many(std::span<const AccessQuestion> questions, std::span<BatchDecision> decisions,
                   const ConditionRequest& request) const;
  void decide_many(std::span<const AccessQuestion> questions,
                   std::span<BatchDecision> decisions) const {
    decide_many(questions, decisions, nothing_given());
  }

  // What a role says of an action by itself, at no scope and for nobody: unknown where conditions
  // of its blocks are, or the role is undefined.
  [[nodiscard]] Truth role_grants(RoleId role, const ActionRef& action,
                                  const ConditionRequest& request) const noexcept;
  [[nodiscard]] Truth role_grants(RoleId role, const ActionRef& action) const noexcept {
    return role_grants(role, action, nothing_given());
  }
  // The same of a deny assignment: whether it denies the action, its conditions met.
  [[nodiscard]] Truth denial_matches(DenialId denial, const ActionRef& action,
                                     const ConditionRequest& request) const noexcept;
  [[nodiscard]] Truth denial_matches(DenialId denial, const ActionRef& action) const noexcept {
    return denial_matches(denial, action, nothing_given());
  }
  // Whether a grant under the condition counts for the action: SPEC section 7. Yes for none.
  [[nodiscard]] Truth condition_grants(std::optional<ConditionId> condition,
                                       const ActionRef& action,
                                       const ConditionRequest& request) const noexcept;

  // The conditions of the tenant, read and compiled.
  [[nodiscard]] const ConditionTable& conditions() const;
  // No request: nothing is known but the time, options().at.
  [[nodiscard]] const ConditionRequest& nothing_given() const;
  // Whether a deny assignment hits `subject` at all (its principals and exclusions).
  [[nodiscard]] Truth denial_hits(DenialId denial, SubjectRef subject) const noexcept;

  // Which roles grant known operation `operation` in `plane`.
  [[nodiscard]] ActionRef known_action(OperationId operation, Plane plane) const noexcept;
  // The parsed pattern of a text of the tenant, in the reading of the options.
  [[nodiscard]] const ActionPattern& pattern(PatternId id) const;

  // The assignments at exactly `scope` that are valid at options().at, eligible ones too (ask
  // RoleAssignment::counts()), ascending.
  [[nodiscard]] std::span<const AssignmentId> assignments_at(ScopeId scope) const;
  // The deny assignments at exactly `scope` (audit ones are left out).
  [[nodiscard]] std::span<const DenialId> denials_at(ScopeId scope) const;
  // A role that holds for a subject, or a denial that hits it; certainly where `doubts` is empty.
  // What the role or the denial says of an action, and under which condition, is not part of it.
  struct EffectiveGrant {
    RoleId role;
    std::optional<ConditionId> condition = {};  // that of the assignment
    ReasonSet doubts = {};                      // what else is in doubt
  };
  struct EffectiveDenial {
    DenialId denial;
    ReasonSet doubts = {};
  };
  // All that bears on a subject at a scope, inherited included; a role may come more than once.
  [[nodiscard]] std::vector<EffectiveGrant> effective_grants(SubjectRef subject,
                                                             ScopeRef scope) const;
  [[nodiscard]] std::vector<EffectiveDenial> effective_denials(SubjectRef subject,
                                                               ScopeRef scope) const;

  // The scopes at which grants that may bear on `subject` begin, or any denial begins; in preorder,
  // each once, unplaced nodes included. Between these scopes no decision of the subject changes.
  [[nodiscard]] std::vector<ScopeId> grant_scopes(SubjectRef subject) const;
  [[nodiscard]] std::vector<ScopeId> denial_scopes() const;

 private:
  struct State;
  struct InFlight;

  explicit CompiledTenant(std::unique_ptr<const State> state);

  void decide_group(std::span<const AccessQuestion> group, std::span<const InFlight> flight,
                    std::span<BatchDecision> decisions, const ConditionRequest& request) const;
  [[nodiscard]] Result<ScopeRef> unknown_scope(std::string_view text, std::string_view key) const;
  [[nodiscard]] Result<AccessDecision> decide_long(const AccessQuestion& question,
                                                   const ConditionRequest& request) const;

  std::unique_ptr<const State> state_;
};

// Checks an asked action: not empty, no `*` (a usage error). Gives the folded text.
[[nodiscard]] Result<std::string> fold_asked_action(std::string_view action);

}  // namespace leastwise

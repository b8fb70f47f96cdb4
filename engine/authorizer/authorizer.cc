#include "engine/authorizer/authorizer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/authorizer/compiled_state.h"
#include "engine/authorizer/folded_key.h"
#include "engine/base/ascii.h"
#include "engine/base/limits.h"

namespace leastwise {
namespace {

// A Kleene value with the reasons why it is unknown.
struct Finding {
  Truth value = Truth::kNo;
  ReasonSet doubts = {};
  bool held_back = false;  // something would have granted, but for its condition

  void join(Truth truth, ReasonSet because) {
    value = truth_or(value, truth);
    if (truth == Truth::kUnknown) {
      doubts.add(because);
    }
  }
};

// What the roles and denials say of one action, with their conditions evaluated on one request.
// `Known` says whether the action has a row: the two cases are compiled apart, since one is a bit
// test and the other matches patterns.
template <bool Known>
class Verdicts {
 public:
  Verdicts(const ActionRows& rows, const Lazy<ConditionTable>& conditions, const ActionRef& action,
           const ConditionRequest& request)
      : rows_(rows), conditions_(conditions), action_(action), request_(request) {}

  // With the conditions of the blocks left open.
  [[nodiscard]] Truth role_unconditioned(RoleId id) const noexcept {
    return Known ? rows_.role(action_.row, id)
                 : rows_.unseen_role(action_.folded, action_.plane, id);
  }
  [[nodiscard]] Truth denial_unconditioned(DenialId id) const noexcept {
    return Known ? rows_.denial(action_.row, id)
                 : rows_.unseen_denial(action_.folded, action_.plane, id);
  }
  [[nodiscard]] bool may_be_denied() const noexcept {
    return !Known || rows_.may_be_denied(action_.row);
  }

  // What the blocks with conditions say, where the others say nothing.
  [[nodiscard]] Truth role_under_conditions(RoleId id) const noexcept {
    return any_block(id, [this](ConditionId c) { return granting(c.value()); });
  }
  [[nodiscard]] Truth denial_under_conditions(DenialId id) const noexcept {
    return any_block(id, [this](ConditionId c) { return denying(c); });
  }

  // With all its conditions: those of its blocks, and that of the whole.
  [[nodiscard]] Truth denial(DenialId id, std::optional<ConditionId> condition) const noexcept {
    const Truth open = denial_unconditioned(id);
    if (open == Truth::kNo) {
      return open;
    }
    const Truth blocks = open == Truth::kUnknown ? denial_under_conditions(id) : open;
    return truth_and(blocks, denying(condition));
  }

  // Whether a grant under the condition counts; yes for GrantTerm::kNoCondition.
  [[nodiscard]] Truth granting(std::uint32_t condition) const noexcept {
    return condition == GrantTerm::kNoCondition ? Truth::kYes
                                                : conditions_.get()[ConditionId(condition)]
                                                      .evaluate(action_.folded, request_)
                                                      .grants();
  }
  // Whether a denial under the condition does; an unknown lifts none.
  [[nodiscard]] Truth denying(std::optional<ConditionId> condition) const noexcept {
    return condition ? conditions_.get()[*condition].evaluate(action_.folded, request_).truth()
                     : Truth::kYes;
  }

 private:
  template <class DefinitionId, class Met>
  [[nodiscard]] Truth any_block(DefinitionId id, Met met) const noexcept {
    Truth best = Truth::kNo;
    for (const ActionRows::ConditionalBlock& block : rows_.conditional_blocks(id)) {
      const bool matches = Known ? rows_.matches(action_.row, block)
                                 : rows_.unseen_matches(action_.folded, action_.plane, block);
      if (matches) {
        best = truth_or(best, met(block.condition));
      }
    }
    return best;
  }

  const ActionRows& rows_;
  const Lazy<ConditionTable>& conditions_;
  const ActionRef& action_;
  const ConditionRequest& request_;
};

// One decision over the tables: a walk without state of its own.
template <class Verdicts>
class Decider {
 public:
  Decider(const ActionRows& rows, const GrantTables& grants, const DenialTable& denials,
          const Verdicts& verdicts)
      : rows_(rows), grants_(grants), denials_(denials), verdicts_(verdicts) {}

  // `known`: null where the input does not know the principal; `tables` are its own.
  AccessDecision decide(const PrincipalId* known, const GrantTables::Subject& tables,
                        ScopeRef scope) const noexcept {
    const auto groups = grants_.watched_groups(tables);
    const Finding denied = denial(known, groups, scope);
    if (denied.value == Truth::kYes) {
      return {Effect::kDeny, {DecisionReason::kDeniedByDenyAssignment}};
    }
    const Finding granted = grant(tables, known, groups, scope.preorder);
    if (granted.value == Truth::kNo) {
      return {
          Effect::kDeny,
          {granted.held_back ? DecisionReason::kConditionUnmet : DecisionReason::kNoMatchingGrant}};
    }
    if (granted.value == Truth::kYes && denied.value == Truth::kNo) {
      return {Effect::kAllow, {DecisionReason::kGrantedByRoleAssignment}};
    }
    ReasonSet reasons = denied.doubts;
    if (granted.value == Truth::kUnknown) {
      reasons.add(granted.doubts);
    }
    return {Effect::kUnknown, reasons};
  }

 private:
  void join_term(Finding& finding, const GrantTerm& term) const noexcept {
    Truth role = verdicts_.role_unconditioned(term.role);
    if (role == Truth::kNo) {
      return;
    }
    ReasonSet doubts = term.doubts;
    if (role == Truth::kUnknown) {
      if (rows_.is_undefined(term.role)) {
        doubts.add(DecisionReason::kRoleUnknown);
      } else {
        role = verdicts_.role_under_conditions(term.role);
        add_condition_doubt(doubts, role);
      }
    }
    const Truth condition = verdicts_.granting(term.condition);
    add_condition_doubt(doubts, condition);
    if (role == Truth::kNo || condition == Truth::kNo) {
      finding.held_back = true;
      return;
    }
    finding.join(doubts.empty() ? Truth::kYes : Truth::kUnknown, doubts);
  }

  static void add_condition_doubt(ReasonSet& doubts, Truth value) noexcept {
    if (value == Truth::kUnknown) {
      doubts.add(DecisionReason::kConditionUnknown);
    }
  }

  // Whether one table grants; stops at the first certain grant.
  void join_table(Finding& finding, GrantTable table, std::uint32_t preorder) const noexcept {
    for (const GrantTerm& term : grants_.terms_at(table, preorder)) {
      join_term(finding, term);
      if (finding.value == Truth::kYes) {
        return;
      }
    }
  }

  [[nodiscard]] Finding grant(const GrantTables::Subject& tables, const PrincipalId* subject,
                              std::span<const PrincipalId> groups,
                              std::uint32_t preorder) const noexcept {
    Finding finding;
    if (tables.own_table != kNoTable) {
      join_table(finding, tables.own_table, preorder);
    }
    for (const GrantTable table : grants_.class_tables(tables)) {
      if (finding.value == Truth::kYes) {
        return finding;
      }
      join_table(finding, table, preorder);
    }
    if (finding.value == Truth::kYes || grants_.open_table() == kNoTable) {
      return finding;
    }
    for (const GrantTerm& term : grants_.terms_at(grants_.open_table(), preorder)) {
      const bool certain = (subject != nullptr && *subject == term.grantee) ||
                           std::ranges::binary_search(groups, term.grantee);
      if (!certain) {
        join_term(finding, term);
      }
    }
    return finding;
  }

  void join_denial(Finding& finding, const DenialTerm& term, const PrincipalId* subject,
                   std::span<const PrincipalId> groups) const noexcept {
    // Who is hit is looked up before any condition is evaluated.
    if (verdicts_.denial_unconditioned(term.denial) == Truth::kNo) {
      return;
    }
    const Truth hits = denials_.hits(term.denial, subject, groups);
    if (hits == Truth::kNo) {
      return;
    }
    const Truth matches = verdicts_.denial(term.denial, denials_.condition(term.denial));
    if (matches == Truth::kNo) {
      return;
    }
    ReasonSet doubts = term.doubts(hits);
    add_condition_doubt(doubts, matches);
    finding.join(doubts.empty() ? Truth::kYes : Truth::kUnknown, doubts);
  }

  [[nodiscard]] Finding denial(const PrincipalId* subject, std::span<const PrincipalId> groups,
                               ScopeRef scope) const noexcept {
    Finding finding;
    if (!verdicts_.may_be_denied()) {
      return finding;
    }
    const DenialTable::At at = denials_.at(scope.preorder, scope.exact);
    for (const std::span<const DenialTerm> terms : {at.inherited, at.here_only}) {
      for (const DenialTerm& term : terms) {
        join_denial(finding, term, subject, groups);
      }
    }
    return finding;
  }

  const ActionRows& rows_;
  const GrantTables& grants_;
  const DenialTable& denials_;
  const Verdicts& verdicts_;
};

// Calls `ask` with the verdicts of the action, of the kind that it has.
template <class Ask>
auto with_verdicts(const ActionRows& rows, const Lazy<ConditionTable>& conditions,
                   const ActionRef& action, const ConditionRequest& request,
                   const Ask& ask) noexcept {
  return action.row == ActionRef::kUnseen ? ask(Verdicts<false>(rows, conditions, action, request))
                                          : ask(Verdicts<true>(rows, conditions, action, request));
}

std::optional<Error> usage_error(std::string_view action) {
  if (action.empty()) {
    return Error{"the action is empty",
                 "give an operation such as `Microsoft.Storage/storageAccounts/read`"};
  }
  if (action.find('*') != std::string_view::npos) {
    return Error{"the asked action holds `*`",
                 "ask for one operation; `what-can` lists everything that a principal may do"};
  }
  return std::nullopt;
}

}  // namespace

CompiledTenant::CompiledTenant(const Tenant& tenant, const CompileOptions& options)
    : state_(std::make_unique<const State>(tenant, options)) {}
CompiledTenant::CompiledTenant(std::unique_ptr<const State> state) : state_(std::move(state)) {}
CompiledTenant::~CompiledTenant() = default;
CompiledTenant::CompiledTenant(CompiledTenant&&) noexcept = default;
CompiledTenant& CompiledTenant::operator=(CompiledTenant&&) noexcept = default;

void CompiledTenant::collect(ArrayCollector& collector) const {
  collector.part("compiled", *state_);
}

std::optional<CompiledTenant> CompiledTenant::bind(const Tenant& tenant,
                                                   const CompileOptions& options,
                                                   ArrayBinder& binder, ArrayTrust trust) {
  auto state = std::make_unique<const State>(tenant, options, binder);
  if (!binder.problem().empty() || (trust == ArrayTrust::kValidate && !state->is_sound())) {
    return std::nullopt;
  }
  return CompiledTenant(std::move(state));
}

const Tenant& CompiledTenant::tenant() const { return state_->tenant; }
const CompileOptions& CompiledTenant::options() const { return state_->options; }

SubjectRef CompiledTenant::subject(const Guid& principal) const noexcept {
  const auto id = state_->principals.find(principal);
  return id ? SubjectRef{id->value()} : SubjectRef{};
}

ActionRef CompiledTenant::action(std::string_view folded, Plane plane) const noexcept {
  const ActionRows::Found found = state_->rows.find(folded, plane);
  return {.row = found.row, .plane = plane, .folded = found.folded};
}

ActionRef CompiledTenant::known_action(OperationId operation, Plane plane) const noexcept {
  return {.row = state_->rows.row_of(operation, plane),
          .plane = plane,
          .folded = state_->rows.text_of(operation)};
}

ScopeRef CompiledTenant::scope(ScopeTree::Place place) const {
  return {state_->tenant.scopes().preorder(place.node), place.exact};
}

Result<ScopeRef> CompiledTenant::scope(std::string_view text) const {
  const std::string_view trimmed = without_trailing_slashes(text);
  std::array<char, kMaxScopeBytes> buffer;  // NOLINT(*-member-init): filled below as far as used
  FoldedKey key;
  if (trimmed.size() <= buffer.size()) {
    key = FoldedKey::of(trimmed, buffer);
    if (const ScopeIndex::Known* known = state_->scopes.find(key.text, key.hash)) {
      return ScopeRef{known->preorder, true};
    }
  }
  return unknown_scope(trimmed, key.text);
}

// Of a text that the index does not know: below the nearest scope that it does.
Result<ScopeRef> CompiledTenant::unknown_scope(std::string_view text, std::string_view key) const {
  std::array<ScopePath::Level, kMaxScopeLevels> levels;  // NOLINT(*-member-init): filled as used
  const auto count = read_scope_levels(text, levels);
  if (!count) {
    return std::unexpected(count.error());
  }
  return scope(state_->scopes.nearest(key, std::span(levels).first(*count)));
}

AccessDecision CompiledTenant::decide(SubjectRef subject, const ActionRef& action, ScopeRef scope,
                                      const ConditionRequest& request) const noexcept {
  const PrincipalId id(subject.value);
  const PrincipalId* known = subject.known() ? &id : nullptr;
  return state_->decide(known, state_->grants.subject(known), {action, scope, request});
}

AccessDecision CompiledTenant::State::decide(const PrincipalId* principal,
                                             const GrantTables::Subject& tables,
                                             const Asked& asked) const noexcept {
  return with_verdicts(rows, conditions, asked.action, asked.request, [&](const auto& verdicts) {
    return Decider(rows, grants, denials, verdicts).decide(principal, tables, asked.scope);
  });
}

// The three keys are hashed before the first one is looked up, so that the ways to memory overlap.
Result<AccessDecision> CompiledTenant::decide(const AccessQuestion& question,
                                              const ConditionRequest& request) const {
  if (auto error = usage_error(question.action)) {
    return std::unexpected(std::move(*error));
  }
  const State& state = *state_;
  const std::uint64_t principal_hash = PrincipalIndex::hash(question.principal);
  state.principals.prefetch(principal_hash);
  const std::string_view scope_text = without_trailing_slashes(question.scope);
  if (scope_text.size() > kMaxScopeBytes || question.action.size() > kMaxActionBytes) {
    return decide_long(question, request);
  }
  std::array<char, kMaxScopeBytes> scope_buffer;    // NOLINT(*-member-init): filled below
  std::array<char, kMaxActionBytes> action_buffer;  // NOLINT(*-member-init): filled below
  const FoldedKey scope_key = FoldedKey::of(scope_text, scope_buffer);
  state.scopes.prefetch(scope_key.hash);
  const FoldedKey action_key = FoldedKey::of(question.action, action_buffer);
  state.rows.prefetch(action_key.hash);

  const auto who = state.principals.find(question.principal, principal_hash);
  if (who) {
    state.grants.prefetch(who->held);
  }
  const ActionRows::Found found = state.rows.find(action_key.text, action_key.hash, question.plane);
  const ActionRef action{.row = found.row, .plane = question.plane, .folded = found.folded};
  ScopeRef at;
  if (const ScopeIndex::Known* known = state.scopes.find(scope_key.text, scope_key.hash)) {
    at = {known->preorder, true};
  } else if (const auto unknown = unknown_scope(scope_text, scope_key.text)) {
    at = *unknown;
  } else {
    return std::unexpected(unknown.error());
  }
  return who ? state.decide(&who->id, state.grants.subject(who->held), {action, at, request})
             : state.decide(nullptr, state.grants.nobody(), {action, at, request});
}

// What fits into no buffer: it is folded on the heap.
Result<AccessDecision> CompiledTenant::decide_long(const AccessQuestion& question,
                                                   const ConditionRequest& request) const {
  const auto at = scope(question.scope);
  if (!at) {
    return std::unexpected(at.error());
  }
  const std::string action_key = folded(question.action);
  return decide(subject(question.principal), action(action_key, question.plane), *at, request);
}

Truth CompiledTenant::role_grants(RoleId role, const ActionRef& action,
                                  const ConditionRequest& request) const noexcept {
  const State& state = *state_;
  const bool defined = !state.rows.is_undefined(role);
  return with_verdicts(state.rows, state.conditions, action, request, [&](const auto& verdicts) {
    const Truth verdict = verdicts.role_unconditioned(role);
    return verdict == Truth::kUnknown && defined ? verdicts.role_under_conditions(role) : verdict;
  });
}

Truth CompiledTenant::denial_matches(DenialId denial, const ActionRef& action,
                                     const ConditionRequest& request) const noexcept {
  const State& state = *state_;
  return with_verdicts(state.rows, state.conditions, action, request, [&](const auto& verdicts) {
    return verdicts.denial(denial, state.denials.condition(denial));
  });
}

Truth CompiledTenant::condition_grants(std::optional<ConditionId> condition,
                                       const ActionRef& action,
                                       const ConditionRequest& request) const noexcept {
  return condition ? conditions()[*condition].evaluate(action.folded, request).grants()
                   : Truth::kYes;
}

const ConditionTable& CompiledTenant::conditions() const { return state_->conditions.get(); }

const ConditionRequest& CompiledTenant::nothing_given() const { return state_->nothing_given; }

Truth CompiledTenant::denial_hits(DenialId denial, SubjectRef subject) const noexcept {
  const PrincipalId id(subject.value);
  const PrincipalId* known = subject.known() ? &id : nullptr;
  return state_->denials.hits(denial, known,
                              state_->grants.watched_groups(state_->grants.subject(known)));
}

const ActionPattern& CompiledTenant::pattern(PatternId id) const {
  return state_->patterns.get()[id.index()];
}

std::span<const AssignmentId> CompiledTenant::assignments_at(ScopeId scope) const {
  return state_->assignments_by_scope.of(scope.index());
}

std::span<const DenialId> CompiledTenant::denials_at(ScopeId scope) const {
  return state_->denials_by_scope.of(scope.index());
}

std::vector<CompiledTenant::EffectiveGrant> CompiledTenant::effective_grants(SubjectRef subject,
                                                                             ScopeRef scope) const {
  std::vector<EffectiveGrant> grants;
  for (const GrantTable table : state_->tables_of(subject)) {
    for (const GrantTerm& term : state_->grants.terms_at(table, scope.preorder)) {
      if (table != state_->grants.open_table() || !state_->certainly_in(subject, term.grantee)) {
        grants.push_back({term.role,
                          term.condition == GrantTerm::kNoCondition
                              ? std::nullopt
                              : std::optional(ConditionId(term.condition)),
                          term.doubts});
      }
    }
  }
  return grants;
}

std::vector<CompiledTenant::EffectiveDenial> CompiledTenant::effective_denials(
    SubjectRef subject, ScopeRef scope) const {
  std::vector<EffectiveDenial> denials;
  const DenialTable::At at = state_->denials.at(scope.preorder, scope.exact);
  for (const std::span<const DenialTerm> terms : {at.inherited, at.here_only}) {
    for (const DenialTerm& term : terms) {
      const Truth hits = denial_hits(term.denial, subject);
      if (hits == Truth::kNo) {
        continue;
      }
      denials.push_back({term.denial, term.doubts(hits)});
    }
  }
  return denials;
}

std::vector<ScopeId> CompiledTenant::grant_scopes(SubjectRef subject) const {
  std::vector<std::uint32_t> numbers;
  for (const GrantTable table : state_->tables_of(subject)) {
    const std::vector<std::uint32_t> entries = state_->grants.grant_scopes(table);
    numbers.insert(numbers.end(), entries.begin(), entries.end());
  }
  return state_->scopes_numbered(std::move(numbers));
}

std::vector<ScopeId> CompiledTenant::denial_scopes() const {
  const auto numbers = state_->denials.entry_scopes();
  return state_->scopes_numbered({numbers.begin(), numbers.end()});
}

Result<std::string> fold_asked_action(std::string_view action) {
  if (auto error = usage_error(action)) {
    return std::unexpected(std::move(*error));
  }
  return folded(action);
}

}  // namespace leastwise

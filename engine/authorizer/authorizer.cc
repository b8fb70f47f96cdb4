#include "engine/authorizer/authorizer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/authorizer/compiled_state.h"
#include "engine/base/ascii.h"
#include "engine/base/limits.h"

namespace leastwise {
namespace {

// A Kleene value with the reasons why it is unknown.
struct Finding {
  Truth value = Truth::kNo;
  ReasonSet doubts = {};

  void join(Truth truth, ReasonSet because) {
    value = truth_or(value, truth);
    if (truth == Truth::kUnknown) {
      doubts.add(because);
    }
  }
};

// The verdicts of an action that has a row.
class RowVerdicts {
 public:
  RowVerdicts(const ActionRows& rows, std::uint32_t row) : rows_(rows), row_(row) {}
  [[nodiscard]] Truth role(RoleId id) const noexcept { return rows_.role(row_, id); }
  [[nodiscard]] Truth denial(DenialId id) const noexcept { return rows_.denial(row_, id); }
  [[nodiscard]] bool may_be_denied() const noexcept { return rows_.may_be_denied(row_); }

 private:
  const ActionRows& rows_;
  std::uint32_t row_;
};

// The verdicts of an action string that no table knows.
class UnseenVerdicts {
 public:
  UnseenVerdicts(const ActionRows& rows, const ActionRef& action) : rows_(rows), action_(action) {}
  [[nodiscard]] Truth role(RoleId id) const noexcept {
    return rows_.unseen_role(action_.folded, action_.plane, id);
  }
  [[nodiscard]] Truth denial(DenialId id) const noexcept {
    return rows_.unseen_denial(action_.folded, action_.plane, id);
  }
  [[nodiscard]] static bool may_be_denied() noexcept { return true; }

 private:
  const ActionRows& rows_;
  const ActionRef& action_;
};

// One decision over the tables: a walk without state of its own.
template <class Verdicts>
class Decider {
 public:
  Decider(const Tenant& tenant, const GrantTables& grants, const DenialTable& denials,
          const Verdicts& verdicts)
      : tenant_(tenant), grants_(grants), denials_(denials), verdicts_(verdicts) {}

  AccessDecision decide(SubjectRef subject, ScopeRef scope) const noexcept {
    const PrincipalId id(subject.value);
    const PrincipalId* known = subject.known() ? &id : nullptr;
    const GrantTables::Subject tables = grants_.subject(known);
    const auto groups = grants_.watched_groups(tables);
    const Finding denied = denial(known, groups, scope);
    if (denied.value == Truth::kYes) {
      return {Effect::kDeny, {DecisionReason::kDeniedByDenyAssignment}};
    }
    const Finding granted = grant(tables, known, groups, scope.preorder);
    if (granted.value == Truth::kNo) {
      return {Effect::kDeny, {DecisionReason::kNoMatchingGrant}};
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
  [[nodiscard]] ReasonSet role_doubt(RoleId role) const noexcept {
    return {tenant_.role(role).knowledge == RoleKnowledge::kUndefined
                ? DecisionReason::kRoleUnknown
                : DecisionReason::kConditionUnknown};
  }

  void join_term(Finding& finding, const GrantTerm& term) const noexcept {
    const Truth role = verdicts_.role(term.role);
    if (role == Truth::kNo) {
      return;
    }
    ReasonSet doubts = term.doubts;
    if (role == Truth::kUnknown) {
      doubts.add(role_doubt(term.role));
    }
    finding.join(doubts.empty() ? Truth::kYes : Truth::kUnknown, doubts);
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
    const Truth matches = verdicts_.denial(term.denial);
    if (matches == Truth::kNo) {
      return;
    }
    const Truth hits = denials_.hits(term.denial, subject, groups);
    if (hits == Truth::kNo) {
      return;
    }
    ReasonSet doubts = term.doubts(hits);
    if (matches == Truth::kUnknown) {
      doubts.add(DecisionReason::kConditionUnknown);
    }
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

  const Tenant& tenant_;
  const GrantTables& grants_;
  const DenialTable& denials_;
  const Verdicts& verdicts_;
};

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
CompiledTenant::~CompiledTenant() = default;
CompiledTenant::CompiledTenant(CompiledTenant&&) noexcept = default;
CompiledTenant& CompiledTenant::operator=(CompiledTenant&&) noexcept = default;

const Tenant& CompiledTenant::tenant() const { return state_->tenant; }
const CompileOptions& CompiledTenant::options() const { return state_->options; }

SubjectRef CompiledTenant::subject(const Guid& principal) const noexcept {
  const auto id = state_->principals.find(principal);
  return id ? SubjectRef{id->value()} : SubjectRef{};
}

ActionRef CompiledTenant::action(std::string_view folded, Plane plane) const noexcept {
  return {.row = state_->rows.find(folded, plane), .plane = plane, .folded = folded};
}

ActionRef CompiledTenant::known_action(OperationId operation, Plane plane) const noexcept {
  return {.row = state_->rows.row_of(operation, plane), .plane = plane};
}

ScopeRef CompiledTenant::scope(ScopeTree::Place place) const {
  return {state_->tenant.scopes().preorder(place.node), place.exact};
}

Result<ScopeRef> CompiledTenant::scope(std::string_view text) const {
  const std::string_view trimmed = without_trailing_slashes(text);
  std::array<char, kMaxScopeBytes> buffer;  // NOLINT(*-member-init): filled below as far as used
  std::string_view folded;
  if (trimmed.size() <= buffer.size()) {
    std::ranges::transform(trimmed, buffer.begin(), fold);
    folded = {buffer.data(), trimmed.size()};
    if (const auto known = state_->scopes.find(folded)) {
      return scope(ScopeTree::Place{*known, true});
    }
  }
  std::array<ScopePath::Level, kMaxScopeLevels> levels;  // NOLINT(*-member-init): likewise
  const auto count = read_scope_levels(trimmed, levels);
  if (!count) {
    return std::unexpected(count.error());
  }
  return scope(state_->scopes.nearest(folded, std::span(levels).first(*count)));
}

AccessDecision CompiledTenant::decide(SubjectRef subject, const ActionRef& action,
                                      ScopeRef scope) const noexcept {
  const State& state = *state_;
  if (action.row == ActionRef::kUnseen) {
    const UnseenVerdicts verdicts(state.rows, action);
    return Decider(state.tenant, state.grants, state.denials, verdicts).decide(subject, scope);
  }
  const RowVerdicts verdicts(state.rows, action.row);
  return Decider(state.tenant, state.grants, state.denials, verdicts).decide(subject, scope);
}

Result<AccessDecision> CompiledTenant::decide(const AccessQuestion& question) const {
  if (auto error = usage_error(question.action)) {
    return std::unexpected(std::move(*error));
  }
  const auto at = scope(question.scope);
  if (!at) {
    return std::unexpected(at.error());
  }
  const SubjectRef who = subject(question.principal);
  if (question.action.size() > kMaxActionBytes) {
    const std::string long_action = folded(question.action);
    return decide(who, action(long_action, question.plane), *at);
  }
  std::array<char, kMaxActionBytes> buffer;  // NOLINT(*-member-init): filled below as far as used
  std::ranges::transform(question.action, buffer.begin(), fold);
  return decide(who, action({buffer.data(), question.action.size()}, question.plane), *at);
}

Truth CompiledTenant::role_grants(RoleId role, const ActionRef& action) const noexcept {
  return action.row == ActionRef::kUnseen
             ? state_->rows.unseen_role(action.folded, action.plane, role)
             : state_->rows.role(action.row, role);
}

Truth CompiledTenant::denial_matches(DenialId denial, const ActionRef& action) const noexcept {
  return action.row == ActionRef::kUnseen
             ? state_->rows.unseen_denial(action.folded, action.plane, denial)
             : state_->rows.denial(action.row, denial);
}

Truth CompiledTenant::denial_hits(DenialId denial, SubjectRef subject) const noexcept {
  const PrincipalId id(subject.value);
  const PrincipalId* known = subject.known() ? &id : nullptr;
  return state_->denials.hits(denial, known,
                              state_->grants.watched_groups(state_->grants.subject(known)));
}

const ActionPattern& CompiledTenant::pattern(PatternId id) const {
  return state_->rows.pattern(id);
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
        grants.push_back({term.role, term.doubts});
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

// Many decisions at memory speed: some questions are in flight together, and each stage asks memory
// for what the next one reads.
//
//   texts     ask for those of the next questions
//   keys      hash the principal, fold and hash scope and action; ask for the three slots
//   slots     read them; ask for the texts behind the keys, and for the principal's class
//   answers   compare the texts: row and scope are known; ask for the first tables of the class
//   segments  search their directories, ask for the segments; then search these, for the terms
//   decide    as decide() does
//
// A single decision from strings waits for memory some five times one after the other; here the
// waits of kInFlight questions overlap. Questions that do not fit into a buffer, or that need an
// error, are left to decide(), so both say the same of every question.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/authorizer/compiled_state.h"
#include "engine/authorizer/folded_key.h"
#include "engine/base/hash.h"

namespace leastwise {
namespace {

constexpr std::size_t kInFlight = 16;
// Real scopes have some 140 bytes, operations some 60; the rest takes the ordinary way.
constexpr std::size_t kScopeBytes = 384;
constexpr std::size_t kActionBytes = 128;

// Texts of questions come from anywhere.
void prefetch_text(std::string_view text) {
  constexpr std::size_t kLine = 64;
  const std::size_t most = std::min(text.size(), kScopeBytes);
  for (std::size_t at = 0; at < most; at += kLine) {
    __builtin_prefetch(text.data() + at);
  }
}

}  // namespace

// A question between two stages.
struct CompiledTenant::InFlight {
  std::array<char, kScopeBytes> scope_buffer;    // NOLINT(*-member-init): filled as used
  std::array<char, kActionBytes> action_buffer;  // NOLINT(*-member-init): likewise
  FoldedKey scope;
  FoldedKey action;
  std::uint64_t principal_hash = 0;
  std::optional<PrincipalIndex::Found> who;
  bool ordinary = false;  // decide() has to answer it

  void read_keys(const State& state, const AccessQuestion& question) {
    const std::string_view text = without_trailing_slashes(question.scope);
    ordinary = text.size() > kScopeBytes || question.action.size() > kActionBytes ||
               question.action.empty() || question.action.find('*') != std::string_view::npos;
    if (ordinary) {
      return;
    }
    principal_hash = PrincipalIndex::hash(question.principal);
    state.principals.prefetch(principal_hash);
    scope = FoldedKey::of(text, scope_buffer);
    state.scopes.prefetch(scope.hash);
    action = FoldedKey::of(question.action, action_buffer);
    state.rows.prefetch(action.hash);
  }

  void read_slots(const State& state, const AccessQuestion& question) {
    if (ordinary) {
      return;
    }
    state.scopes.prefetch_text(scope.hash);
    state.rows.prefetch_text(action.hash);
    who = state.principals.find(question.principal, principal_hash);
    if (who) {
      state.grants.prefetch(who->held);
    }
  }
};

void CompiledTenant::decide_many(std::span<const AccessQuestion> questions,
                                 std::span<BatchDecision> decisions,
                                 const ConditionRequest& request) const {
  std::array<InFlight, kInFlight> flight;
  for (std::size_t begin = 0; begin < questions.size(); begin += kInFlight) {
    const auto group = questions.subspan(begin, std::min(kInFlight, questions.size() - begin));
    const auto rest = questions.subspan(begin + group.size());
    for (const AccessQuestion& next : rest.first(std::min(kInFlight, rest.size()))) {
      prefetch_text(next.scope);
      prefetch_text(next.action);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      flight[i].read_keys(*state_, group[i]);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      flight[i].read_slots(*state_, group[i]);
    }
    decide_group(group, flight, decisions.subspan(begin, group.size()), request);
  }
}

void CompiledTenant::decide_group(std::span<const AccessQuestion> group,
                                  std::span<const InFlight> flight,
                                  std::span<BatchDecision> decisions,
                                  const ConditionRequest& request) const {
  struct Known {
    ActionRef action;
    std::optional<ScopeRef> scope;  // empty: decide() has to answer
    GrantTables::Subject tables;
  };
  const State& state = *state_;
  std::array<Known, kInFlight> known;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const InFlight& it = flight[i];
    known[i].scope.reset();
    if (it.ordinary) {
      continue;
    }
    const ActionRows::Found found = state.rows.find(it.action.text, it.action.hash, group[i].plane);
    known[i].action = {.row = found.row, .plane = group[i].plane, .folded = found.folded};
    if (const ScopeIndex::Known* scope = state.scopes.find(it.scope.text, it.scope.hash)) {
      known[i].scope = ScopeRef{scope->preorder, true};
    } else if (const auto unknown =
                   unknown_scope(without_trailing_slashes(group[i].scope), it.scope.text)) {
      known[i].scope = *unknown;
    }
    known[i].tables = it.who ? state.grants.subject(it.who->held) : state.grants.nobody();
    state.grants.prefetch_tables(known[i].tables);
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (known[i].scope) {
      state.grants.prefetch_segments(known[i].tables, known[i].scope->preorder);
    }
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (known[i].scope) {
      state.grants.prefetch_terms(known[i].tables, known[i].scope->preorder);
    }
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (known[i].scope) {
      const PrincipalId* who = flight[i].who ? &flight[i].who->id : nullptr;
      decisions[i] = {
          true, state.decide(who, known[i].tables, {known[i].action, *known[i].scope, request})};
      continue;
    }
    const auto ordinary = decide(group[i], request);
    decisions[i] = {ordinary.has_value(), ordinary.value_or(AccessDecision())};
  }
}

}  // namespace leastwise

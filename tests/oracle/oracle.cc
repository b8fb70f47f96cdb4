// docs/semantics.md, paragraph by paragraph. Do not make it faster: its worth is that it can be
// read beside the text. The types of decisions and truth values are the engine's, nothing else is.
#include "tests/oracle/oracle.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "engine/condition/condition.h"
#include "tests/oracle/condition_oracle.h"

namespace leastwise::oracle {
namespace {

using std::string_view;
using enum DecisionReason;

std::string fold(string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return folded;
}

// "Patterns": both readings on folded texts; the recursion follows the text of the pattern.
bool literal(string_view p, string_view a) {
  if (p.empty()) {
    return a.empty();
  }
  if (p[0] == '*') {
    return literal(p.substr(1), a) || (!a.empty() && literal(p, a.substr(1)));
  }
  return !a.empty() && p[0] == a[0] && literal(p.substr(1), a.substr(1));
}

bool segment(string_view p, string_view a, bool first) {
  const std::size_t cut = std::min(p.find('/'), p.size());
  const bool last = cut == p.size();
  const string_view s = p.substr(0, cut);
  const string_view rest = last ? string_view() : p.substr(cut + 1);
  if (s == "*" && last) {
    return first || !a.empty();
  }
  if (s == "*" && !first && segment(rest, a, false)) {
    return true;
  }
  for (std::size_t run = s == "*" ? 1 : 0; run <= a.size(); ++run) {
    if ((s == "*" || literal(s, a.substr(0, run))) &&
        (last ? run == a.size()
              : run < a.size() && a[run] == '/' && segment(rest, a.substr(run + 1), false))) {
      return true;
    }
  }
  return false;
}

// "Conditions" (condition_oracle.cc): how one counts for a grant, for a denial, or taken as met.
enum class Use : std::uint8_t { kGrant, kDenial, kTakenAsMet };

Verdict met(const std::string& text, const View& view, const Question& q, Use use) {
  if (text.empty() || use == Use::kTakenAsMet) {
    return {Truth::kYes};
  }
  const Condition condition = Condition::parse(text, view.reading);
  ConditionFacts facts = q.facts;
  facts.action = q.action;
  facts.reading = view.reading;
  const std::set<Truth> values = condition.valid()
                                     ? possible_values(condition.syntax(), facts)
                                     : std::set{Truth::kNo, Truth::kUnknown, Truth::kYes};
  const Truth value = use == Use::kGrant ? for_a_grant(values) : for_a_denial(values);
  return value == Truth::kUnknown ? Verdict{value, {kConditionUnknown}} : Verdict{value};
}

// "Blocks and roles".
Verdict grants(const std::vector<Block>& blocks, const View& view, const Question& q, Use use) {
  Verdict best;
  for (const Block& b : blocks) {
    const auto any = [&](const std::vector<std::string>& patterns) {
      return std::ranges::any_of(patterns,
                                 [&](const auto& p) { return matches(p, q.action, view.reading); });
    };
    const bool data = q.plane == Plane::kData;
    if (any(data ? b.data_actions : b.actions) && !any(data ? b.not_data_actions : b.not_actions)) {
      const Verdict one = met(b.condition, view, q, use);
      best = one.value > best.value ? one : best;
    }
  }
  return best;
}

Verdict role_grants(const Model& m, const View& view, const Question& q, const std::string& id,
                    Use use) {
  for (const Telling telling : {Telling::kInput, Telling::kCatalogue, Telling::kLossyInput}) {
    for (const Role& role : m.roles) {
      if (role.id == id && role.told_by == telling) {
        return grants(role.blocks, view, q, use);
      }
    }
  }
  return {Truth::kUnknown, {kRoleUnknown}};
}

// "Scopes".
const std::string kGroupPrefix = "/providers/microsoft.management/managementgroups/";

bool is_management_group(const std::string& x) {
  return x.starts_with(kGroupPrefix) && x.find('/', kGroupPrefix.size()) == std::string::npos;
}

bool begins(const std::string& scope, const std::string& x) {
  return scope == x || (scope.starts_with(x + "/") &&
                        (x.size() > kGroupPrefix.size() || !scope.starts_with(kGroupPrefix)));
}

struct Chain {
  std::vector<std::string> scopes = {};  // from the subscription or group up to the top
  bool open = false;
};

Chain chain(const Model& m, const std::string& scope) {
  const bool placed = scope.starts_with(kGroupPrefix) || scope.starts_with("/subscriptions/");
  if (!placed) {
    return {};
  }
  const std::size_t name = scope.starts_with("/sub") ? 15 : kGroupPrefix.size();
  Chain chain{{scope.substr(0, scope.find('/', name))}, true};
  for (bool found = true; found && chain.open;) {
    found = false;
    for (const Placement& p : m.placements) {
      if (chain.open && fold(p.child) == chain.scopes.back() && !p.parent.empty()) {
        chain.open = p.parent != "/";
        found = chain.open;
        if (found) {
          chain.scopes.push_back(fold(p.parent));
        }
        break;
      }
    }
  }
  return chain;
}

// "Subjects".
bool leads(const Model& m, const std::string& p, const std::string& g,
           std::set<std::string>& seen) {
  const auto to_p = [&](const std::string& member) { return leads(m, p, member, seen); };
  return p == g || (seen.insert(g).second && std::ranges::any_of(m.lists, [&](const auto& list) {
                      return list.group == g && std::ranges::any_of(list.members, to_p);
                    }));
}

bool listed(const Model& m, const std::string& p, const std::string& g) {
  std::set<std::string> seen;
  return leads(m, p, g, seen);
}

bool incomplete(const Model& m, const std::string& g) {
  const auto p = std::ranges::find(m.principals, g, &Principal::id);
  const std::string type = p == m.principals.end() ? "" : p->type;
  const auto of_g = [&](const auto& list) { return list.group == g; };
  const bool group = type == "Group" || type == "ForeignGroup" || type.empty();
  return (group || std::ranges::any_of(m.lists, of_g)) &&
         std::ranges::none_of(m.lists, [&](const auto& l) { return l.group == g && l.complete; });
}

bool is_open(const Model& m, const std::string& g) {
  return std::ranges::any_of(
      m.principals, [&](const Principal& p) { return incomplete(m, p.id) && listed(m, p.id, g); });
}

Verdict among(const Model& m, const std::string& p, const std::vector<std::string>& named) {
  Verdict best;
  for (const std::string& x : named) {
    best.value = std::max(best.value, x == kEveryoneId ? Truth::kYes : in(m, p, x));
  }
  return best;
}

// ∧ of verdicts: the reasons are those of all unknown parts.
Verdict all(std::initializer_list<Verdict> parts) {
  Verdict result{Truth::kYes};
  for (const Verdict& part : parts) {
    result.value = std::min(result.value, part.value);
    result.why.add(part.why);
  }
  return result.value == Truth::kUnknown ? result : Verdict{result.value};
}

// ∨ of verdicts, likewise.
void add(Verdict& sum, const Verdict& part) {
  sum.value = std::max(sum.value, part.value);
  sum.why.add(part.why);
}

Verdict because(Truth value, DecisionReason reason) {
  return value == Truth::kUnknown ? Verdict{value, {reason}} : Verdict{value};
}

// "Grants and denials".
bool counts(const Model& m, const View& view, const Grant& g) {
  const auto holds = [&](const Grant& w) {
    return (!w.begin || *w.begin <= view.at) && (!w.end || view.at < *w.end);
  };
  const auto provisioned = [](const Grant& w) {
    return w.status.empty() || w.status == "Provisioned" || w.status == "Accepted";
  };
  const auto mirrors = [&](const Grant& instance, const Grant& ordinary) {
    return !instance.mirrors.empty() && provisioned(instance) && !ordinary.instance &&
           fold(instance.mirrors) == fold(ordinary.id) && instance.role == ordinary.role &&
           instance.principal == ordinary.principal && instance.condition == ordinary.condition &&
           fold(instance.scope) == fold(ordinary.scope);
  };
  const auto mirrored = [&](const Grant& other) { return mirrors(other, g); };
  const bool bounded = std::ranges::any_of(m.grants, mirrored);
  const bool in_bounds = std::ranges::any_of(
      m.grants, [&](const Grant& other) { return mirrored(other) && holds(other); });
  const bool is_mirror =
      std::ranges::any_of(m.grants, [&](const Grant& other) { return mirrors(g, other); });
  return !is_mirror && provisioned(g) && holds(g) && (!bounded || in_bounds) &&
         (!g.eligible || view.include_eligible);
}

}  // namespace

bool matches(string_view pattern, string_view action, WildcardReading reading) {
  const auto begin = std::min(pattern.find_first_not_of(' '), pattern.size());
  const std::string p = fold(pattern.substr(begin, pattern.find_last_not_of(' ') + 1 - begin));
  return reading == WildcardReading::kLiteral ? literal(p, fold(action))
                                              : segment(p, fold(action), true);
}

Truth above(const Model& m, const std::string& x_text, const std::string& scope_text) {
  const std::string x = fold(x_text);
  const std::string scope = fold(scope_text);
  const Chain up = chain(m, scope);
  if (x == "/" || begins(scope, x) || std::ranges::count(up.scopes, x) != 0) {
    return Truth::kYes;
  }
  const bool below_top = up.open && std::ranges::count(chain(m, x).scopes, up.scopes.back()) != 0;
  return is_management_group(x) && up.open && !below_top ? Truth::kUnknown : Truth::kNo;
}

Truth in(const Model& m, const std::string& p, const std::string& g) {
  return listed(m, p, g) ? Truth::kYes : is_open(m, g) ? Truth::kUnknown : Truth::kNo;
}

Verdict granted(const Model& m, const View& view, const Question& q, bool all_met) {
  const Use use = all_met ? Use::kTakenAsMet : Use::kGrant;
  Verdict sum;
  for (const Grant& g : m.grants) {
    if (counts(m, view, g)) {
      add(sum, all({because(in(m, q.principal, g.principal), kMembershipUnknown),
                    because(above(m, g.scope, q.scope), kHierarchyUnknown),
                    role_grants(m, view, q, g.role, use), met(g.condition, view, q, use)}));
    }
  }
  return sum;
}

Verdict denied(const Model& m, const View& view, const Question& q) {
  Verdict sum;
  for (const Denial& d : m.denials) {
    const Truth excluded = among(m, q.principal, d.excluded).value;
    const Truth spared = excluded == Truth::kYes  ? Truth::kNo
                         : excluded == Truth::kNo ? Truth::kYes
                                                  : Truth::kUnknown;
    const Truth hits = std::min(among(m, q.principal, d.principals).value, spared);
    const Truth reaches = d.scope_only ? (fold(d.scope) == fold(q.scope) ? Truth::kYes : Truth::kNo)
                                       : above(m, d.scope, q.scope);
    if (!d.audit) {
      add(sum,
          all({because(hits, kMembershipUnknown), because(reaches, kHierarchyUnknown),
               grants(d.blocks, view, q, Use::kDenial), met(d.condition, view, q, Use::kDenial)}));
    }
  }
  return sum;
}

// "The decision".
AccessDecision decide(const Model& m, const View& view, const Question& q) {
  const Verdict no = denied(m, view, q);
  const Verdict yes = granted(m, view, q);
  if (no.value == Truth::kYes) {
    return {Effect::kDeny, {kDeniedByDenyAssignment}};
  }
  if (yes.value == Truth::kNo) {
    const bool held_back = granted(m, view, q, true).value != Truth::kNo;
    return {Effect::kDeny, {held_back ? kConditionUnmet : kNoMatchingGrant}};
  }
  if (no.value == Truth::kNo && yes.value == Truth::kYes) {
    return {Effect::kAllow, {kGrantedByRoleAssignment}};
  }
  ReasonSet why = yes.value == Truth::kUnknown ? yes.why : ReasonSet{};
  why.add(no.why);
  return {Effect::kUnknown, why};
}

}  // namespace leastwise::oracle

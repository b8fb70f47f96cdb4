// LW013: a role that reads, and hands out secrets by the control plane.
//
// `listKeys` and its kin are control-plane actions whose answer is a key to everything on the data
// plane, so a "reader" that holds one writes as well. Secret is an action that the danger table
// lists as one of secrets and data, or whose name says so (`list...Keys`, `list...Secrets`, ...).
// A role reads where its name says reader or viewer, where name or description say read only, or
// where everything else that it grants of the known operations is a read.
//
// Example: the built-in role Reader and Data Access: `storageAccounts/listKeys/action`.
// Counter-example: a role whose own name tells of keys or secrets; nobody assigns it unaware. And a
// role that writes what the keys are of.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/report/names.h"
#include "rules/audit/finding_parts.h"
#include "rules/audit/grant_findings.h"
#include "rules/audit/role_subjects.h"
#include "rules/audit/rule_factories.h"

namespace leastwise {
namespace {

// What the segment before `/action` says besides `list`, where the answer is a secret.
constexpr std::array<std::string_view, 10> kSecretWords = {
    "key",        "secret",           "credential", "token",       "password",
    "passphrase", "connectionstring", "kubeconfig", "callbackurl", "accesscode"};

bool names_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// `.../listKeys/action`, `.../listAccountSas/action`. Also of a pattern, whose last two segments
// say what it is for.
bool lists_secrets(std::string_view folded_action) {
  constexpr std::string_view kVerb = "/action";
  if (!folded_action.ends_with(kVerb)) {
    return false;
  }
  const std::string_view rest = folded_action.substr(0, folded_action.size() - kVerb.size());
  const std::string_view what = verb_of(rest);
  return what.starts_with("list") && (names_any(what, kSecretWords) || what.ends_with("sas"));
}

bool declares_secrets(std::string_view folded_name) {
  constexpr std::array<std::string_view, 4> kDeclared = {"secret", "keys", "credential", "token"};
  return names_any(folded_name, kDeclared);
}

bool says_reader(std::string_view folded_name, std::string_view folded_description) {
  constexpr std::array<std::string_view, 3> kReadOnly = {"read only", "read-only", "readonly"};
  constexpr std::array<std::string_view, 2> kNames = {"reader", "viewer"};
  return names_any(folded_name, kNames) || names_any(folded_name, kReadOnly) ||
         names_any(folded_description, kReadOnly);
}

class SecretsThroughControlPlane final : public AuditRule {
 public:
  [[nodiscard]] RuleView about() const override {
    return {
        .id = "LW013",
        .name = "secrets-through-control-plane",
        .title = "A role that reads hands out keys or secrets by the control plane",
        .description =
            "A role that is custom or assigned grants a control-plane action that answers with "
            "keys, secrets or tokens (listKeys and its kin, and what the danger table lists under "
            "secrets and data), though it is named or described as a reader, or grants nothing but "
            "reads else. Not told where the role's name says that it is about secrets.",
        .remedy =
            "Take the list action out of the role and give access to the data itself: data-plane "
            "roles name what is read, and a key does not. Where keys are meant, say so in the name "
            "of a role of its own.",
        .needs = "role definitions; operations of providers help to see what wildcards take in",
        .severity = FindingSeverity::kHigh,
    };
  }

  [[nodiscard]] bool judges_definitions() const override { return true; }

  void run(const AuditContext& context, RuleOutcome& outcome) const override {
    state_undefined_roles(context, outcome);
    for (const RoleId role : custom_or_assigned_roles(context)) {
      const RoleDefinition& definition = context.tenant().role(role);
      const std::string name = folded(role_name(context.tenant(), role));
      if (declares_secrets(name)) {
        continue;
      }
      const std::vector<std::string> secrets = secrets_of(context, role);
      if (secrets.empty()) {
        continue;
      }
      if (says_reader(name, folded(context.tenant().text(definition.description)))) {
        outcome.add(found(context, role, secrets, "is a reader by its name or description"));
      } else if (reads_else(context, role)) {
        outcome.add(found(context, role, secrets, "grants nothing but reads else"));
      }
    }
  }

 private:
  static bool is_secret(const DangerTable& danger, std::string_view action) {
    const DangerousOperation* entry = danger.find(action, Plane::kControl);
    const bool listed = entry != nullptr && entry->group == DangerGroup::kSecretsAndData &&
                        equals_folded(verb_of(action), "action");
    return listed || lists_secrets(folded(action));
  }

  // What it grants of these, the most dangerous first: known operations, then patterns that say so
  // themselves where no known operation does.
  static std::vector<std::string> secrets_of(const AuditContext& context, RoleId role) {
    const ActionSet granted = context.sets().of(role, Plane::kControl).possible();
    const DangerTable& danger = context.input().danger;
    std::vector<std::string> secrets;
    for (const OperationId id : by_danger(context, granted, Plane::kControl)) {
      const std::string_view name = context.tenant().operations().name(id);
      if (is_secret(danger, name)) {
        secrets.push_back(operation_text(danger, name, Plane::kControl));
      }
    }
    for (const RolePattern& pattern : patterns_of(context.tenant().role(role))) {
      const ActionPattern& parsed = context.compiled().pattern(pattern.id);
      if (pattern.plane != Plane::kControl || pattern.subtracted ||
          !is_secret(danger, parsed.folded())) {
        continue;
      }
      const ActionSet alone = granted_by(context, role, pattern).possible();
      if (!alone.empty() && context.sets().known(Plane::kControl).count(alone) == 0) {
        secrets.push_back(parsed.text());
      }
    }
    return secrets;
  }

  // Whether every other known operation that it grants is a read, and there is one. A pattern of
  // which nothing is known, and that is no read, speaks against it.
  static bool reads_else(const AuditContext& context, RoleId role) {
    std::size_t reads = 0;
    for (const Plane plane : kPlanes) {
      const ActionSet granted = context.sets().of(role, plane).possible();
      for (const OperationId id : context.sets().operations(granted, plane)) {
        const std::string_view name = context.tenant().operations().name(id);
        if (equals_folded(verb_of(name), "read")) {
          ++reads;
        } else if (plane == Plane::kData || !is_secret(context.input().danger, name)) {
          return false;
        }
      }
    }
    for (const RolePattern& pattern : patterns_of(context.tenant().role(role))) {
      const std::string& text = context.compiled().pattern(pattern.id).folded();
      if (pattern.subtracted || is_secret(context.input().danger, text)) {
        continue;
      }
      const ActionSet alone = granted_by(context, role, pattern).possible();
      if (!alone.empty() && context.sets().known(pattern.plane).count(alone) == 0) {
        if (verb_of(text) != "read") {
          return false;
        }
        ++reads;
      }
    }
    return reads != 0;
  }

  static Finding found(const AuditContext& context, RoleId role,
                       const std::vector<std::string>& secrets, std::string_view why) {
    Finding finding = role_finding(
        context, role,
        {FindingSeverity::kHigh,
         fmt::format("{} {}, and hands out secrets by {}", role_text(context.tenant(), role), why,
                     counted(secrets.size(), "control-plane action"))});
    finding.chain.push_back({"action", secrets.front()});
    finding.evidence.push_back(leastwise::evidence_of("actions that answer with secrets", secrets));
    finding.fix.text =
        "take these actions out of the role, and grant the data itself by a data-plane role";
    finding.fix.commands = {list_assignments_command(context.tenant(), role)};
    return finding;
  }
};

}  // namespace

std::unique_ptr<const AuditRule> secrets_through_control_plane_rule() {
  return std::make_unique<const SecretsThroughControlPlane>();
}

}  // namespace leastwise

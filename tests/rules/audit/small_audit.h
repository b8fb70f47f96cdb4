// An audit of a small tenant, told by names: what the tests of the audit's rules are written in.
//
//     SmallTenant t;
//     t.user("ann");
//     t.built_in("Contributor", kContributorGuid, {{.actions = {"*"}}});
//     t.assign("a1", {"ann", "Contributor", "/subscriptions/s"});
//     SmallAudit audit(t);
//     audit.need({"ann", "/subscriptions/s", {"x/read"}});
//     EXPECT_EQ(audit.run("LW001").findings().size(), 1U);
//
// The danger table is small and known by heart (kEscalation below); limits and access levels are
// those of the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/audit/audit_context.h"
#include "rules/audit/rule.h"
#include "tests/support/small_tenant.h"

namespace leastwise::testing {

// The escalations that the table holds beside kAssignRolesAction (group A): one of group B, C, D,
// E.
inline constexpr std::string_view kIdentityEscalation = "x.identity/assign/action";
inline constexpr std::string_view kCodeEscalation = "x.compute/run/action";
inline constexpr std::string_view kSecretEscalation = "x.store/listKeys/action";
inline constexpr std::string_view kFurtherEscalation = "x.other/edge/action";
[[nodiscard]] DangerTable small_danger_table();

// A house of known people: ann and bob, the guest gil, dan who is disabled, the service principal
// app, the group team of ann and bob; Contributor and Owner, Reader, and Assigner, which writes
// role assignments.
[[nodiscard]] SmallTenant house();

class SmallAudit {
 public:
  explicit SmallAudit(const SmallTenant& sketch, CompileOptions options = {});

  struct Need {
    std::string principal;
    std::string scope;
    Names actions = {};
    Names data_actions = {};
    std::string level = {};  // a name to tell; the actions are asked as they stand
    std::optional<Instant> until = {};
    std::string role = {};  // by name; nothing else is asked then
  };
  void need(const Need& need);
  // Activity that was seen; after the first one, or without any by activity(), it counts as given.
  void use(std::string_view principal, std::string_view operation, std::string_view scope);
  void activity() { activity_given_ = true; }
  // What `--scope` and `--principal` say.
  void only_scope(std::string_view scope);
  void only_principal(std::string_view name);

  // The context of all that was told; valid until the next call or change.
  [[nodiscard]] const AuditContext& context();
  // What one rule says. REQUIRES: audit_rules() has it (checked).
  [[nodiscard]] RuleOutcome run(std::string_view rule);

  [[nodiscard]] const SmallCompiled& world() const { return world_; }

 private:
  SmallCompiled world_;
  DangerTable danger_;
  AzureLimits limits_;
  AccessLevels levels_;
  KnownAttributes attributes_ = embedded_known_attributes();
  std::vector<DeclaredNeed> needs_;
  std::vector<ObservedUse> uses_;
  bool activity_given_ = false;
  std::optional<ScopeTree::Place> scope_;
  std::optional<PrincipalId> principal_;
  std::optional<AuditInput> input_;
  std::optional<AuditContext> context_;
};

// The messages of findings, in order; the statements of what could not be decided, as
// `missing: subject`.
[[nodiscard]] Names messages_of(RuleOutcome outcome);
[[nodiscard]] Names unverifiable_of(RuleOutcome outcome);
// The items of a finding's evidence of that label; empty where there is none.
[[nodiscard]] Names evidence_of(const Finding& finding, std::string_view label);

}  // namespace leastwise::testing

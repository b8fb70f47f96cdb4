#include "tests/support/reseal.h"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "engine/authorizer/explanation.h"
#include "engine/base/hash.h"

namespace leastwise::testing {
namespace {

// Few of each: a changed file may name many.
constexpr std::size_t kMost = 8;

void use_tenant(const Tenant& tenant) {
  std::string sink;
  for (std::size_t i = 0; i < tenant.directory().size(); ++i) {
    const PrincipalId id = PrincipalId::from_index(i);
    sink += tenant.directory().label(id);
    (void)tenant.directory().find(tenant.directory()[id].id);
    (void)tenant.groups().groups_of(id);
    (void)tenant.groups().members_of(id);
    (void)tenant.groups().path(id, PrincipalId(0));
  }
  for (std::size_t i = 0; i < tenant.scopes().size(); ++i) {
    const ScopeId id = ScopeId::from_index(i);
    sink += tenant.scopes().text(id);
    sink += tenant.scope_name(id);
    (void)tenant.scopes().find(tenant.scopes().text(id));
    (void)tenant.scopes().covers(ScopeId(0), id);
    (void)tenant.scopes().unplaced_above(id);
  }
  for (const RoleDefinition& role : tenant.roles()) {
    sink += tenant.text(role.name);
    (void)tenant.find_role(role.guid);
  }
  for (const RoleAssignment& assignment : tenant.assignments()) {
    sink += tenant.id_text(assignment);
  }
  for (std::size_t i = 0; i < tenant.operations().size(); ++i) {
    (void)tenant.operations().find(tenant.operations().name(OperationId::from_index(i)));
  }
}

void use_tables(const CompiledTenant& compiled) {
  for (std::size_t i = 0; i < compiled.tenant().scopes().size(); ++i) {
    (void)compiled.assignments_at(ScopeId::from_index(i));
    (void)compiled.denials_at(ScopeId::from_index(i));
  }
  for (std::size_t i = 0; i < compiled.tenant().directory().size(); ++i) {
    const SubjectRef subject = CompiledTenant::subject(PrincipalId::from_index(i));
    (void)compiled.grant_scopes(subject);
    for (const ScopeId scope : compiled.tenant().scopes().in_preorder()) {
      const ScopeRef at = compiled.scope(ScopeTree::Place{scope, true});
      (void)compiled.effective_grants(subject, at);
      (void)compiled.effective_denials(subject, at);
    }
  }
  (void)compiled.denial_scopes();
  for (std::size_t i = 0; i < compiled.tenant().pattern_count(); ++i) {
    (void)compiled.pattern(PatternId::from_index(i)).matches("microsoft.x/things/read");
  }
}

}  // namespace

void reseal(std::span<std::byte> bytes) {
  if (bytes.size() < sizeof(SnapshotHeader)) {
    return;
  }
  SnapshotHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.file_size = bytes.size();
  header.body_hash = hash_bytes(as_text(bytes.subspan(sizeof header)));
  std::memcpy(bytes.data(), &header, sizeof header);
  header.header_hash = hash_bytes(as_text(bytes.first(offsetof(SnapshotHeader, header_hash))));
  std::memcpy(bytes.data(), &header, sizeof header);
}

void use_everything(const Snapshot& snapshot) {
  const CompiledTenant& compiled = snapshot.compiled();
  const Tenant& tenant = compiled.tenant();
  use_tenant(tenant);
  use_tables(compiled);
  std::vector<std::string> scopes{"/subscriptions/unknown/resourceGroups/g", "/"};
  for (std::size_t i = 0; i < std::min(kMost, tenant.scopes().size()); ++i) {
    scopes.emplace_back(tenant.scopes().text(tenant.scopes().in_preorder()[i]));
  }
  std::vector<AccessQuestion> questions;
  for (std::size_t i = 0; i < std::min(kMost, tenant.directory().size()); ++i) {
    for (const std::string_view action :
         {"Microsoft.X/things/read", "Microsoft.X/things/unseen", "Microsoft.Y/acb/x/write"}) {
      for (const std::string& scope : scopes) {
        questions.push_back({tenant.directory().all()[i].id, action, Plane::kControl, scope});
      }
    }
  }
  for (const AccessQuestion& question : questions) {
    (void)compiled.decide(question);
    (void)explain(compiled, question);
  }
  std::vector<CompiledTenant::BatchDecision> decisions(questions.size());
  compiled.decide_many(questions, decisions);
}

}  // namespace leastwise::testing

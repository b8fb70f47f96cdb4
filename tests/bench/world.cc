#include "tests/bench/world.h"

#include <fmt/core.h>

#include <random>

#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise::bench {

Tenant build_tenant(const TenantShape& shape, GeneratedNames* names) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  BuilderSink sink(builder);
  GeneratedNames generated = generate(shape, sink);
  if (names != nullptr) {
    *names = std::move(generated);
  }
  auto tenant = builder.build();
  check(tenant.has_value(), "generated tenants are valid");
  return std::move(*tenant);
}

World::World(const TenantShape& shape)
    : tenant_(std::make_unique<const Tenant>(build_tenant(shape, &names_))),
      compiled_(std::make_unique<const CompiledTenant>(*tenant_, CompileOptions{})) {
  for (const std::string& operation : names_.operations) {
    folded_operations_.push_back(folded(operation));
  }
}

Question World::question(const AccessQuestion& text) const {
  const auto scope = compiled_->scope(text.scope);
  check(scope.has_value(), "generated scopes are well-formed");
  return {.text = text, .subject = compiled_->subject(text.principal), .scope = *scope};
}

std::vector<Question> World::questions(std::size_t count, std::uint64_t seed) const {
  Random random(seed);
  std::vector<Question> all;
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(drawn(random));
  }
  return all;
}

std::vector<Question> World::mixed_questions(std::size_t count, std::uint64_t seed) const {
  constexpr int kAttempts = 20;
  Random random(seed);
  std::vector<Question> all;
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const bool want_allowed = i % 2 == 0;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const Question question = want_allowed ? drawn_from_grant(random) : drawn(random);
      const auto decision = compiled_->decide(question.subject, question.action, question.scope);
      if ((decision.effect == Effect::kAllow) == want_allowed || attempt + 1 == kAttempts) {
        all.push_back(question);
        break;
      }
    }
  }
  return all;
}

Question World::drawn(Random& random) const {
  const std::size_t operation = random() % names_.operations.size();
  Question drawn = question({.principal = names_.principals[random() % names_.principals.size()],
                             .action = names_.operations[operation],
                             .plane = Plane::kControl,
                             .scope = names_.scopes[random() % names_.scopes.size()]});
  drawn.action = compiled_->action(folded_operations_[operation], Plane::kControl);
  return drawn;
}

Question World::drawn_from_grant(Random& random) const {
  constexpr int kAttempts = 30;
  const Tenant& tenant = *tenant_;
  const RoleAssignment& grant = tenant.assignments()[random() % tenant.assignments().size()];
  PrincipalId holder = grant.principal;
  if (const auto members = tenant.groups().members_of(holder); !members.empty()) {
    holder = members[random() % members.size()];
  }
  const ScopeTree& scopes = tenant.scopes();
  const std::uint32_t first = scopes.preorder(grant.scope);
  const std::uint32_t below = scopes.preorder_end(grant.scope) - first;
  const ScopeId scope = scopes.in_preorder()[first + random() % below];
  std::size_t operation = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    operation = random() % names_.operations.size();
    const ActionRef action = compiled_->action(folded_operations_[operation], Plane::kControl);
    if (compiled_->role_grants(grant.role, action) == Truth::kYes) {
      break;
    }
  }
  Question drawn = question({.principal = tenant.directory()[holder].id,
                             .action = names_.operations[operation],
                             .plane = Plane::kControl,
                             .scope = scopes.text(scope)});
  drawn.action = compiled_->action(folded_operations_[operation], Plane::kControl);
  return drawn;
}

std::vector<Question> World::unseen_questions(std::size_t count,
                                              std::vector<std::string>& unseen) const {
  std::vector<Question> drawn = mixed_questions(count, 3);
  unseen.clear();
  for (std::size_t i = 0; i < count; ++i) {
    unseen.push_back(folded(fmt::format("{}/never/seen{}/write", drawn[i].text.action, i)));
  }
  for (std::size_t i = 0; i < count; ++i) {
    drawn[i].text.action = unseen[i];
    drawn[i].action = compiled_->action(unseen[i], Plane::kControl);
  }
  return drawn;
}

}  // namespace leastwise::bench

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
  std::mt19937_64 random(seed);
  std::vector<Question> drawn;
  drawn.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t operation = random() % names_.operations.size();
    drawn.push_back(question({.principal = names_.principals[random() % names_.principals.size()],
                              .action = names_.operations[operation],
                              .plane = Plane::kControl,
                              .scope = names_.scopes[random() % names_.scopes.size()]}));
    drawn.back().action = compiled_->action(folded_operations_[operation], Plane::kControl);
  }
  return drawn;
}

std::vector<Question> World::unseen_questions(std::size_t count,
                                              std::vector<std::string>& unseen) const {
  std::vector<Question> drawn = questions(count, 3);
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

// A generated tenant, compiled, with questions to ask it: what the benchmarks run on.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/authorizer/authorizer.h"
#include "tests/bench/generator.h"

namespace leastwise::bench {

// A question in both of its forms. The strings live in the World.
struct Question {
  AccessQuestion text = {};
  SubjectRef subject = {};
  ActionRef action = {};
  ScopeRef scope = {};
};

class World {
 public:
  explicit World(const TenantShape& shape);

  [[nodiscard]] const Tenant& tenant() const { return *tenant_; }
  [[nodiscard]] const CompiledTenant& compiled() const { return *compiled_; }
  [[nodiscard]] const GeneratedNames& names() const { return names_; }

  // Principal, operation and scope drawn uniformly, the same for the same `seed`.
  [[nodiscard]] std::vector<Question> questions(std::size_t count, std::uint64_t seed) const;
  // Allowed and not allowed in turn, as far as a few attempts find them: a grant's holder (mostly
  // through groups), at its scope or below, and an operation of its role; else drawn uniformly.
  [[nodiscard]] std::vector<Question> mixed_questions(std::size_t count, std::uint64_t seed) const;
  // The question about actions that no table knows, `unseen` holding their texts.
  [[nodiscard]] std::vector<Question> unseen_questions(std::size_t count,
                                                       std::vector<std::string>& unseen) const;

 private:
  using Random = std::mt19937_64;

  [[nodiscard]] Question question(const AccessQuestion& text) const;
  [[nodiscard]] Question drawn(Random& random) const;
  [[nodiscard]] Question drawn_from_grant(Random& random) const;

  GeneratedNames names_;
  std::vector<std::string> folded_operations_;
  std::unique_ptr<const Tenant> tenant_;
  std::unique_ptr<const CompiledTenant> compiled_;
};

// The generated tenant itself, for benchmarks of building and compiling.
[[nodiscard]] Tenant build_tenant(const TenantShape& shape, GeneratedNames* names);

}  // namespace leastwise::bench

// decide() and decide_many() allocate nothing, from ids and from strings, whatever is asked: known
// and unseen actions, known and unseen scopes, strangers, on random tenants of all kinds.
//
// The operators new of this program count; hence a program of its own.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <new>

#include "engine/authorizer/authorizer.h"
#include "tests/property/check_property.h"
#include "tests/property/compiled_world.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_model.h"

namespace leastwise {
namespace {

std::size_t allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* memory =
      alignment <= alignof(std::max_align_t)
          ? std::malloc(size == 0 ? 1 : size)
          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) {
    std::abort();  // a test does not survive without memory
  }
  return memory;
}

// The allocations during `body`.
template <class Body>
std::size_t allocations_in(const Body& body) {
  const std::size_t before = allocations;
  body();
  return allocations - before;
}

// What the questions of the random tenants never hold: scopes and actions that nothing is like.
constexpr std::string_view kDeepScope =
    "/subscriptions/S0/resourceGroups/G/providers/Microsoft.MachineLearningServices/workspaces/"
    "a-workspace-that-no-input-names/onlineEndpoints/an-endpoint/deployments/blue/";
constexpr std::string_view kUnseenAction =
    "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/unheardof/action";

void expect_none(const CompiledTenant& compiled, const AccessQuestion& question) {
  std::size_t from_strings = 0;
  bool answered = false;
  from_strings = allocations_in([&] { answered = compiled.decide(question).has_value(); });
  RC_ASSERT(answered);
  RC_ASSERT(from_strings == 0U);

  const auto folded = fold_asked_action(question.action);
  const auto scope = compiled.scope(question.scope);
  RC_ASSERT((folded.has_value() && scope.has_value()));
  const std::size_t from_ids = allocations_in([&] {
    const SubjectRef subject = compiled.subject(question.principal);
    const ActionRef action = compiled.action(*folded, question.plane);
    (void)compiled.decide(subject, action, *scope);
  });
  RC_ASSERT(from_ids == 0U);
}

// A batch says what single decisions say, and allocates nothing either.
void expect_none(const CompiledTenant& compiled, const std::vector<AccessQuestion>& questions) {
  std::vector<CompiledTenant::BatchDecision> decisions(questions.size());
  RC_ASSERT(allocations_in([&] { compiled.decide_many(questions, decisions); }) == 0U);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto one = compiled.decide(questions[i]);
    RC_ASSERT((one.has_value() && decisions[i].valid));
    RC_ASSERT(decisions[i].decision.effect == one->effect);
    RC_ASSERT(decisions[i].decision.reasons == one->reasons);
  }
}

TEST(Decide, AllocatesNothing) {
  ASSERT_GT(allocations_in([] { ::operator delete(::operator new(1)); }), 0U);  // it does count
  property::check_property(150, [] {
    const property::World world = *property::random_world();
    const property::CompiledWorld form(world);
    const CompiledTenant& compiled = form.compiled();
    (void)compiled.conditions();  // those of a snapshot are parsed when they are first needed
    const auto questions =
        *rc::gen::container<std::vector<oracle::Question>>(property::random_question(world.model));
    std::vector<AccessQuestion> all;
    for (const oracle::Question& question : questions) {
      AccessQuestion asked{property::guid_of(question.principal), question.action, question.plane,
                           question.scope};
      expect_none(compiled, asked);
      asked.action = kUnseenAction;
      expect_none(compiled, asked);
      asked.scope = kDeepScope;
      expect_none(compiled, asked);
      all.push_back(
          {property::guid_of(question.principal), question.action, question.plane, question.scope});
      all.push_back(asked);
    }
    expect_none(compiled, all);
  });
}

}  // namespace
}  // namespace leastwise

void* operator new(std::size_t size) { return leastwise::counted(size, 0); }
void* operator new[](std::size_t size) { return leastwise::counted(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return leastwise::counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return leastwise::counted(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return leastwise::counted(size, 0);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return leastwise::counted(size, 0);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t /*alignment*/) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t /*size*/,
                       std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}

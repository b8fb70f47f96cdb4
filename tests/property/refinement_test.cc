// Knowledge refines (docs/semantics.md): filling in what a tenant did not know turns an unknown
// into allow or deny, or leaves it; it never turns an allow into a deny or the reverse.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/property/check_property.h"
#include "tests/property/compiled_world.h"
#include "tests/property/model_tenant.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

constexpr int kTenants = 1000;
// Answers of this share at least must have been unknown before and decided after (per cent).
constexpr std::size_t kLeastRefined = 4;

TEST(RandomTenants, KnowledgeRefinesDecisions) {
  std::size_t asked = 0;
  std::size_t refined = 0;
  check_property(kTenants, [&] {
    const World world = *random_world();
    const oracle::Model completion = *random_completion(world.model);
    const auto questions =
        *rc::gen::container<std::vector<oracle::Question>>(random_question(world.model));
    const CompiledWorld before_form(world);
    const CompiledWorld after_form(completion, world);
    const CompiledTenant& before = before_form.compiled();
    const CompiledTenant& after = after_form.compiled();
    for (const oracle::Question& question : questions) {
      const AccessQuestion text{guid_of(question.principal), question.action, question.plane,
                                question.scope};
      const Effect known = before.decide(text)->effect;
      const Effect more = after.decide(text)->effect;
      if (known != Effect::kUnknown) {
        RC_ASSERT(to_string(known) == to_string(more));
      }
      ++asked;
      refined += known == Effect::kUnknown && more != Effect::kUnknown ? 1U : 0U;
    }
  });
  if (!HasFailure()) {
    EXPECT_GE(100 * refined / asked, kLeastRefined) << refined << " of " << asked;
  }
}

}  // namespace
}  // namespace leastwise::property

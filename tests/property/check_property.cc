#include "tests/property/check_property.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

namespace leastwise::property {
namespace {

constexpr std::uint64_t kSeed = 20260822;

// Sanitizers make everything some ten times slower; fewer tenants will do under them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif
constexpr int kFewerWhenSanitized = 3;

std::uint64_t environment_or(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// RapidCheck wants to be watched; nothing is printed but the result.
class Silent : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription& /*description*/) override {}
  void onShrinkTried(const rc::detail::CaseDescription& /*shrink*/, bool /*accepted*/) override {}
  void onTestFinished(const rc::detail::TestMetadata& /*metadata*/,
                      const rc::detail::TestResult& /*result*/) override {}
};

}  // namespace

void check_property(int cases, const std::function<void()>& body) {
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(info->test_suite_name()) + "/" + info->name();
  metadata.description = info->name();
  rc::detail::TestParams params;
  const int usual = kSanitized ? cases / kFewerWhenSanitized : cases;
  params.seed = environment_or("LEASTWISE_PROPERTY_SEED", kSeed);
  params.maxSuccess = static_cast<int>(
      environment_or("LEASTWISE_PROPERTY_CASES", static_cast<std::uint64_t>(usual)));
  Silent listener;
  const auto result = rc::detail::checkTestable(
      body, metadata, params, listener, std::unordered_map<std::string, rc::detail::Reproduce>());
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  if (!result.is<rc::detail::SuccessResult>()) {
    FAIL() << "seed " << params.seed << "\n" << text.str();
  }
  std::cout << text.str() << "\n";
}

}  // namespace leastwise::property

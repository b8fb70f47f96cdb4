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
  params.seed = environment_or("LEASTWISE_PROPERTY_SEED", kSeed);
  params.maxSuccess = static_cast<int>(
      environment_or("LEASTWISE_PROPERTY_CASES", static_cast<std::uint64_t>(cases)));
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

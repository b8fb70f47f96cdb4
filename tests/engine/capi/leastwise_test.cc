// The C interface from C++: what the programs in C and Python beside this cannot make happen.
#include "engine/capi/leastwise.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "engine/snapshot/snapshot_image.h"
#include "tests/engine/snapshot/rich_tenant.h"

namespace leastwise {
namespace {

using testing::rich_tenant;
using testing::SmallCompiled;

struct Close {
  void operator()(lw_tenant* tenant) const { lw_close(tenant); }
};
using Opened = std::unique_ptr<lw_tenant, Close>;

class CInterfaceTest : public ::testing::Test {
 protected:
  CInterfaceTest() : path_(::testing::TempDir() + "leastwise_c_interface_test.lws") {
    const SmallCompiled tenant(rich_tenant(), {.at = Instant{15}});
    std::ofstream file(path_, std::ios::binary);
    const SnapshotImage image(tenant.compiled, {});
    for (const std::string_view piece : image.pieces()) {
      file << piece;
    }
  }
  ~CInterfaceTest() override { std::remove(path_.c_str()); }

  [[nodiscard]] Opened open(std::int64_t at = 0, std::uint32_t flags = 0) {
    return Opened(lw_open(path_.c_str(), at, flags, error_.data(), error_.size()));
  }

  std::string path_;
  std::array<char, 256> error_ = {};
};

TEST_F(CInterfaceTest, OpensForAnyTime) {
  const Guid ann = testing::guid_of("ann");
  for (const std::int64_t at : {INT64_MIN, INT64_MAX, std::int64_t{0}}) {
    for (const std::uint32_t flags : {0U, 1U, 3U}) {
      const Opened tenant = open(at, flags);
      ASSERT_NE(tenant, nullptr) << error_.data();
      EXPECT_NE(lw_principal(tenant.get(), ann.bytes.data()), LW_NONE);
    }
  }
}

TEST_F(CInterfaceTest, TextsNeedNotEndInAZero) {
  const Opened tenant = open();
  const std::string action = "Microsoft.X/things/readMORE";
  const lw_text exact{action.data(), action.size() - 4};
  EXPECT_NE(lw_operation(tenant.get(), exact), LW_NONE);
  EXPECT_EQ(lw_operation(tenant.get(), {action.data(), action.size()}), LW_NONE);
  EXPECT_EQ(lw_operation(tenant.get(), {nullptr, 0}), LW_NONE);
}

TEST_F(CInterfaceTest, ALongMalformedQuestionIsStillMalformed) {
  const Opened tenant = open();
  const std::string action(100'000, '*');
  const std::string scope = "/subscriptions/" + std::string(100'000, 's');
  lw_question question = {};
  question.action = {action.data(), action.size()};
  question.scope = {scope.data(), scope.size()};
  EXPECT_EQ(lw_decide(tenant.get(), &question).valid, 0);
  EXPECT_EQ(lw_question_error(tenant.get(), &question, error_.data(), error_.size()), 1);
  EXPECT_EQ(std::string(error_.data()).substr(0, 3), "the");
}

}  // namespace
}  // namespace leastwise

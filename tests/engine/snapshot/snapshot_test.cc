#include "engine/snapshot/snapshot.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>

#include "engine/authorizer/explanation.h"
#include "tests/engine/snapshot/rich_tenant.h"
#include "tests/support/stored_tenant.h"

namespace leastwise {
namespace {

using testing::rich_tenant;
using testing::SmallCompiled;
using testing::SnapshotBytes;
using testing::StoredTenant;

const SnapshotOrigin kOrigin{.program = "leastwise 1.2.3",
                             .catalogue_hash = "abc",
                             .catalogue_date = "2026-11-27",
                             .catalogue_sources = {"one", "two"},
                             .has_input = true};

// A decision with the grants that led to it, as text.
std::string explained(const CompiledTenant& compiled, const AccessQuestion& question) {
  const auto explanation = explain(compiled, question);
  EXPECT_EQ(explanation->decision, *compiled.decide(question));
  std::string text = testing::text_of(explanation->decision);
  for (const GrantRoute& route : explanation->grants) {
    text += " " + std::to_string(route.assignment.value());
  }
  return text + '\n';
}

// Every decision that the names of the tenant make possible.
std::string all_decisions(const CompiledTenant& compiled) {
  std::string text;
  for (const Principal& principal : compiled.tenant().directory().all()) {
    for (const ScopeId scope : compiled.tenant().scopes().in_preorder()) {
      const std::string_view at = compiled.tenant().scopes().text(scope);
      for (const std::string_view action :
           {"Microsoft.X/things/read", "Microsoft.X/secrets/read", "Microsoft.Y/acb/x/write",
            "Microsoft.X/things/blobs/read"}) {
        const std::string_view where = at.empty() ? "/" : at;
        text += explained(compiled, {principal.id, action, Plane::kControl, where});
        text += explained(compiled, {principal.id, action, Plane::kData, where});
      }
    }
  }
  return text;
}

class SnapshotTest : public ::testing::Test {
 protected:
  SnapshotTest() : built_(rich_tenant(), {.at = Instant{15}}) {}

  [[nodiscard]] SnapshotOptions asked(SnapshotTrust trust = SnapshotTrust::kValidate) const {
    return {.trust = trust, .at = Instant{15}};
  }

  SmallCompiled built_;
};

TEST_F(SnapshotTest, AnswersWhatTheBuiltFormAnswers) {
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  for (const SnapshotTrust trust : {SnapshotTrust::kValidate, SnapshotTrust::kTrusted}) {
    const auto snapshot = Snapshot::of_bytes(bytes.all(), asked(trust));
    ASSERT_TRUE(snapshot.has_value()) << snapshot.error().message;
    EXPECT_FALSE(snapshot->recompiled());
    EXPECT_EQ(snapshot->origin(), kOrigin);
    EXPECT_EQ(all_decisions(snapshot->compiled()), all_decisions(built_.compiled));
  }
}

TEST_F(SnapshotTest, HoldsEverythingThatTheTenantSays) {
  const StoredTenant stored(built_.compiled);
  const Tenant& tenant = stored.compiled().tenant();
  EXPECT_EQ(tenant.roles().size(), built_.tenant.roles().size());
  EXPECT_EQ(tenant.denials().size(), 2U);
  ASSERT_EQ(tenant.gaps().size(), built_.tenant.gaps().size());
  for (std::size_t i = 0; i < tenant.gaps().size(); ++i) {
    EXPECT_EQ(tenant.gaps()[i].message, built_.tenant.gaps()[i].message);
    EXPECT_EQ(tenant.gaps()[i].scope, built_.tenant.gaps()[i].scope);
  }
  for (std::size_t i = 0; i < tenant.roles().size(); ++i) {
    EXPECT_EQ(tenant.roles()[i].blocks, built_.tenant.roles()[i].blocks);
    EXPECT_EQ(tenant.find_role(tenant.roles()[i].guid), RoleId::from_index(i));
  }
  EXPECT_EQ(tenant.files().size(), built_.tenant.files().size());
  EXPECT_EQ(tenant.scope_name(built_.scope("/subscriptions/s")), "Production");
  const Principal& account = tenant.directory()[built_.principal("guest")];
  EXPECT_EQ(account.guest, true);
  EXPECT_EQ(account.account_enabled, false);
}

TEST_F(SnapshotTest, NoArrayOfTheRichTenantIsEmpty) {
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  const auto snapshot = Snapshot::of_bytes(bytes.all(), asked());
  ASSERT_TRUE(snapshot.has_value());
  for (const StoredArray& array : snapshot->arrays()) {
    EXPECT_FALSE(array.bytes.empty()) << array.name;
  }
}

TEST_F(SnapshotTest, ASnapshotOfASnapshotIsTheSame) {
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  const auto snapshot = Snapshot::of_bytes(bytes.all(), asked());
  ASSERT_TRUE(snapshot.has_value());
  const SnapshotBytes again(snapshot->compiled(), snapshot->origin());
  ASSERT_EQ(again.all().size(), bytes.all().size());
  EXPECT_EQ(std::memcmp(again.all().data(), bytes.all().data(), bytes.all().size()), 0);
}

// Grants begin at 10 and 30 and end at 20 and 40; the snapshot is of 15.
TEST_F(SnapshotTest, AnotherTimeIsAnsweredExactly) {
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  for (const std::int64_t at : {5, 10, 19, 20, 29, 30, 39, 40, 99}) {
    for (const bool eligible : {false, true}) {
      const SmallCompiled expected(rich_tenant(),
                                   {.at = Instant{at}, .include_eligible = eligible});
      const auto snapshot =
          Snapshot::of_bytes(bytes.all(), {.at = Instant{at}, .include_eligible = eligible});
      ASSERT_TRUE(snapshot.has_value());
      EXPECT_EQ(snapshot->recompiled(), eligible || at < 10 || at >= 20) << at;
      EXPECT_EQ(all_decisions(snapshot->compiled()), all_decisions(expected.compiled)) << at;
    }
  }
}

TEST_F(SnapshotTest, WhatIsNotAskedForIsAsItWasCompiled) {
  const SmallCompiled eligible(rich_tenant(), {.at = Instant{35}, .include_eligible = true});
  const SnapshotBytes bytes(eligible.compiled, kOrigin);
  const auto snapshot = Snapshot::of_bytes(bytes.all(), {});
  ASSERT_TRUE(snapshot.has_value());
  EXPECT_FALSE(snapshot->recompiled());
  EXPECT_EQ(snapshot->byte_count(), bytes.all().size());
  EXPECT_EQ(snapshot->compiled().options().at, Instant{35});
  EXPECT_EQ(all_decisions(snapshot->compiled()), all_decisions(eligible.compiled));
}

TEST_F(SnapshotTest, AnotherWildcardReadingIsAnError) {
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  SnapshotOptions options = asked();
  options.wildcards = WildcardReading::kAzure;
  EXPECT_TRUE(Snapshot::of_bytes(bytes.all(), options).has_value());
  options.wildcards = WildcardReading::kLiteral;
  const auto refused = Snapshot::of_bytes(bytes.all(), options);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().message,
            "a snapshot compiled with `--wildcards azure`; `literal` was asked for");
}

TEST_F(SnapshotTest, IsMappedFromAFileAndMayMove) {
  const std::string path = ::testing::TempDir() + "leastwise_snapshot_test.lws";
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  std::ofstream(path, std::ios::binary)
      // NOLINTNEXTLINE(*-reinterpret-cast): bytes are written as text
      .write(reinterpret_cast<const char*>(bytes.all().data()),
             static_cast<std::streamsize>(bytes.all().size()));
  auto opened = Snapshot::open(path, asked());
  ASSERT_TRUE(opened.has_value()) << opened.error().message;
  const Snapshot moved = *std::move(opened);
  EXPECT_EQ(all_decisions(moved.compiled()), all_decisions(built_.compiled));
  std::remove(path.c_str());
  EXPECT_EQ(Snapshot::open(path, asked()).error().message,
            "cannot read `" + path + "`: No such file or directory");
}

TEST_F(SnapshotTest, FurtherFilesGetNamesOfTheirOwn) {
  const SnapshotBytes bytes(built_.compiled, kOrigin);
  auto snapshot = Snapshot::of_bytes(bytes.all(), asked());
  ASSERT_TRUE(snapshot.has_value());
  const FileId file = snapshot->add_file("needs.yaml");
  EXPECT_EQ(snapshot->tenant().files().name(file), "needs.yaml");
}

}  // namespace
}  // namespace leastwise

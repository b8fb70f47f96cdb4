// Eight threads decide while snapshots are swapped under them: what a service does that takes a new
// compilation every hour. Run under ThreadSanitizer by `./dev test --threads`.
//
// What is new in a snapshot is made at its first use (conditions, patterns), so every swap begins
// with eight threads that want the same things at once.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/snapshot/snapshot.h"
#include "tests/engine/snapshot/rich_tenant.h"
#include "tests/support/snapshot_bytes.h"

namespace leastwise {
namespace {

using testing::guid_of;
using testing::rich_tenant;
using testing::SmallCompiled;
using testing::SmallTenant;
using testing::SnapshotBytes;

constexpr int kThreads = 8;
constexpr int kSwaps = 60;

// The snapshot that is asked. Who asks loads one pointer; what was replaced stays until the end,
// since somebody may be asking it still.
class CurrentTenant {
 public:
  void swap(std::unique_ptr<const Snapshot> next) {
    all_.push_back(std::move(next));
    current_.store(all_.back().get());
  }
  [[nodiscard]] const CompiledTenant& compiled() const { return current_.load()->compiled(); }

 private:
  std::vector<std::unique_ptr<const Snapshot>> all_;  // the writer's own
  std::atomic<const Snapshot*> current_ = nullptr;
};

std::vector<AccessQuestion> questions() {
  std::vector<AccessQuestion> all;
  for (const std::string_view who : {"ann", "guest", "open", "nobody"}) {
    for (const std::string_view action :
         {"Microsoft.X/things/read", "Microsoft.X/things/unseen", "Microsoft.Y/acb/x/write"}) {
      for (const std::string_view scope :
           {"/", "/subscriptions/s", "/subscriptions/s/resourceGroups/g/providers/A.B/c/d"}) {
        all.push_back({guid_of(who), action, Plane::kControl, scope});
      }
    }
  }
  return all;
}

std::string answers(const CompiledTenant& compiled, std::span<const AccessQuestion> asked) {
  std::vector<CompiledTenant::BatchDecision> batch(asked.size());
  compiled.decide_many(asked, batch);
  std::string text;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    text += testing::text_of(*compiled.decide(asked[i])) + testing::text_of(batch[i].decision);
  }
  return text;
}

TEST(SnapshotSwap, EightThreadsDecideWhileSnapshotsAreSwapped) {
  SmallTenant other = rich_tenant();
  other.assign("more", {"guest", "Writer", "/subscriptions/s"});
  const SmallCompiled one_tenant(rich_tenant(), {.at = Instant{15}});
  const SmallCompiled two_tenant(other, {.at = Instant{15}});
  const SnapshotBytes one(one_tenant.compiled);
  const SnapshotBytes two(two_tenant.compiled);
  const auto asked = questions();
  const std::string expected_one = answers(one_tenant.compiled, asked);
  const std::string expected_two = answers(two_tenant.compiled, asked);
  ASSERT_NE(expected_one, expected_two);

  const auto open = [](const SnapshotBytes& bytes) {
    auto snapshot = Snapshot::of_bytes(bytes.all(), {.at = Instant{15}});
    EXPECT_TRUE(snapshot.has_value());
    return std::make_unique<const Snapshot>(*std::move(snapshot));
  };
  CurrentTenant current;
  current.swap(open(one));
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> asked_times = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      while (!done) {
        const std::string got = answers(current.compiled(), asked);
        wrong += got == expected_one || got == expected_two ? 0 : 1;
        ++asked_times;
      }
    });
  }
  for (int swap = 0; swap < kSwaps; ++swap) {
    const int before = asked_times;
    current.swap(open(swap % 2 == 0 ? two : one));
    while (asked_times < before + kThreads) {
      std::this_thread::yield();
    }
  }
  done = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_GE(asked_times, kSwaps * kThreads);
}

}  // namespace
}  // namespace leastwise

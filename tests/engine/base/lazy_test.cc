#include "engine/base/lazy.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace leastwise {
namespace {

TEST(Lazy, IsMadeAtTheFirstCallAndOnce) {
  std::atomic<int> made = 0;
  const Lazy<std::string> text([&made] {
    ++made;
    return std::string("made");
  });
  EXPECT_EQ(made, 0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&text] { EXPECT_EQ(text.get(), "made"); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(made, 1);
}

TEST(Lazy, MayBeThereFromTheBeginning) {
  const Lazy<std::string> text(std::string("there"));
  EXPECT_EQ(text.get(), "there");
}

}  // namespace
}  // namespace leastwise

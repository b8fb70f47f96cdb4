// Files, folders and encodings.
#include "engine/ingest/load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "tests/engine/ingest/loaded.h"

namespace leastwise {
namespace {

namespace fs = std::filesystem;

using testing::Loaded;

// A folder of its own for a test, removed again.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(fs::path(::testing::TempDir()) /
              ::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::string path(std::string_view name) const { return (path_ / name).string(); }
  void write(std::string_view name, std::string_view bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  fs::path path_;
};

std::string operation(std::string_view name) {
  return R"([{"isDataAction": true, "name": ")" + std::string(name) + "\"}]";
}

TEST(LoadBytes, EncodingsGiveTheSame) {
  const std::string text = operation("A/b");
  std::string utf16 = "\xFE\xFF";
  for (const char c : text) {
    utf16 += '\0';
    utf16 += c;
  }
  for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text, utf16}) {
    Loaded loaded(bytes);
    EXPECT_EQ(loaded.tenant().operations().size(), 1U);
  }
}

TEST(LoadPath, File) {
  const TemporaryFolder folder;
  folder.write("operations.txt", operation("A/b"));
  Loaded loaded;
  loaded.add_path(folder.path("operations.txt"));
  EXPECT_EQ(loaded.tenant().operations().size(), 1U);
}

TEST(LoadPath, FolderIsReadBelowInOrderAndOnlyJson) {
  const TemporaryFolder folder;
  folder.write("b.json", operation("A/two"));
  folder.write("a/z.JSON", operation("A/one"));
  folder.write("c.jsonl", "no JSON");
  folder.write("README.md", "no JSON");
  folder.write("c/d/e.json", operation("A/three"));
  Loaded loaded;
  loaded.add_path(folder.path(""));
  const Tenant tenant = loaded.tenant();
  ASSERT_EQ(tenant.operations().size(), 3U);
  EXPECT_EQ(tenant.operations().name(OperationId(0)), "A/one");
  EXPECT_EQ(tenant.operations().name(OperationId(1)), "A/two");
  EXPECT_EQ(tenant.operations().name(OperationId(2)), "A/three");
}

TEST(LoadPath, WhatCannotBeReadIsNamed) {
  const TemporaryFolder folder;
  Loaded loaded;
  loaded.add_path(folder.path("absent.json"));
  loaded.add_path(folder.path(""));
  ASSERT_EQ(loaded.diagnostics().all().size(), 2U);
  EXPECT_EQ(loaded.diagnostics().all()[0].code, "unreadable-file");
  EXPECT_NE(loaded.diagnostics().all()[0].message.find("absent.json`: No such file or directory"),
            std::string::npos);
  EXPECT_NE(loaded.diagnostics().all()[1].message.find("no *.json file in this folder"),
            std::string::npos);
}

TEST(LoadPath, BigFileIsReadWhole) {
  const TemporaryFolder folder;
  std::string text = "[";
  constexpr int kCount = 60000;  // more than one read of the file
  for (int i = 0; i < kCount; ++i) {
    text += R"({"isDataAction": true, "name": "A/b/c/)" + std::to_string(i) + "\"},\n";
  }
  folder.write("big.json", text + R"({"isDataAction": true, "name": "A/last"}])");
  Loaded loaded;
  loaded.add_path(folder.path("big.json"));
  EXPECT_EQ(loaded.tenant().operations().size(), 1U + kCount);
}

// Large inputs are read by a thread of their own, small ones are not: nobody can tell which.
TEST(LoadPath, TheReadingThreadSaysWhatReadingInPlaceSays) {
  std::string many = "[";
  for (int i = 0; i < 30'000; ++i) {
    many += R"({"isDataAction": true, "name": "A/b/c/)" + std::to_string(i) + "\"},\n";
  }
  const std::pair<std::string, std::string> files[] = {
      {"a.json", many + R"({"name": "A/last", "isDataAction": 7}])"},
      {"b.json", R"({"value": [{"id": 1}, {"a": 1, "a": 2}], "nextLink": "https://x"})"},
      {"c.json", many + "oops]"},
      {"d.json", "\xEF\xBB\xBF" + operation("D/read")},
      {"e.json", ""},
      {"f.json", operation("F/read")}};
  const TemporaryFolder folder;
  Loaded direct;
  for (const auto& [name, text] : files) {
    folder.write(name, text);
    direct.add(folder.path(name), text);
  }
  Loaded threaded;
  std::uint64_t last = 0;
  std::uint64_t whole = 0;
  threaded.add_path(folder.path(""), {.progress = [&](std::uint64_t read, std::uint64_t all) {
                      EXPECT_LE(last, read);
                      EXPECT_LE(read, all);
                      last = read;
                      whole = all;
                    }});
  EXPECT_EQ(threaded.rendered(), direct.rendered());
  EXPECT_NE(direct.rendered().find("c.json"), std::string::npos);
  EXPECT_GT(last, 0U);
  EXPECT_GT(whole, 2 * many.size());
}

}  // namespace
}  // namespace leastwise

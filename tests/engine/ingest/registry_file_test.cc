#include "engine/ingest/registry_file.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <string>

namespace leastwise {
namespace {

std::string misfits(std::string_view text) {
  Diagnostics diagnostics;
  const std::optional<RegistryFile> file = read_registry_file(text, FileId(0), diagnostics);
  if (!file) {
    const Diagnostic& first = diagnostics.all().front();
    return fmt::format("{} {}:{}", first.code, first.place.line, first.place.column);
  }
  std::string shown;
  for (const RegistryMisfit& misfit : file->misfits) {
    shown += fmt::format("{} {}:{} {} {}\n", static_cast<int>(misfit.kind), misfit.place.line,
                         misfit.place.column, misfit.path, misfit.detail);
  }
  return shown;
}

TEST(RegistryFile, ReadsEveryKey) {
  Diagnostics diagnostics;
  const std::optional<RegistryFile> file = read_registry_file(R"(name: models
location: eastus
replication_locations:
  - location: eastus
    storage_config: {storage_account_type: Standard_LRS, replication_count: 2}
  - location: westus
    storage_config: [/a, /b]
container_registry: {acr_account_sku: premium}
public_network_access: enabled
)",
                                                              FileId(0), diagnostics);
  ASSERT_TRUE(file.has_value());
  EXPECT_TRUE(file->misfits.empty());
  EXPECT_EQ(file->name.text, "models");
  EXPECT_EQ(file->location.place, (SourcePlace{FileId(0), 2, 11}));
  ASSERT_EQ(file->locations->size(), 2U);
  EXPECT_EQ((*file->locations)[0].storage->account_type.text, "Standard_LRS");
  EXPECT_EQ((*file->locations)[0].storage->replication_count.text, "2");
  EXPECT_TRUE((*file->locations)[1].storage->by_ids);
  EXPECT_EQ((*file->locations)[1].storage->account_ids[1].text, "/b");
  EXPECT_EQ(file->container_registry_sku.text, "premium");
  EXPECT_EQ(file->public_network_access.text, "enabled");
}

TEST(RegistryFile, TellsEverythingThatDoesNotFit) {
  EXPECT_EQ(misfits(R"(name: [a]
nmae: x
kind: x
location:
tags: text
replication_locations:
  - eastus
  - {location: a, storage: b}
  - {storage_config: [{a: b}]}
  - {storage_config: text}
container_registry: []
)"),
            "0 2:1 nmae did you mean `name`?\n"
            "1 3:1 kind \n"
            "4 4:1 location \n"
            "3 1:7 name a list, expected a text\n"
            "3 5:7 tags a text, expected a mapping\n"
            "3 7:5 replication_locations[0] a text, expected a mapping\n"
            "0 8:19 replication_locations[1].storage \n"
            "3 9:23 replication_locations[2].storage_config[0] a mapping, expected a text\n"
            "3 10:22 replication_locations[3].storage_config a text, expected a mapping with "
            "settings or a list of ids\n"
            "3 11:21 container_registry a list, expected an id or a mapping with "
            "`acr_account_sku`\n");
}

TEST(RegistryFile, RefusesWhatIsNoMapping) {
  EXPECT_EQ(misfits("- a\n"), "wrong-type 1:1");
  EXPECT_EQ(misfits("name: a\nname: b\n"), "duplicate-key 2:1");
  EXPECT_EQ(misfits("name: \"a\n"), "invalid-yaml 1:7");
}

}  // namespace
}  // namespace leastwise

// The file of `az ml registry create`, as a record with places.
//
// The reader knows the shape of the file: which keys there are, and of which kind their values must
// be. What breaks it is a misfit, in the order of the file, and no diagnostic: a file that can be
// read and that az would refuse is a finding of the lint (rules/registry). What values are allowed
// is the lint's business alone.
// Example:         `locaton: eastus` is a misfit (unknown key), and `location` is not given.
// Counter-example: two equal keys are no misfit but an error of the YAML.
// Source: azure-ai-ml, _schema/registry; reference-yaml-registry of Microsoft Learn.
// Tests: tests/engine/ingest/registry_file_test.cc; fuzz/yaml_fuzz.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/role/declarations.h"

namespace leastwise {

// What does not fit the shape of the file.
enum class MisfitKind : std::uint8_t {
  kUnknownKey,
  kReadOnlyKey,  // what Azure gives back and takes from nobody
  kRetiredKey,   // has another name by now
  kWrongType,
  kNoValue,
};

struct RegistryMisfit {
  MisfitKind kind = MisfitKind::kUnknownKey;
  std::string path;    // `replication_locations[1].storage_config`
  std::string detail;  // a suggestion, the key's new name, or what the value is and should be
  SourcePlace place = {};
};

// How the storage of a location is given: for Azure to create, or as accounts that exist.
struct RegistryStorage {
  SourcePlace place = {};
  DeclaredText account_type = {};
  DeclaredText hierarchical_namespace = {};  // `storage_account_hns`
  DeclaredText replication_count = {};
  std::vector<DeclaredText> account_ids = {};
  bool by_ids = false;  // a list, which may be empty
};

struct RegistryLocation {
  DeclaredText location = {};
  std::optional<RegistryStorage> storage = {};
  SourcePlace place = {};
};

// Texts are not given where the key is absent, or has no value or the wrong one: then there is a
// misfit.
struct RegistryFile {
  DeclaredText name = {};
  DeclaredText location = {};
  // None: no such key, or a misfit.
  std::optional<std::vector<RegistryLocation>> locations = {};
  SourcePlace locations_place = {};
  DeclaredText container_registry = {};      // an id
  DeclaredText container_registry_sku = {};  // of one that Azure creates
  DeclaredText public_network_access = {};
  SourcePlace place = {};
  std::vector<RegistryMisfit> misfits = {};

  // Whether the key at `path` was there, though it did not fit.
  [[nodiscard]] bool has_misfit(std::string_view path) const;
};

// Nothing where the file is no readable YAML, or no mapping: every error is reported.
[[nodiscard]] std::optional<RegistryFile> read_registry_file(std::string_view bytes, FileId file,
                                                             Diagnostics& diagnostics);

}  // namespace leastwise

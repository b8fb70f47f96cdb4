#include "engine/ingest/registry_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/base/suggestion.h"
#include "engine/ingest/field_reader.h"
#include "engine/ingest/record.h"
#include "engine/ingest/yaml_reader.h"

namespace leastwise {
namespace {

constexpr auto kFileKeys = std::to_array<std::string_view>(
    {"$schema", "name", "id", "description", "tags", "location", "replication_locations",
     "container_registry", "public_network_access", "intellectual_property"});
constexpr auto kReadOnlyKeys = std::to_array<std::string_view>(
    {"identity", "kind", "sku", "managed_resource_group", "mlflow_registry_uri", "discovery_url"});
constexpr auto kLocationKeys = std::to_array<std::string_view>({"location", "storage_config"});
constexpr auto kStorageKeys = std::to_array<std::string_view>(
    {"storage_account_hns", "storage_account_type", "replication_count"});
constexpr auto kReadOnlyStorageKeys =
    std::to_array<std::string_view>({"arm_resource_id", "replicated_ids"});
constexpr auto kContainerKeys = std::to_array<std::string_view>({"acr_account_sku"});
constexpr auto kReadOnlyContainerKeys = std::to_array<std::string_view>({"arm_resource_id"});
constexpr auto kPropertyKeys = std::to_array<std::string_view>({"publisher"});
constexpr std::string_view kRetiredPublisher = "intellectual_property_publisher";

// The keys of one mapping of the file.
struct KeysView {
  std::span<const std::string_view> known;
  std::span<const std::string_view> read_only = {};
  std::string_view retired = {};
};

bool holds(std::span<const std::string_view> keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}

class RegistryReader {
 public:
  explicit RegistryReader(FileId file) : file_id_(file) {}

  [[nodiscard]] RegistryFile read(ValueView root) {
    file_.place = place(root);
    check_keys(root, "",
               {.known = kFileKeys, .read_only = kReadOnlyKeys, .retired = kRetiredPublisher});
    file_.name = text(root, "", "name");
    file_.location = text(root, "", "location");
    file_.public_network_access = text(root, "", "public_network_access");
    for (const std::string_view key : {"$schema", "id", "description"}) {
      (void)text(root, "", key);
    }
    if (const auto tags = find(root, "tags")) {
      (void)expect(*tags, "tags", ValueKind::kObject);
    }
    read_locations(root);
    read_container_registry(root);
    if (const auto property = find(root, "intellectual_property");
        property && expect(*property, "intellectual_property", ValueKind::kObject)) {
      check_keys(*property, "intellectual_property.", {.known = kPropertyKeys});
      (void)text(*property, "intellectual_property.", "publisher");
    }
    return std::move(file_);
  }

 private:
  [[nodiscard]] SourcePlace in_file(TextPlace at) const {
    return {.file = file_id_, .line = at.line, .column = at.column};
  }
  [[nodiscard]] SourcePlace place(ValueView value) const { return in_file(value.place()); }

  void misfit(MisfitKind kind, std::string path, std::string detail, SourcePlace at) {
    file_.misfits.push_back(
        {.kind = kind, .path = std::move(path), .detail = std::move(detail), .place = at});
  }

  [[nodiscard]] static std::optional<ValueView> find(ValueView of, std::string_view key) {
    for (const ValueView child : of.children()) {
      if (child.key() == key) {
        return child.is_null() ? std::nullopt : std::optional(child);
      }
    }
    return std::nullopt;
  }

  void check_keys(ValueView of, std::string_view prefix, const KeysView& keys) {
    for (const ValueView child : of.children()) {
      const std::string path = fmt::format("{}{}", prefix, child.key());
      const SourcePlace at = in_file(child.key_place());
      if (holds(keys.read_only, child.key())) {
        misfit(MisfitKind::kReadOnlyKey, path, {}, at);
      } else if (!keys.retired.empty() && child.key() == keys.retired) {
        misfit(MisfitKind::kRetiredKey, path, "intellectual_property.publisher", at);
      } else if (!holds(keys.known, child.key())) {
        misfit(MisfitKind::kUnknownKey, path, did_you_mean(child.key(), keys.known), at);
      } else if (child.is_null()) {
        misfit(MisfitKind::kNoValue, path, {}, at);
      }
    }
  }

  [[nodiscard]] bool expect(ValueView value, std::string path, ValueKind kind) {
    if (value.is(kind)) {
      return true;
    }
    misfit(MisfitKind::kWrongType, std::move(path),
           fmt::format("{}, expected {}", yaml_kind(value.kind()), yaml_kind(kind)), place(value));
    return false;
  }

  [[nodiscard]] DeclaredText text(ValueView of, std::string_view prefix, std::string_view key) {
    const std::optional<ValueView> found = find(of, key);
    if (!found || !expect(*found, fmt::format("{}{}", prefix, key), ValueKind::kString)) {
      return {};
    }
    return {.text = std::string(found->text()), .place = place(*found)};
  }

  void read_locations(ValueView root) {
    const std::optional<ValueView> list = find(root, "replication_locations");
    if (!list || !expect(*list, "replication_locations", ValueKind::kArray)) {
      return;
    }
    file_.locations_place = in_file(list->key_place());
    std::vector<RegistryLocation> locations;
    for (const ValueView element : list->children()) {
      const std::string path = fmt::format("replication_locations[{}]", locations.size());
      RegistryLocation location{.place = place(element)};
      if (expect(element, path, ValueKind::kObject)) {
        const std::string prefix = path + ".";
        check_keys(element, prefix, {.known = kLocationKeys});
        location.location = text(element, prefix, "location");
        location.storage = read_storage(element, prefix);
      }
      locations.push_back(std::move(location));
    }
    file_.locations = std::move(locations);
  }

  // Either settings or a list of ids, never both.
  [[nodiscard]] std::optional<RegistryStorage> read_storage(ValueView of,
                                                            const std::string& prefix) {
    const std::optional<ValueView> found = find(of, "storage_config");
    if (!found) {
      return std::nullopt;
    }
    const std::string path = prefix + "storage_config";
    RegistryStorage storage{.place = place(*found)};
    if (found->is_array()) {
      storage.by_ids = true;
      std::size_t index = 0;
      for (const ValueView element : found->children()) {
        if (expect(element, fmt::format("{}[{}]", path, index++), ValueKind::kString)) {
          storage.account_ids.push_back(
              {.text = std::string(element.text()), .place = place(element)});
        }
      }
      return storage;
    }
    if (!found->is_object()) {
      misfit(MisfitKind::kWrongType, path,
             "a text, expected a mapping with settings or a list of ids", place(*found));
      return std::nullopt;
    }
    const std::string within = path + ".";
    check_keys(*found, within, {.known = kStorageKeys, .read_only = kReadOnlyStorageKeys});
    storage.account_type = text(*found, within, "storage_account_type");
    storage.hierarchical_namespace = text(*found, within, "storage_account_hns");
    storage.replication_count = text(*found, within, "replication_count");
    return storage;
  }

  void read_container_registry(ValueView root) {
    const std::optional<ValueView> found = find(root, "container_registry");
    if (!found) {
      return;
    }
    if (found->is_object()) {
      check_keys(*found, "container_registry.",
                 {.known = kContainerKeys, .read_only = kReadOnlyContainerKeys});
      file_.container_registry_sku = text(*found, "container_registry.", "acr_account_sku");
    } else if (found->is_string()) {
      file_.container_registry = {.text = std::string(found->text()), .place = place(*found)};
    } else {
      misfit(MisfitKind::kWrongType, "container_registry",
             "a list, expected an id or a mapping with `acr_account_sku`", place(*found));
    }
  }

  FileId file_id_;
  RegistryFile file_;
};

}  // namespace

bool RegistryFile::has_misfit(std::string_view path) const {
  return std::ranges::find(misfits, path, &RegistryMisfit::path) != misfits.end();
}

std::optional<RegistryFile> read_registry_file(std::string_view bytes, FileId file,
                                               Diagnostics& diagnostics) {
  Record document;
  const std::size_t errors_before = diagnostics.error_count();
  if (read_yaml(bytes, file, document, diagnostics) == YamlOutcome::kBroken) {
    return std::nullopt;
  }
  if (!document.root().is_object()) {
    const TextPlace at = document.root().place();
    diagnostics.report(
        {.code = "wrong-type",
         .message = fmt::format("a registry file is {}, expected a mapping with `name`",
                                yaml_kind(document.root().kind())),
         .place = {.file = file, .line = at.line, .column = at.column}});
  }
  if (diagnostics.error_count() != errors_before) {
    return std::nullopt;
  }
  return RegistryReader(file).read(document.root());
}

}  // namespace leastwise

// One pass over the file for each thing that it says. A value that is of the wrong shape was
// noticed by the reader already (a misfit) and is not judged again: one mistake gives one finding.
#include "rules/registry/registry_lint.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/report/text_style.h"

namespace leastwise {
namespace {

constexpr std::size_t kMinName = 2;  // Learn
constexpr std::size_t kMaxName = 32;
constexpr std::size_t kMinNameAvm = 5;  // Azure Verified Modules; at most 50

constexpr std::string_view kNeeds = "the file of `az ml registry create`";

// What is refused somewhere for certain.
constexpr RuleView rule(std::string_view id, std::string_view name, std::string_view title,
                        std::string_view description, std::string_view remedy) {
  return {.id = id,
          .name = name,
          .title = title,
          .description = description,
          .remedy = remedy,
          .needs = kNeeds,
          .severity = FindingSeverity::kHigh};
}

// What one published rule refuses and another takes, or what is likely not meant.
constexpr RuleView warning(RuleView view) {
  view.severity = FindingSeverity::kMedium;
  return view;
}

constexpr auto kRules = std::to_array<RuleView>({
    rule("LR001", "registry-name", "The name is none that a registry can have",
         "The name is missing, is not 2 to 32 characters long, does not begin with a letter or a "
         "digit, or holds something other than letters, digits, `_` and `-`.",
         "Choose another name. It is unique in the tenant and cannot be changed later."),
    warning(rule("LR002", "registry-name-disputed", "Another published rule refuses the name",
                 "Microsoft Learn allows 2 to 32 characters; the registry module of Azure Verified "
                 "Modules asks for 5 to 50.",
                 "Choose a name of 5 to 32 characters, which all of them take.")),
    rule("LR003", "registry-location", "The primary location is missing",
         "`location` is missing or blank.", "Name the region in which the registry is created."),
    warning(rule("LR004", "location-spelling", "A location is not written as Azure names it",
                 "Learn asks for lower case without blanks, `eastus` and not `East US`; the client "
                 "compares ignoring case.",
                 "Write the location in lower case without blanks.")),
    rule("LR005", "replication-locations", "The replication locations are missing",
         "`replication_locations` is missing or empty, or one of them has no location. The "
         "reference requires it, and the client fails without it.",
         "List all locations, the primary one among them."),
    warning(rule("LR006", "primary-not-replicated", "The primary location is not in the list",
                 "Learn asks for the primary location among the replication locations; files of "
                 "the SDK's own tests leave it out.",
                 "Add the primary location to `replication_locations`.")),
    rule("LR007", "storage-settings", "A storage setting has a value that there is not",
         "`storage_account_type` is none of the eight types, `storage_account_hns` is not true or "
         "false, or `replication_count` is no whole number above 0.",
         "Use one of the values that the message names."),
    rule("LR008", "storage-accounts", "A storage account is not named by its id",
         "`storage_config` is a list of storage accounts, and one of them is not the id of a "
         "storage account, or there is none. The client compares the id with regard to case.",
         "Write /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.Storage/storageAccounts/"
         "NAME."),
    rule("LR009", "container-registry", "The container registry cannot be used",
         "`container_registry` is neither the id of a container registry nor a mapping with "
         "`acr_account_sku: premium`.",
         "Name a container registry by its id, or leave the key out for one of SKU premium."),
    rule("LR010", "public-network-access", "Public network access is neither enabled nor disabled",
         "`public_network_access` takes `enabled` and `disabled`, in any case; the default is "
         "enabled.",
         "Write one of the two."),
    rule("LR011", "unknown-key", "A key is not known",
         "The client refuses keys that it does not know.", "Correct the key, or remove it."),
    rule("LR012", "read-only-key", "A key can only be read",
         "Azure gives this value back, and the client refuses it in a file.", "Remove the key."),
    warning(rule("LR013", "retired-key", "A key has another name by now",
                 "The flat key of azure-ai-ml 1.4 was replaced by a nested one.",
                 "Write `publisher` under `intellectual_property`.")),
    rule("LR014", "wrong-type", "A value is missing or of the wrong type",
         "A key has no value, or a text, list or mapping stands where another one is expected.",
         "Write the value as the message says."),
    rule("LR015", "fixed-value-changed", "A value has changed that cannot be changed",
         "The name and the primary location of a registry are fixed when it is created.",
         "Restore the value, or create another registry."),
});

// The values of `storage_account_type`: _constants/_registry.py of azure-ai-ml.
constexpr auto kAccountTypes = std::to_array<std::string_view>(
    {"Standard_LRS", "Standard_GRS", "Standard_RAGRS", "Standard_ZRS", "Standard_GZRS",
     "Standard_RAGZRS", "Premium_LRS", "Premium_ZRS"});

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_blank(std::string_view text) { return trim_blanks(text).empty(); }

bool is_positive_number(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) &&
         text.find_first_not_of('0') != std::string_view::npos;
}

// Takes `prefix` and one segment that is not empty off the front of `text`.
bool take_segment(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) {
    return false;
  }
  text.remove_prefix(prefix.size());
  const std::size_t end = std::min(text.find('/'), text.size());
  text.remove_prefix(end);
  return end != 0;
}

// Case counts, as for the client; nothing may follow.
bool is_resource_id(std::string_view text, std::string_view type) {
  return take_segment(text, "/subscriptions/") && take_segment(text, "/resourceGroups/") &&
         take_segment(text, fmt::format("/providers/{}/", type)) && text.empty();
}

class RegistryLint {
 public:
  explicit RegistryLint(const RegistryFile& file) : file_(file) {}

  [[nodiscard]] std::vector<Finding> run(const std::optional<RegistryFile>& against) {
    check_shape();
    check_name();
    check_location();
    check_replication();
    check_container_registry();
    check_network();
    if (against) {
      check_fixed("name", file_.name, against->name);
      check_fixed("location", file_.location, against->location);
    }
    sort_findings(findings_);
    return std::move(findings_);
  }

 private:
  // `path` tells findings of one rule apart: it is the key, as a user would name it.
  void add(std::string_view id, std::string path, std::string message, SourcePlace place) {
    const auto* const view = std::ranges::find(kRules, id, &RuleView::id);
    Finding finding{.rule = std::string(id),
                    .severity = view->severity,
                    .message = std::move(message),
                    .place = place};
    finding.subject.detail = std::move(path);
    finding.fix.text = std::string(view->remedy);
    findings_.push_back(std::move(finding));
  }

  // What the reader could not place, in the words of the reference.
  void check_shape() {
    for (const RegistryMisfit& misfit : file_.misfits) {
      switch (misfit.kind) {
        case MisfitKind::kUnknownKey:
          add("LR011", misfit.path,
              fmt::format("`{}` is not known{}{}", misfit.path, misfit.detail.empty() ? "" : ": ",
                          misfit.detail),
              misfit.place);
          break;
        case MisfitKind::kReadOnlyKey:
          add("LR012", misfit.path, fmt::format("`{}` can only be read", misfit.path),
              misfit.place);
          break;
        case MisfitKind::kRetiredKey:
          add("LR013", misfit.path,
              fmt::format("`{}` was replaced by `{}`", misfit.path, misfit.detail), misfit.place);
          break;
        case MisfitKind::kWrongType:
          add("LR014", misfit.path, fmt::format("`{}` is {}", misfit.path, misfit.detail),
              misfit.place);
          break;
        case MisfitKind::kNoValue:
          add("LR014", misfit.path, fmt::format("`{}` has no value", misfit.path), misfit.place);
          break;
      }
    }
  }

  void check_name() {
    const std::string& name = file_.name.text;
    if (file_.name.place.known()) {
      check_given_name(name);
    } else if (!file_.has_misfit("name")) {
      add("LR001", "name", "`name` is missing", file_.place);
    }
  }

  // The rules of Learn first: where they refuse the name, what others say does not matter.
  void check_given_name(const std::string& name) {
    if (name.size() < kMinName || name.size() > kMaxName) {
      add("LR001", "name",
          fmt::format("`{}` has {}; Learn allows {} to {}", name, counted(name.size(), "character"),
                      kMinName, kMaxName),
          file_.name.place);
    } else if (!is_alphanumeric(name.front()) || !std::ranges::all_of(name, [](char c) {
                 return is_alphanumeric(c) || c == '_' || c == '-';
               })) {
      add("LR001", "name",
          fmt::format("`{}` does not begin with a letter or digit, or holds other characters than "
                      "letters, digits, `_` and `-`",
                      name),
          file_.name.place);
    } else if (name.size() < kMinNameAvm) {
      add("LR002", "name",
          fmt::format("`{}` has {}: Microsoft Learn allows {} to {}, Azure Verified "
                      "Modules at least {}",
                      name, counted(name.size(), "character"), kMinName, kMaxName, kMinNameAvm),
          file_.name.place);
    }
  }

  // Missing and blank are the same mistake: the client fills nothing in.
  void check_location() {
    if (file_.location.place.known() ? is_blank(file_.location.text)
                                     : !file_.has_misfit("location")) {
      add("LR003", "location", "`location` is missing or blank",
          file_.location.place.known() ? file_.location.place : file_.place);
    } else {
      check_spelling("location", file_.location);
    }
  }

  // Learn: lower case without blanks. The client folds case, so `EastUS` works and warns.
  void check_spelling(const std::string& path, const DeclaredText& location) {
    const std::string& text = location.text;
    if (folded(text) != text || text.find(' ') != std::string::npos) {
      add("LR004", path, fmt::format("`{}` is not lower case without blanks", text),
          location.place);
    }
  }

  // The client fails without the list, and the service expects the primary location in it.
  void check_replication() {
    if (!file_.locations) {
      if (!file_.has_misfit("replication_locations")) {
        add("LR005", "replication_locations", "`replication_locations` is missing", file_.place);
      }
      return;
    }
    if (file_.locations->empty()) {
      add("LR005", "replication_locations", "`replication_locations` is empty",
          file_.locations_place);
      return;
    }
    for (std::size_t i = 0; i < file_.locations->size(); ++i) {
      check_replica(fmt::format("replication_locations[{}]", i), (*file_.locations)[i]);
    }
    const bool holds_primary =
        std::ranges::any_of(*file_.locations, [this](const RegistryLocation& replica) {
          return equals_folded(replica.location.text, file_.location.text);
        });
    if (!is_blank(file_.location.text) && !holds_primary) {
      add("LR006", "replication_locations",
          fmt::format("the primary location `{}` is not among the replication locations",
                      file_.location.text),
          file_.locations_place);
    }
  }

  // One location; a misfit at it, or at the whole entry, was told already.
  void check_replica(const std::string& path, const RegistryLocation& replica) {
    const std::string location = path + ".location";
    if (replica.location.place.known() ? is_blank(replica.location.text)
                                       : !file_.has_misfit(location) && !file_.has_misfit(path)) {
      add("LR005", location, fmt::format("`{}` is missing or blank", location), replica.place);
    } else {
      check_spelling(location, replica.location);
    }
    if (replica.storage) {
      check_storage(path + ".storage_config", *replica.storage);
    }
  }

  // Either settings from which Azure makes the accounts, or ids of accounts that exist.
  void check_storage(const std::string& path, const RegistryStorage& storage) {
    const auto bad = [&](const DeclaredText& text, std::string_view expected) {
      add("LR007", path, fmt::format("`{}` is not {}", text.text, expected), text.place);
    };
    const DeclaredText& type = storage.account_type;
    if (type.place.known() && std::ranges::none_of(kAccountTypes, [&](std::string_view known) {
          return equals_folded(known, type.text);
        })) {
      bad(type,
          "a type of storage account: Standard_LRS, Standard_GRS, Standard_RAGRS, "
          "Standard_ZRS, Standard_GZRS, Standard_RAGZRS, Premium_LRS, Premium_ZRS");
    }
    const DeclaredText& hns = storage.hierarchical_namespace;
    if (hns.place.known() && !equals_folded(hns.text, "true") &&
        !equals_folded(hns.text, "false")) {
      bad(hns, "true or false");
    }
    const DeclaredText& count = storage.replication_count;
    if (count.place.known() && !is_positive_number(count.text)) {
      bad(count, "a whole number above 0");
    }
    if (storage.by_ids && storage.account_ids.empty() && !file_.has_misfit(path + "[0]")) {
      add("LR008", path, fmt::format("`{}` names no storage account", path), storage.place);
    }
    for (const DeclaredText& id : storage.account_ids) {
      if (!is_resource_id(id.text, "Microsoft.Storage/storageAccounts")) {
        add("LR008", path, fmt::format("`{}` is not the id of a storage account", id.text),
            id.place);
      }
    }
  }

  // A registry needs private endpoints, which ACR has in its premium SKU alone.
  void check_container_registry() {
    const DeclaredText& id = file_.container_registry;
    if (id.place.known() && !is_resource_id(id.text, "Microsoft.ContainerRegistry/registries")) {
      add("LR009", "container_registry",
          fmt::format("`{}` is not the id of a container registry", id.text), id.place);
    }
    const DeclaredText& sku = file_.container_registry_sku;
    if (sku.place.known() && !equals_folded(sku.text, "premium")) {
      add("LR009", "container_registry.acr_account_sku",
          fmt::format("`{}` is not `premium`, the only SKU that a registry can use", sku.text),
          sku.place);
    }
  }

  // In any case: the client folds what it reads.
  void check_network() {
    const DeclaredText& access = file_.public_network_access;
    if (access.place.known() && !equals_folded(access.text, "enabled") &&
        !equals_folded(access.text, "disabled")) {
      add("LR010", "public_network_access",
          fmt::format("`{}` is neither `enabled` nor `disabled`", access.text), access.place);
    }
  }

  // Names and locations are compared ignoring case, as Azure does.
  void check_fixed(std::string_view key, const DeclaredText& now, const DeclaredText& before) {
    if (now.given() && before.given() && !equals_folded(now.text, before.text)) {
      add("LR015", std::string(key),
          fmt::format("`{}` was `{}` and is `{}`: it cannot be changed", key, before.text,
                      now.text),
          now.place);
      findings_.back().chain.push_back(
          {.what = "before", .text = before.text, .place = before.place});
    }
  }

  const RegistryFile& file_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<RuleView> registry_rule_views() { return {kRules.begin(), kRules.end()}; }

std::vector<Finding> lint_registry(const RegistryFile& file,
                                   const std::optional<RegistryFile>& against) {
  return RegistryLint(file).run(against);
}

}  // namespace leastwise

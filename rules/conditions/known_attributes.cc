#include "rules/conditions/known_attributes.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/sort_unique.h"
#include "generated/leastwise_attribute_files.h"
#include "rules/statements/statements.h"

namespace leastwise {
namespace {

constexpr std::array<std::pair<std::string_view, ValueType>, 5> kTypes = {{
    {"string", ValueType::kString},
    {"boolean", ValueType::kBoolean},
    {"integer", ValueType::kInteger},
    {"date-time", ValueType::kDateTime},
    {"guid", ValueType::kGuid},
}};

// The first word and the rest behind one blank.
std::pair<std::string_view, std::string_view> cut(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  return {text.substr(0, blank), text.substr(std::min(blank + 1, text.size()))};
}

bool holds(std::span<const std::string> names, std::string_view name) {
  return std::ranges::any_of(names,
                             [&](const std::string& other) { return equals_folded(other, name); });
}

}  // namespace

// A family is a path with any key: with the mark of a case-sensitive key or without it.
bool KnownAttribute::is(const AttributeKey& key) const {
  if (key.source != source) {
    return false;
  }
  return is_family ? key.name.starts_with(normal) && key.name.size() > normal.size()
                   : key.name == normal;
}

class KnownAttributesParser {
 public:
  explicit KnownAttributesParser(StatementReader& reader) : reader_(reader) {}

  KnownAttributes parse() {
    (void)read_header(reader_, "attributes");
    while (const std::optional<StatementView> statement = reader_.next()) {
      take(*statement);
    }
    std::ranges::stable_sort(known_.offers_, {}, &KnownAttributes::Offer::action);
    return std::move(known_);
  }

 private:
  void take(const StatementView& statement) {
    if (statement.keyword == "attribute") {
      take_attribute(statement);
    } else if (statement.keyword == "phrase" && !known_.attributes_.empty()) {
      known_.attributes_.back().phrase = statement.argument;
    } else if (statement.keyword == "action" || statement.keyword == "data-action") {
      KnownAttributes::Offer& offer = known_.offers_.emplace_back();
      offer.action = folded(statement.argument);
      offer.name = statement.argument;
      offer.is_data_action = statement.keyword == "data-action";
    } else if (statement.keyword == "as" && !known_.offers_.empty()) {
      known_.offers_.back().as = statement.argument;
    } else if (statement.keyword == "not-as" && !known_.offers_.empty()) {
      known_.offers_.back().not_as = statement.argument;
    } else if (statement.keyword == "offers" && !known_.offers_.empty()) {
      take_offers(statement);
    } else {
      reader_.report(statement, "unknown-statement",
                     fmt::format("no statement `{}` here", statement.keyword),
                     "docs/formats/attributes.md lists them");
    }
  }

  // `ID SOURCE TYPE COUNT NAME`.
  void take_attribute(const StatementView& statement) {
    const auto [id, behind_id] = cut(statement.argument);
    const auto [source_name, behind_source] = cut(behind_id);
    const auto [type_name, behind_type] = cut(behind_source);
    const auto [count, name] = cut(behind_type);
    const auto source = parse_attribute_source(source_name);
    const auto* const type =
        std::ranges::find(kTypes, type_name, &std::pair<std::string_view, ValueType>::first);
    const bool known_type = type != kTypes.end() || type_name == "any";
    const bool known_count = count == "one" || count == "list" || count == "any";
    if (!source || !known_type || !known_count || name.empty()) {
      reader_.report(statement, "bad-attribute",
                     fmt::format("`{}` is no attribute", statement.argument),
                     "write ID SOURCE TYPE COUNT NAME: `path resource string one NAME`");
      return;
    }
    if (std::ranges::find(ids_, id) != ids_.end()) {
      reader_.report(statement, "duplicate-statement", fmt::format("a second attribute `{}`", id));
    }
    KnownAttribute attribute{.source = *source, .name = std::string(name)};
    if (type != kTypes.end()) {
      attribute.type = type->second;
    }
    attribute.count = count == "one"    ? KnownAttribute::Count::kOne
                      : count == "list" ? KnownAttribute::Count::kList
                                        : KnownAttribute::Count::kAny;
    attribute.is_family = name.ends_with(":*");
    attribute.normal =
        attribute.is_family ? folded(name.substr(0, name.size() - 1)) : normal_attribute_name(name);
    ids_.emplace_back(id);
    known_.attributes_.push_back(std::move(attribute));
  }

  void take_offers(const StatementView& statement) {
    std::vector<std::size_t>& offered = known_.offers_.back().attributes;
    for (auto [id, rest] = cut(statement.argument); !id.empty(); std::tie(id, rest) = cut(rest)) {
      const auto place = std::ranges::find(ids_, id);
      if (place == ids_.end()) {
        reader_.report(statement, "unknown-attribute", fmt::format("no attribute `{}` above", id));
        continue;
      }
      offered.push_back(static_cast<std::size_t>(place - ids_.begin()));
    }
    sort_unique(offered);
  }

  StatementReader& reader_;
  KnownAttributes known_;
  std::vector<std::string> ids_;  // by position of the attribute
};

const KnownAttribute* KnownAttributes::find(const AttributeKey& key) const {
  const auto place = std::ranges::find_if(
      attributes_, [&](const KnownAttribute& attribute) { return attribute.is(key); });
  return place == attributes_.end() ? nullptr : &*place;
}

std::span<const KnownAttributes::Offer> KnownAttributes::offers_of(
    std::string_view folded_action) const {
  return std::ranges::equal_range(offers_, folded_action, {}, [](const Offer& offer) {
    return std::string_view(offer.action);
  });
}

std::vector<std::string_view> KnownAttributes::actions() const {
  std::vector<std::string_view> all;
  for (const Offer& offer : offers_) {
    if (all.empty() || all.back() != offer.action) {
      all.push_back(offer.action);
    }
  }
  return all;
}

std::string_view KnownAttributes::action_name(std::string_view folded_action) const {
  const auto rows = offers_of(folded_action);
  return rows.empty() ? folded_action : rows.front().name;
}

std::vector<std::string_view> KnownAttributes::suboperations(std::string_view folded_action) const {
  std::vector<std::string_view> names;
  for (const Offer& offer : offers_of(folded_action)) {
    if (!offer.as.empty()) {
      names.push_back(offer.as);
    }
  }
  sort_unique(names);
  return names;
}

std::string KnownAttributes::phrase(AttributeSource source, std::string_view body) const {
  const KnownAttribute* attribute = find({source, normal_attribute_name(body)});
  if (attribute == nullptr) {
    return fmt::format("`@{}[{}]`", condition_name(source), trim_blanks(body));
  }
  std::string text = attribute->phrase;
  if (const std::size_t star = text.find('*'); attribute->is_family && star != std::string::npos) {
    text.replace(star, 1, split_attribute_name(body).leaf);
  }
  return text;
}

bool KnownAttributes::is_single(const AttributeKey& key) const {
  const KnownAttribute* attribute = find(key);
  return attribute != nullptr && attribute->count == KnownAttribute::Count::kOne;
}

// Its position among the actions that are known; those that are not are one class.
std::uint32_t KnownAttributes::action_class(std::string_view folded_action) const {
  const auto rows = offers_of(folded_action);
  return rows.empty() ? 0 : static_cast<std::uint32_t>(1 + (rows.data() - offers_.data()));
}

// A row counts where the call may be one of those that it is about: a call has one suboperation at
// most.
bool KnownAttributes::offers(const CallView& call, const AttributeKey& key) const {
  const auto rows = offers_of(call.folded_action);
  const bool everywhere =
      key.source == AttributeSource::kEnvironment || key.source == AttributeSource::kPrincipal;
  const KnownAttribute* attribute = find(key);
  if (rows.empty() || everywhere || attribute == nullptr) {
    return true;
  }
  const auto position = static_cast<std::size_t>(attribute - attributes_.data());
  return std::ranges::any_of(rows, [&](const Offer& row) {
    const bool another = !call.suboperations.empty() && !holds(call.suboperations, row.as);
    return std::ranges::binary_search(row.attributes, position) &&
           !(!row.as.empty() && (another || holds(call.ruled_out, row.as))) &&
           !(!row.not_as.empty() && holds(call.suboperations, row.not_as));
  });
}

std::optional<KnownAttributes> parse_known_attributes(std::string_view text, FileId file,
                                                      Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  StatementReader reader(text, file, diagnostics);
  KnownAttributes known = KnownAttributesParser(reader).parse();
  if (diagnostics.error_count() != errors_before) {
    return std::nullopt;
  }
  return known;
}

// A file that is wrong here was wrong when the program was built: a bug, not an input problem.
KnownAttributes embedded_known_attributes() {
  const auto files = attribute_files::embedded_files();
  check(files.size() == 1, "one file of attributes is embedded");
  FileTable names;
  Diagnostics diagnostics;
  auto result = parse_known_attributes(files.front().bytes,
                                       names.add(std::string(files.front().name)), diagnostics);
  check(result.has_value(), "the embedded attributes are well formed");
  return *std::move(result);
}

}  // namespace leastwise

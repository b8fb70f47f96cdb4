// Comparisons are looked at one by one; what an action makes of them is another question
// (condition_checks.cc). A check here needs a documented attribute: of a name that nobody knows no
// more is said than that.
//
// Example: `@Resource[...blobs:path] StringLike '/logs/*'` never matches, since Azure gives paths
// without a `/` in front. Counter-example: the same of a subnet is how resource ids begin.
#include "rules/conditions/attribute_checks.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"

namespace leastwise {
namespace {

// Names as documented. Paths of blobs have neither container nor leading `/`.
constexpr std::string_view kPath =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path";
constexpr std::string_view kPrefix =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs:prefix";
constexpr std::string_view kContainer =
    "Microsoft.Storage/storageAccounts/blobServices/containers:name";
constexpr std::string_view kTags =
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:";
constexpr std::string_view kRepository = "Microsoft.ContainerRegistry/registries/repositories:name";
constexpr std::string_view kPrivateEndpoint = "Microsoft.Network/privateEndpoints";
constexpr std::string_view kSubnet = "Microsoft.Network/virtualNetworks/subnets";

bool is_named(const AttributeKey& key, std::string_view name) {
  return equals_folded(key.name, name);
}

// Both are written alike: without container and without `/` in front.
bool is_path(const AttributeKey& key) { return is_named(key, kPath) || is_named(key, kPrefix); }

// The family of operators for a type, as help names it.
std::string_view operators_of(ValueType type) {
  switch (type) {
    case ValueType::kString:
      return "String...";
    case ValueType::kBoolean:
      return "Bool...";
    case ValueType::kInteger:
      return "Numeric...";
    case ValueType::kDateTime:
      return "DateTime...";
    case ValueType::kGuid:
      return "Guid...";
  }
  return "";
}

class AttributeChecks {
 public:
  AttributeChecks(const Condition& condition, const KnownAttributes& known)
      : condition_(condition), syntax_(condition.syntax()), known_(known) {}

  ConditionIssues run() && {
    for (const ConditionAttribute& attribute : syntax_.attributes()) {
      check_known(attribute);
    }
    for (const ConditionTest& test : condition_.program().tests()) {
      if (test.kind == ConditionNodeKind::kComparison && test.left.is_attribute) {
        check(test, syntax_.comparison(syntax_.node(test.node)));
      }
    }
    return std::move(issues_);
  }

 private:
  void report(IssueLevel level, std::string code, std::string message, TextSpan span,
              std::string help = {}) {
    issues_.push_back({level, std::move(code), std::move(message), span, std::move(help)});
  }

  // New attributes come every year, so this is no mistake by itself.
  void check_known(const ConditionAttribute& attribute) {
    const AttributeKey key = syntax_.key(attribute);
    if (known_.find(key) != nullptr || is_suboperation_attribute(key)) {
      return;
    }
    std::vector<std::string_view> names;
    for (const KnownAttribute& one : known_.attributes()) {
      if (one.source == key.source) {
        names.push_back(one.name);
      }
    }
    const std::string_view body = trim_blanks(syntax_.text(attribute.body));
    const std::string near = did_you_mean(body, names);
    report(!near.empty() ? IssueLevel::kWarning : IssueLevel::kNote, "unknown-attribute",
           fmt::format("no attribute `{}` of @{} is documented", body,
                       condition_name(attribute.source)),
           attribute.span,
           !near.empty() ? near
                         : "Azure refuses a condition whose attribute the provider does not know");
  }

  // What is known of the attribute, then what stands on the other side.
  void check(const ConditionTest& test, const ConditionComparison& comparison) {
    const AttributeKey& key = test.left.key;
    if (const KnownAttribute* attribute = known_.find(key)) {
      check_type(test, comparison, *attribute);
      check_empty_list(test, comparison, *attribute);
    }
    const bool order =
        test.op.relation == Relation::kGreater || test.op.relation == Relation::kLess;
    if (is_utc_now(key) && !order) {
      report(IssueLevel::kWarning, "utc-now-operator",
             "Azure compares UtcNow by DateTimeGreaterThan and DateTimeLessThan alone",
             comparison.op_span);
    }
    const bool id = is_named(key, kPrivateEndpoint) || is_named(key, kSubnet);
    if (id && test.op.type == ValueType::kString && !test.op.ignore_case) {
      report(IssueLevel::kWarning, "case-sensitive-resource-id",
             "resource ids come in any letter case", comparison.op_span,
             fmt::format("use {}IgnoreCase", to_string(test.op)));
    }
    if (folded(key.name).starts_with(folded(kTags)) && is_negative(test.op.relation)) {
      report(IssueLevel::kNote, "untagged-not-granted",
             "a blob without this tag is not granted either", comparison.op_span,
             "`OR NOT Exists ...` beside it lets untagged blobs through");
    }
    if (!test.right.is_attribute) {
      check_values(test, comparison);
    }
  }

  // Azure takes such a condition or refuses it; either way no value compares as it should.
  void check_type(const ConditionTest& test, const ConditionComparison& comparison,
                  const KnownAttribute& attribute) {
    if (!attribute.type || *attribute.type == test.op.type) {
      return;
    }
    const bool resource_id = std::ranges::any_of(
        test.right.values,
        [](const AttributeValue& value) { return value.text().starts_with('/'); });
    report(IssueLevel::kWarning, "type-mismatch",
           fmt::format("`{}` does not compare what this attribute is: a {}", to_string(test.op),
                       to_string(*attribute.type)),
           comparison.op_span,
           fmt::format("use the {} operators{}", operators_of(*attribute.type),
                       resource_id ? "; its value is the GUID alone, no resource id" : ""));
  }

  // "Every value of none" is met.
  void check_empty_list(const ConditionTest& test, const ConditionComparison& comparison,
                        const KnownAttribute& attribute) {
    if (attribute.count == KnownAttribute::Count::kOne || !needs_all_left(test.op.quantifier)) {
      return;
    }
    const bool asked_otherwise =
        std::ranges::any_of(condition_.program().tests(), [&](const ConditionTest& other) {
          return other.left.is_attribute && other.left.key == test.left.key &&
                 (other.kind == ConditionNodeKind::kExists || !needs_all_left(other.op.quantifier));
        });
    if (!asked_otherwise) {
      report(IssueLevel::kNote, "empty-list-passes", "an object without any of these values passes",
             comparison.op_span, "a ForAnyOfAnyValues comparison beside it asks for one of them");
    }
  }

  // Constants, each with its own place.
  void check_values(const ConditionTest& test, const ConditionComparison& comparison) {
    const AttributeKey& key = test.left.key;
    for (const ConditionLiteral& literal : syntax_.literals(comparison.right)) {
      const std::string_view text = syntax_.text(literal.span);
      if (is_path(key) && text.starts_with('/')) {
        report(IssueLevel::kWarning, "leading-slash-path", "a path has no `/` in front",
               literal.span, "this never matches: remove it");
      }
      if (is_path(key)) {
        check_container(text, literal.span);
      }
      if (is_path(key) || is_named(key, kRepository)) {
        check_prefix(test, text, literal.span);
      }
    }
  }

  // Somewhere the condition names the container with which the path begins. It may be a folder of
  // the same name, so this is a note.
  void check_container(std::string_view text, TextSpan span) {
    for (const ConditionTest& test : condition_.program().tests()) {
      if (!test.left.is_attribute || !is_named(test.left.key, kContainer)) {
        continue;
      }
      for (const AttributeValue& container : test.right.values) {
        if (!container.text().empty() && text.starts_with(container.text() + '/')) {
          report(
              IssueLevel::kNote, "container-in-path",
              fmt::format("the path begins with the name of the container, `{}`", container.text()),
              span, "a path begins behind the container");
          return;
        }
      }
    }
  }

  // `logs` is also the front of `logs-old/x`.
  void check_prefix(const ConditionTest& test, std::string_view text, TextSpan span) {
    const bool starts = test.op.relation == Relation::kStartsWith;
    const bool like = test.op.relation == Relation::kLike && text.ends_with('*');
    const std::string_view front = like ? text.substr(0, text.size() - 1) : text;
    if ((starts || like) && !front.empty() && !front.ends_with('/') && !front.ends_with('*')) {
      report(IssueLevel::kNote, "prefix-without-slash",
             fmt::format("`{}` is also the front of `{}-other/...`", front, front), span,
             fmt::format("end it with a slash where a folder is meant: `{}/`", front));
    }
  }

  const Condition& condition_;
  const ConditionSyntax& syntax_;
  const KnownAttributes& known_;
  ConditionIssues issues_;
};

}  // namespace

ConditionIssues attribute_issues(const Condition& condition, const KnownAttributes& known) {
  return AttributeChecks(condition, known).run();
}

}  // namespace leastwise

// Each check is a question about what the condition leaves of a call. The calls are those of the
// space: one action of each kind that the condition and the known attributes tell apart, with each
// suboperation that the condition names.
//
// A way around a limit is looked for only among what the role grants: without a role nobody knows
// whether the other action is granted at all. Example: a role with `blobs/write` alone is not asked
// for `blobs/add/action`.
#include "rules/conditions/condition_checks.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/condition_analysis/condition_analysis.h"
#include "engine/condition_analysis/requirement.h"
#include "rules/conditions/attribute_checks.h"

namespace leastwise {
namespace {

constexpr std::string_view kBlobs =
    "microsoft.storage/storageaccounts/blobservices/containers/blobs";
constexpr std::string_view kMessages =
    "microsoft.storage/storageaccounts/queueservices/queues/messages";
constexpr std::string_view kAssignments = "microsoft.authorization/roleassignments";

// Two actions with which the same can be done: below the same path, folded.
struct SameEffect {
  std::string_view below;
  std::string_view one;
  std::string_view other;
};
constexpr std::array kSameEffect = {
    SameEffect{kBlobs, "/write", "/add/action"},
    SameEffect{kMessages, "/write", "/add/action"},
    SameEffect{kMessages, "/read", "/process/action"},
};

// A superuser of a hierarchical namespace reads and writes every path; a move changes it.
constexpr std::array<std::string_view, 2> kPastPaths = {"/runassuperuser/action", "/move/action"};

// What the condition asks of the calls of one action.
struct ActionCalls {
  std::string action;
  std::vector<CallKind> kinds;

  [[nodiscard]] bool is_free() const {
    return std::ranges::all_of(kinds, [](const CallKind& kind) {
      return kind.requirement.kind == Requirement::Kind::kNothing;
    });
  }
  [[nodiscard]] bool is_restricted() const {
    return std::ranges::any_of(
        kinds, [](const CallKind& kind) { return !tests_of(kind.requirement).empty(); });
  }
};

class ConditionChecks {
 public:
  ConditionChecks(const Condition& condition, const KnownAttributes& known,
                  const RequestSpace& space)
      : condition_(condition),
        known_(known),
        space_(space),
        suboperations_(named_suboperations(condition)) {
    auto kinds = kinds_of_calls(condition, space);
    if (!kinds) {
      return;
    }
    actions_checked_ = true;
    for (CallKind& kind : *kinds) {
      if (kind.suboperation.empty()) {
        actions_.push_back({kind.action, {}});
      }
      actions_.back().kinds.push_back(std::move(kind));
    }
  }

  ConditionIssues run() && {
    issues_ = attribute_issues(condition_, known_);
    check_size();
    check_extent();
    check_readings();
    check_operands();
    if (actions_checked_) {
      check_actions();
    } else {
      report(IssueLevel::kNote, "actions-not-checked",
             "the patterns of actions are too many to be told apart", whole(),
             "what each action is asked was not checked; `condition evaluate` answers for one");
    }
    sort_by_place(issues_);
    return std::move(issues_);
  }

 private:
  void report(IssueLevel level, std::string code, std::string message, TextSpan span,
              std::string help = {}) {
    issues_.push_back({level, std::move(code), std::move(message), span, std::move(help)});
  }

  [[nodiscard]] const ConditionSyntax& syntax() const { return condition_.syntax(); }
  [[nodiscard]] TextSpan whole() const { return syntax().node(syntax().root()).span; }
  [[nodiscard]] const ConditionTest& test(std::uint32_t number) const {
    return condition_.program().tests()[number];
  }
  [[nodiscard]] TextSpan span_of_test(std::uint32_t number) const {
    return syntax().node(test(number).node).span;
  }

  [[nodiscard]] std::string_view name_of(std::string_view folded_action) const {
    return known_.action_name(folded_action);
  }

  // 8 KB is what Azure documents; whether it counts bytes is not said.
  void check_size() {
    if (syntax().text().size() > kAzureLimit) {
      report(IssueLevel::kWarning, "over-8-kb",
             fmt::format("the condition has {} bytes", syntax().text().size()), whole(),
             "Azure allows 8 KB: split the grant in two");
    }
  }

  void check_extent() {
    const ConditionExtent extent = extent_of(condition_, space_);
    if (extent.never == Truth::kYes) {
      report(IssueLevel::kWarning, "never-met", "no request meets the condition", whole(),
             "the grant gives nothing; `condition explain` shows what each part asks");
    } else if (extent.always == Truth::kYes) {
      report(IssueLevel::kWarning, "always-met", "every request meets the condition", whole(),
             "the grant is as wide as without it");
    } else if (extent.whenever_given == Truth::kYes) {
      report(IssueLevel::kWarning, "met-whenever-given",
             "every request meets the condition that gives the attributes it asks for", whole(),
             "it keeps nobody from anything");
    }
  }

  void check_readings() {
    const SearchAnswer difference = difference_of_readings(condition_, space_);
    if (difference.found == Truth::kYes) {
      report(IssueLevel::kWarning, "readings-differ",
             fmt::format("read from left to right the condition decides otherwise, for example for "
                         "`{}`",
                         name_of(difference.request->action)),
             whole(),
             "Azure does not document which it does: put parentheses around what belongs together");
    }
  }

  // By what the condition says alone, for every action: a part that excludes what an action does
  // not offer anyway is no mistake, and neither is a guard that this role has no need of.
  void check_operands() {
    RequestSpace space = space_;
    space.only_these = false;
    space.by_offers = false;
    const OperandsWithoutEffect found = operands_without_effect(condition_, space);
    if (!found.complete) {
      report(IssueLevel::kNote, "parts-not-checked",
             "the condition has too many cases to see which parts have no effect", whole(),
             "`condition explain` shows what each action is asked");
    }
    for (const ConditionNodeId id : found.operands) {
      report(IssueLevel::kWarning, "no-effect", "without this part the condition says the same",
             syntax().node(id).span, "remove it, or mend what it was meant to do");
    }
  }

  void check_actions() {
    check_offers();
    check_listing();
    check_negations();
    check_unnamed_actions();
    check_guards();
    check_ways_around();
    check_removal();
  }

  // A test and the name of its attribute, and the actions that are asked for it in vain.
  using NotOffered = std::map<std::pair<std::uint32_t, std::string>, std::vector<std::string>>;

  // Comparisons that an action's calls are asked for and cannot answer: unknown, so never granted.
  void check_offers() {
    NotOffered found;
    for (const ActionCalls& calls : actions_) {
      for (const CallKind& kind : calls.kinds) {
        for (const std::uint32_t number : tests_of(kind.requirement)) {
          add_not_offered(kind, number, found);
        }
      }
    }
    for (const auto& [place, actions] : found) {
      report_not_offered(place.first, actions);
    }
  }

  void add_not_offered(const CallKind& kind, std::uint32_t number, NotOffered& found) const {
    for (const ConditionTest::Side* side : {&test(number).left, &test(number).right}) {
      if (!side->is_attribute || side->is_suboperations || offers(kind, side->key)) {
        continue;
      }
      std::vector<std::string>& actions = found[{number, side->key.name}];
      if (std::ranges::find(actions, kind.action) == actions.end()) {
        actions.push_back(kind.action);
      }
    }
  }

  [[nodiscard]] bool offers(const CallKind& kind, const AttributeKey& key) const {
    std::vector<std::string> given;
    if (!kind.suboperation.empty()) {
      given.push_back(kind.suboperation);
    }
    const std::vector<std::string> others = ruled_out(suboperations_, given);
    return known_.offers({kind.action, given, others}, key);
  }

  void report_not_offered(std::uint32_t number, const std::vector<std::string>& actions) {
    const ConditionTest::Side& side =
        test(number).left.is_attribute ? test(number).left : test(number).right;
    const AttributeSource other = side.key.source == AttributeSource::kRequest
                                      ? AttributeSource::kResource
                                      : AttributeSource::kRequest;
    const AttributeKey moved{other, side.key.name};
    const bool elsewhere = known_.find(moved) != nullptr && known_.offers({actions[0]}, moved);
    const std::string more =
        actions.size() > 1 ? fmt::format(" and {} more", actions.size() - 1) : "";
    if (elsewhere) {
      report(IssueLevel::kWarning, "wrong-source",
             fmt::format("`{}`{} has this attribute in @{}", name_of(actions[0]), more,
                         condition_name(other)),
             span_of_test(number), "as it stands it is missing there, and nothing is granted");
    } else {
      report(IssueLevel::kWarning, "attribute-not-offered",
             fmt::format("`{}`{} does not have this attribute", name_of(actions[0]), more),
             span_of_test(number), "it is missing there, and nothing is granted");
    }
  }

  // Listing blobs is a read, too, and has neither path nor tags.
  void check_listing() {
    const bool told = std::ranges::any_of(
        suboperations_, [](const std::string& name) { return equals_folded(name, "Blob.List"); });
    const ActionCalls* reads = find_action(fmt::format("{}/read", kBlobs));
    if (told || reads == nullptr) {
      return;
    }
    const std::vector<std::string> list = {"Blob.List"};
    for (const std::uint32_t number : tests_of(reads->kinds.front().requirement)) {
      const ConditionTest::Side& side = test(number).left;
      if (side.is_attribute && !known_.offers({reads->action, list}, side.key)) {
        report(IssueLevel::kNote, "list-not-excluded",
               "listing blobs is `blobs/read` as well, and does not have this attribute",
               span_of_test(number),
               "listing is never granted; `AND NOT SubOperationMatches{'Blob.List'}` behind the "
               "ActionMatches leaves it alone");
        return;
      }
    }
  }

  // What a missing attribute does under NOT is documented nowhere.
  void check_negations() {
    std::vector<std::uint32_t> reported;
    for (const ActionCalls& calls : actions_) {
      for (const CallKind& kind : calls.kinds) {
        add_negated(kind.requirement, reported);
      }
    }
    std::ranges::sort(reported);
    for (const std::uint32_t number : reported) {
      report(IssueLevel::kNote, "negated-comparison", "NOT in front of a comparison",
             span_of_test(number),
             "where the attribute is missing nothing is granted here; Azure documents no outcome");
    }
  }

  void add_negated(const Requirement& requirement, std::vector<std::uint32_t>& found) const {
    std::vector<const Requirement*> walk = {&requirement};
    while (!walk.empty()) {
      const Requirement& at = *walk.back();
      walk.pop_back();
      const bool counts = at.kind == Requirement::Kind::kTest && at.negated &&
                          test(at.test).kind == ConditionNodeKind::kComparison &&
                          !test(at.test).left.is_suboperations;
      if (counts && std::ranges::find(found, at.test) == found.end()) {
        found.push_back(at.test);
      }
      for (const Requirement& part : at.parts) {
        walk.push_back(&part);
      }
    }
  }

  // `ActionMatches{'x'} AND ...` instead of `!(ActionMatches{'x'}) OR ...`.
  void check_unnamed_actions() {
    std::size_t refused = 0;
    for (const ActionCalls& calls : actions_) {
      const CallKind& kind = calls.kinds.front();
      const bool named = std::ranges::find(kind.matches, true) != kind.matches.end();
      refused += !named && kind.requirement.kind == Requirement::Kind::kImpossible ? 1 : 0;
    }
    if (refused > 0 && !condition_.program().action_patterns().empty()) {
      report(IssueLevel::kNote, "positive-form",
             "actions that the condition does not name are refused", whole(),
             "`!(ActionMatches{...}) OR ...` leaves other actions alone");
    }
  }

  // An ActionMatches that matches nothing of what the role grants: misspelt, or of another role.
  void check_guards() {
    std::size_t pattern = 0;
    for (const ConditionTest& test : condition_.program().tests()) {
      if (test.kind != ConditionNodeKind::kActionMatches) {
        continue;
      }
      const bool matches = std::ranges::any_of(
          actions_, [&](const ActionCalls& calls) { return calls.kinds.front().matches[pattern]; });
      if (space_.only_these && !matches) {
        report(IssueLevel::kNote, "guard-without-action",
               fmt::format("the role grants no known operation that matches `{}`",
                           test.pattern->text()),
               syntax().node(test.node).span);
      }
      ++pattern;
    }
  }

  [[nodiscard]] const ActionCalls* find_action(std::string_view action) const {
    const auto place = std::ranges::find(actions_, action, &ActionCalls::action);
    return place == actions_.end() ? nullptr : &*place;
  }
  // Of a role whose actions are known.
  [[nodiscard]] bool grants_freely(std::string_view action) const {
    const ActionCalls* calls = find_action(action);
    return space_.only_these && calls != nullptr && calls->is_free();
  }

  // The first test that some blob action is asked for of this path of @Resource.
  [[nodiscard]] std::optional<std::uint32_t> asked_of_blobs(std::string_view attribute) const {
    std::vector<std::uint32_t> tests;
    for (const ActionCalls& calls : actions_) {
      for (const CallKind& kind : calls.kinds) {
        const auto asked = calls.action.starts_with(kBlobs) ? tests_of(kind.requirement)
                                                            : std::vector<std::uint32_t>();
        tests.insert(tests.end(), asked.begin(), asked.end());
      }
    }
    const auto place = std::ranges::find_if(tests, [&](std::uint32_t number) {
      const ConditionTest::Side& side = test(number).left;
      return side.is_attribute && side.key.source == AttributeSource::kResource &&
             side.key.name.starts_with(attribute);
    });
    return place == tests.end() ? std::nullopt : std::optional(*place);
  }

  void check_ways_around() {
    for (const SameEffect& pair : kSameEffect) {
      check_pair(std::string(pair.below) + std::string(pair.one),
                 std::string(pair.below) + std::string(pair.other));
      check_pair(std::string(pair.below) + std::string(pair.other),
                 std::string(pair.below) + std::string(pair.one));
    }
    const std::string tags = fmt::format("{}/tags/write", kBlobs);
    const auto by_tag = asked_of_blobs(fmt::format("{}/tags", kBlobs));
    if (by_tag && grants_freely(tags)) {
      report(IssueLevel::kWarning, "tags-unprotected",
             fmt::format("the role also grants `{}`, without a limit", name_of(tags)),
             span_of_test(*by_tag), "whoever may write tags can make this part true");
    }
    for (const std::string_view action : kPastPaths) {
      const std::string past = std::string(kBlobs) + std::string(action);
      const auto by_path = asked_of_blobs(fmt::format("{}:path", kBlobs));
      if (by_path && grants_freely(past)) {
        report(IssueLevel::kWarning, "path-unprotected",
               fmt::format("the role also grants `{}`, without a limit", name_of(past)),
               span_of_test(*by_path), "it reaches blobs whatever their path");
      }
    }
  }

  void check_pair(const std::string& guarded, const std::string& around) {
    const ActionCalls* calls = find_action(guarded);
    if (calls != nullptr && calls->is_restricted() && grants_freely(around)) {
      report(IssueLevel::kWarning, "untargeted-action",
             fmt::format("`{}` is limited, and `{}` is not", name_of(guarded), name_of(around)),
             whole(), "the role grants both, and they do the same: name the second one as well");
    }
  }

  // Often meant so; then the holder can take away what others gave.
  void check_removal() {
    const ActionCalls* write = find_action(fmt::format("{}/write", kAssignments));
    const ActionCalls* remove = find_action(fmt::format("{}/delete", kAssignments));
    if (write != nullptr && write->is_restricted() && remove != nullptr && remove->is_free()) {
      report(IssueLevel::kNote, "removal-unlimited",
             "assigning roles is limited, and removing assignments is not", whole(),
             "limit `Microsoft.Authorization/roleAssignments/delete` by @Resource attributes, too");
    }
  }

  static constexpr std::size_t kAzureLimit = 8192;

  const Condition& condition_;
  const KnownAttributes& known_;
  const RequestSpace& space_;
  std::vector<std::string> suboperations_;  // that the condition names
  std::vector<ActionCalls> actions_;        // by action; one of each cell
  bool actions_checked_ = false;            // whether they could be told apart
  ConditionIssues issues_;
};

}  // namespace

ConditionIssues check_condition(const Condition& condition, const KnownAttributes& known,
                                const RequestSpace& space) {
  return ConditionChecks(condition, known, space).run();
}

ConditionIssues all_issues(const Condition& condition, const KnownAttributes& known,
                           const RequestSpace& space) {
  ConditionIssues issues = condition.issues();
  if (condition.valid()) {
    const ConditionIssues checked = check_condition(condition, known, space);
    issues.insert(issues.end(), checked.begin(), checked.end());
    sort_by_place(issues);
  }
  return issues;
}

}  // namespace leastwise

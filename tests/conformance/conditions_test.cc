// The conditions of Azure's documentation, its built-in roles, templates and other people's test
// suites: which are valid, and what those decide whose outcome is documented.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/condition/canonical.h"
#include "engine/condition/condition.h"
#include "engine/condition_analysis/condition_analysis.h"
#include "rules/conditions/condition_meaning.h"
#include "rules/conditions/condition_text.h"
#include "tests/support/paths.h"

namespace leastwise {
namespace {

using nlohmann::json;

struct IndexRow {
  std::string number;
  std::string description;
  std::string expected;  // valid, invalid, unknown
};

class Conditions : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto data = testing::shared_data_dir();
    if (!data) {
      GTEST_SKIP() << testing::kNoSharedData;
    }
    folder_ = *data / "conditions";
    azure_ = *data / "azure";
  }

  [[nodiscard]] std::string text_of(const std::string& number) const {
    return testing::read_file(folder_ / (number + ".cond"));
  }

  [[nodiscard]] std::vector<IndexRow> index() const {
    std::vector<IndexRow> rows;
    std::istringstream lines(testing::read_file(folder_ / "index.tsv"));
    std::string line;
    std::getline(lines, line);  // the head
    while (std::getline(lines, line)) {
      std::vector<std::string> cells;
      std::istringstream stream(line);
      for (std::string cell; std::getline(stream, cell, '\t');) {
        cells.push_back(cell);
      }
      rows.push_back({cells.at(0), cells.at(2), cells.at(3)});
    }
    return rows;
  }

  std::filesystem::path folder_;
  std::filesystem::path azure_;
};

TEST_F(Conditions, HaveTheVerdictOfTheirIndex) {
  std::size_t compared = 0;
  for (const IndexRow& row : index()) {
    const Condition condition = Condition::parse(text_of(row.number));
    if (row.expected == "unknown") {
      continue;
    }
    ++compared;
    EXPECT_EQ(condition.valid(), row.expected == "valid")
        << row.number << ": " << row.description
        << (condition.issues().empty() ? "" : "\n" + condition.issues().front().message);
    for (const ConditionIssue& issue : condition.issues()) {
      EXPECT_LE(issue.span.end(), text_of(row.number).size()) << row.number;
    }
  }
  EXPECT_GE(compared, 200U);
}

TEST_F(Conditions, AreTheSameTreeWhenPrintedAndReadAgain) {
  for (const IndexRow& row : index()) {
    const Condition condition = Condition::parse(text_of(row.number));
    if (!condition.valid()) {
      continue;
    }
    for (const auto spelling : {ConditionSpelling::kAsWritten, ConditionSpelling::kNormal}) {
      const std::string printed = canonical_text(condition.syntax(), spelling);
      const Condition again = Condition::parse(printed);
      ASSERT_TRUE(again.valid()) << printed;
      EXPECT_EQ(canonical_text(again.syntax(), spelling), printed) << row.number;
    }
  }
}

ConditionRequest request_of(const json& row) {
  ConditionRequest request;
  for (const AttributeSource source : kAttributeSources) {
    for (const auto& [name, value] : row.at(std::string(to_string(source))).items()) {
      std::vector<std::string> values;
      for (const json& one : value.is_array() ? value : json::array({value})) {
        values.push_back(one.is_string() ? one.get<std::string>() : one.dump());
      }
      request.add_attribute(source, name, values);
    }
  }
  for (const json& name : row.at("suboperations")) {
    request.add_suboperation(name.get<std::string>());
  }
  request.set_complete({true, true, true, true});
  return request;
}

TEST_F(Conditions, DecideAsDocumented) {
  std::ifstream rows(folder_ / "decisions.jsonl");
  std::size_t compared = 0;
  for (std::string line; std::getline(rows, line);) {
    const json row = json::parse(line);
    const std::string expected = row.at("expect").get<std::string>();
    if (expected != "allow" && expected != "deny") {
      continue;
    }
    const Condition condition = Condition::parse(text_of(row.at("cond").get<std::string>()));
    ASSERT_TRUE(condition.valid()) << line;
    const ConditionOutcome outcome =
        condition.evaluate(folded(row.at("action").get<std::string>()), request_of(row));
    EXPECT_EQ(outcome.grants(), truth_of(expected == "allow")) << line;
    ++compared;
  }
  EXPECT_GE(compared, 50U);
}

std::vector<std::string> conditions_of(const json& roles) {
  std::vector<std::string> texts;
  for (const json& role : roles) {
    for (const json& block : role.at("permissions")) {
      const auto text = block.find("condition");
      if (text != block.end() && text->is_string()) {
        texts.push_back(text->get<std::string>());
      }
    }
  }
  return texts;
}

// Each is said in English, with no attribute that has no name, and every question about all
// requests has an answer.
TEST_F(Conditions, OfBuiltInRolesAreValidAndExplained) {
  const std::vector<std::string> texts =
      conditions_of(json::parse(testing::read_file(azure_ / "builtin-roles.json")));
  EXPECT_EQ(texts.size(), 31U);
  const KnownAttributes known = embedded_known_attributes();
  const IdNames no_names;
  for (const std::string& text : texts) {
    const Condition condition = Condition::parse(text);
    ASSERT_TRUE(condition.valid()) << text;
    std::size_t restricted = 0;
    const auto entries = meaning_of(condition, {});
    ASSERT_TRUE(entries.has_value());
    for (const MeaningEntry& entry : *entries) {
      if (!tests_of(entry.requirement).empty()) {
        const std::string said = lines_of(
            ConditionEnglish(condition, known, no_names).requirement(entry.requirement), 0);
        EXPECT_EQ(said.find("`@"), std::string::npos) << said;
        ++restricted;
      }
    }
    EXPECT_GT(restricted, 0U) << text;
    const ConditionExtent extent = extent_of(condition, {.model = &known, .by_offers = false});
    EXPECT_EQ(extent.always, Truth::kNo) << text;
    EXPECT_EQ(extent.never, Truth::kNo) << text;
    EXPECT_NE(extent.whenever_given, Truth::kUnknown) << text;
  }
}

// Nothing real is beyond the analysis but what compares two attributes with each other.
TEST_F(Conditions, AreDecidedForEveryRequest) {
  const KnownAttributes known = embedded_known_attributes();
  const RequestSpace space{.model = &known, .by_offers = false};
  for (const auto& file : std::filesystem::directory_iterator(folder_)) {
    const Condition condition = Condition::parse(testing::read_file(file.path()));
    if (file.path().extension() != ".cond" || !condition.valid()) {
      continue;
    }
    const ConditionExtent extent = extent_of(condition, space);
    // Another tree with the same meaning, so that it has to be searched.
    const Condition twice =
        Condition::parse("!(!(" + std::string(condition.syntax().text()) + "))");
    const ConditionComparisonResult itself = compare_conditions(condition, twice, space);
    EXPECT_EQ(itself.equivalent(), Truth::kYes) << file.path();
    const bool unknown = extent.always == Truth::kUnknown || extent.never == Truth::kUnknown ||
                         extent.whenever_given == Truth::kUnknown;
    EXPECT_TRUE(!unknown || !itself.reason.empty()) << file.path();
  }
}

}  // namespace
}  // namespace leastwise

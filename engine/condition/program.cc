#include "engine/condition/program.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/base/sort_unique.h"
#include "engine/condition/evaluator.h"

namespace leastwise {

// Walks the tree from the root with a stack of its own, since an AND has to know where the code of
// its last operand ends.
class ConditionProgram::Compiler {
 public:
  Compiler(const ConditionSyntax& syntax, WildcardReading wildcards)
      : syntax_(syntax), wildcards_(wildcards) {}

  ConditionProgram run() && {
    work_.push_back({syntax_.root(), 0, {}});
    while (!work_.empty()) {
      step();
    }
    return std::move(program_);
  }

 private:
  // A node whose first `done` operands are compiled; the jumps that wait for its end.
  struct Work {
    ConditionNodeId id;
    std::uint32_t done = 0;
    std::vector<std::uint32_t> jumps;
  };

  void emit(Code code, std::uint32_t argument = 0) { program_.code_.push_back({code, argument}); }
  [[nodiscard]] std::uint32_t here() const {
    return static_cast<std::uint32_t>(program_.code_.size());
  }

  void step() {
    Work& work = work_.back();
    const ConditionNode& node = syntax_.node(work.id);
    const auto operands = syntax_.operands(node);
    if (operands.empty()) {
      emit(Code::kTest, static_cast<std::uint32_t>(program_.tests_.size()));
      program_.tests_.push_back(test(work.id));
      work_.pop_back();
      return;
    }
    const bool is_and = node.kind == ConditionNodeKind::kAnd;
    if (work.done >= 2) {
      emit(is_and ? Code::kAnd : Code::kOr);
    }
    if (work.done == operands.size()) {
      finish(node, work);
      return;
    }
    if (work.done >= 1) {
      work.jumps.push_back(here());
      emit(is_and ? Code::kJumpIfNo : Code::kJumpIfYes);
    }
    const ConditionNodeId next = operands[work.done++];
    work_.push_back({next, 0, {}});
  }

  void finish(const ConditionNode& node, const Work& work) {
    if (node.kind == ConditionNodeKind::kNot) {
      emit(Code::kNot);
    }
    for (const std::uint32_t jump : work.jumps) {
      program_.code_[jump].argument = here();
    }
    work_.pop_back();
  }

  [[nodiscard]] ConditionTest test(ConditionNodeId id) const {
    const ConditionNode& node = syntax_.node(id);
    ConditionTest test{.kind = node.kind, .node = id};
    switch (node.kind) {
      case ConditionNodeKind::kActionMatches:
        test.pattern = pattern(syntax_.text(syntax_.literal(node).span));
        break;
      case ConditionNodeKind::kSubOperationMatches:
        test.left.values.emplace_back(std::string(syntax_.text(syntax_.literal(node).span)));
        break;
      case ConditionNodeKind::kExists:
        test.left = attribute_side(syntax_.attribute(node));
        break;
      case ConditionNodeKind::kComparison:
        compile_comparison(syntax_.comparison(node), test);
        break;
      case ConditionNodeKind::kAnd:
      case ConditionNodeKind::kOr:
      case ConditionNodeKind::kNot:
        break;
    }
    return test;
  }

  // A pattern above the limit of patterns matches no action that can be asked for: none is so long.
  [[nodiscard]] ActionPattern pattern(std::string_view text) const {
    auto parsed = ActionPattern::parse(text, wildcards_);
    if (!parsed) {
      parsed = ActionPattern::parse("", wildcards_);
      check(parsed.has_value(), "the empty pattern is below the limit");
    }
    return *std::move(parsed);
  }

  [[nodiscard]] ConditionTest::Side attribute_side(const ConditionAttribute& attribute) const {
    ConditionTest::Side side{.is_attribute = true, .key = syntax_.key(attribute)};
    side.is_suboperations = is_suboperation_attribute(side.key);
    return side;
  }

  [[nodiscard]] ConditionTest::Side side(const ConditionOperand& operand) const {
    if (operand.kind == ConditionOperand::Kind::kAttribute) {
      return attribute_side(syntax_.attribute(operand));
    }
    ConditionTest::Side constants;
    constants.values.reserve(operand.count);
    for (const ConditionLiteral& literal : syntax_.literals(operand)) {
      constants.values.emplace_back(std::string(syntax_.text(literal.span)));
    }
    return constants;
  }

  void compile_comparison(const ConditionComparison& comparison, ConditionTest& test) const {
    test.op = comparison.op;
    test.left = side(comparison.left);
    test.right = side(comparison.right);
    if (test.left.is_attribute) {
      test.like = like_meaning(test.left.key);
    }
    if (!test.right.is_attribute) {
      order_constants(test);
    }
  }

  static void order_constants(ConditionTest& test) {
    for (const AttributeValue& value : test.right.values) {
      switch (test.op.type) {
        case ValueType::kString:
          test.strings.push_back(test.op.ignore_case ? folded(value.text()) : value.text());
          break;
        case ValueType::kGuid:
          test.guids.push_back(value.guid().value_or(Guid{}));
          break;
        case ValueType::kInteger:
          test.numbers.push_back(value.integer().value_or(0));
          break;
        case ValueType::kDateTime:
          test.numbers.push_back(value.instant().value_or(Instant{}).ticks);
          break;
        case ValueType::kBoolean:
          test.numbers.push_back(value.boolean().value_or(false) ? 1 : 0);
          break;
      }
    }
    sort_unique(test.strings);
    sort_unique(test.guids);
    sort_unique(test.numbers);
  }

  const ConditionSyntax& syntax_;
  WildcardReading wildcards_;
  ConditionProgram program_;
  std::vector<Work> work_;
};

ConditionProgram ConditionProgram::compile(const ConditionSyntax& syntax,
                                           WildcardReading wildcards) {
  return Compiler(syntax, wildcards).run();
}

template <class Ask>
ConditionOutcome ConditionProgram::run(Ask ask) const noexcept {
  // One value a level of AND and OR, and the one that is being worked out.
  std::array<ConditionOutcome, kMaxConditionDepth + 2>
      stack;            // NOLINT(*-member-init): filled as used
  std::size_t top = 0;  // one above the last value
  for (std::size_t at = 0; at < code_.size(); ++at) {
    const Instruction instruction = code_[at];
    switch (instruction.code) {
      case Code::kTest:
        stack[top++] = ask(instruction.argument);
        break;
      case Code::kAnd:
        --top;
        stack[top - 1] = stack[top - 1] & stack[top];
        break;
      case Code::kOr:
        --top;
        stack[top - 1] = stack[top - 1] | stack[top];
        break;
      case Code::kNot:
        stack[top - 1] = !stack[top - 1];
        break;
      case Code::kJumpIfNo:
        at = stack[top - 1].is(Truth::kNo) ? instruction.argument - 1 : at;
        break;
      case Code::kJumpIfYes:
        at = stack[top - 1].is(Truth::kYes) ? instruction.argument - 1 : at;
        break;
    }
  }
  return stack[0];
}

ConditionOutcome ConditionProgram::evaluate(std::string_view folded_action,
                                            const ConditionRequest& request) const noexcept {
  return run(
      [&](std::uint32_t test) { return evaluate_test(tests_[test], folded_action, request); });
}

ConditionOutcome ConditionProgram::combine(
    std::span<const ConditionOutcome> outcomes) const noexcept {
  return run([&](std::uint32_t test) { return outcomes[test]; });
}

ConditionOutcome ConditionProgram::evaluate(const ConditionTest& test,
                                            std::string_view folded_action,
                                            const ConditionRequest& request) noexcept {
  return evaluate_test(test, folded_action, request);
}

bool ConditionProgram::compares_as_one_value(const AttributeKey& key) const {
  return std::ranges::any_of(tests_, [&](const ConditionTest& test) {
    return test.asks_for(key) && test.kind == ConditionNodeKind::kComparison &&
           test.op.quantifier == Quantifier::kNone;
  });
}

std::vector<const ActionPattern*> ConditionProgram::action_patterns() const {
  std::vector<const ActionPattern*> patterns;
  for (const ConditionTest& test : tests_) {
    if (test.pattern) {
      patterns.push_back(&*test.pattern);
    }
  }
  return patterns;
}

bool ConditionProgram::asks_for_attributes() const {
  return std::ranges::any_of(tests_, [](const ConditionTest& test) {
    return test.left.is_attribute || test.right.is_attribute;
  });
}

}  // namespace leastwise

// Splitting is all that happens here. Names and values are kept as they were written: which
// attribute a name means, and how a value compares, is the business of the condition that asks for
// it (SPEC section 7), so a misspelled name is no error but an attribute that nothing asks for.
#include "cli/attribute_argument.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/suggestion.h"

namespace leastwise::cli {
namespace {

// The help of every error here.
constexpr std::string_view kForm = "the form is SOURCE:NAME=VALUE, such as resource:name=x";

// The four sources are a closed set, so this one can be told.
Error unknown_source(std::string_view text) {
  constexpr std::array<std::string_view, kAttributeSources.size()> kNames = {
      "resource", "request", "principal", "environment"};
  std::string help = did_you_mean(text, kNames);
  if (help.empty()) {
    help = "sources are resource, request, principal and environment";
  }
  return {fmt::format("no attribute source `{}`", text), std::move(help)};
}

// The `=` that ends the name: the first one outside of brackets.
std::size_t end_of_name(std::string_view text) {
  std::size_t open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') {
      ++open;
    } else if (text[i] == ']' && open > 0) {
      --open;
    } else if (text[i] == '=' && open == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

// Blanks are kept: a value may begin with one.
Result<AttributeArgument> parse_attribute(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return fail(fmt::format("attribute `{}` names no source", text), std::string(kForm));
  }
  const auto source = parse_attribute_source(text.substr(0, colon));
  if (!source) {
    return std::unexpected(unknown_source(text.substr(0, colon)));
  }
  const std::string_view rest = text.substr(colon + 1);
  const std::size_t equals = end_of_name(rest);
  if (equals == std::string_view::npos) {
    return fail(fmt::format("attribute `{}` has no value", text), std::string(kForm));
  }
  if (equals == 0) {
    return fail(fmt::format("attribute `{}` has no name", text), std::string(kForm));
  }
  return AttributeArgument{
      *source, std::string(rest.substr(0, equals)), {std::string(rest.substr(equals + 1))}};
}

// Sources keep their attributes apart: `resource:name` and `request:name` are two.
void add_attribute(std::vector<AttributeArgument>& attributes, AttributeArgument argument) {
  const auto same = std::ranges::find_if(attributes, [&argument](const AttributeArgument& have) {
    return have.source == argument.source && equals_folded(have.name, argument.name);
  });
  if (same == attributes.end()) {
    attributes.push_back(std::move(argument));
    return;
  }
  std::ranges::move(argument.values, std::back_inserter(same->values));
}

// Lists add up; `true` and `false` replace what was said before.
Result<CompleteSources> parse_complete(std::string_view text, CompleteSources complete) {
  if (equals_folded(text, "true") || equals_folded(text, "false")) {
    complete.fill(equals_folded(text, "true"));
    return complete;
  }
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view name = text.substr(0, comma);
    const auto source = parse_attribute_source(name);
    if (!source) {
      return std::unexpected(unknown_source(name));
    }
    complete[static_cast<std::size_t>(*source)] = true;
    if (comma == std::string_view::npos) {
      return complete;
    }
    text.remove_prefix(comma + 1);
  }
}

ConditionRequest condition_request(std::span<const AttributeArgument> attributes,
                                   std::span<const std::string> suboperations,
                                   const CompleteSources& complete, Instant at) {
  ConditionRequest request;
  for (const AttributeArgument& attribute : attributes) {
    request.add_attribute(attribute.source, attribute.name, attribute.values);
  }
  for (const std::string& name : suboperations) {
    request.add_suboperation(name);
  }
  request.set_complete(complete);
  request.set_default_time(at);
  return request;
}

}  // namespace leastwise::cli

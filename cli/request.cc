// Requests come from programs, by the million, and one that is wrong must say so in its place and
// not stop the others. nlohmann reads the line into a document; the callback adds what it lacks
// (duplicate keys, a depth limit), and everything behind the document is checked by hand, value by
// value, so that a wrong type has a message with its key.
//
// Strict where leniency would change the question: unknown keys, duplicate keys, a `dataAction`
// that is the text "true". Lenient nowhere. Covered by tests/cli/request_test.cc.
#include "cli/request.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/suggestion.h"

namespace leastwise::cli {
namespace {

using nlohmann::json;

// All keys that a request may have.
constexpr std::array<std::string_view, 8> kKeys = {
    "principal", "action", "scope", "dataAction", "attributes", "suboperations", "complete", "id"};

// Those that a request to a condition alone may have.
constexpr std::array<std::string_view, 4> kConditionKeys = {"action", "attributes", "suboperations",
                                                            "complete"};

// What the parser's callback looks for: nlohmann keeps the last of two equal keys and nests without
// a limit.
class Watch {
 public:
  bool operator()(int depth, json::parse_event_t event, const json& parsed) {
    const auto level = static_cast<std::size_t>(depth);
    if (level > kMaxJsonDepth) {
      problem_ = problem_.empty() ? "nested too deeply" : problem_;
      return false;
    }
    if (event == json::parse_event_t::object_start) {
      keys_.resize(std::max(keys_.size(), level + 2));
      keys_[level + 1].clear();
    } else if (event == json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys_[level].insert(key).second && problem_.empty()) {
        problem_ = fmt::format("key `{}` stands twice in one object", key);
      }
    }
    return true;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::vector<std::set<std::string>> keys_;  // of the object that is open at each depth
  std::string problem_;
};

// The document, or what is wrong with the text. nlohmann throws; nothing of it leaves this
// function.
Result<json> parse_json(std::string_view line) {
  Watch watch;
  try {
    json document = json::parse(line, [&watch](int depth, json::parse_event_t event, json& parsed) {
      return watch(depth, event, parsed);
    });
    if (!watch.problem().empty()) {
      return fail(watch.problem());
    }
    return document;
  } catch (const json::parse_error& error) {
    return fail(fmt::format("not valid JSON at byte {}", error.byte));
  } catch (const json::exception&) {
    return fail("not valid JSON");
  }
}

// A needed text.
Result<std::string> text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) {
    return fail(fmt::format("`{}` is missing", key));
  }
  if (!found->is_string()) {
    return fail(fmt::format("`{}` is no string", key));
  }
  return found->get<std::string>();
}

// A single attribute value as text.
Result<std::string> scalar_text(const json& value, std::string_view name) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_boolean() || value.is_number()) {
    return value.dump();
  }
  return fail(fmt::format("attribute `{}` is no string, number, boolean, or list of these", name));
}

// A single value and a list of one are the same: the operator of the condition tells them apart.
Result<AttributeArgument> attribute_of(AttributeSource source, const std::string& name,
                                       const json& value) {
  AttributeArgument attribute{source, name, {}};
  if (name.empty()) {
    return fail("an attribute has an empty name");
  }
  const json list = value.is_array() ? value : json::array({value});
  for (const json& item : list) {
    auto text = scalar_text(item, name);
    if (!text) {
      return std::unexpected(text.error());
    }
    attribute.values.push_back(std::move(*text));
  }
  return attribute;
}

Result<void> read_attributes(const json& object, Request& request) {
  if (!object.is_object()) {
    return fail("`attributes` is no object");
  }
  for (const auto& [source_name, attributes] : object.items()) {
    const auto source = parse_attribute_source(source_name);
    if (!source) {
      return fail(fmt::format("no attribute source `{}`", source_name));
    }
    if (!attributes.is_object()) {
      return fail(fmt::format("`attributes.{}` is no object", source_name));
    }
    for (const auto& [name, value] : attributes.items()) {
      auto attribute = attribute_of(*source, name, value);
      if (!attribute) {
        return std::unexpected(attribute.error());
      }
      add_attribute(request.attributes, std::move(*attribute));
    }
  }
  return {};
}

// `true` for all sources, or a list of them (SPEC section 7).
Result<void> read_complete(const json& value, Request& request) {
  if (value.is_boolean()) {
    request.complete.fill(value.get<bool>());
    return {};
  }
  if (!value.is_array()) {
    return fail("`complete` is no boolean or list of sources");
  }
  for (const json& item : value) {
    const auto source =
        item.is_string() ? parse_attribute_source(item.get<std::string>()) : std::nullopt;
    if (!source) {
      return fail(fmt::format("`complete` names no attribute source: {}", item.dump()));
    }
    request.complete[static_cast<std::size_t>(*source)] = true;
  }
  return {};
}

// Names of suboperations, such as `Blob.List`.
Result<void> read_suboperations(const json& value, Request& request) {
  if (!value.is_array() ||
      !std::ranges::all_of(value, [](const json& item) { return item.is_string(); })) {
    return fail("`suboperations` is no list of strings");
  }
  request.suboperations = value.get<std::vector<std::string>>();
  return {};
}

// Before anything else: a misspelled key explains whatever seems to be missing.
Result<void> check_keys(const json& object, std::span<const std::string_view> keys) {
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(keys, key) == keys.end()) {
      return fail(fmt::format("a request has no key `{}`", key), did_you_mean(key, keys));
    }
  }
  return {};
}

// Absent keys have their defaults already.
Result<void> read_optional(const json& object, Request& request) {
  if (const auto data = object.find("dataAction"); data != object.end()) {
    if (!data->is_boolean()) {
      return fail("`dataAction` is no boolean");
    }
    request.plane = data->get<bool>() ? Plane::kData : Plane::kControl;
  }
  Result<void> done;
  if (const auto found = object.find("attributes"); found != object.end()) {
    done = read_attributes(*found, request);
  }
  if (const auto found = object.find("suboperations"); done && found != object.end()) {
    done = read_suboperations(*found, request);
  }
  if (const auto found = object.find("complete"); done && found != object.end()) {
    done = read_complete(*found, request);
  }
  return done;
}

// Keys first, then what is needed, then the rest: the first problem is told.
Result<Request> read_request(const json& object) {
  if (const auto known = check_keys(object, kKeys); !known) {
    return std::unexpected(known.error());
  }
  Request request;
  for (const auto& [key, field] :
       {std::pair{"principal", &Request::principal}, std::pair{"action", &Request::action},
        std::pair{"scope", &Request::scope}}) {
    auto text = text_of(object, key);
    if (!text) {
      return std::unexpected(text.error());
    }
    request.*field = std::move(*text);
  }
  if (const auto rest = read_optional(object, request); !rest) {
    return std::unexpected(rest.error());
  }
  return request;
}

Result<Request> read_condition_request(const json& object) {
  if (!object.is_object()) {
    return fail("not a JSON object");
  }
  if (const auto known = check_keys(object, kConditionKeys); !known) {
    return std::unexpected(known.error());
  }
  Request request;
  if (object.contains("action")) {
    auto action = text_of(object, "action");
    if (!action) {
      return std::unexpected(action.error());
    }
    request.action = std::move(*action);
  }
  if (const auto rest = read_optional(object, request); !rest) {
    return std::unexpected(rest.error());
  }
  return request;
}

}  // namespace

Result<Request> parse_condition_request(std::string_view text) {
  const auto document = parse_json(text);
  return document ? read_condition_request(*document) : std::unexpected(document.error());
}

// The id is read even from a request that is wrong otherwise: it is how its sender finds it.
ParsedRequest parse_request(std::string_view line) {
  const auto document = parse_json(line);
  if (!document) {
    return {std::unexpected(document.error())};
  }
  if (!document->is_object()) {
    return {fail("not a JSON object")};
  }
  ParsedRequest parsed{read_request(*document)};
  if (const auto id = document->find("id"); id != document->end()) {
    parsed.id = id->dump(-1, ' ', false, json::error_handler_t::replace);
  }
  return parsed;
}

}  // namespace leastwise::cli

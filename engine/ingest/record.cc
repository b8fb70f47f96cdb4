// The tree of record.h, and the small state machine that cuts a file into records.
//
// The assembler is in one of three states: before or between the properties of the top value
// (events go to `top_`), in a list between two elements (`element_` is empty), or in an element
// (events go to `element_` until it is complete). A file that is a bare array has no top value.
#include "engine/ingest/record.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/ingest/field_reader.h"

namespace leastwise {
namespace {

// Up to so many keys, comparing all pairs is cheaper than sorting. Objects of exports have 5 to 25.
constexpr std::size_t kFewKeys = 32;

// RFC 6901: `~` and `/` in a key are written `~0` and `~1`.
std::string escaped_for_pointer(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

// The kind of value that an event begins, or (for ends) belongs to.
ValueKind value_kind(JsonEventKind kind) {
  switch (kind) {
    case JsonEventKind::kBoolean:
      return ValueKind::kBoolean;
    case JsonEventKind::kNumber:
      return ValueKind::kNumber;
    case JsonEventKind::kString:
    case JsonEventKind::kKey:
      return ValueKind::kString;
    case JsonEventKind::kStartObject:
    case JsonEventKind::kEndObject:
      return ValueKind::kObject;
    case JsonEventKind::kStartArray:
    case JsonEventKind::kEndArray:
      return ValueKind::kArray;
    case JsonEventKind::kNull:
      break;
  }
  return ValueKind::kNull;
}

// The names under which the tools put a list of records: Azure and Graph, Resource Graph and
// AzureHound.
bool is_list_key(std::string_view key) {
  return equals_folded(key, "value") || equals_folded(key, "data");
}

}  // namespace

std::string_view to_string(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return "null";
    case ValueKind::kBoolean:
      return "true or false";
    case ValueKind::kNumber:
      return "a number";
    case ValueKind::kString:
      return "a string";
    case ValueKind::kArray:
      return "an array";
    case ValueKind::kObject:
      return "an object";
  }
  return "null";
}

bool ValueView::boolean() const {
  check(is(ValueKind::kBoolean), "the value is a boolean");
  return record_->nodes_[index_].text != 0;
}

std::string_view ValueView::text() const {
  check(is_string(), "the value is a string");
  const Record::Node& node = record_->nodes_[index_];
  return std::string_view(record_->texts_).substr(node.text, node.text_length);
}

std::string_view ValueView::key() const { return record_->key_of(index_); }

TextPlace ValueView::place() const { return record_->nodes_[index_].place; }

TextPlace ValueView::key_place() const { return record_->nodes_[index_].key_place; }

bool ValueView::is_plain() const { return record_->nodes_[index_].plain; }

// Walks up by the parents, so the cost is the depth and not the size: a hostile record may cause a
// diagnostic at each of a million values.
std::string ValueView::pointer() const {
  std::vector<std::string> steps;  // from the value up
  for (std::uint32_t at = index_; at != 0; at = record_->nodes_[at].parent) {
    const Record::Node& node = record_->nodes_[at];
    steps.push_back(node.key == Record::kNoKey ? std::to_string(node.key_length)
                                               : escaped_for_pointer(record_->key_of(at)));
  }
  std::string text = record_->pointer_;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    text += '/';
    text += *step;
  }
  return text;
}

// The first value inside stands directly behind its object; an object that has not ended reaches to
// the end of what was read.
ValueView::Children ValueView::children() const {
  const bool has_children = is_object() || is_array();
  const std::uint32_t first = index_ + 1;
  return {*record_, first, has_children ? record_->end_of(index_) : first};
}

std::size_t ValueView::size() const {
  return is_object() || is_array() ? record_->nodes_[index_].text_length : 0;
}

// Linear: objects of exports are small, and an index would cost more than it saves.
std::optional<ValueView> ValueView::find(std::string_view name) const {
  if (!is_object()) {
    return std::nullopt;
  }
  const std::uint32_t end = record_->end_of(index_);
  const std::uint32_t found = record_->find_key(name, index_ + 1, end);
  return found == end ? std::nullopt : std::optional(ValueView(*record_, found));
}

std::optional<ValueView> ValueView::find_after(ValueView sibling, std::string_view name) const {
  const std::uint32_t end = record_->end_of(index_);
  const std::uint32_t found = record_->find_key(name, record_->end_of(sibling.index_), end);
  return found == end ? std::nullopt : std::optional(ValueView(*record_, found));
}

std::optional<ValueView> ValueView::find_set(std::string_view name) const {
  const std::optional<ValueView> found = find(name);
  return found && !found->is_null() ? found : std::nullopt;
}

// The first property called `name` among the siblings from `at` on; `end` where there is none.
std::uint32_t Record::find_key(std::string_view name, std::uint32_t at, std::uint32_t end) const {
  while (at != end && !(nodes_[at].key_length == name.size() && nodes_[at].key != kNoKey &&
                        equals_folded(key_of(at), name))) {
    at = end_of(at);
  }
  return at;
}

// Keeps the memory of the arrays: the next record is likely to be as large as the last.
void Record::restart(std::string pointer) {
  pointer_ = std::move(pointer);
  nodes_.clear();
  texts_.clear();
  open_.clear();
  pending_key_ = kNoKey;
}

// Offsets fit in 32 bits: append() keeps the texts within kMaxRecordBytes.
std::uint32_t Record::add_text(std::string_view text) {
  const auto offset = static_cast<std::uint32_t>(texts_.size());
  texts_ += text;
  return offset;
}

// A value is the next property of the innermost open object, with the key read last; the next
// element of the innermost open array; or the root.
void Record::add_node(const JsonEventView& event) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  Node node{.end = index + 1,
            .place = event.place,
            .key_place = event.place,
            .kind = value_kind(event.kind),
            .plain = event.plain};
  if (!open_.empty()) {
    node.parent = open_.back();
    node.key = std::exchange(pending_key_, kNoKey);
    if (node.key == kNoKey) {
      node.key_length = nodes_[node.parent].text_length;
    } else {
      node.key_length = pending_key_length_;
      node.key_place = pending_key_place_;
    }
    ++nodes_[node.parent].text_length;
  }
  if (node.kind == ValueKind::kBoolean) {
    node.text = event.boolean ? 1 : 0;
  } else if (node.kind == ValueKind::kString) {
    node.text = add_text(event.text);
    node.text_length = static_cast<std::uint32_t>(event.text.size());
  }
  nodes_.push_back(node);
}

// The limits are asked before anything changes, so that a refused event leaves a sound tree.
bool Record::append(const JsonEventView& event) {
  if (nodes_.size() >= kMaxRecordValues || texts_.size() + event.text.size() > kMaxRecordBytes) {
    return false;
  }
  switch (event.kind) {
    case JsonEventKind::kKey:
      pending_key_ = add_text(event.text);
      pending_key_length_ = static_cast<std::uint32_t>(event.text.size());
      pending_key_place_ = event.place;
      break;
    case JsonEventKind::kStartObject:
    case JsonEventKind::kStartArray:
      add_node(event);
      open_.push_back(static_cast<std::uint32_t>(nodes_.size() - 1));
      nodes_.back().end = kOpen;
      break;
    case JsonEventKind::kEndObject:
    case JsonEventKind::kEndArray:
      nodes_[open_.back()].end = static_cast<std::uint32_t>(nodes_.size());
      open_.pop_back();
      break;
    case JsonEventKind::kNull:
    case JsonEventKind::kBoolean:
    case JsonEventKind::kNumber:
    case JsonEventKind::kString:
      add_node(event);
      break;
  }
  return true;
}

// Equal keys stand side by side after sorting by key and position; the first of them in the text is
// the one that the others repeat.
std::vector<Record::RepeatView> Record::repeated_keys(ValueView object) const {
  std::vector<RepeatView> repeats;
  if (object.size() <= kFewKeys) {
    for (const ValueView property : object.children()) {
      for (const ValueView earlier : object.children()) {
        if (earlier == property) {
          break;
        }
        if (earlier.key() == property.key()) {
          repeats.push_back({.again = property, .first = earlier});
          break;
        }
      }
    }
    return repeats;
  }
  std::vector<std::pair<std::string_view, std::uint32_t>> keys;
  keys.reserve(object.size());
  for (const ValueView property : object.children()) {
    keys.emplace_back(property.key(), property.index_);
  }
  std::ranges::sort(keys);
  std::size_t first = 0;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].first == keys[first].first) {
      repeats.push_back({.again = {*this, keys[i].second}, .first = {*this, keys[first].second}});
    } else {
      first = i;
    }
  }
  return repeats;
}

TextProblem duplicate_key_problem(std::string_view key, TextPlace again, TextPlace first) {
  return {.code = "duplicate-key",
          .message = fmt::format("key {} stands twice in one object", in_backticks(key)),
          .help = fmt::format("remove one of the two; the first stands at {}:{}", first.line,
                              first.column),
          .place = again};
}

bool RecordAssembler::check_keys(const Record& record) {
  const std::vector<Record::RepeatView> repeats = record.repeated_keys(record.innermost());
  for (const auto& [again, first] : repeats) {
    sink_.on_problem(again.pointer(),
                     duplicate_key_problem(again.key(), again.place(), first.place()));
  }
  return repeats.empty();
}

// The keys of an object are checked before its end is taken in, while it is the innermost one.
bool RecordAssembler::append(Record& record, const JsonEventView& event) {
  if (event.kind == JsonEventKind::kEndObject && !check_keys(record)) {
    (&record == &top_ ? top_spoilt_ : element_spoilt_) = true;
  }
  if (record.append(event)) {
    return true;
  }
  sink_.on_problem(record.root().pointer(),
                   {.code = "record-too-large",
                    .message = fmt::format("one record of more than {} values or {} bytes",
                                           kMaxRecordValues, kMaxRecordBytes),
                    .place = event.place});
  return false;
}

// A file that begins with an array is a list without a container.
bool RecordAssembler::on_event(const JsonEventView& event) {
  if (in_list_) {
    return on_list_event(event);
  }
  if (top_.empty() && event.kind == JsonEventKind::kStartArray) {
    bare_array_ = true;
    in_list_ = true;
    return true;
  }
  return on_top_event(event);
}

// Between elements only the end of the list, or the begin of the next element, can come.
bool RecordAssembler::on_list_event(const JsonEventView& event) {
  if (element_.empty() && event.kind == JsonEventKind::kEndArray) {
    in_list_ = false;
    return bare_array_ || append(top_, event);
  }
  if (element_.empty()) {
    element_.restart(fmt::format("{}/{}", list_pointer_, next_index_++));
    element_spoilt_ = false;
  }
  if (!append(element_, event)) {
    return false;
  }
  if (!element_.complete()) {
    return true;
  }
  const bool go_on = element_spoilt_ || sink_.on_record(element_);
  element_.restart({});
  return go_on;
}

// A list below the top object is left empty in the container: its elements go to the sink.
bool RecordAssembler::on_top_event(const JsonEventView& event) {
  if (!append(top_, event)) {
    return false;
  }
  if (event.kind == JsonEventKind::kStartArray && top_.depth() == 2 &&
      is_list_key(top_.innermost().key())) {
    sink_.on_list(top_);
    list_pointer_ = top_.innermost().pointer();
    next_index_ = 0;
    in_list_ = true;
    had_list_ = true;
  }
  if (!top_.complete()) {
    return true;
  }
  const bool go_on = top_spoilt_ || sink_.on_top(top_, had_list_);
  top_.restart({});
  return go_on;
}

// For a text that broke off: the record that was being read says most about where.
std::string RecordAssembler::open_pointer() const {
  if (in_list_) {
    return element_.empty() ? list_pointer_ : element_.innermost().pointer();
  }
  return top_.empty() ? std::string() : top_.innermost().pointer();
}

}  // namespace leastwise

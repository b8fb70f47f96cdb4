// One record of an export, as a small tree; and how a file becomes records.
//
// A file is `[record, ...]`, `{"value": [record, ...], "nextLink": ...}` (or `data` for `value`),
// or a single record. RecordAssembler takes the events of json_reader.h, builds one record at a
// time and gives it to a RecordSink; the tree is used again for the next record. What stands around
// a list, before or behind it, is a record of its own, the container.
//
// A tree is three flat arrays: nodes in the order of the text (so the values inside an object stand
// directly behind it, and `end` skips them) and one string with all texts. A record of 25 values,
// such as a role assignment, needs no allocation once the arrays have grown.
//
// Example:         {"value": [{"id": "a"}, {"id": "b"}], "nextLink": null}
//                  two records at /value/0 and /value/1, and a container with `nextLink`
// Counter-example: {"id": "a", "properties": {...}} is one record at the empty pointer.
//
// Two equal keys in one object are an error, found when the object ends: in pairs where there are
// few, by sorting where there are many, so that no input makes it quadratic.
// Cost: linear (n log n in the keys of one object). Tests: tests/engine/ingest/record_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/json_reader.h"
#include "engine/ingest/text_encoding.h"

namespace leastwise {

enum class ValueKind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

// `a string`, `an object`, ...: for messages.
[[nodiscard]] std::string_view to_string(ValueKind kind);

class Record;

// A value in a Record; valid until the record changes.
class ValueView {
 public:
  ValueView(const Record& record, std::uint32_t index) : record_(&record), index_(index) {}

  [[nodiscard]] ValueKind kind() const;
  [[nodiscard]] bool is(ValueKind which) const { return kind() == which; }
  [[nodiscard]] bool is_object() const { return is(ValueKind::kObject); }
  [[nodiscard]] bool is_array() const { return is(ValueKind::kArray); }
  [[nodiscard]] bool is_string() const { return is(ValueKind::kString); }
  [[nodiscard]] bool is_null() const { return is(ValueKind::kNull); }

  // REQUIRES: kind() is kBoolean; kind() is kString.
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string_view text() const;
  // The name of the property that this is; empty for elements of arrays.
  [[nodiscard]] std::string_view key() const;
  [[nodiscard]] TextPlace place() const;
  // Where the name of the property begins; place() where there is none.
  [[nodiscard]] TextPlace key_place() const;
  // Of a text: whether it stands there without quotes, as only YAML allows.
  [[nodiscard]] bool is_plain() const;
  // RFC 6901 pointer from the top of the file.
  [[nodiscard]] std::string pointer() const;

  // The values directly inside an array or object: `for (ValueView child : value.children())`.
  class Children;
  [[nodiscard]] Children children() const;
  [[nodiscard]] std::size_t size() const;

  // The first property of that name, ignoring ASCII case; none where this is no object.
  [[nodiscard]] std::optional<ValueView> find(std::string_view name) const;
  // The next property of that name behind `sibling`, which is one of this object.
  [[nodiscard]] std::optional<ValueView> find_after(ValueView sibling, std::string_view name) const;
  // Like find(), with null taken for absent: `az` and PowerShell print every property they know.
  [[nodiscard]] std::optional<ValueView> find_set(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return find_set(name).has_value(); }

  // Of one record: the same value.
  friend bool operator==(const ValueView&, const ValueView&) = default;

 private:
  friend class Record;

  const Record* record_;
  std::uint32_t index_;
};

// The tree. Filled by append() in the order of the text.
class Record {
 public:
  // REQUIRES: something was appended.
  [[nodiscard]] ValueView root() const { return {*this, 0}; }
  [[nodiscard]] bool empty() const { return nodes_.empty(); }
  // Whether every object and array that began has ended.
  [[nodiscard]] bool complete() const { return !empty() && open_.empty(); }
  // How many objects and arrays are open, and the last one of them or the root.
  [[nodiscard]] std::size_t depth() const { return open_.size(); }
  [[nodiscard]] ValueView innermost() const { return {*this, open_.empty() ? 0 : open_.back()}; }

  // Empties the tree for a record whose root is at `pointer`.
  void restart(std::string pointer);
  // Adds an event. Gives false, and stays as it is, where the record would pass kMaxRecordValues or
  // kMaxRecordBytes. REQUIRES: !complete().
  [[nodiscard]] bool append(const JsonEventView& event);

  struct RepeatView {
    ValueView again;
    ValueView first;
  };
  // The properties of `object` whose key stood in it before.
  // REQUIRES: `object` is an object that has ended.
  [[nodiscard]] std::vector<RepeatView> repeated_keys(ValueView object) const;

 private:
  friend class ValueView;
  static constexpr std::uint32_t kNoKey = 0xFFFFFFFF;
  static constexpr std::uint32_t kOpen = 0;

  struct Node {
    std::uint32_t key = kNoKey;     // offset in texts_; kNoKey: an element or the root
    std::uint32_t key_length = 0;   // or the index of an element in its array
    std::uint32_t text = 0;         // offset in texts_; of a boolean: its value
    std::uint32_t text_length = 0;  // of objects and arrays: how many values are directly inside
    std::uint32_t parent = 0;       // of the root: itself
    std::uint32_t end = kOpen;      // the first node behind this one and what is in it
    TextPlace place = {};
    TextPlace key_place = {};  // without a key: as `place`
    ValueKind kind = ValueKind::kNull;
    bool plain = false;
  };

  [[nodiscard]] std::uint32_t end_of(std::uint32_t index) const {
    const std::uint32_t end = nodes_[index].end;
    return end == kOpen ? static_cast<std::uint32_t>(nodes_.size()) : end;
  }
  [[nodiscard]] std::string_view key_of(std::uint32_t index) const {
    const Node& node = nodes_[index];
    return node.key == kNoKey ? std::string_view()
                              : std::string_view(texts_.data() + node.key, node.key_length);
  }
  [[nodiscard]] std::uint32_t find_key(std::string_view name, std::uint32_t at,
                                       std::uint32_t end) const;
  std::uint32_t add_text(std::string_view text);
  void add_node(const JsonEventView& event);

  std::string pointer_;  // of the root
  std::vector<Node> nodes_;
  std::string texts_;
  std::vector<std::uint32_t> open_;
  std::uint32_t pending_key_ = kNoKey;
  std::uint32_t pending_key_length_ = 0;
  TextPlace pending_key_place_ = {};
};

inline ValueKind ValueView::kind() const { return record_->nodes_[index_].kind; }

class ValueView::Children {
 public:
  class Iterator {
   public:
    Iterator(const Record& record, std::uint32_t index) : record_(&record), index_(index) {}
    ValueView operator*() const { return {*record_, index_}; }
    Iterator& operator++() {
      index_ = record_->end_of(index_);
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Record* record_;
    std::uint32_t index_;
  };

  Children(const Record& record, std::uint32_t first, std::uint32_t end)
      : record_(&record), first_(first), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {*record_, first_}; }
  [[nodiscard]] Iterator end() const { return {*record_, end_}; }

 private:
  const Record* record_;
  std::uint32_t first_;
  std::uint32_t end_;
};

// Who takes the records of a file.
class RecordSink {
 public:
  virtual ~RecordSink() = default;

  // A list of records begins; `container` is what stands before it in the object around it.
  virtual void on_list(const Record& container) = 0;
  // An element of a list, whole and without a problem of its own. Gives whether to go on. The sink
  // may take the tree and leave any other in its place.
  [[nodiscard]] virtual bool on_record(Record& record) = 0;
  // The object around a list, at its end, or what else the whole file is: a single record. Gives
  // whether to go on; the tree is the sink's likewise.
  [[nodiscard]] virtual bool on_top(Record& top, bool had_list) = 0;
  // A record that breaks a rule of every format (`duplicate-key`, `record-too-large`), or a text
  // that broke off; `pointer` says where.
  virtual void on_problem(std::string pointer, TextProblem problem) = 0;

 protected:
  RecordSink() = default;
  RecordSink(const RecordSink&) = default;
  RecordSink& operator=(const RecordSink&) = default;
};

// What is wrong with the second of two equal keys: `again` is where it stands, `first` the other.
// Both are named: which of the two is wrong, only the user can know.
[[nodiscard]] TextProblem duplicate_key_problem(std::string_view key, TextPlace again,
                                                TextPlace first);

class RecordAssembler : public JsonEventHandler {
 public:
  explicit RecordAssembler(RecordSink& sink) : sink_(sink) {}

  [[nodiscard]] bool on_event(const JsonEventView& event) override;

  // The pointer of the innermost value that has begun and not ended: where the text broke off.
  [[nodiscard]] std::string open_pointer() const;

 private:
  [[nodiscard]] bool on_list_event(const JsonEventView& event);
  [[nodiscard]] bool on_top_event(const JsonEventView& event);
  [[nodiscard]] bool append(Record& record, const JsonEventView& event);
  // Reports the repeated keys of the innermost object; gives whether there are none.
  [[nodiscard]] bool check_keys(const Record& record);

  RecordSink& sink_;
  Record top_;
  Record element_;
  bool bare_array_ = false;  // the file is an array
  bool in_list_ = false;
  bool had_list_ = false;
  bool top_spoilt_ = false;      // a problem was reported for what stands around the list,
  bool element_spoilt_ = false;  // or for the present element
  std::string list_pointer_;     // `/value`, or empty for a bare array
  std::size_t next_index_ = 0;   // of the next element of the list
};

}  // namespace leastwise

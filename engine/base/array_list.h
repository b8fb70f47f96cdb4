// The arrays that an object is made of, by name: given out to be stored, and taken in again.
//
// A class whose members are flat arrays says once, in visit_arrays(), which they are; an
// ArrayCollector lists them for the writer of a snapshot, an ArrayBinder makes the members views of
// what a snapshot holds. So writer and reader cannot disagree.
//
//   template <class Self, class Visitor>
//   static void visit_arrays(Self& self, Visitor& visitor) {
//     visitor.part("texts", self.texts_);     // an object with visit_arrays() of its own
//     visitor("nodes", self.nodes_);          // `scopes/nodes`, where this is part `scopes`
//   }
//
// A binder checks name and size of values, not what they say: that is is_sound() of each class.
// Tests: tests/engine/base/array_list_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/flat_array.h"
#include "engine/base/text_blocks.h"

namespace leastwise {

// Bytes as the text that hashes, comparisons and files take.
[[nodiscard]] inline std::string_view as_text(std::span<const std::byte> bytes) {
  // NOLINTNEXTLINE(*-reinterpret-cast): any bytes may be read as characters
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// An array to be stored: its bytes are those of `pieces`, one behind the other.
struct CollectedArray {
  std::string name;
  std::uint32_t element_size = 0;
  std::vector<std::span<const std::byte>> pieces = {};

  [[nodiscard]] std::size_t byte_count() const;
};

// An array that was stored. `bytes` begin where any value may (64 bytes).
struct StoredArray {
  std::string_view name;
  std::uint32_t element_size = 0;
  std::span<const std::byte> bytes;
  std::uint64_t offset = 0;  // in the file, for people
};

// How far stored arrays are believed.
enum class ArrayTrust : std::uint8_t {
  kValidate,  // every index, range, number and order is proven before the first use
  kTrusted,   // none is: arrays that are not what they are said to be lead anywhere
};

// What collecting and binding have in common: the names of parts within parts.
class ArrayNames {
 protected:
  // `Walker` visits the arrays of `object`, whose names begin with `name/`.
  template <class Object, class Walker>
  void walk_part(std::string_view name, Object& object, Walker& walker) {
    const std::size_t length = prefix_.size();
    prefix_ += name;
    prefix_ += '/';
    std::remove_const_t<Object>::visit_arrays(object, walker);
    prefix_.resize(length);
  }
  [[nodiscard]] std::string full(std::string_view name) const {
    return prefix_ + std::string(name);
  }

 private:
  std::string prefix_;
};

// Lists the arrays of objects, which must outlive the list.
class ArrayCollector : private ArrayNames {
 public:
  template <class Object>
  void part(std::string_view name, const Object& object) {
    walk_part(name, object, *this);
  }
  template <class T>
  void operator()(std::string_view name, const FlatArray<T>& array) {
    add(name, sizeof(T), std::as_bytes(array.all()));
  }
  void operator()(std::string_view name, const TextBlocks& blocks);
  // One value, as an array of one.
  template <class T>
  void value(std::string_view name, const T& value) {
    static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>);
    add(name, sizeof(T), std::as_bytes(std::span(&value, 1)));
  }

  [[nodiscard]] const std::vector<CollectedArray>& arrays() const { return arrays_; }

 private:
  void add(std::string_view name, std::size_t element_size, std::span<const std::byte> bytes);

  std::vector<CollectedArray> arrays_;
};

// Makes members views of stored arrays, which must come in the order of the visit and outlive the
// objects. After a mismatch the rest stays as it was.
class ArrayBinder : private ArrayNames {
 public:
  explicit ArrayBinder(std::span<const StoredArray> arrays) : arrays_(arrays) {}

  template <class Object>
  void part(std::string_view name, Object& object) {
    walk_part(name, object, *this);
  }
  template <class T>
  void operator()(std::string_view name, FlatArray<T>& array) {
    if (const StoredArray* stored = next(name, sizeof(T))) {
      array = FlatArray<T>::view(values<T>(*stored));
    }
  }
  void operator()(std::string_view name, TextBlocks& blocks);
  template <class T>
  void value(std::string_view name, T& value) {
    const StoredArray* stored = next(name, sizeof(T));
    if (stored == nullptr) {
      return;
    }
    if (stored->bytes.size() != sizeof(T)) {
      note_problem(name, "is not one value");
      return;
    }
    std::memcpy(&value, stored->bytes.data(), sizeof(T));
  }

  // Why the arrays do not fit, as a clause: "array `scopes/nodes` is missing"; empty where they do,
  // so far.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  // Whether all arrays were taken.
  [[nodiscard]] bool finished() const { return next_ == arrays_.size(); }

 private:
  template <class T>
  [[nodiscard]] static std::span<const T> values(const StoredArray& stored) {
    // NOLINTNEXTLINE(*-reinterpret-cast): the bytes of flat values, aligned, are the values
    return {reinterpret_cast<const T*>(stored.bytes.data()), stored.bytes.size() / sizeof(T)};
  }
  // The next array, if it is the one; else null, and there is a problem.
  [[nodiscard]] const StoredArray* next(std::string_view name, std::size_t element_size);
  void note_problem(std::string_view name, std::string_view what);

  std::span<const StoredArray> arrays_;
  std::size_t next_ = 0;
  std::string problem_;
};

}  // namespace leastwise

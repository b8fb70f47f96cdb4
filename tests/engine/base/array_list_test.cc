#include "engine/base/array_list.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace leastwise {
namespace {

struct Inner {
  FlatArray<std::uint16_t> numbers;

  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor("numbers", self.numbers);
  }
};

struct Outer {
  std::uint32_t count = 0;
  Inner inner;
  TextBlocks texts;

  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.value("count", self.count);
    visitor.part("inner", self.inner);
    visitor("texts", self.texts);
  }
};

class ArrayListTest : public ::testing::Test {
 protected:
  ArrayListTest() {
    outer_.count = 7;
    outer_.inner.numbers.append(std::vector<std::uint16_t>{1, 2, 3});
    place_ = outer_.texts.add("text");
    ArrayCollector collector;
    collector.part("outer", outer_);
    for (const CollectedArray& array : collector.arrays()) {
      names_.push_back(array.name);
      EXPECT_EQ(array.pieces.size(), 1U);
      EXPECT_EQ(array.byte_count(), array.pieces.front().size());
      stored_.push_back({array.name, array.element_size, array.pieces.front()});
    }
    // The collector is gone after this: names are looked up in names_.
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      stored_[i].name = names_[i];
    }
  }

  [[nodiscard]] std::string problem() const {
    ArrayBinder binder(stored_);
    Outer bound;
    binder.part("outer", bound);
    return binder.problem();
  }

  Outer outer_;
  TextExtent place_;
  std::vector<std::string> names_;
  std::vector<StoredArray> stored_;
};

TEST_F(ArrayListTest, WhatWasCollectedIsBoundInPlace) {
  EXPECT_EQ(names_,
            (std::vector<std::string>{"outer/count", "outer/inner/numbers", "outer/texts"}));
  ArrayBinder binder(stored_);
  Outer bound;
  binder.part("outer", bound);
  EXPECT_EQ(binder.problem(), "");
  EXPECT_TRUE(binder.finished());
  EXPECT_EQ(bound.count, 7U);
  EXPECT_EQ(bound.inner.numbers.data(), outer_.inner.numbers.data());
  EXPECT_EQ(bound.inner.numbers.size(), 3U);
  EXPECT_EQ(bound.texts.text(place_), "text");
}

TEST_F(ArrayListTest, AMissingArrayIsNamed) {
  stored_.erase(stored_.begin() + 1);
  EXPECT_EQ(problem(), "array `outer/inner/numbers` is missing");
  stored_.resize(1);
  EXPECT_EQ(problem(), "array `outer/inner/numbers` is missing");
}

TEST_F(ArrayListTest, ValuesOfAnotherSizeAreRefused) {
  stored_[1].element_size = 4;
  EXPECT_EQ(problem(), "array `outer/inner/numbers` has values of another size");
  stored_[1].element_size = 2;
  stored_[1].bytes = stored_[1].bytes.first(5);
  EXPECT_EQ(problem(), "array `outer/inner/numbers` has values of another size");
}

TEST_F(ArrayListTest, AValueIsOne) {
  stored_[0].bytes = {};
  EXPECT_EQ(problem(), "array `outer/count` is not one value");
}

TEST_F(ArrayListTest, AnArrayTooManyIsNotTaken) {
  stored_.push_back(stored_.front());
  ArrayBinder binder(stored_);
  Outer bound;
  binder.part("outer", bound);
  EXPECT_EQ(binder.problem(), "");
  EXPECT_FALSE(binder.finished());
}

}  // namespace
}  // namespace leastwise

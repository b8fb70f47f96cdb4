#include "engine/base/source_place.h"

#include <gtest/gtest.h>

namespace leastwise {
namespace {

TEST(SourcePlace, IsUnknownWithoutALine) {
  EXPECT_FALSE(SourcePlace().known());
  EXPECT_TRUE((SourcePlace{FileId(0), 1, 1}).known());
}

TEST(SourcePlace, OrdersByFileThenLineThenColumn) {
  EXPECT_LT((SourcePlace{FileId(0), 9, 9}), (SourcePlace{FileId(1), 1, 1}));
  EXPECT_LT((SourcePlace{FileId(0), 1, 9}), (SourcePlace{FileId(0), 2, 1}));
  EXPECT_LT((SourcePlace{FileId(0), 1, 1}), (SourcePlace{FileId(0), 1, 2}));
}

}  // namespace
}  // namespace leastwise

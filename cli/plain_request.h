// The requests that programs send by the million, read where they lie: simdjson finds the texts,
// and nothing is copied.
//
// A plain request has a principal, an action and a scope written without escapes, and at most
// `dataAction` and an `id` beside them. Anything else, right or wrong, is left to request.h, which
// alone says what is wrong; what this reader takes, that one takes, and they agree on it.
// Example:         {"principal":"ann@x","action":"A/b","scope":"/","id":7}
// Counter-example: the same with `attributes`, a key that stands twice, or `"\u0041/b"`
// Tests: tests/cli/plain_request_test.cc, fuzz/request_fuzz.cc.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/permission/permission_block.h"

namespace leastwise::cli {

// Views into the line.
struct PlainRequestView {
  std::string_view principal;
  std::string_view action;
  std::string_view scope;
  Plane plane = Plane::kControl;
  std::string_view id = {};  // as JSON text; empty where it has none
};

// Thread safety: one for each thread.
class PlainRequestReader {
 public:
  // So many bytes behind a line may be read; what they are does not matter.
  static constexpr std::size_t kPadding = 64;

  PlainRequestReader();
  ~PlainRequestReader();
  PlainRequestReader(PlainRequestReader&&) noexcept;
  PlainRequestReader& operator=(PlainRequestReader&&) = delete;

  // Empty where the line is not plain. REQUIRES: kPadding bytes behind `line`.
  [[nodiscard]] std::optional<PlainRequestView> read(std::string_view line);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace leastwise::cli

// Answers lines of `check --requests`, many at a time.
//
// Plain requests about an object id that the input knows are decided together (decide_many); all
// others are answered one by one, and both ways give the same line.
// Tests: tests/cli/requests_test.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/plain_request.h"
#include "cli/question.h"
#include "cli/request.h"
#include "cli/tenant_data.h"

namespace leastwise::cli {

// A line that waits for its answer. PlainRequestReader::kPadding bytes follow it.
struct RequestLine {
  std::string_view text;
  bool too_long = false;
};

// Thread safety: one for each thread.
class RequestAnswerer {
 public:
  explicit RequestAnswerer(const TenantData& data);

  // The answers to some lines in their order, each with its newline.
  [[nodiscard]] std::string answer(std::span<const RequestLine> lines);

  // Whether any answer was an error.
  [[nodiscard]] bool any_error() const { return any_error_; }

 private:
  // A plain request among those that are decided together.
  struct Asked {
    std::size_t line = 0;
    std::string_view id;
  };

  void gather(std::span<const RequestLine> lines);
  [[nodiscard]] bool is_decided(std::size_t asked) const;
  void append_decided(std::size_t asked, std::string& answers);
  [[nodiscard]] std::string answer_one(const RequestLine& line);
  [[nodiscard]] std::string decide(const Request& request, std::string_view id);
  [[nodiscard]] Result<AccessDecision> decide(const AccessQuestion& question,
                                              const Request& request) const;
  [[nodiscard]] std::string error_line(const Error& error, std::string_view id);
  // What stands before the id, and before the closing brace.
  [[nodiscard]] const std::string& beginning(AccessDecision decision);
  [[nodiscard]] const Result<AskedPrincipal>& find(const std::string& name);

  const TenantData& data_;
  ConditionRequest plain_;  // that says nothing but the time
  PlainRequestReader reader_;
  std::unordered_map<std::string, Result<AskedPrincipal>> names_;
  std::unordered_map<std::uint32_t, std::string> beginnings_;
  // Of the lines that are being answered.
  std::vector<Asked> asked_;
  std::vector<AccessQuestion> questions_;
  std::vector<CompiledTenant::BatchDecision> decisions_;
  bool any_error_ = false;
};

}  // namespace leastwise::cli

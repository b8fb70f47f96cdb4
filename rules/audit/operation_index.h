// Known operations by name: which of them a pattern matches, and of which providers any are known.
//
// Most questions of the audit are asked of permission sets (role_sets.h). A rule about the spelling
// of a pattern asks here, since it must tell an operation that does not exist from one of a
// provider of which nothing was exported: the embedded catalogue knows a handful of providers only.
//
// Example: `Microsoft.Compute/disks/raed` matches nothing. Where operations of Microsoft.Compute
// are known that is a finding; where none is, it is not known whether there is such an operation.
// Counter-example: `*/read` is of no provider, and it matches what is known of any.
// Operations whose name holds a `*` are no actions and are left out.
// Cost: a sort of all names; a pattern is tried on the names behind its literal prefix only.
// Thread safety: immutable. Refers to the catalogue. Tests:
// tests/rules/audit/operation_index_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action/pattern.h"
#include "engine/permission/operation_catalogue.h"
#include "rules/audit/rule.h"

namespace leastwise {

class OperationIndex {
 public:
  struct Entry {
    std::string folded;
    OperationId id;
  };

  explicit OperationIndex(const OperationCatalogue& operations);

  // The known operations of `plane` that `pattern` matches, ascending by folded name.
  [[nodiscard]] std::vector<OperationId> matching(const ActionPattern& pattern, Plane plane) const;
  // Whether there is one.
  [[nodiscard]] bool matches_any(const ActionPattern& pattern, Plane plane) const;

  // The operations whose folded name begins with `prefix`, ascending. REQUIRES: folded.
  [[nodiscard]] std::span<const Entry> with_prefix(std::string_view prefix) const;

  // Whether any operation of the provider is known, on either plane. An empty provider stands for
  // all of them. REQUIRES: folded.
  [[nodiscard]] bool knows_provider(std::string_view provider) const;
  // Whether one of them is known from the input, and not only from the catalogue.
  [[nodiscard]] bool exported_provider(std::string_view provider) const;

  [[nodiscard]] const OperationCatalogue& catalogue() const { return *operations_; }

 private:
  const OperationCatalogue* operations_;
  std::vector<Entry> entries_;  // INVARIANT: ascending by folded name
};

// What a pattern names before its first `/`, folded: `microsoft.compute`. Empty where a wildcard
// stands in there, so that the pattern is of no provider, and for the empty pattern.
[[nodiscard]] std::string provider_of(const ActionPattern& pattern);

// Collects providers of which no operation is known, and states them once for a rule.
class UnknownProviders {
 public:
  // Notes the provider of `pattern` if it is unknown, and says whether it is.
  bool note(const OperationIndex& index, const ActionPattern& pattern);
  // `consequence`: half a sentence, such as `whether a pattern of theirs is dead`.
  void state(RuleOutcome& outcome, std::string_view consequence) const;

 private:
  std::vector<std::string> providers_;  // as written first, ascending by folded text
};

}  // namespace leastwise

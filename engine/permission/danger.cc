#include "engine/permission/danger.h"

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/check.h"

namespace leastwise {
namespace {

// One map for both planes: an operation of one plane may be called like one of the other.
std::string key(std::string_view action, Plane plane) {
  return (plane == Plane::kControl ? 'c' : 'd') + folded(action);
}

// The verb is what stands behind the last `/`; a name without one has no verb that we know.
std::uint32_t weight_by_verb(const VerbWeights& weights, std::string_view action) {
  const std::size_t slash = action.rfind('/');
  const std::string_view verb = slash == std::string_view::npos ? "" : action.substr(slash + 1);
  if (equals_folded(verb, "read")) {
    return weights.read;
  }
  if (equals_folded(verb, "write")) {
    return weights.write;
  }
  if (equals_folded(verb, "delete")) {
    return weights.remove;
  }
  return equals_folded(verb, "action") ? weights.action : weights.other;
}

}  // namespace

// As the data file spells them.
std::string_view to_string(DangerGroup group) {
  switch (group) {
    case DangerGroup::kSelfGrant:
      return "self-grant";
    case DangerGroup::kIdentityHijack:
      return "identity-hijack";
    case DangerGroup::kCodeExecution:
      return "code-execution";
    case DangerGroup::kSecretsAndData:
      return "secrets-and-data";
    case DangerGroup::kFurther:
      return "further";
  }
  return "further";
}

DangerTable::DangerTable() = default;

DangerTable::DangerTable(std::vector<DangerousOperation> operations, VerbWeights verbs,
                         std::array<std::uint32_t, kDangerGroups> groups)
    : operations_(std::move(operations)), verbs_(verbs), groups_(groups) {
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    const bool is_new = by_key_
                            .emplace(key(operations_[i].action, operations_[i].plane),
                                     static_cast<std::uint32_t>(i))
                            .second;
    check(is_new, "a dangerous operation is listed once a plane");
  }
}

const DangerousOperation* DangerTable::find(std::string_view action, Plane plane) const {
  const auto found = by_key_.find(key(action, plane));
  if (found == by_key_.end() || operations_[found->second].is_carrier()) {
    return nullptr;
  }
  return &operations_[found->second];
}

std::uint32_t DangerTable::weight(std::string_view action, Plane plane) const {
  const DangerousOperation* entry = find(action, plane);
  return std::max(1U,
                  entry == nullptr ? weight_by_verb(verbs_, action) : group_weight(entry->group));
}

}  // namespace leastwise

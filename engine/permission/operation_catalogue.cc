// A table from the folded name to its plane. Two exports of one tenant may split an operation
// between the planes, one file each, so planes of one origin are joined; the embedded catalogue is
// only older knowledge and is replaced.
#include "engine/permission/operation_catalogue.h"

#include <algorithm>

#include "engine/base/check.h"

namespace leastwise {
namespace {

// Two statements of one origin about the plane of one operation.
OperationPlane joined(OperationPlane a, OperationPlane b) {
  if (a == b || b == OperationPlane::kUnstated) {
    return a;
  }
  return a == OperationPlane::kUnstated ? b : OperationPlane::kBoth;
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::kInput:
      return "input";
    case Origin::kCatalogue:
      return "catalogue";
  }
  return "input";
}

OperationId OperationCatalogue::add(std::string_view name, KnownOperation operation) {
  check(!name.empty(), "an operation has a name");
  const StringId id = names_.intern(name);
  if (id.index() == operations_.size()) {
    operations_.push_back(operation);
    return OperationId(id.value());
  }
  KnownOperation& known = operations_.mutable_at(id.index());
  if (known.origin == operation.origin) {
    known.plane = joined(known.plane, operation.plane);
  } else if (operation.origin == Origin::kInput) {
    known = operation;
  }
  return OperationId(id.value());
}

std::optional<OperationId> OperationCatalogue::find(std::string_view name) const {
  const auto id = names_.find(name);
  if (!id) {
    return std::nullopt;
  }
  return OperationId(id->value());
}

bool OperationCatalogue::is_sound() const {
  return names_.is_sound() && operations_.size() == names_.size() &&
         std::ranges::all_of(operations_, [](const KnownOperation& operation) {
           return operation.plane <= OperationPlane::kUnstated &&
                  operation.origin <= Origin::kCatalogue;
         });
}

std::vector<std::string_view> names_in(const OperationCatalogue& operations, Plane plane) {
  std::vector<std::string_view> names(operations.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const OperationId id = OperationId::from_index(i);
    if (operations[id].is_in(plane)) {
      names[i] = operations.name(id);
    }
  }
  return names;
}

}  // namespace leastwise

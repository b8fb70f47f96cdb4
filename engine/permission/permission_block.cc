#include "engine/permission/permission_block.h"

namespace leastwise {

std::string_view to_string(Plane plane) {
  switch (plane) {
    case Plane::kControl:
      return "control";
    case Plane::kData:
      return "data";
  }
  return "control";
}

}  // namespace leastwise

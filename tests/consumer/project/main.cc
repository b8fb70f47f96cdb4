// A stranger's program: only public headers of the installed package, only leastwise::leastwise.
#include <cstdio>

#include "engine/action/pattern.h"
#include "engine/base/guid.h"

int main() {
  const auto pattern = leastwise::ActionPattern::parse("Microsoft.Storage/*/read",
                                                       leastwise::WildcardReading::kAzure);
  const auto guid = leastwise::parse_guid("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  const bool right = pattern && pattern->matches("microsoft.storage/accounts/read") &&
                     !pattern->matches("microsoft.storage/accounts/write") && guid.has_value() &&
                     !leastwise::parse_guid("acdd72a7").has_value();
  std::puts(right ? "the installed library answers" : "the installed library answers wrongly");
  return right ? 0 : 1;
}

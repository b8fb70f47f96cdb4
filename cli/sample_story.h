// The story of the sample tenant in a few lines: what `leastwise sample` and the audit of it begin
// with. The whole of it is in cli/sample/README.md; whatever the engine can compute is not told
// here.
#pragma once

#include <string_view>

namespace leastwise::cli {

inline constexpr std::string_view kSampleTitle =
    "The sample tenant: Alderfinch, a parcel carrier that exists nowhere but here";

inline constexpr std::string_view kSampleStory =
    "  Alderfinch predicts parcel volumes and plans routes with machine learning. All its teams\n"
    "  publish their models to one Azure ML registry, alderfinch-models, and use them in two\n"
    "  workspaces. Teams are groups, and some groups are in groups; guests work in some of them.\n";

}  // namespace leastwise::cli

# What comes from outside, all from Debian 12 packages; docs/decisions/ says why each is here.
# The `dev` script installs them; keep its lists in step.

find_package(fmt 9 CONFIG REQUIRED)
find_package(nlohmann_json 3.11 CONFIG REQUIRED)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(yaml-cpp 0.7 CONFIG REQUIRED)
find_package(simdjson 3.0 CONFIG REQUIRED)
set(Boost_NO_BOOST_CMAKE OFF)
find_package(Boost 1.74 REQUIRED)  # Boost.Graph is used as headers only
find_library(LEASTWISE_XXHASH xxhash REQUIRED)
find_package(Threads REQUIRED)  # large inputs are read, and requests answered, on several cores

if(LEASTWISE_TESTS)
  find_package(GTest CONFIG REQUIRED)
  find_package(rapidcheck CONFIG REQUIRED)
endif()
if(LEASTWISE_BENCH)
  find_package(benchmark CONFIG REQUIRED)
endif()

# Libraries that are headers alone: needed to build us, not to use us. They are linked through
# $<BUILD_INTERFACE:>, so that a consumer of the installed package need not have them.
set(leastwise_header_only nlohmann_json::nlohmann_json CLI11::CLI11 Boost::headers Boost::boost)

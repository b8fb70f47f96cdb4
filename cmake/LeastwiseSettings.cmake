# Language, warnings, sanitizers and the compiler cache: one place, applied to each of our targets
# by leastwise_settings(). They stay private, so an installed package imposes nothing but C++23.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# ccache shares objects between checkouts: paths are made relative to the source tree, and the
# sloppiness lets it serve sources that use the tests' precompiled header.
find_program(LEASTWISE_CCACHE ccache)
if(LEASTWISE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
    "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
    "${LEASTWISE_CCACHE}")
endif()

set(leastwise_warnings
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wsuggest-override -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND leastwise_warnings
    -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wuseless-cast)
else()
  # libstdc++ 12 itself calls what it deprecates (std::stable_sort); gcc tells about our own calls.
  list(APPEND leastwise_warnings -Wno-deprecated-declarations)
endif()
if(LEASTWISE_WERROR)
  list(APPEND leastwise_warnings -Werror)
endif()

set(leastwise_instrumentation "")
if(LEASTWISE_SANITIZE)
  list(APPEND leastwise_instrumentation
    "-fsanitize=${LEASTWISE_SANITIZE}" -fno-sanitize-recover=all)
endif()
if(LEASTWISE_FUZZ)
  list(APPEND leastwise_instrumentation -fsanitize=fuzzer-no-link)
endif()

# Applies the above to one target.
function(leastwise_settings target)
  target_compile_features(${target} PUBLIC cxx_std_23)
  target_compile_options(${target} PRIVATE ${leastwise_warnings} ${leastwise_instrumentation})
  # Names the files of a check or an error message alike in every checkout.
  target_compile_options(${target} PRIVATE "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=")
  target_link_options(${target} PRIVATE ${leastwise_instrumentation})
endfunction()

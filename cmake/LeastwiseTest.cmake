# leastwise_test(<name> SOURCES <.cc>... [DEPS <module>...] [LIBS <target>...] [TIMEOUT <seconds>])
#
# One GoogleTest program, one ctest entry. The gtest headers come precompiled. Paths and golden
# files: tests/support.
if(LEASTWISE_TESTS)
  add_library(leastwise_test_support STATIC
    "${PROJECT_SOURCE_DIR}/tests/support/golden.cc"
    "${PROJECT_SOURCE_DIR}/tests/support/paths.cc"
    "${PROJECT_SOURCE_DIR}/tests/support/main.cc")
  leastwise_settings(leastwise_test_support)
  # The only place that knows where the tree lies: other objects are the same in every checkout.
  set_source_files_properties("${PROJECT_SOURCE_DIR}/tests/support/paths.cc" PROPERTIES
    COMPILE_DEFINITIONS
    "LEASTWISE_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\";LEASTWISE_BUILD_DIR=\"${PROJECT_BINARY_DIR}\";LEASTWISE_SHARED_DATA=\"${LEASTWISE_SHARED_DATA}\""
    SKIP_PRECOMPILE_HEADERS ON)
  target_include_directories(leastwise_test_support PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(leastwise_test_support PUBLIC GTest::gtest)
  target_precompile_headers(leastwise_test_support PRIVATE
    <gtest/gtest.h> <string> <string_view> <vector>)
  # What ccache needs to serve sources that use a precompiled header.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(leastwise_pch_options -fpch-preprocess -Winvalid-pch)
  else()
    set(leastwise_pch_options "SHELL:-Xclang -fno-pch-timestamp")
  endif()
  target_compile_options(leastwise_test_support PRIVATE ${leastwise_pch_options})
endif()

function(leastwise_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;DEPS;LIBS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "leastwise_test(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT LEASTWISE_TESTS)
    return()
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name} ${arg_SOURCES})
  leastwise_settings(${name})
  target_compile_options(${name} PRIVATE ${leastwise_pch_options})
  target_precompile_headers(${name} REUSE_FROM leastwise_test_support)
  # Compiled as the library is whose precompiled header it uses: -fPIC, not a program's -fPIE.
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${name} PRIVATE -fPIC)
  list(TRANSFORM arg_DEPS PREPEND leastwise_)
  target_link_libraries(${name} PRIVATE leastwise_test_support ${arg_DEPS} ${arg_LIBS})
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
endfunction()

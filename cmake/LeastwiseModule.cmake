# leastwise_module(<name> SOURCES <.cc>... HEADERS <.h>... [PRIVATE_HEADERS <.h>...]
#                  [DEPS <module>...] [LIBS <target>...])
#
# One static library `leastwise_<name>` (exported as leastwise::<name>) from the current folder.
# DEPS are modules that its headers and sources may include (docs/layers.txt is the full picture);
# PRIVATE_HEADERS are for the module's own sources and tests: not installed, and no part of the public
# headers that must compile alone;
# LIBS are libraries from outside, never visible to those who include the module. Headers are found
# as "engine/<name>/x.h" from the build tree and from the installed package alike.
function(leastwise_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;PRIVATE_HEADERS;DEPS;LIBS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "leastwise_module(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(target leastwise_${name})
  if(arg_SOURCES)
    set(scope PUBLIC)
    add_library(${target} STATIC ${arg_SOURCES})
    leastwise_settings(${target})
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
    target_sources(${target} PRIVATE ${arg_PRIVATE_HEADERS})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE)
    target_compile_features(${target} INTERFACE cxx_std_23)
  endif()
  add_library(leastwise::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_sources(${target} ${scope}
    FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${arg_HEADERS})
  list(TRANSFORM arg_DEPS PREPEND leastwise_)
  target_link_libraries(${target} ${scope} ${arg_DEPS})
  leastwise_link_outside(${target} ${arg_LIBS})
  set_property(GLOBAL APPEND PROPERTY LEASTWISE_MODULES ${name})
endfunction()

# Links libraries from outside privately; header-only ones do not reach the installed package.
function(leastwise_link_outside target)
  foreach(lib IN LISTS ARGN)
    if(lib IN_LIST leastwise_header_only)
      target_link_libraries(${target} PRIVATE "$<BUILD_INTERFACE:${lib}>")
    else()
      target_link_libraries(${target} PRIVATE ${lib})
    endif()
    set_property(GLOBAL APPEND PROPERTY LEASTWISE_LINKED_LIBS ${lib})
  endforeach()
endfunction()

# Adds each named subfolder that has a CMakeLists.txt; a folder that appears later is noticed by the
# next build.
macro(leastwise_add_folders)
  foreach(folder ${ARGN})
    file(GLOB build_file CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
    if(build_file)
      add_subdirectory(${folder})
    endif()
  endforeach()
endmacro()

# `cmake --install` and find_package(leastwise): every module as leastwise::<module>, all of them
# as leastwise::leastwise, headers under include/leastwise.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY LEASTWISE_MODULES)
get_property(linked GLOBAL PROPERTY LEASTWISE_LINKED_LIBS)
get_property(embedded GLOBAL PROPERTY LEASTWISE_EMBEDDED)
set(header_dir "${CMAKE_INSTALL_INCLUDEDIR}/leastwise")

add_library(leastwise_all INTERFACE)
add_library(leastwise::leastwise ALIAS leastwise_all)
set_target_properties(leastwise_all PROPERTIES EXPORT_NAME leastwise)

# Embedded files go with the modules that hold them.
set(exported leastwise_all)
foreach(target IN LISTS embedded)
  if(target IN_LIST linked)
    list(APPEND exported ${target})
  endif()
endforeach()
foreach(module IN LISTS modules)
  target_link_libraries(leastwise_all INTERFACE leastwise_${module})
  install(TARGETS leastwise_${module} EXPORT leastwiseTargets COMPONENT library
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    FILE_SET HEADERS DESTINATION "${header_dir}")
endforeach()
install(TARGETS ${exported} EXPORT leastwiseTargets COMPONENT library
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
# The C interface: `#include <leastwise.h>`, `-lleastwise`.
install(TARGETS leastwise_c COMPONENT library LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/engine/capi/leastwise.h" COMPONENT library
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS leastwise COMPONENT program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")

# Only the libraries that our archives need at link time are looked for in a consumer's build.
set(LEASTWISE_FIND_DEPENDENCIES "")
if("fmt::fmt" IN_LIST linked)
  string(APPEND LEASTWISE_FIND_DEPENDENCIES "find_dependency(fmt)\n")
endif()
if("simdjson::simdjson" IN_LIST linked)
  string(APPEND LEASTWISE_FIND_DEPENDENCIES "find_dependency(simdjson)\n")
endif()
if("Threads::Threads" IN_LIST linked)
  string(APPEND LEASTWISE_FIND_DEPENDENCIES "find_dependency(Threads)\n")
endif()
if("yaml-cpp" IN_LIST linked)
  string(APPEND LEASTWISE_FIND_DEPENDENCIES "find_dependency(yaml-cpp)\n")
endif()

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/leastwise")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/leastwiseConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/leastwiseConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/leastwiseConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(EXPORT leastwiseTargets NAMESPACE leastwise:: DESTINATION "${package_dir}"
  COMPONENT library)
install(FILES "${PROJECT_BINARY_DIR}/leastwiseConfig.cmake"
  "${PROJECT_BINARY_DIR}/leastwiseConfigVersion.cmake"
  DESTINATION "${package_dir}" COMPONENT library)

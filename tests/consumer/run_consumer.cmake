# Installs BUILD_DIR into WORK_DIR/prefix, builds PROJECT against it with find_package, runs it.
function(step what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} failed:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
step("installing" "${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${WORK_DIR}/prefix"
  --component library)
step("configuring" "${CMAKE_COMMAND}" -S "${PROJECT}" -B "${WORK_DIR}/build" -G Ninja
  "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" "-DCMAKE_CXX_COMPILER=${COMPILER}"
  "-DCMAKE_CXX_FLAGS=${FLAGS}" "-DWANTED_VERSION=${VERSION}")
step("building" "${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
step("running" "${WORK_DIR}/build/consumer")

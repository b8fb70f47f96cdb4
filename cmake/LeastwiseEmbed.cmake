# leastwise_embed(TARGET <name> SYMBOL_NAMESPACE <ns> FILES <file>... [BASE_DIR <dir>])
#
# A static library <name> that holds the bytes of the files, and a header
# "generated/<name>.h" with
#     namespace <ns> {
#     struct EmbeddedFile { std::string_view name; std::string_view bytes; };
#     std::span<const EmbeddedFile> embedded_files();   // in the order of FILES
#     }
# A name is the file's path relative to BASE_DIR (the current folder unless said otherwise).
# Any bytes and any size will do; a file's .cc is written anew only when that file changes.
function(leastwise_embed)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;SYMBOL_NAMESPACE;BASE_DIR" "FILES")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_TARGET OR NOT arg_SYMBOL_NAMESPACE OR NOT arg_FILES)
    message(FATAL_ERROR "leastwise_embed needs TARGET, SYMBOL_NAMESPACE and FILES")
  endif()
  if(NOT arg_BASE_DIR)
    set(arg_BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  cmake_path(ABSOLUTE_PATH arg_BASE_DIR NORMALIZE)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/embed/${arg_TARGET}")
  set(script "${PROJECT_SOURCE_DIR}/cmake/embed_file.cmake")
  set(sources "")
  set(declarations "")
  set(entries "")
  set(index 0)
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file NORMALIZE)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${arg_BASE_DIR}" OUTPUT_VARIABLE name)
    set(generated "${out}/file_${index}.cc")
    add_custom_command(OUTPUT "${generated}"
      COMMAND "${CMAKE_COMMAND}" "-DINPUT=${file}" "-DOUTPUT=${generated}"
        "-DNAMESPACE=${arg_SYMBOL_NAMESPACE}" "-DINDEX=${index}" -P "${script}"
      DEPENDS "${file}" "${script}"
      COMMENT "Embedding ${name}" VERBATIM)
    list(APPEND sources "${generated}")
    string(APPEND declarations "extern const std::string_view kEmbeddedBytes${index};\n")
    string(APPEND entries "      {\"${name}\", kEmbeddedBytes${index}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  set(EMBED_NAMESPACE "${arg_SYMBOL_NAMESPACE}")
  set(EMBED_NAME "${arg_TARGET}")
  set(EMBED_COUNT "${index}")
  set(EMBED_DECLARATIONS "${declarations}")
  set(EMBED_ENTRIES "${entries}")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/embedded.h.in"
    "${out}/generated/${arg_TARGET}.h" @ONLY)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/embedded.cc.in" "${out}/index.cc" @ONLY)

  add_library(${arg_TARGET} STATIC "${out}/index.cc" ${sources})
  leastwise_settings(${arg_TARGET})
  # A literal longer than the 64 KiB that the standard promises: both our compilers take it.
  target_compile_options(${arg_TARGET} PRIVATE -Wno-overlength-strings)
  target_include_directories(${arg_TARGET} PUBLIC "$<BUILD_INTERFACE:${out}>")
  set_property(GLOBAL APPEND PROPERTY LEASTWISE_EMBEDDED ${arg_TARGET})
endfunction()

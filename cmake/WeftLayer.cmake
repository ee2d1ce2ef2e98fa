# weft_layer(name [DEPENDS layer…] [PRIVATE_DEPENDS target…]): the folder src/<name> as the library
# weft_<name>. Its headers are reached as "<name>/header.h", and only by those who depend on it.
function(weft_layer name)
  cmake_parse_arguments(arg "" "" "DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/src/${name}/*.cpp")
  set(root "${CMAKE_BINARY_DIR}/include/layer_${name}")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}/src/${name}" "${root}/${name}" SYMBOLIC)
  add_library(weft_${name} STATIC ${sources})
  target_include_directories(weft_${name} PUBLIC "${root}")
  target_link_libraries(weft_${name} PRIVATE weft_flags)
  foreach(layer ${arg_DEPENDS})
    target_link_libraries(weft_${name} PUBLIC weft_${layer})
  endforeach()
  foreach(target ${arg_PRIVATE_DEPENDS})
    if(TARGET weft_${target})
      target_link_libraries(weft_${name} PRIVATE weft_${target})
    else()
      target_link_libraries(weft_${name} PRIVATE ${target})
    endif()
  endforeach()
endfunction()

# Every src/formats/<name>.cpp is a format and defines `const Format& <name>_format()`. The list of
# them is written from the folder, so that a new format is one file and no edit elsewhere.
function(weft_format_registry)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/src/formats/*.cpp")
  set(declarations "")
  set(entries "")
  foreach(source ${sources})
    get_filename_component(name "${source}" NAME_WE)
    if(name STREQUAL "registry")
      continue()
    endif()
    string(APPEND declarations "const Format& ${name}_format();\n")
    string(APPEND entries "      &${name}_format(),\n")
  endforeach()
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/format_list.inc" CONTENT
"namespace weft {
${declarations}
inline std::vector<const Format*> every_format() {
  return {
${entries}  };
}
}  // namespace weft
" @ONLY)
  target_include_directories(weft_formats PRIVATE "${CMAKE_BINARY_DIR}/generated")
endfunction()

# Writes `file` with one `constexpr std::string_view <name> = …;` for each `name=path` that follows, so
# that documents and sentences stand in one place and travel inside the program.
function(weft_embed file)
  set(text "")
  foreach(pair ${ARGN})
    string(REGEX MATCH "^([^=]+)=(.+)$" unused "${pair}")
    set(name "${CMAKE_MATCH_1}")
    set(path "${CMAKE_MATCH_2}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" content)
    string(APPEND text "constexpr std::string_view ${name} = R\"~~~(${content})~~~\";\n")
  endforeach()
  file(GENERATE OUTPUT "${file}" CONTENT "${text}")
endfunction()

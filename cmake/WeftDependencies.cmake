# nlohmann/json and doctest: the system's headers where they are installed, else fetched.
#
# Only the library's own folder is linked into the build tree and included from there: adding
# /usr/include itself as a system folder breaks em++, which has its own C library.
include(FetchContent)

function(weft_header_library target folder header url)
  find_path(${target}_ROOT ${folder}/${header} PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH)
  if(${target}_ROOT)
    set(source "${${target}_ROOT}/${folder}")
  else()
    FetchContent_Declare(${target}_source URL ${url} DOWNLOAD_EXTRACT_TIMESTAMP ON SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(${target}_source)
    file(GLOB_RECURSE found "${${target}_source_SOURCE_DIR}/*/${folder}/${header}")
    list(GET found 0 found)
    get_filename_component(source "${found}" DIRECTORY)
  endif()
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/include/${target}")
  file(CREATE_LINK "${source}" "${CMAKE_BINARY_DIR}/include/${target}/${folder}" SYMBOLIC)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/include/${target}")
endfunction()

weft_header_library(weft_json nlohmann json.hpp
  https://github.com/nlohmann/json/releases/download/v3.11.2/include.zip)
weft_header_library(weft_doctest doctest doctest.h
  https://github.com/doctest/doctest/archive/refs/tags/v2.4.9.tar.gz)

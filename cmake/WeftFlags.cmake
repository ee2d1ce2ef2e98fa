# One set of compiler flags for every target. Floating point is never contracted, so that native and
# WebAssembly builds give the same bytes.
add_library(weft_flags INTERFACE)
target_compile_options(weft_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -ffp-contract=off)

# `npm test` alone asks for it: a newer compiler has warnings that nobody has seen, and HR wants a page.
option(WEFT_WARNINGS_AS_ERRORS "A warning ends the build" OFF)
if(WEFT_WARNINGS_AS_ERRORS)
  target_compile_options(weft_flags INTERFACE -Werror)
endif()

# GCC sees overlaps in std::string's own moving of bytes that are not there (GCC bug 105651, up to 14 at least).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(weft_flags INTERFACE -Wno-restrict)
endif()

option(WEFT_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
if(WEFT_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(weft_flags INTERFACE ${sanitizers})
  target_link_options(weft_flags INTERFACE ${sanitizers})
endif()

option(WEFT_FUZZ "libFuzzer targets; needs clang" OFF)
if(WEFT_FUZZ)
  target_compile_options(weft_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(EMSCRIPTEN)
  target_compile_options(weft_flags INTERFACE -fwasm-exceptions -msimd128)
  target_link_options(weft_flags INTERFACE -fwasm-exceptions)
endif()

# weft_precompile(target header…): the heavy headers among a target's includes, and the standard ones
# that come with them, are parsed once. Headers of layers are never among them: a wrong #include must not
# compile. The layers are natively compiled without any, source by source, so that a forgotten #include
# is found there.
function(weft_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN}
    <algorithm> <array> <cstdint> <functional> <map> <numeric> <optional> <set> <stdexcept> <string>
    <string_view> <utility> <vector>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Without it ccache passes on what was compiled with a precompiled header, and keeps nothing.
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

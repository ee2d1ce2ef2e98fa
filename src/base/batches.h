// Long loops, cut into calls. A browser compiles WebAssembly twice, at once and then well, and only
// a function that is entered again is exchanged: a loop over a million people that is entered once
// would run to its end in the code that was made in a hurry.
#pragma once

#include <algorithm>
#include <cstddef>

namespace weft {

// Calls body(begin, end) for consecutive ranges that together are 0 .. count.
template <typename Body>
void in_batches(size_t count, const Body& body) {
  constexpr size_t kBatch = 4096;
  // Behind a pointer, so that the body is a function of its own.
  void (*volatile call)(const Body&, size_t, size_t) = [](const Body& inner, size_t begin,
                                                          size_t end) { inner(begin, end); };
  for (size_t begin = 0; begin < count; begin += kBatch)
    call(body, begin, std::min(begin + kBatch, count));
}

}  // namespace weft

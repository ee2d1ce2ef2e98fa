// What the fuzzers try to break, and what the tests replay. Each throws where a promise is broken.
#pragma once

#include <string_view>

namespace weft::fuzz {

// The CSV reader against one that goes byte by byte; the first byte chooses the delimiter.
void read_cells(std::string_view bytes);

// The whole way of a roster through the door: inspect, profile with a list joined to it (behind the
// first 0xFF of the bytes), the rows with problems.
void read_roster(std::string_view bytes);

}  // namespace weft::fuzz

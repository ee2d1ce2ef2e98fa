// What the fuzzers try to break, and what the tests replay. Each throws where a promise is broken.
#pragma once

#include <string_view>

namespace weft::fuzz {

// The CSV reader against one that goes byte by byte, with each of the four delimiters; then, where
// the bytes are a text, from its encoding to cells, written, and read back.
void read_cells(std::string_view bytes);

// The whole way of a roster through the door: inspect, profile with lists joined to it, the rows
// with problems, the workspace with which the same file is read again. A line "====" stands between
// the files; a JSON object behind the last one is what else the request says.
void read_roster(std::string_view bytes);

}  // namespace weft::fuzz

// Opens a table that names its columns somewhere near its top: bytes to text, delimiter, header
// row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"
#include "table/encoding.h"

namespace weft {

struct OpenTable {
  Decoded decoded;   // owns the text where it had to be converted
  size_t begin = 0;  // where the records begin in it, behind a line "sep=;"
  char delimiter = ',';
  std::vector<std::string> headers;      // unique; "Column 3" for a nameless one
  std::vector<std::string> raw_headers;  // as a repeated header row would have them
  int64_t header_row = 0;                // 0: the table is empty
  int64_t second_header_row = 0;  // system keys above labels: the row of the two that names nothing

  std::string_view text() const { return decoded.text().substr(begin); }
};

// The header is the row among the first twenty with the most recognised names; without any, the
// first row as wide as the table. Errors: those of decode(). O(bytes) for the encoding.
Result<OpenTable> open_table(std::string_view bytes, std::string_view file);

// Records that are no people, at the foot of a report or between its pages: totals, page marks.
bool is_footer(const std::vector<std::string_view>& cells);

}  // namespace weft

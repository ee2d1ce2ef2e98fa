// Opens a table that names its columns somewhere near its top: bytes to text, delimiter, header
// row.
#pragma once

#include <cstdint>
#include <optional>
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
  int64_t header_row = 0;                // 0: there is none; the columns are numbered
  int64_t likely_header = 0;        // a row that names the columns, where HR has chosen another
  bool begins_with_person = false;  // so it was found that there is no header
  int64_t second_header_row = 0;  // system keys above labels: the row of the two that names nothing

  std::string_view text() const { return decoded.text().substr(begin); }
};

// The header is the row among the first twenty with the most recognised names; without any, the
// first row as wide as the table, unless that looks like a person: then there is no header.
// `header_row`: HR has said which row it is, or 0 for none; a row that is blank or not there is as
// if nothing was said. Errors: those of decode(). O(bytes) for the encoding.
Result<OpenTable> open_table(std::string_view bytes, std::string_view file,
                             std::optional<int64_t> header_row = std::nullopt);

// The whole cell is an e-mail address.
bool is_address(std::string_view cell);
// "Ana Ruiz": two to four words that begin with a capital, without digits.
bool is_like_name(std::string_view cell);

// Records that are no people, at the foot of a report or between its pages: totals, page marks.
// kPerhaps: "Total Nkemelu" with figures alone behind it may be either.
enum class Footing { kNone, kFooter, kPerhaps };
Footing footing_of(const std::vector<std::string_view>& cells);

}  // namespace weft

// Reads delimited text a record at a time, without copying cells that need no unescaping.
//
// RFC 4180, and what real files do to it: LF, CRLF and CR, also mixed; a quote opens a cell only at
// its very start (white space before it counts as text); what follows a closing quote is kept as
// text; a quote that is never closed is text, so that it can't swallow the rest of the file.
// Records are numbered as a spreadsheet numbers its rows, empty ones included.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

struct Record {
  std::vector<std::string_view> cells;  // valid until the next call of next()
  int64_t row = 0;                      // from 1
  bool unclosed_quote = false;

  bool blank() const;
};

class CsvReader {
 public:
  // REQUIRES: the delimiter is no quote and no line end.
  CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  // False at the end. O(length of the record), and once in a file O(what is left of it): behind a
  // quote that is never closed all quotes stand in pairs, so that every later cell finds its own
  // end.
  bool next(Record& record);

 private:
  std::string_view quoted_cell(bool& unclosed);
  size_t end_of_cell(size_t from);

  std::string_view text_;
  char delimiter_;
  size_t at_ = 0;
  int64_t row_ = 0;
  // Where cells end, unless in quotes, among the 64 bytes that were looked at last.
  size_t block_ = size_t{0} - 64;
  uint64_t ends_ = 0;
  std::deque<std::string> unescaped_;
};

struct Dialect {
  char delimiter = ',';
  size_t begin = 0;  // where the records begin, behind a line "sep=;"
};

// Scores , ; tab | over the first 50 records by steadiness of their number of cells.
Dialect sniff(std::string_view text);

struct CsvStyle {
  char delimiter = ',';
  bool bom = false;
  std::string_view line_end = "\r\n";
  bool guard_formulas = true;  // ' before = + - @ tab CR LF in text cells
};

std::string_view csv_byte_order_mark();
// Appends one record. Numbers must come as text that needs no guard (see `is_plain_number`).
void append_record(std::string& to, const std::vector<std::string>& cells, const CsvStyle& style);

// A cell that a spreadsheet would run as a formula; -3.5 and +2 are numbers, not formulas.
bool needs_formula_guard(std::string_view cell);
// What append_record would have guarded, without its guard: undone on the way in.
inline std::string_view without_formula_guard(std::string_view cell) {
  const bool guarded = cell.size() > 1 && cell[0] == '\'' && needs_formula_guard(cell.substr(1));
  return guarded ? cell.substr(1) : cell;
}

}  // namespace weft

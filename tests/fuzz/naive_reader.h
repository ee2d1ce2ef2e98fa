// The CSV reader as src/table/csv.h describes it, character by character and copying everything:
// what the fast one is compared with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "table/csv.h"

namespace weft::test {

struct NaiveCell {
  std::string text;
  bool rewritten = false;  // not a piece of the file: quotes were halved or taken out of its midst
};

struct NaiveRecord {
  std::vector<NaiveCell> cells;
  bool unclosed_quote = false;
};

inline std::vector<NaiveRecord> read_naively(std::string_view text, char delimiter) {
  std::vector<NaiveRecord> records;
  size_t at = 0;
  const auto ends_cell = [&] {
    return at >= text.size() || text[at] == delimiter || text[at] == '\n' || text[at] == '\r';
  };
  // From behind an opening quote; false where none closes it.
  const auto read_quoted = [&](NaiveCell& cell) {
    for (; at < text.size(); ++at) {
      if (text[at] != '"') {
        cell.text.push_back(text[at]);
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        cell.text.push_back(text[at++]);
        cell.rewritten = true;
      } else {
        ++at;
        return true;
      }
    }
    return false;
  };
  while (at < text.size()) {
    NaiveRecord& record = records.emplace_back();
    while (true) {
      NaiveCell cell;
      if (at < text.size() && text[at] == '"') {
        const size_t open = at++;
        if (read_quoted(cell)) {
          cell.rewritten |= !ends_cell();
        } else {
          cell = {};
          at = open;
          record.unclosed_quote = true;
        }
      }
      while (!ends_cell()) cell.text.push_back(text[at++]);
      record.cells.push_back(cell);
      if (at >= text.size()) break;
      const char end = text[at++];
      if (end == delimiter) continue;
      if (end == '\r' && at < text.size() && text[at] == '\n') ++at;
      break;
    }
  }
  return records;
}

// Where CsvReader reads something else, in words; empty where it agrees in every cell, numbers the
// records from 1 and copies no cell that is a piece of the text.
inline std::string reader_differs(std::string_view text, char delimiter) {
  const std::vector<NaiveRecord> expected = read_naively(text, delimiter);
  CsvReader reader(text, delimiter);
  Record record;
  size_t rows = 0;
  while (reader.next(record)) {
    const std::string where = "record " + std::to_string(rows + 1);
    if (rows == expected.size()) return where + " is one too many";
    const NaiveRecord& wanted = expected[rows++];
    if (record.row != static_cast<int64_t>(rows)) return where + " has another number";
    if (record.unclosed_quote != wanted.unclosed_quote) return where + " is unclosed or not";
    if (record.cells.size() != wanted.cells.size()) return where + " has another width";
    for (size_t i = 0; i < wanted.cells.size(); ++i) {
      const std::string_view cell = record.cells[i];
      if (cell != wanted.cells[i].text) return where + " has another cell " + std::to_string(i);
      const bool inside =
          cell.data() >= text.data() && cell.data() + cell.size() <= text.data() + text.size();
      if (inside == wanted.cells[i].rewritten) return where + " is copied or not";
    }
  }
  if (rows != expected.size()) return "records are missing";
  return reader.next(record) ? "a record comes behind the end" : "";
}

}  // namespace weft::test

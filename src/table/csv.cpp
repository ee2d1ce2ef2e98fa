#include "table/csv.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/bytes.h"
#include "base/text.h"

namespace weft {

bool Record::blank() const {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return trim(cell).empty(); });
}

std::string_view CsvReader::quoted_cell(bool& unclosed) {
  // at_ is on the opening quote.
  const size_t open = at_;
  size_t from = at_ + 1;
  std::string* copy = nullptr;
  while (true) {
    const void* found =
        from < text_.size() ? std::memchr(text_.data() + from, '"', text_.size() - from) : nullptr;
    if (found == nullptr) {
      // Never closed: the quote was a character like any other.
      unclosed = true;
      if (copy != nullptr) unescaped_.pop_back();
      at_ = open;
      return {};
    }
    const auto close = static_cast<size_t>(static_cast<const char*>(found) - text_.data());
    const bool doubled = close + 1 < text_.size() && text_[close + 1] == '"';
    const size_t after = close + 1;
    const bool ends = !doubled && (after >= text_.size() || text_[after] == delimiter_ ||
                                   text_[after] == '\n' || text_[after] == '\r');
    if (ends && copy == nullptr) {
      at_ = after;
      return text_.substr(open + 1, close - open - 1);
    }
    if (copy == nullptr) copy = &unescaped_.emplace_back();
    copy->append(text_, from, close - from);
    if (doubled) {
      copy->push_back('"');
      from = close + 2;
      continue;
    }
    at_ = after;
    // Text behind the closing quote belongs to the cell: nothing is lost.
    while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' &&
           text_[at_] != '\r') {
      copy->push_back(text_[at_++]);
    }
    return *copy;
  }
}

size_t CsvReader::end_of_cell(size_t from) {
  while (true) {
    if (from - block_ < 64) {
      const uint64_t ahead = ends_ >> (from - block_);
      if (ahead != 0) return from + static_cast<size_t>(__builtin_ctzll(ahead));
      from = block_ + 64;
    }
    if (from >= text_.size()) return text_.size();
    block_ = from;
    ends_ = places_in_64(text_.data() + from, text_.size() - from, delimiter_, '\n', '\r');
  }
}

bool CsvReader::next(Record& record) {
  record.cells.clear();
  record.unclosed_quote = false;
  unescaped_.clear();
  if (at_ >= text_.size()) return false;
  record.row = ++row_;
  while (true) {
    std::string_view cell;
    bool read = false;
    if (at_ < text_.size() && text_[at_] == '"') {
      bool unclosed = false;
      cell = quoted_cell(unclosed);
      read = !unclosed;
      record.unclosed_quote |= unclosed;
    }
    if (!read) {
      const size_t begin = at_;
      at_ = end_of_cell(begin);
      cell = text_.substr(begin, at_ - begin);
    }
    record.cells.push_back(cell);
    if (at_ >= text_.size()) return true;
    const char end = text_[at_++];
    if (end == delimiter_) continue;  // at the end of the text this makes a last, empty cell
    if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    return true;
  }
}

Dialect sniff(std::string_view text) {
  Dialect dialect;
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  if ((line.size() == 5 || line.size() == 6) && fold(line.substr(0, 4)) == "sep=" &&
      line[4] != '"' && is_ascii(line.substr(4, 1))) {
    dialect.delimiter = line[4];
    dialect.begin = line.size();
    if (dialect.begin < text.size() && text[dialect.begin] == '\r') ++dialect.begin;
    if (dialect.begin < text.size() && text[dialect.begin] == '\n') ++dialect.begin;
    return dialect;
  }
  constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
  int64_t best = 0;
  for (const char delimiter : kDelimiters) {
    // Only the head of the file: a quote that opens at its end must not read all of it.
    CsvReader reader(text.substr(0, size_t{1} << 18), delimiter);
    Record record;
    std::vector<size_t> widths;
    while (widths.size() < 50 && reader.next(record)) {
      if (record.blank()) continue;
      // A quote in the midst of a cell: this delimiter cuts through what is quoted for another.
      // Quotes that were doubled are in a copy of the cell, not in the text.
      const bool cut =
          std::any_of(record.cells.begin(), record.cells.end(), [&](std::string_view cell) {
            const bool copied =
                cell.data() < text.data() || cell.data() > text.data() + text.size();
            return !copied && cell.find('"') != cell.npos;
          });
      widths.push_back(cut ? 1 : record.cells.size());
    }
    std::vector<size_t> sorted = widths;
    std::sort(sorted.begin(), sorted.end());
    size_t usual = 1;
    size_t usual_count = 0;
    for (size_t i = 0; i < sorted.size();) {
      size_t j = i;
      while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
      if (sorted[i] > 1 && j - i >= usual_count) usual = sorted[i], usual_count = j - i;
      i = j;
    }
    if (usual_count == 0) continue;
    // Steady first; among the steady, the finer cut.
    const auto share = static_cast<int64_t>(usual_count * 1000 / widths.size());
    const int64_t score = share * 100 + static_cast<int64_t>(std::min<size_t>(usual, 99));
    if (score > best) best = score, dialect.delimiter = delimiter;
  }
  return dialect;
}

std::string_view csv_byte_order_mark() { return "\xEF\xBB\xBF"; }

bool needs_formula_guard(std::string_view cell) {
  if (cell.empty()) return false;
  const char first = cell[0];
  if (first == '=' || first == '@' || first == '\t' || first == '\r' || first == '\n' ||
      first == '\0') {
    return true;
  }
  int64_t number = 0;
  return (first == '+' || first == '-') && !parse_thousandths(cell, number);
}

void append_record(std::string& to, const std::vector<std::string>& cells, const CsvStyle& style) {
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) to.push_back(style.delimiter);
    const bool guard = style.guard_formulas && needs_formula_guard(cell);
    const bool lone_empty = cells.size() == 1 && cell.empty();
    const bool quote = lone_empty || cell.find_first_of("\"\r\n") != std::string::npos ||
                       cell.find(style.delimiter) != std::string::npos ||
                       (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (quote) to.push_back('"');
    if (guard) to.push_back('\'');
    for (const char c : cell) {
      if (c == '"') to.push_back('"');
      to.push_back(c);
    }
    if (quote) to.push_back('"');
  }
  to.append(style.line_end);
}

}  // namespace weft

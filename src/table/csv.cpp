#include "table/csv.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/bytes.h"
#include "base/text.h"
#include "table/limits.h"

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
    if (record.cells.size() <= kMostColumns) {
      record.cells.push_back(cell);
    } else if (trim(record.cells.back()).empty()) {
      record.cells.back() = cell;  // something is there, if only far to the right
    }
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

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Digits alone can do no harm, however they are grouped.
bool is_signed_number(std::string_view text) {
  text.remove_prefix(1);
  return text.find_first_not_of("0123456789.,'") == text.npos &&
         text.find_first_of("0123456789") != text.npos;
}

// What a reader of tables skips, or cuts at, before the first character that counts: blanks,
// what is not seen, quotes, separators.
bool hides_formulas(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 34> kRanges = {{
      {0, 0x20},        {'"', '"'},       {'\'', '\''},     {',', ','},         {';', ';'},
      {'`', '`'},       {'|', '|'},       {0x7F, 0xA0},     {0xAB, 0xAB},       {0xAD, 0xAD},
      {0xB4, 0xB4},     {0xBB, 0xBB},     {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},
      {0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F},   {0x2018, 0x201F},
      {0x2028, 0x202F}, {0x2039, 0x203A}, {0x205F, 0x206F}, {0x3000, 0x3000},   {0x3164, 0x3164},
      {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFF02, 0xFF02}, {0xFF07, 0xFF07},   {0xFF0C, 0xFF0C},
      {0xFF1B, 0xFF1B}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
  }};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

}  // namespace

std::string_view csv_byte_order_mark() { return "\xEF\xBB\xBF"; }

// It begins with = + - @, in either width, or with what hides these: blanks, characters that are
// not seen, quotes, apostrophes, separators. The page's rule (web/io/csv.js) is the same.
bool needs_formula_guard(std::string_view cell) {
  // Nearly every cell begins with a plain letter or digit.
  if (cell.empty() || is_plain(cell[0])) return false;
  // A cell that looks guarded gets one more, so that reading takes away what writing put there.
  cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
  if (cell.empty()) return false;
  constexpr std::string_view kControls("\t\r\n\0", 4);
  if (kControls.find(cell[0]) != kControls.npos) return true;
  while (!cell.empty()) {
    const std::string_view from = cell;
    const char32_t c = take_code_point(cell);
    if (c == '=' || c == '@' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20)
      return true;
    if (c == '+' || c == '-') return !is_signed_number(from);
    if (!hides_formulas(c)) return false;
  }
  return false;
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

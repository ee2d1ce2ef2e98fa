#include "roster/head.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/date.h"
#include "base/text.h"
#include "roster/roles.h"
#include "roster/words.h"
#include "table/csv.h"
#include "table/limits.h"

namespace weft {
namespace {

constexpr size_t kHeaderSearch = 20;

struct Candidate {
  std::vector<std::string> names;
  int64_t row = 0;
  int score = 0;
  size_t filled = 0;
  size_t recognised = 0;
  bool has_address = false;  // which no header has

  // Most of its cells are names of columns.
  bool names_columns() const { return recognised >= 2 && recognised * 2 >= filled; }
};

Candidate candidate_of(const Record& record) {
  Candidate candidate;
  candidate.row = record.row;
  for (const std::string_view cell : record.cells) {
    std::string name(trim(cell));
    const int confidence = recognise(name).confidence;
    candidate.score += confidence;
    candidate.recognised += confidence > 0 ? 1 : 0;
    candidate.filled += name.empty() ? 0 : 1;
    candidate.has_address = candidate.has_address || is_address(name);
    candidate.names.push_back(std::move(name));
  }
  if (candidate.has_address) candidate.score = 0, candidate.recognised = 0;
  return candidate;
}

bool is_date(std::string_view cell) {
  return cell.find_first_of("./-") != cell.npos &&
         (parse_date(cell, DateOrder::kDayFirst) || parse_date(cell, DateOrder::kMonthFirst));
}

// A number that is no year: columns are called 2024 and 2025.
bool is_figure(std::string_view cell) {
  return is_digits(cell) && (cell.size() != 4 || (cell[0] != '1' && cell[0] != '2'));
}

// Whether a word of it is one that columns are called by.
bool has_header_word(const Candidate& row) {
  for (const std::string& name : row.names) {
    for (const std::string& word : words_of(name)) {
      if (recognise(word).confidence > 0) return true;
    }
  }
  return false;
}

// Whether the first of the rows is a person rather than the names of the columns: by an address, by
// what stands in the same column again, by dates, numbers and names that are like those below.
bool looks_like_person(const std::vector<Candidate>& rows) {
  const Candidate& first = rows.front();
  if (first.has_address) return true;
  const bool may_have_name = !has_header_word(first);
  for (size_t i = 0; i < first.names.size(); ++i) {
    const std::string& cell = first.names[i];
    if (cell.empty()) continue;
    size_t filled = 0;
    size_t alike = 0;
    const bool figure = is_figure(cell);
    const bool date = is_date(cell);
    const bool name = may_have_name && is_like_name(cell);
    for (size_t r = 1; r < rows.size(); ++r) {
      if (i >= rows[r].names.size() || rows[r].names[i].empty()) continue;
      const std::string& below = rows[r].names[i];
      if (below == cell && rows[r].names != first.names) return true;
      ++filled;
      alike +=
          (figure && is_figure(below)) || (date && is_date(below)) || (name && is_like_name(below))
              ? 1
              : 0;
    }
    if (alike >= 2 && alike * 5 >= filled * 4) return true;
  }
  return false;
}

// Names for nameless columns; a number behind the second of two equal names.
std::vector<std::string> unique_names(std::vector<std::string> names) {
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, int> copies;  // the number that a name comes to next
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) names[i] = "Column " + std::to_string(i + 1);
    if (taken.insert(names[i]).second) continue;
    const std::string base = names[i];
    int& copy = copies.emplace(base, 2).first->second;
    do {
      names[i] = base + " (" + std::to_string(copy++) + ")";
    } while (!taken.insert(names[i]).second);
  }
  return names;
}

}  // namespace

bool is_address(std::string_view cell) {
  const size_t at = cell.find('@');
  return at != cell.npos && at > 0 && cell.find('.', at) != cell.npos &&
         cell.find_first_of(" \t,;<>()") == cell.npos && cell.find('@', at + 1) == cell.npos;
}

bool is_like_name(std::string_view cell) {
  if (cell.size() > 60 || cell.find_first_of("0123456789@/?!:;_") != cell.npos) return false;
  const std::vector<std::string_view> words = split_list(cell, " ");
  const auto is_capital = [](std::string_view word) {
    return (word[0] >= 'A' && word[0] <= 'Z') || (word[0] & 0x80) != 0;
  };
  return words.size() >= 2 && words.size() <= 4 && is_capital(words.front()) &&
         is_capital(words.back());
}

namespace {

// The record that stands in this row; nothing where none begins there or it is blank.
std::optional<Candidate> candidate_at(const OpenTable& table, int64_t row) {
  CsvReader reader(table.text(), table.delimiter);
  Record record;
  while (reader.next(record)) {
    if (record.row < row) continue;
    if (record.row > row || record.blank()) return std::nullopt;
    return candidate_of(record);
  }
  return std::nullopt;
}

void name_columns(OpenTable& table, const std::vector<std::string>& cells) {
  table.raw_headers = cells;
  size_t width = cells.size();
  while (width > 1 && cells[width - 1].empty()) --width;  // trailing separators
  std::vector<std::string> names = cells;
  names.resize(width);
  table.headers = unique_names(std::move(names));
}

void number_columns(OpenTable& table, const std::vector<Candidate>& rows) {
  size_t width = 1;
  for (const Candidate& row : rows) {
    for (size_t i = width; i < row.names.size(); ++i) {
      if (!row.names[i].empty()) width = i + 1;
    }
  }
  table.header_row = 0;
  table.raw_headers.clear();
  table.headers = unique_names(std::vector<std::string>(width));
}

}  // namespace

Result<OpenTable> open_table(std::string_view bytes, std::string_view file,
                             std::optional<int64_t> header_row) {
  Result<Decoded> decoded = decode(bytes, file);
  if (!decoded) return decoded.issue();
  OpenTable table;
  table.decoded = std::move(*decoded);
  const Dialect dialect = sniff(table.decoded.text());
  table.begin = dialect.begin;
  table.delimiter = dialect.delimiter;

  CsvReader reader(table.text(), table.delimiter);
  Record record;
  std::vector<Candidate> rows;
  for (size_t seen = 0; seen < kHeaderSearch && reader.next(record); ++seen) {
    if (!record.blank()) rows.push_back(candidate_of(record));
  }
  if (rows.empty()) return table;
  const Candidate* best = nullptr;
  const Candidate* widest = nullptr;
  for (const Candidate& row : rows) {
    if (widest == nullptr || row.filled > widest->filled) widest = &row;
    // One recognised word in a line of title text is no header.
    if (row.filled * 3 >= widest->filled && row.score > (best == nullptr ? 0 : best->score))
      best = &row;
  }
  const std::optional<Candidate> chosen =
      header_row && *header_row > 0 ? candidate_at(table, *header_row) : std::nullopt;
  if (chosen || header_row == 0) {
    const bool elsewhere = best != nullptr && best->names_columns() && best->row != *header_row;
    table.likely_header = elsewhere ? best->row : 0;
    if (!chosen) {
      number_columns(table, rows);
      return table;
    }
    table.header_row = chosen->row;
    name_columns(table, chosen->names);
    return table;
  }
  if (best == nullptr) best = widest;
  if (best == &rows.front() && !best->names_columns() && looks_like_person(rows)) {
    number_columns(table, rows);
    table.begins_with_person = true;
    return table;
  }
  // Two rows that both name the columns: system keys, then labels. The upper one stays the same
  // from export to export.
  for (size_t i = 0; i + 1 < rows.size(); ++i) {
    const Candidate& upper = rows[i];
    const Candidate& lower = rows[i + 1];
    if ((best != &upper && best != &lower) || lower.row != upper.row + 1) continue;
    if (!upper.names_columns() || !lower.names_columns() || upper.names == lower.names) continue;
    const bool keep_upper = upper.score * 5 >= lower.score * 4;
    best = keep_upper ? &upper : &lower;
    table.second_header_row = keep_upper ? lower.row : upper.row;
    break;
  }
  if (best->names.size() > kMostColumns) {
    Issue issue;
    issue.code = "table.tooManyColumns";
    issue.file = file;
    issue.rows = {best->row};
    issue.row_count = 1;
    issue.args = {{"limit", static_cast<int64_t>(kMostColumns)}};
    return issue;
  }
  table.header_row = best->row;
  name_columns(table, best->names);
  return table;
}

namespace {

// "3.5", "2 departments", "100 %": what stands beside the word in a line of totals.
bool is_total(std::string_view cell) {
  return cell.find_first_of("0123456789") == 0 ||
         cell.find_first_not_of("0123456789.,+-% ") == cell.npos;
}

// "12 employees": what totals are of.
bool is_count(std::string_view word) {
  return is_digits(word) ||
         is_word(
             word,
             "of employees employee headcount people persons staff rows records entries fte "
             "mitarbeiter mitarbeitende mitarbeitenden personen beschaeftigte zeilen datensaetze "
             "eintraege count anzahl total sum summe gesamt number der");
}

}  // namespace

Footing footing_of(const std::vector<std::string_view>& cells) {
  std::string_view label;
  size_t others = 0;
  bool totals_alone = true;
  for (const std::string_view cell : cells) {
    const std::string_view trimmed = trim(cell);
    if (trimmed.empty()) continue;
    // Page Turner, page.turner@example.com is a person.
    if (trimmed.find('@') != trimmed.npos) return Footing::kNone;
    if (label.empty()) {
      label = trimmed;
      // Nearly every row: the first letter is none of a word that totals and marks begin with.
      constexpr std::string_view kFirst = "tsgzeacrpdTSGZEACRPD";
      if (kFirst.find(label.front()) == kFirst.npos) return Footing::kNone;
      continue;
    }
    ++others;
    totals_alone = totals_alone && is_total(trimmed);
  }
  if (label.empty() || !totals_alone) return Footing::kNone;
  const std::vector<std::string> words = words_of(label);
  if (words.empty()) return Footing::kNone;
  const std::string text = fold(label);
  for (const std::string_view start :
       {"report generated", "generated ", "erstellt am", "end of report", "ende des berichts"}) {
    if (text.substr(0, start.size()) == start && others <= 1) return Footing::kFooter;
  }
  if (is_word(words[0], "page seite"))
    return words.size() > 1 && is_digits(words[1]) ? Footing::kFooter : Footing::kNone;
  if (is_word(words[0],
              "subtotal subtotals zwischensumme gesamtsumme endsumme teilsumme gesamtzahl") ||
      (words.size() > 1 && is_word(words[0], "grand sub") && words[1] == "total"))
    return Footing::kFooter;
  if (!is_word(words[0], "total totals sum summe gesamt anzahl count average durchschnitt"))
    return Footing::kNone;
  const bool counts = std::all_of(words.begin() + 1, words.end(),
                                  [](const std::string& word) { return is_count(word); });
  return counts ? Footing::kFooter : Footing::kPerhaps;
}

}  // namespace weft

#include "roster/head.h"

#include <algorithm>

#include "base/text.h"
#include "roster/roles.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kHeaderSearch = 20;
constexpr size_t kFewCells = 2;  // a footer has no more

struct Candidate {
  std::vector<std::string> names;
  int64_t row = 0;
  int score = 0;
  size_t filled = 0;
  size_t recognised = 0;

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
    candidate.names.push_back(std::move(name));
  }
  return candidate;
}

// Names for nameless columns; a number behind the second of two equal names.
std::vector<std::string> unique_names(std::vector<std::string> names) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) names[i] = "Column " + std::to_string(i + 1);
    const std::string base = names[i];
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(i);
    for (int copy = 2; std::find(names.begin(), end, names[i]) != end; ++copy) {
      names[i] = base + " (" + std::to_string(copy) + ")";
    }
  }
  return names;
}

}  // namespace

Result<OpenTable> open_table(std::string_view bytes, std::string_view file) {
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
  if (best == nullptr) best = widest;
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
  table.header_row = best->row;
  table.raw_headers = best->names;
  size_t width = table.raw_headers.size();
  while (width > 1 && table.raw_headers[width - 1].empty()) --width;  // trailing separators
  std::vector<std::string> names = table.raw_headers;
  names.resize(width);
  table.headers = unique_names(std::move(names));
  return table;
}

bool is_footer(const std::vector<std::string_view>& cells) {
  std::string_view first;
  std::string_view last;
  size_t filled = 0;
  for (const std::string_view cell : cells) {
    const std::string_view trimmed = trim(cell);
    if (trimmed.empty()) continue;
    if (filled++ == 0) first = trimmed;
    last = trimmed;
    if (filled > kFewCells) return false;
  }
  // Page Turner, page.turner@example.com is a person.
  if (first.empty() || first.find('@') != first.npos || last.find('@') != last.npos) return false;
  const std::string words = fold(first);
  for (const std::string_view start :
       {"total", "grand total", "count:", "report generated", "gesamt", "summe", "anzahl",
        "generated ", "erstellt am", "end of report", "ende des berichts"}) {
    if (words.substr(0, start.size()) == start) return true;
  }
  for (const std::string_view page : {"page ", "seite "}) {
    if (words.substr(0, page.size()) == page && words.size() > page.size() &&
        is_digits(words.substr(page.size(), 1)))
      return true;
  }
  return false;
}

}  // namespace weft

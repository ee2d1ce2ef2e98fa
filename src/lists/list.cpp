#include "lists/list.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "roster/head.h"
#include "table/csv.h"

namespace weft {
namespace {

constexpr size_t kMostApart = 200;  // issues that name their column

}  // namespace

int ListTable::column(std::string_view meaning) const {
  const auto found = std::find(means.begin(), means.end(), meaning);
  return found == means.end() ? -1 : static_cast<int>(found - means.begin());
}

std::vector<int> ListTable::columns(std::string_view meaning) const {
  std::vector<int> all;
  for (size_t i = 0; i < means.size(); ++i) {
    if (means[i] == meaning) all.push_back(static_cast<int>(i));
  }
  // "2nd choice" may stand before "1st choice".
  const auto number = [&](int column) {
    int64_t value = 0;
    for (const char c : headers[static_cast<size_t>(column)]) {
      if (c >= '0' && c <= '9' && value < 1000) value = value * 10 + (c - '0');
    }
    return value;
  };
  std::stable_sort(all.begin(), all.end(), [&](int a, int b) { return number(a) < number(b); });
  return all;
}

std::string_view ListTable::cell(const Row& row, int column) const {
  if (column < 0 || static_cast<size_t>(column) >= row.cells.size()) return {};
  return trim(without_formula_guard(trim(row.cells[static_cast<size_t>(column)])));
}

Result<ListTable> read_list(std::string_view bytes, std::string_view kind, std::string_view file) {
  const ListKind* columns = list_kind(kind);
  if (columns == nullptr) {
    Issue issue;
    issue.code = "list.unknownKind";
    issue.file = file;
    issue.args = {{"kind", std::string(kind)}};
    return issue;
  }
  const Result<OpenTable> table = open_table(bytes, file);
  if (!table) return table.issue();
  ListTable list;
  list.kind = kind;
  list.file = file;
  list.digest = digest_of(bytes);
  list.headers = table->headers;
  const std::vector<const ListColumn*> found = meanings(*columns, list.headers);
  for (const ListColumn* column : found)
    list.means.emplace_back(column == nullptr ? "" : column->means);
  for (const ListColumn& column : columns->columns) {
    if (!column.needed || std::find(found.begin(), found.end(), &column) != found.end()) continue;
    Issue issue;
    issue.code = "list.columnMissing";
    issue.file = file;
    issue.args = {{"list", list.kind},
                  {"column", std::string(column.words.substr(0, column.words.find(' ')))}};
    return issue;
  }
  CsvReader reader(table->text(), table->delimiter);
  Record record;
  while (reader.next(record)) {
    if (record.row <= table->header_row || record.blank()) continue;
    ListTable::Row& row = list.rows.emplace_back();
    row.row = record.row;
    row.cells.assign(record.cells.begin(), record.cells.end());
  }
  return list;
}

const ListTable* list_of(const Lists& lists, std::string_view kind) {
  const auto found = lists.find(kind);
  return found == lists.end() ? nullptr : &found->second;
}

std::optional<int32_t> whole_number(std::string_view text, int64_t least, int64_t most) {
  int64_t thousandths = 0;
  if (!parse_thousandths(text, thousandths) || thousandths % 1000 != 0) return std::nullopt;
  const int64_t number = thousandths / 1000;
  if (number < least || number > most) return std::nullopt;
  return static_cast<int32_t>(number);
}

void ListIssues::add(Severity severity, std::string code, int64_t row, int column,
                     std::string_view value) {
  const auto known = [&](std::string_view header) -> Issue* {
    for (Issue& issue : issues_) {
      if (issue.code == code && issue.column == header) return &issue;
    }
    return nullptr;
  };
  std::string named = header(column);
  Issue* found = known(named);
  // Of hundreds of columns with something wrong nobody reads a sentence each: the rest are one.
  if (found == nullptr && issues_.size() >= kMostApart) {
    named.clear();
    found = known(named);
  }
  if (found != nullptr) return found->add_row(row);
  Issue& issue = issues_.emplace_back();
  issue.severity = severity;
  issue.code = std::move(code);
  issue.file = list_.file;
  issue.column = std::move(named);
  issue.args = {{"value", std::string(value)}};
  issue.add_row(row);
}

int32_t ListIssues::person(const Roster& roster, std::string_view text, int64_t row, int column,
                           const char* unknown) {
  const Meant meant = roster.look_up(text);
  if (meant.person == Roster::kNobody) not_one(roster, meant, text, row, column, unknown);
  return meant.person;
}

void ListIssues::not_one(const Roster& roster, const Meant& meant, std::string_view text,
                         int64_t row, int column, const char* unknown) {
  if (!misnamed_) misnamed_.emplace(roster, list_.file);
  misnamed_->tell(meant, text, row, header(column), unknown, issues_);
}

Issues ListIssues::take() { return std::move(issues_); }

}  // namespace weft

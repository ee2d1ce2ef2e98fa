// Tables that a format needs beside the roster: preferences, dates, proposals, votes, rooms … A
// list is read as it stands; what its rows mean for the roster is the business of who uses it.
//
// Columns are found by the words of their headers, in English and German (`list_kinds`).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/issue.h"
#include "roster/meant.h"
#include "roster/roster.h"

namespace weft {

struct ListColumn {
  std::string_view means;
  std::string_view words;  // folded headers that mean it, parted by blanks
  bool needed = false;
  bool repeats = false;  // "1st choice", "2nd choice": in the order of their numbers
  bool telling = false;  // rosters have no such column
};

struct ListKind {
  std::string_view name;
  std::vector<ListColumn> columns;
};

const std::vector<ListKind>& list_kinds();
const ListKind* list_kind(std::string_view name);
// What each header means; nullptr where it is not known, or another column has the meaning.
std::vector<const ListColumn*> meanings(const ListKind& kind,
                                        const std::vector<std::string>& headers);
// The kind whose needed columns are all there, with a telling one; "" where there is none.
std::string_view recognise_list(const std::vector<std::string>& headers);

struct ListTable {
  struct Row {
    int64_t row = 0;  // as the file counts, from 1
    std::vector<std::string> cells;
  };

  std::string kind;
  std::string file;
  std::string digest;
  std::vector<std::string> headers;
  std::vector<std::string> means;  // of each header; "": not recognised
  std::vector<Row> rows;

  // Of the first column that means it; -1: there is none.
  int column(std::string_view meaning) const;
  std::vector<int> columns(std::string_view meaning) const;  // in order
  // Trimmed, without the guard against formulas; "" where the row ends before.
  std::string_view cell(const Row& row, int column) const;
};

// Errors: those of decode(), list.unknownKind, list.columnMissing (`column`: its usual header).
// O(bytes).
Result<ListTable> read_list(std::string_view bytes, std::string_view kind, std::string_view file);

using Lists = std::map<std::string, ListTable, std::less<>>;
const ListTable* list_of(const Lists& lists, std::string_view kind);

// A whole number of a cell, however it is written; nothing where it is none, or out of range.
std::optional<int32_t> whole_number(std::string_view text, int64_t least, int64_t most);

// What is wrong with rows of a list, a kind of problem and a column at a time. The first value is
// named, the rows are listed.
class ListIssues {
 public:
  explicit ListIssues(const ListTable& list) : list_(list) {}
  void add(Severity severity, std::string code, int64_t row, int column, std::string_view value);
  // The one person of the roster whom a text means. Else Roster::kNobody, which is a warning: one
  // of those of Misnamed, or `unknown`.
  int32_t person(const Roster& roster, std::string_view text, int64_t row, int column,
                 const char* unknown);
  // The same of whom it was looked up. REQUIRES: it is no single person.
  void not_one(const Roster& roster, const Meant& meant, std::string_view text, int64_t row,
               int column, const char* unknown);
  Issues take();

 private:
  std::string header(int column) const {
    return column < 0 ? "" : list_.headers[static_cast<size_t>(column)];
  }

  const ListTable& list_;
  Issues issues_;
  std::optional<Misnamed> misnamed_;
};

// Ranked wishes of people, for people or for something else that has a number (a project):
// `choice` columns in order, or a row for each with its `rank`.
// Equal ranks are ties; lists may be short.
struct Preferences {
  struct Wish {
    int32_t other;  // Roster::kNobody: a wish that can't come true is one all the same
    int32_t rank;   // from 1
  };
  std::vector<std::vector<Wish>> of;  // per person of the roster, by rank; empty: none given
  std::vector<int64_t> row;           // of each person, where they have wishes first

  const Wish* find(int32_t person, int32_t other) const;
};
// Issues: preference.unknownPerson, preference.self, preference.twice, preference.rank. What is
// fine is kept. O(rows log rows).
Preferences read_preferences(const ListTable& list, const Roster& roster, Issues& issues);
// The same for what `find` knows: a number, or -1. Issues: preference.unknownProject instead of
// unknownOther, none of self.
Preferences read_preferences(const ListTable& list, const Roster& roster,
                             const std::function<int32_t(std::string_view)>& find, Issues& issues);

}  // namespace weft

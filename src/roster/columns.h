// The columns of a table: what each means, which are kept, and their cells as dictionaries.
//
// One pass over the records, O(bytes); cells of ignored columns are never kept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "roster/head.h"
#include "roster/roster.h"

namespace weft {

// What HR decided about a column.
struct ColumnChoice {
  std::optional<Role> role;
  std::optional<Type> type;
  std::vector<std::string> order;            // of a level, lowest first
  std::map<std::string, std::string> merge;  // value -> the value it is a spelling of
  std::optional<DateOrder> dates;
  // Of opt-ins and states: what an answer that is not known means, by its folded text: in or out.
  std::map<std::string, bool> answers;
};
using ColumnChoices = std::map<std::string, ColumnChoice>;  // by header

struct ColumnProfile {
  std::string header;
  Role role = Role::kOther;
  Recognised recognised;
  Type type = Type::kText;
  size_t distinct = 0;
  size_t missing = 0;
  std::vector<std::string> examples;  // two at the most; none of sensitive columns nobody asked for
  std::string dates;                  // "day" or "month": what comes first in 03/04/2026
  std::string derived;                // the column it is computed from
  bool answered = false;              // its cells are yes and no, or words to that effect
  int column = -1;                    // index into the kept columns; -1: not kept
};

// One code per record that may be a person, in every kept column.
struct RawTable {
  std::string file;
  std::vector<ColumnProfile> profiles;
  std::vector<Column> columns;
  std::vector<int64_t> rows;  // in the file, from 1
  // Of a form: when each record was filled in, in seconds; where it does not say, the one before.
  std::vector<int64_t> stamps;
  std::vector<uint32_t> perhaps_totals;  // records that may be totals, or people called Total

  const Column* with_role(Role role) const;
  std::string_view text(Role role, size_t row) const;
  Issue issue(Severity severity, std::string code, std::string column = {}) const;
};

struct TopRow {
  int64_t row = 0;
  std::vector<std::string> cells;  // the beginning of each, without those of sensitive columns
};

// Where a table names its columns, and what HR can choose it from.
struct HeaderRow {
  int64_t row = 0;          // 0: there is none
  std::vector<TopRow> top;  // the first rows that are not blank
};
// `asked`: the row HR has said. Issues: table.headerGone, table.headerElsewhere. O(1) records.
HeaderRow header_of(const OpenTable& table, const RawTable& raw, std::optional<int64_t> asked,
                    Issues& issues);

// What else the first cells of a column look like.
struct CellLooks : CellShapes {
  size_t addresses = 0;  // of e-mail
  size_t like_names = 0;
  size_t answers = 0;    // yes, no, or words to that effect
  bool counting = true;  // 1, 2, 3 …
  bool rising = true;    // numbers, each larger than the one above

  bool is_answered() const { return filled > 0 && answers * 5 >= filled * 4; }
};
// One for each column. O(1) records.
std::vector<CellLooks> look_at_cells(const OpenTable& table);
// recognise_all by headers and cells: the answers of a form are counted, which is nobody's id, and
// a question that is not answered with yes or no does not say who takes part.
std::vector<Recognised> recognise_columns(const std::vector<std::string>& headers,
                                          const std::vector<CellLooks>& looks);

// `keep`: headers kept though nobody gave them a role.
RawTable read_columns(const OpenTable& table, const std::string& file, const ColumnChoices& choices,
                      const std::vector<std::string>& keep, Issues& issues);

// A question that is answered with yes or no and may be about taking part: a form is asked about,
// where nothing else of it says who takes part.
void ask_what_is_answered(const RawTable& raw, const ColumnChoices& choices, Issues& issues);

// Gives the values of a column other names: `name_of(value)`, "" for missing. Equal names become
// one value. O(people + values).
void rename_values(Column& column, const std::vector<std::string>& names);

}  // namespace weft

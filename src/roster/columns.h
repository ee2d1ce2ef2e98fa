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
  int column = -1;                    // index into the kept columns; -1: not kept
};

// One code per record that may be a person, in every kept column.
struct RawTable {
  std::string file;
  std::vector<ColumnProfile> profiles;
  std::vector<Column> columns;
  std::vector<int64_t> rows;  // in the file, from 1

  const Column* with_role(Role role) const;
  std::string_view text(Role role, size_t row) const;
  Issue issue(Severity severity, std::string code, std::string column = {}) const;
};

// `keep`: headers kept though nobody gave them a role.
RawTable read_columns(const OpenTable& table, const std::string& file, const ColumnChoices& choices,
                      const std::vector<std::string>& keep, Issues& issues);

// Gives the values of a column other names: `name_of(value)`, "" for missing. Equal names become
// one value. O(people + values).
void rename_values(Column& column, const std::vector<std::string>& names);

}  // namespace weft

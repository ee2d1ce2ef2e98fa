// Gives a column its type and computes, once per distinct value, what the type means.
#pragma once

#include <optional>
#include <vector>

#include "roster/columns.h"

namespace weft {

// Decides for every column that may hold dates which of 03/04/2026 is the day: by HR's choice, else
// by the column's own values (any above 12 gives it away), else by those of the whole file, else
// the day, and asks. O(distinct values).
void decide_date_orders(RawTable& raw, const ColumnChoices& choices, Issues& issues);

// Per value of the column; nothing where it is no date. Days as a spreadsheet numbers them
// (1900 base) are days too.
std::vector<std::optional<Day>> days_of(const Column& column);

// Decides the type (by HR's choice, else by role, else by the values) and fills numbers, entries
// and level_order. Doubts go to `issues`. O(distinct values * their length).
void type_column(Column& column, const ColumnChoice& choice, const std::string& file,
                 Issues& issues);

// Answers that are not known, one issue each: those of most people first, of many the rest counted.
void report_unknown_answers(Issues asked, Issues& issues);

}  // namespace weft

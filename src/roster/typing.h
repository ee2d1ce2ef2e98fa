// Gives a column its type and computes, once per distinct value, what the type means.
#pragma once

#include "roster/read_roster.h"

namespace weft {

// Decides the type (by HR's choice, else by role, else by the values) and fills numbers, entries
// and level_order. Doubts go to `issues`. O(distinct values · their length).
void type_column(Column& column, const ColumnChoice& choice, const std::string& file,
                 Issues& issues);

}  // namespace weft

// Tidies the values of the columns: what stands for nothing is missing, codes in brackets behind a
// name are dropped, spellings that differ in case alone, or that HR said are the same, become one.
#pragma once

#include "roster/columns.h"

namespace weft {

// O(distinct values + people of the columns that change).
void tidy_values(RawTable& raw, const ColumnChoices& choices, Issues& issues);

}  // namespace weft

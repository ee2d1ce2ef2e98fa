// Doubts about a roster that was read: what looks like a slip and is left as it is.
#pragma once

#include "roster/roster.h"

namespace weft {

// Missing values in the columns people are grouped by, values (or entries of lists) that differ by
// a slip of the pen or are the initials of others, departments of one. O(people + distinct^2), for
// columns of at most 400 values.
void find_doubts(const Roster& roster, const std::string& file, Issues& issues);

}  // namespace weft

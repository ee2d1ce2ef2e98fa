// A further file about people of a roster: its rows are found by id, e-mail address or name, its
// columns become columns of the roster.
#pragma once

#include "roster/read_roster.h"

namespace weft {

// A file without any column but the one that names people is a list of who takes part, or of who
// does not: it becomes a column of yes and no. Of several such lists, and of several columns of
// opt-ins, each keeps out whom it would keep out alone. Of what the roster has already nothing is
// taken, which is join.nothingNew where that is all. Rows that name nobody of the roster, and
// people named twice, go to `issues`. The error is one of decode()'s or join.noKey. O(bytes +
// people).
Result<JoinedProfile> join_file(Roster& roster, const JoinedFile& joined,
                                const ReadOptions& options, Issues& issues);

}  // namespace weft

// What a program would mean, without running it: who takes part, which pairs the rules leave.
#pragma once

#include "api/json.h"
#include "fit/fit.h"

namespace weft {

// Whether a run makes pairs, and who can pair with whom says how it may end: not of larger groups,
// nor of segments that meet among each other.
bool makes_pairs(const Program& program);

// All pairs up to 6,000 people, a seeded sample above. O(min(n², 18 million) · rules).
Json possible_to_json(const Roster& roster, const Program& program,
                      const Participants& participants, const Fit& fit);

}  // namespace weft

// The independent check of a mentoring outcome: roles, places, reporting lines, directions, wishes,
// everybody in one place, and whether it is stable. Nothing of the solver is used: likings are made
// anew from the list of wishes, and from the fit of two people, which `outcome/check` has verified
// from their texts for who is together.
#pragma once

#include "mentoring/terms.h"
#include "outcome/check.h"

namespace weft {

// Broken: check.mentor, check.mentee, check.places, check.line, check.direction, check.wish,
// check.peers, check.twice, check.lost, check.blocking, check.blockingCount, check.matched,
// check.oneRole. O(pairs that wishes leave · (rules + criteria)).
void check_mentoring(const Roster& roster, const Program& program, const History& history, Day date,
                     const Claim& claim, CheckResult& result);

}  // namespace weft

// The independent check of what is said of lunches alone: who meets within which segment, and how
// large groups are. From roster and claim; knows nothing of how they were found.
#pragma once

#include "outcome/check.h"

namespace weft {

// REQUIRES: `result` comes from check() over the same claim. O(people · segments).
void check_lunch(const Roster& roster, const Program& program, const Claim& claim,
                 CheckResult& result);

}  // namespace weft

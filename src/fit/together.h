// Rules that ask for the same two people both to be in one group and not to be.
#pragma once

#include "base/issue.h"
#include "fit/fit.h"

namespace weft {

// Of each list of people who belong together, those whom another rule keeps apart: names the people
// and both rules, at the place of "together". Of a confidential list nothing is told but that other
// rules stand against a list of "together". O(pairs of those lists · rules).
Issues together_clashes(const Roster& roster, const Program& program, const Fit& fit,
                        Severity severity);

}  // namespace weft

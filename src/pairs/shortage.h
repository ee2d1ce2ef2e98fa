// Who can't all be in pairs, whatever is chosen: people who have none but the same few partners,
// and parts of odd size. Proven by a Tutte-Berge barrier over all pairs (solve/barrier).
//
// Lists of who must be kept apart are confidential: such pairs count as if they might meet. So what
// is said holds all the same, and tells nothing of the lists.
#pragma once

#include <cstdint>
#include <vector>

#include "fit/fit.h"
#include "outcome/plan.h"
#include "program/program.h"

namespace weft {

// The largest first. O(n² * rules) and a matching of the most pairs; nothing above 1,200 people,
// and nothing that holds for every odd number of people.
std::vector<Shortage> shortages(const Program& program, const Fit& fit);

}  // namespace weft

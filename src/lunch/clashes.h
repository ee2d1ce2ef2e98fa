// Why people of a lunch program can't all sit down, whatever is chosen: found before any search,
// from the rules "different" and "same" on columns of single values.
//
// Groups hold `least` to `most` people. Under "different" each group has one person of a value at
// most, so g groups hold min(holders, g) of each: the largest sum over all g that fills g groups is
// the most people who sit down, and it is reached where this is the only rule. Under "same" the
// parts of the roster are dealt one by one.
#pragma once

#include <vector>

#include "lunch/terms.h"
#include "outcome/plan.h"

namespace weft {

// Each says that at least `over` people stay over; the largest first, none that only holds because
// the number of people does not divide. O(people · rules).
std::vector<Reason> lunch_clashes(const LunchTerms& terms, const Program& program,
                                  const Roster& roster, const std::vector<int32_t>& people);

}  // namespace weft

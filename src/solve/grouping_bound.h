// What no grouping exceeds, criterion by criterion.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/grouping.h"

namespace weft::solve {

struct GroupingBound {
  int64_t pairs = 0;
  std::vector<int64_t> counts;    // of each criterion
  std::vector<int64_t> balances;  // of each criterion
  int64_t places = 0;
  int64_t value = 0;     // their sum: no grouping is worth more
  int64_t smallest = 0;  // no grouping's smallest group is worth more
};

// Counts: every value dealt as evenly (or unevenly) as pays most, by the price of a holder that
// makes it least. Pairs: partition_bound for groups of one size, else the best partners of each
// element. Places: an assignment with the sizes as capacities. REQUIRES: sizes that add up.
// O(elements^2) where there are pair values of up to kTabulatedUnits elements.
GroupingBound grouping_bound(const GroupingProblem& problem);

}  // namespace weft::solve

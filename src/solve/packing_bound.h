// What no packing of sets of two and three exceeds: a Lagrangian bound.
//
// Each element has a price, and one more price stands for the number of elements. First every
// element may be in several sets, and each set is counted with its first element: a look at all
// sets is a step. Then the pairs among the sets are kept apart by an exact matching, which knows
// odd cycles, and only triples may overlap: fewer steps, each a matching. Prices move by
// subgradients; any prices bound, so rounding can't lie.
//
// Cost: O(work), of which a matching is taken to cost 60 looks for each pair.
// Sources: Held, Wolfe and Crowder 1974; Camerini, Fratta and Maffioli 1975 (deflected steps).
#pragma once

#include "solve/set_packing.h"

namespace weft::solve {

struct PackingBound {
  int64_t weight = 0;  // no packing of at least `least_elements` weighs more
  int64_t bonus = 0;   // what an element is worth at these prices: so much brings in the last ones
};

// `weights`: one per set of the problem, >= 0. Stops where the bound meets `reached`. REQUIRES: a
// valid problem.
PackingBound packing_bound(const PackingProblem& problem, const std::vector<int64_t>& weights,
                           int64_t reached, int64_t least_elements, int64_t work);

}  // namespace weft::solve

// All stable matchings of a problem without ties, as a lattice between the best for the residents
// and the best for the hospitals.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/stable_lists.h"

namespace weft::solve {

// These take every list in its order and do not look at equal ranks. The hospital of each resident,
// -1: none. O(pairs).
std::vector<int32_t> resident_optimal(const StableLists& lists);
std::vector<int32_t> hospital_optimal(const StableLists& lists);

// The stable matching with the least sum of ranks of both sides. From the residents' best,
// rotations (cycles of residents who each give way to the next) lead to all others; the sum is
// least for some set of rotations closed under "must come before", found as the potentials of a
// flow. O(pairs) for the rotations; the flow has a node for each rotation. Sources: Irving, Leather
// and Gusfield 1987; for hospitals Cheng, McDermid and Suzuki 2008.
std::vector<int32_t> egalitarian(const StableLists& lists);

}  // namespace weft::solve

// The largest stable matching there is, as near as can be, under ties.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/stable_lists.h"

namespace weft::solve {

struct LargestStable {
  std::vector<int32_t> hospital;  // of each resident; -1: none
  int64_t size = 0;
  int64_t bound = 0;
};

// Proposals with promotion, then chains inside ties, walks over matchings of the same size and new
// starts until `effort` is spent or the bound is met; small problems are searched to the end.
LargestStable largest_stable_matching(const StableLists& lists, uint64_t seed, int64_t effort);

}  // namespace weft::solve

// The best way to share out few units over groups, by going through all there are: a table over
// sets of units. Exact, for whatever a group is worth.
//
// Groups of one class (the same sizes, the same worth) change places freely; once only those are
// left, the next of them holds the first unit left. Cost O(groups * 3^units), memory
// O(groups * 2^units); `subset_work` says beforehand how many looks that is.
// Source: dynamic programming over subsets (Held and Karp 1962; Lawler 1976).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "solve/group_sizes.h"

namespace weft::solve {

// Fewer broken rules first, then the larger value.
struct GroupWorth {
  int64_t broken = 0;
  int64_t value = 0;
};

struct SubsetProblem {
  std::vector<int32_t> unit_size;  // elements of each unit; at most 20 units
  std::vector<GroupSize> sizes;    // of each group
  std::vector<int32_t> class_of;   // of each group: from 0, each class without gaps, in order
  std::function<GroupWorth(int32_t group_class, uint32_t units)> worth;
  bool worst_first = false;  // the largest smallest value of a group, then the largest sum
};

// Looks that `best_by_subsets` takes; INT64_MAX for more than 20 units.
int64_t subset_work(const SubsetProblem& problem);

// The group of each unit; empty where the sizes can't add up.
std::vector<int32_t> best_by_subsets(const SubsetProblem& problem);

}  // namespace weft::solve

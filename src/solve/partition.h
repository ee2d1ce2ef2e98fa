// Groups of elements with the largest sum of the values inside (the maximally diverse grouping
// problem): every element in one group, each group with at least min and at most max elements.
//
// Annealing over swaps and shifts. `gain[g][e]`, what e is worth to group g, is kept; so a row of
// all swaps of one element is a short loop over contiguous integers, and a move costs two rows. One
// threshold is drawn for a row, and the first swap that passes is done. Where cooling begins and
// ends is measured on the instance, by how many rows hold a move that loses and is accepted. Small
// problems are solved exactly (subset_groups.h).
//
// Cost: a row O(elements + groups), memory O(elements^2 + elements * groups) 32-bit integers.
// Sources: Kirkpatrick, Gelatt and Vecchi 1983; gains as in Lai and Hao 2016.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "solve/annealing.h"
#include "solve/group_sizes.h"

namespace weft::solve {

struct PartitionProblem {
  int32_t elements = 0;
  std::vector<GroupSize> sizes;  // of each group
  // Row by row, elements * elements; symmetric, the diagonal is not read. No group may be worth
  // more to an element than 2^26: largest |value| times largest group.
  std::vector<int32_t> values;

  int64_t value(int32_t a, int32_t b) const {
    return values[static_cast<size_t>(a) * static_cast<size_t>(elements) + static_cast<size_t>(b)];
  }
};

struct Partition {
  std::vector<int32_t> group;  // of each element; empty where the sizes can't add up
  int64_t value = 0;
  bool optimal = false;  // found by going through all there are
  int64_t work = 0;
};

// What is best so far, and how much of kAllSpent is spent.
using PartitionProgress = std::function<void(int64_t spent, int64_t best)>;

// Throws std::invalid_argument on what the comments above rule out. Independent searches: the same
// problem with other chance; the best of them, the first of equals.
Partition max_partition(const PartitionProblem& problem, const SearchBudget& budget, Random random,
                        const PartitionProgress& progress = {});

// The sum of the values inside the groups, from the definition.
int64_t partition_value(const PartitionProblem& problem, const std::vector<int32_t>& group);

}  // namespace weft::solve

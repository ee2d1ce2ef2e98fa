// People of types in groups of three to eight, for more people than pairs can be looked at one by
// one: the largest sum over all pairs inside the groups, nobody with whom they must not be, and a
// bound.
//
// Start: people are sorted by what should agree and dealt round by round over the groups of a cell
// by what should differ, so that each value is spread floor or ceil. Pairs that must not be, then
// slack, are repaired by exchanges of two, with people of the same type first. People who must be
// in one group are brought there before, and stay.
//
// Bound: in a group of s, x of one value make x(x-1)/2 equal pairs, which is at least k x -
// k(k+1)/2 for any whole k; k = floor of the mean is the best (Schulz 2021). Where one attribute
// should agree and another differ, k is set for each value of the first; a group of several such
// values loses more on the first than it may win on the second, which is checked for every split,
// else k = 0. All else is bounded by the duals of pairs, (s - 1) / 2 times (type_bound.h).
//
// Budgets count looked-at exchanges. Memory O(people), time O(people log people) and the repair.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "solve/type_weights.h"

namespace weft::solve {

struct TypedGroupLimits {
  int64_t looks_per_person = 30;  // up to 30,000 people; above, as if there were so many
  int32_t surprise = 0;           // per cent of the value that may be given up for groups by chance
};

// People who must be in one group; nobody twice, none of more than the larger groups hold.
using TypedUnits = std::vector<std::vector<int32_t>>;

struct TypedGroups {
  std::vector<std::vector<int32_t>> groups;
  int64_t value = 0;   // of all pairs in groups that may be
  int64_t bound = 0;   // no groups of these sizes are worth more
  int64_t broken = 0;  // pairs in groups that must not be
  int32_t torn = 0;    // units for which no group had room
};

// As many groups as `least` allows; sizes differ by at most one. Throws std::invalid_argument where
// people do not fit (sizes_fit in rounds.h).
TypedGroups group_by_types(const TypedProblem& problem, int32_t least, int32_t most, Random random,
                           const TypedGroupLimits& limits = {}, const TypedUnits& units = {});

// The bound alone, for groups of these sizes.
int64_t bound_of_groups(const TypedProblem& problem, const std::vector<int32_t>& sizes,
                        Random random);

}  // namespace weft::solve

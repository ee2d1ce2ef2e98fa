// Guests on the dates of hosts: as many visits as possible, a guest's first counting twice, and
// then the largest sum of wishes and criteria; and what is proven about it.
//
// A visit is worth the same on whichever date of a host. Where every visit is returned, each makes
// one, pairs are a matching in a general graph, and dates are found for them afterwards; only where
// a department takes so few in a day that some find none, the result may not be the best.
// Cost: `solve/visits.h`, `solve/matching.h`, and guests · dates looks at what keeps them apart.
#pragma once

#include <functional>

#include "outcome/plan.h"
#include "shadowing/terms.h"

namespace weft {

struct ShadowingInput {
  const Roster& roster;
  const Program& program;
  const Fit& fit;
  const Lists& lists;
  Day date;
  std::function<void(double done)> progress = {};
};

// Adds to the issues of the plan those of the lists, and shadowing.tooMany where there are more
// than two million possible visits.
Plan plan_shadowing(const ShadowingInput& input);

// Before a run: `hosts`, `guests`, `dates`, `places`, `wanted` (visits), `possible` and `of` (guest
// and date), `noDate` (`count`, and the first `people`).
Value possible_shadowing(const ShadowingInput& input, Issues& issues);

}  // namespace weft

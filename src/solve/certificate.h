// Checks a matching and its duals against the graph alone: shares no code with the solver.
#pragma once

#include <cstdint>
#include <string>

#include "solve/matching.h"

namespace weft::solve {

struct Certificate {
  bool valid = false;    // mates agree, duals are feasible, blossoms are odd
  bool optimal = false;  // valid, and the bounds are met
  int64_t bound = 0;     // no matching (with as many pairs, for kCardinalityThenWeight) weighs more
  int64_t pairs_bound = 0;  // no matching has more pairs
  std::string fault;        // the first thing that is wrong, for people who debug
};

// O(n log n + m), and O(log n) more for an edge that only blossoms cover; in exact integers.
Certificate certify(const Graph& graph, Objective objective, const Matching& matching);

}  // namespace weft::solve

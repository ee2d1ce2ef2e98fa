// What a stable matching is, and whether a given one is stable. Shares no code with the solver.
//
// Residents have one hospital at most, hospitals as many residents as they have places. Both rank
// whom they accept; equal ranks are ties, lists may be incomplete. A pair blocks if both would
// strictly gain: the resident has none or prefers this hospital, and the hospital has a free place
// or prefers this resident to one it has (weak stability).
// Sources: Gale and Shapley 1962; Irving 1994 (ties).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace weft::solve {

// Two who accept each other. Ranks: lower is better, equal is a tie.
struct RankedPair {
  int32_t resident;
  int32_t hospital;
  int32_t resident_rank;  // of the hospital, for the resident
  int32_t hospital_rank;  // of the resident, for the hospital
};

struct StableProblem {
  int32_t residents = 0;
  std::vector<int32_t> capacity;  // of each hospital
  std::vector<RankedPair> pairs;  // each at most once, in any order
};

// Whether it is a matching at all: what is wrong, or nothing. `hospital_of[r]` is -1 for none.
std::string seats_fault(const StableProblem& problem, const std::vector<int32_t>& hospital_of);

// Where in `problem.pairs` the blocking pairs are, ascending. O(pairs). REQUIRES: no seats_fault.
std::vector<size_t> blocking_pairs(const StableProblem& problem,
                                   const std::vector<int32_t>& hospital_of);

}  // namespace weft::solve

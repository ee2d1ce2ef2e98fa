// Stable matching of residents and hospitals, with capacities, incomplete lists and ties on both
// sides (`blocking_pairs.h` says what that is): as many matched as possible, and among the stable
// matchings of that size the one that suits the residents, the hospitals, or both.
//
// Without ties all stable matchings have the same size, and the choice among them is exact:
// O(pairs) for either side, a minimum closure of rotations for both. With ties the largest is hard
// to find (Iwama et al. 1999): never less than 2/3 of it, in practice all or nearly all, proven
// where `largest` says so; the choice is then made among the matchings that are stable for one way
// to break the ties, the one that suits the matching found.
//
// Sources: Gale and Shapley 1962; Irving and Manlove 2009 (what may be left out); Király 2013
// (promotion, 3/2); Irving, Leather and Gusfield 1987 and Cheng, McDermid and Suzuki 2008
// (rotations).
#pragma once

#include <cstdint>
#include <vector>

#include "solve/blocking_pairs.h"

namespace weft::solve {

enum class Favour {
  kResidents,  // no resident has a better hospital in another stable matching
  kHospitals,  // no hospital has better residents in another
  kBoth,       // the sum of all ranks, of both sides, is least
};

struct StableOptions {
  Favour favour = Favour::kResidents;
  uint64_t seed = 1;
  // How many list entries may be looked at in search of a larger matching, besides a small multiple
  // of all there are.
  int64_t effort = 4'000'000;
};

struct StableMatching {
  std::vector<int32_t> hospital;  // of each resident; -1: none
  int64_t size = 0;
  int64_t bound = 0;          // no stable matching is larger
  bool largest = false;       // size == bound
  bool favour_exact = false;  // there are no ties, the choice is the best there is
};

// Throws std::invalid_argument on numbers out of range and pairs that come twice.
StableMatching stable_matching(const StableProblem& problem, const StableOptions& options = {});

}  // namespace weft::solve

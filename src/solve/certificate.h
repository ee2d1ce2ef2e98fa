// Checks a matching and its duals against the graph alone: shares no code with the solver.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solve/matching.h"

namespace weft::solve {

// The blossoms as a forest, cut into paths: each to the largest blossom inside. Two places in the
// order have their blossoms in common up from where their ways to the root meet, and a way changes
// paths O(log n) times.
class BlossomNest {
 public:
  // Sums over millions of duals of 2^43 each do not fit into 64 bits on their way.
  __extension__ using Wide = __int128;

  BlossomNest(std::vector<Blossom> blossoms, size_t places);

  // False: they overlap, and the rest means nothing.
  bool nested() const { return nested_; }
  // Sum of the duals of the blossoms that hold both places. O(log n).
  Wide common(size_t a, size_t b) const;

 private:
  bool nested_ = true;
  std::vector<int32_t> innermost_;  // per place
  std::vector<int32_t> parent_;
  std::vector<int32_t> top_;  // of its path
  std::vector<Wide> sum_;     // of duals, from here up
};

struct Certificate {
  bool valid = false;    // mates agree, duals are feasible, blossoms are odd
  bool optimal = false;  // valid, and the bounds are met
  int64_t bound = 0;     // no matching (with as many pairs, for kCardinalityThenWeight) weighs more
  int64_t pairs_bound = 0;  // no matching has more pairs
  std::string fault;        // the first thing that is wrong, for people who debug
};

// O(n log n + m), and O(log n) more for an edge that only blossoms cover; in exact integers.
Certificate certify(const Graph& graph, Objective objective, const Matching& matching);

// Of a priced matching: what is wrong with duals that are to cover every edge of the source, not
// only those that were given, and to prove that there are no more pairs; or nothing. The cost of
// pricing all edges once. REQUIRES: certify() holds for what was given.
std::string coverage_fault(EdgeSource& source, const Matching& matching);

}  // namespace weft::solve

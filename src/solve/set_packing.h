// Disjoint sets of two or three elements each: as many elements as possible, then the largest sum
// of weights; with a bound. (Pairs alone are a matching: matching.h is exact for them.)
//
// Parts of few elements that share no set with others are solved exactly, by a table over subsets.
// The rest: annealing, in which a set comes in and throws out those it meets, and who is free then
// finds the best set of free elements. The bound is Lagrangian (packing_bound.h).
//
// Cost: O(2^18 * sets) at worst for a small part; annealing and bounds O(work) each.
// Sources: Held and Karp 1962; Kirkpatrick, Gelatt and Vecchi 1983; the problem as in kidney
// exchange (Abraham, Blum and Sandholm 2007).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/random.h"

namespace weft::solve {

struct PackingSet {
  std::array<int32_t, 3> members;  // of a pair, the last is -1
  int64_t weight;                  // >= 0

  int32_t size() const { return members[2] < 0 ? 2 : 3; }
  std::span<const int32_t> all() const { return {members.data(), static_cast<size_t>(size())}; }
};

// Sum of weights below 2^46.
struct PackingProblem {
  int32_t elements = 0;
  std::vector<PackingSet> sets;
};

struct Packing {
  std::vector<int32_t> chosen;  // numbers of sets, ascending
  int64_t elements = 0;         // in chosen sets
  int64_t weight = 0;
  int64_t bound = 0;           // no packing of as many elements weighs more
  int64_t elements_bound = 0;  // none has more
};

// `start`: disjoint sets to begin with. `work`: looks at a set, about two nanoseconds each. Throws
// std::invalid_argument on members out of range or twice in a set, and on sets of `start` that
// meet.
Packing max_set_packing(const PackingProblem& problem, const std::vector<int32_t>& start,
                        int64_t work, Random random,
                        const std::function<void(double done)>& progress = {});

}  // namespace weft::solve

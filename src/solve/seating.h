// As many as possible at tables, where some may not sit at one table and some belong together:
// disjoint sets of elements that are not apart, each of `least` to `most`.
//
// Few units (those who belong together are one) are solved exactly, by a table over subsets: as
// many elements as possible, then the fewest at tables of a size that nobody asked for, then those
// stay out whose turn it is, then sizes as even as can be. More are searched, for one number of
// tables after the other: a unit comes to a table and throws out whom it is apart from, and may not
// come back to the table it left for a while; a number of tables at which everybody sits ends it.
//
// Cost: O(3^units) for few units, SeatingLimits::work looks at a move for more; memory
// O(units * tables + pairs apart).
// Sources: Held and Karp 1962; partial colourings with tabu, Blochliger and Zufferey 2008.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/group_sizes.h"

namespace weft::solve {

struct SeatingProblem {
  std::vector<std::vector<int32_t>> apart;  // of each element, symmetric
  std::vector<std::vector<int32_t>> together;
  GroupSize size{2, 2};   // of every table; at least one
  GroupSize asked{2, 2};  // the sizes that are best, within `size`
  // Of each element, who stays out rather: less comes first. Empty: nobody.
  std::vector<int64_t> turn;
  std::vector<int32_t> tables;  // numbers to try where units are many, best first
};

struct SeatingLimits {
  int32_t exact_units = 14;  // at most 20
  int64_t work = 10'000'000;
};

struct Seating {
  std::vector<std::vector<int32_t>> tables;  // elements in order; the smallest table first
  std::vector<int32_t> out;                  // in order
  bool most = false;                         // no more can be seated
};

Seating seat_most(const SeatingProblem& problem, const SeatingLimits& limits, Random random);

}  // namespace weft::solve

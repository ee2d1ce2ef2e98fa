// Rounds without a repeat from a starter and a symmetry: a group H of permutations of the people is
// prescribed, one round (or a few) is searched, and H makes the others.
//
// Turning: H is cyclic of order m, people are orbits of m and some who stay. The m images of a
// round repeat nothing where its pairs lie in different orbits of pairs, each of full length:
// instead of m rounds with n² / 2 pairs one round with n² / 2m is searched. Standing: H maps every
// round to itself; of each block only one image is searched, people are orbits with an element of H
// as label, and in `paired` rounds blocks are unions of cosets of a subgroup of order two. With H =
// Z2 × Z2 that gives ten rounds of eight fours, with Z10 or Z13 forty people in fours, with Z7
// fifteen in threes.
//
// The search is annealing at a few fixed temperatures over exchanges in the searched rounds, its
// cost the orbits of pairs that are hit too often. (Prescribed automorphisms: Kramer & Mesner
// 1976.)
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/rounds.h"

namespace weft::solve {

// One symmetry to try.
struct Starter {
  std::vector<int32_t> orders;  // H is the product of cyclic groups of these orders
  int32_t orbits = 0;           // of full length; the others stay
  bool standing = false;
  int32_t searched = 1;  // rounds
  int32_t paired = 0;    // of them, when standing: the last ones
  int64_t hits = 0;      // orbits of pairs that are to be hit
};

// Symmetries by which `rounds` rounds may be had, smaller searches first. `sizes`: of the groups;
// `bound`: no plan has more rounds.
std::vector<Starter> starters_for(const std::vector<int32_t>& sizes, int32_t rounds, int32_t bound);

// Rounds without a repeat, as many as one of the symmetries promises, or none where `work` was not
// enough. The symmetries take turns.
RoundPlan search_starters(const std::vector<Starter>& starters, const std::vector<int32_t>& sizes,
                          int64_t work, Random random);

}  // namespace weft::solve

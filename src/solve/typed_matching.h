// Maximum matching of people of types, for more people than pairs can be looked at one by one: as
// many pairs as possible, then the largest sum, with a bound on the true problem.
//
// The transport problem over types says how many pairs between which types; its half pairs are
// rounded along Euler trails; people are dealt into these cells, where attributes that are not part
// of the types ask for it by nearness. A random walk over exchanges that cost nothing makes it one
// of the optima by chance. Pairs with slack (dual of both less value, never negative) and pairs
// that must not meet are then repaired by alternating cycles over pairs of little slack. No slack
// anywhere proves the optimum (complementary slackness).
//
// Budgets count looked-at pairs, so that results repeat. Memory O(people), and a matrix over types.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "solve/type_bound.h"

namespace weft::solve {

struct TypedLimits {
  TypeLimits types;
  int64_t looks_per_person = 30;
  int64_t more_looks = 2'000'000;
  int32_t surprise = 0;  // per cent of the value that may be given up for pairs by chance
};

struct TypedMatching {
  std::vector<int32_t> mate;  // -1: unmatched
  int64_t pairs = 0;
  int64_t value = 0;
  int64_t given_up = 0;  // of it, for surprise
  TypeBound bound;
};

// With an odd number of people one of `odd_candidates` stays unmatched (of all, where there are
// none).
TypedMatching max_typed_matching(const TypedProblem& problem,
                                 const std::vector<int32_t>& odd_candidates, Random random,
                                 const TypedLimits& limits = {},
                                 const std::function<void(double done)>& progress = {});

}  // namespace weft::solve

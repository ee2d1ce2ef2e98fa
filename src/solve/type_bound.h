// An upper bound for people of types: duals for groups of attributes ("blocks"), whose sum covers
// every admissible pair, and where pairs have something that is no matter of types, duals for that
// (type_bonus.h). A block of a few thousand types has the duals of its transport problem; an
// attribute of more values than that has duals in closed form (half of full, the distance to the
// median, the largest class). One block with all attributes gives the linear relaxation over types;
// blocks of one attribute each give a sum of separate bounds. What persons know of each other
// only lowers the value of pairs, so the bound holds for the true problem.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.h"
#include "solve/type_bonus.h"
#include "solve/type_transport.h"
#include "solve/type_weights.h"

namespace weft::solve {

struct TypeBlock {
  std::vector<size_t> attributes;
  // Per person. None where the block is one attribute in closed form: then types are its codes.
  std::vector<int32_t> type_of;
  std::vector<int32_t> example;  // a person of each type
  std::vector<int64_t> dual;     // per type, kTypeDualScale-fold
};

struct TypeBound {
  std::vector<TypeBlock> blocks;                     // the first is never in closed form
  size_t bonus_attribute = TypeBonus::kNoAttribute;  // in no block
  std::vector<int64_t> more;                         // per person, on top; none: there is no bonus
  int64_t bonus_looks = 0;                           // that finding them was allowed

  // The dual of a person, kTypeDualScale-fold; with half of what every pair has on top.
  std::vector<int64_t> of_people(const TypedProblem& problem) const;
};

// The first block with what its transport problem says about pairs.
struct TypeRelaxation {
  TypeBound bound;
  TypeMatrix weight{0};                    // of the first block
  std::vector<TypeTransport::Flow> flows;  // of the first block
  bool optimal = true;                     // the budget sufficed, in every block
  // What the bonus asks for: pairs worth making, each person once, and pairs of little slack.
  std::vector<TypeBonus::Pair> pairs, liked;
};

struct TypeLimits {
  int32_t most_types = 4096;  // of a block
  int64_t transport_work = 2'500'000'000;
  int64_t bonus_looks = 400'000'000;  // of one pass over all pairs that have a bonus
};

// O(people · attributes) and the transport problems.
TypeRelaxation relax_types(const TypedProblem& problem, const TypeWeights& weights,
                           const TypeLimits& limits, Random random);

// No matching of so many pairs is worth more. REQUIRES: 2 * pairs <= people. O(people).
int64_t bound_of_pairs(const std::vector<int64_t>& dual, int64_t pairs);
// Nor is everybody in pairs and one trio, which is worth the mean of its pairs.
int64_t bound_with_trio(const std::vector<int64_t>& dual);

// Independent of how the duals were found: whether they cover every admissible pair of types, and
// whether every person has the codes that the example of its type has.
// O(people · attributes + types² · attributes).
bool covers_every_pair(const TypedProblem& problem, const TypeBound& bound);

}  // namespace weft::solve

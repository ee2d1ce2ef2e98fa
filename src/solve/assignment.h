// Assignment of rows to columns: each row at most once, each column up to its capacity; the largest
// sum, or the largest sum among those with the most rows assigned, with the duals that prove it.
// And worst-off first: the largest smallest weight, then the largest sum.
//
// Sparse problems list their arcs. Dense ones hand out one row of weights at a time and are solved
// on the best few arcs of each row and column; then all are priced with the duals, those that the
// duals do not cover are added, and the simplex goes on from there: exact, in memory for a few arcs
// a row.
//
// Weights: |weight| <= 2^40, and with kCardinalityThenWeight (largest - smallest) * rows <= 2^57.
// Among equal optima the order of the arcs decides; callers who want chance shuffle.
// Cost: `flow_simplex.h`; a round of pricing is O(rows * columns), and there are few.
// Sources: Dantzig 1951; column generation as in Applegate and Cook 1993.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "solve/matching.h"

namespace weft::solve {

struct AssignmentArc {
  int32_t row;
  int32_t column;
  int64_t weight;
};

struct AssignmentProblem {
  int32_t rows = 0;
  std::vector<int32_t> capacity;    // of each column
  std::vector<AssignmentArc> arcs;  // each pair at most once
};

// In a row of a dense problem: these two don't go together.
inline constexpr int64_t kForbidden = INT64_MIN;

struct DenseAssignmentProblem {
  int32_t rows = 0;
  std::vector<int32_t> capacity;
  // Writes the weights of a row, one for each column; the same whenever it is asked.
  std::function<void(int32_t row, int64_t* weights)> weights;
};

struct Assignment {
  std::vector<int32_t> column;  // of each row; -1: none
  int64_t weight = 0;
  int64_t pairs = 0;
  // Duals, all >= 0: row_dual + column_dual >= weight + bonus for every arc, with equality where it
  // is used; > 0 only where the row is assigned, the column full. The bonus is what a pair counts
  // for besides its weight: 0 for kWeight, else more than all weights together could outweigh.
  std::vector<int64_t> row_dual;
  std::vector<int64_t> column_dual;
  int64_t bonus = 0;
};

// They throw std::invalid_argument on what the comments above rule out.
Assignment max_weight_assignment(const AssignmentProblem& problem, Objective objective);
Assignment max_weight_assignment(const DenseAssignmentProblem& problem, Objective objective);

// As many rows as possible; among those the largest smallest weight; among those the largest sum.
struct WorstOffFirst {
  Assignment assignment;  // with duals for the arcs that weigh `smallest` or more
  int64_t smallest = 0;   // 0 where nothing is assigned
  // With only the arcs that weigh more fewer rows find a place: these rows and columns cover all of
  // those arcs, and the rows and the capacities of the columns are fewer than `pairs`.
  std::vector<int32_t> cover_rows;
  std::vector<int32_t> cover_columns;
};
WorstOffFirst worst_off_first_assignment(const AssignmentProblem& problem);

// Check the proofs, with the problem alone and no code of the solver: what is wrong, or nothing.
std::string assignment_fault(const AssignmentProblem& problem, Objective objective,
                             const Assignment& assignment);
std::string assignment_fault(const DenseAssignmentProblem& problem, Objective objective,
                             const Assignment& assignment);

}  // namespace weft::solve

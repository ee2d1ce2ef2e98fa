// Assignment against brute force, its duals, and the checker against lies.
#include "solve/assignment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>

#include "base/random.h"
#include "solve/assignment_cardinality.h"

namespace solve_assignment_test {

using namespace weft;
using namespace weft::solve;

namespace {

constexpr Objective kObjectives[] = {Objective::kWeight, Objective::kCardinalityThenWeight};

AssignmentProblem random_problem(Random& random, int32_t rows, int32_t columns, uint64_t places,
                                 uint64_t density, int64_t low, uint64_t range) {
  AssignmentProblem problem;
  problem.rows = rows;
  for (int32_t c = 0; c < columns; ++c)
    problem.capacity.push_back(static_cast<int32_t>(random.below(places + 1)));
  for (int32_t r = 0; r < rows; ++r) {
    for (int32_t c = 0; c < columns; ++c) {
      if (random.below(100) < density)
        problem.arcs.push_back({r, c, low + static_cast<int64_t>(random.below(range))});
    }
  }
  random.shuffle(std::span<AssignmentArc>(problem.arcs));
  return problem;
}

struct Total {
  int64_t pairs = 0;
  int64_t weight = 0;
  int64_t smallest = INT64_MAX;
};

// Calls `see` with every assignment there is.
void each_assignment(const AssignmentProblem& problem, const std::function<void(Total)>& see) {
  std::vector<int32_t> left = problem.capacity;
  const std::function<void(int32_t, Total)> place = [&](int32_t row, Total now) {
    if (row == problem.rows) {
      see(now);
      return;
    }
    place(row + 1, now);
    for (const AssignmentArc& arc : problem.arcs) {
      int32_t& room = left[static_cast<size_t>(arc.column)];
      if (arc.row != row || room == 0) continue;
      --room;
      place(row + 1, {now.pairs + 1, now.weight + arc.weight, std::min(now.smallest, arc.weight)});
      ++room;
    }
  };
  place(0, {});
}

// Forbidden where there is no arc.
DenseAssignmentProblem dense_of(const AssignmentProblem& problem) {
  const size_t columns = problem.capacity.size();
  std::vector<int64_t> weights(static_cast<size_t>(problem.rows) * columns, kForbidden);
  for (const AssignmentArc& arc : problem.arcs)
    weights[static_cast<size_t>(arc.row) * columns + static_cast<size_t>(arc.column)] = arc.weight;
  return {problem.rows, problem.capacity, [weights, columns](int32_t row, int64_t* out) {
            std::copy_n(weights.data() + static_cast<size_t>(row) * columns, columns, out);
          }};
}

}  // namespace

TEST_CASE("thousands of small assignments: the optimum of brute force, sparse and dense, proven") {
  Random random(31);
  for (int round = 0; round < 4000; ++round) {
    const auto rows = static_cast<int32_t>(random.below(6));
    const auto columns = static_cast<int32_t>(random.below(6));
    const uint64_t ranges[] = {1, 3, 20, 1000000};
    const uint64_t range = ranges[random.index(4)];
    const int64_t lows[] = {1, -static_cast<int64_t>(range / 2), -2000000, 5000000};
    const AssignmentProblem problem =
        random_problem(random, rows, columns, 1 + random.below(3), 20 + random.below(81),
                       lows[random.index(4)], range);
    Total heaviest;
    Total most;
    each_assignment(problem, [&](Total total) {
      if (total.weight > heaviest.weight) heaviest = total;
      if (total.pairs > most.pairs || (total.pairs == most.pairs && total.weight > most.weight))
        most = total;
    });
    for (const Objective objective : kObjectives) {
      const Total best = objective == Objective::kWeight ? heaviest : most;
      const Assignment sparse = max_weight_assignment(problem, objective);
      CAPTURE(round);
      REQUIRE(assignment_fault(problem, objective, sparse) == "");
      REQUIRE(sparse.weight == best.weight);
      if (objective == Objective::kCardinalityThenWeight) REQUIRE(sparse.pairs == best.pairs);
      const DenseAssignmentProblem all = dense_of(problem);
      const Assignment dense = max_weight_assignment(all, objective);
      REQUIRE(assignment_fault(all, objective, dense) == "");
      REQUIRE(dense.weight == best.weight);
      REQUIRE(assignment_fault(problem, objective, dense) == "");
    }
  }
}

TEST_CASE("larger assignments, with few or many equal weights, prove themselves") {
  Random random(32);
  for (int round = 0; round < 40; ++round) {
    const auto rows = static_cast<int32_t>(50 + random.below(200));
    const auto columns = static_cast<int32_t>(20 + random.below(200));
    const uint64_t ranges[] = {1, 4, 1000, uint64_t{1} << 40};
    const AssignmentProblem problem = random_problem(
        random, rows, columns, 3, round % 2 == 0 ? 100 : 10, 0, ranges[random.index(4)]);
    const DenseAssignmentProblem all = dense_of(problem);
    for (const Objective objective : kObjectives) {
      CAPTURE(round);
      const Assignment sparse = max_weight_assignment(problem, objective);
      REQUIRE(assignment_fault(problem, objective, sparse) == "");
      const Assignment dense = max_weight_assignment(all, objective);
      REQUIRE(assignment_fault(all, objective, dense) == "");
      REQUIRE(dense.weight == sparse.weight);
      REQUIRE(dense.pairs == sparse.pairs);
    }
  }
}

TEST_CASE("weights that are products, where the best of all rows are the same columns") {
  DenseAssignmentProblem problem{300, std::vector<int32_t>(300, 1),
                                 [](int32_t row, int64_t* weights) {
                                   for (int64_t c = 0; c < 300; ++c) weights[c] = row * c;
                                 }};
  const Assignment assignment = max_weight_assignment(problem, Objective::kWeight);
  CHECK(assignment_fault(problem, Objective::kWeight, assignment) == "");
  int64_t squares = 0;  // the largest sum of products: both in order
  for (int64_t i = 0; i < 300; ++i) squares += i * i;
  CHECK(assignment.weight == squares);
}

TEST_CASE("the most rows of brute force, from any start, with a cover as small") {
  Random random(33);
  for (int round = 0; round < 3000; ++round) {
    const auto rows = static_cast<int32_t>(random.below(7));
    const auto columns = static_cast<int32_t>(1 + random.below(5));
    const AssignmentProblem problem =
        random_problem(random, rows, columns, 1 + random.below(3), 20 + random.below(60), 0, 1);
    int64_t most = 0;
    each_assignment(problem, [&](Total total) { most = std::max(most, total.pairs); });
    Adjacency adjacency;
    adjacency.begin.push_back(0);
    std::vector<int32_t> column_of(static_cast<size_t>(rows), -1);
    std::vector<int32_t> left = problem.capacity;
    for (int32_t r = 0; r < rows; ++r) {
      for (const AssignmentArc& arc : problem.arcs) {
        if (arc.row != r) continue;
        adjacency.column.push_back(arc.column);
        int32_t& room = left[static_cast<size_t>(arc.column)];
        int32_t& column = column_of[static_cast<size_t>(r)];
        if (column != -1 || room == 0 || random.below(2) == 0) continue;
        --room;
        column = arc.column;
      }
      adjacency.begin.push_back(adjacency.column.size());
    }
    const Cardinality result = assign_most(adjacency, problem.capacity, column_of);
    CAPTURE(round);
    REQUIRE(result.pairs == most);
    left = problem.capacity;
    for (const int32_t column : column_of) {
      if (column != -1) REQUIRE(left[static_cast<size_t>(column)]-- > 0);
    }
    auto size = static_cast<int64_t>(result.cover_rows.size());
    for (const int32_t c : result.cover_columns) size += problem.capacity[static_cast<size_t>(c)];
    REQUIRE(size == most);
    const std::set<int32_t> covered_rows(result.cover_rows.begin(), result.cover_rows.end());
    const std::set<int32_t> covered(result.cover_columns.begin(), result.cover_columns.end());
    for (const AssignmentArc& arc : problem.arcs)
      REQUIRE((covered_rows.count(arc.row) == 1 || covered.count(arc.column) == 1));
  }
}

TEST_CASE("worst-off first: the largest smallest weight of brute force, then the largest sum") {
  Random random(34);
  for (int round = 0; round < 2000; ++round) {
    const auto rows = static_cast<int32_t>(random.below(6));
    const auto columns = static_cast<int32_t>(1 + random.below(5));
    const AssignmentProblem problem =
        random_problem(random, rows, columns, 1 + random.below(2), 30 + random.below(71), -5,
                       round % 2 == 0 ? 10 : 100000);
    Total best{0, 0, 0};
    each_assignment(problem, [&](Total total) {
      if (total.pairs == 0 || total.pairs < best.pairs) return;
      const bool better = total.pairs > best.pairs || total.smallest > best.smallest ||
                          (total.smallest == best.smallest && total.weight > best.weight);
      if (better) best = total;
    });
    const WorstOffFirst result = worst_off_first_assignment(problem);
    CAPTURE(round);
    REQUIRE(result.assignment.pairs == best.pairs);
    REQUIRE(result.smallest == best.smallest);
    REQUIRE(result.assignment.weight == best.weight);
    AssignmentProblem good{problem.rows, problem.capacity, {}};
    for (const AssignmentArc& arc : problem.arcs) {
      if (arc.weight >= result.smallest) good.arcs.push_back(arc);
    }
    REQUIRE(assignment_fault(good, Objective::kCardinalityThenWeight, result.assignment) == "");
    auto cover = static_cast<int64_t>(result.cover_rows.size());
    for (const int32_t c : result.cover_columns) cover += problem.capacity[static_cast<size_t>(c)];
    REQUIRE((cover < best.pairs || best.pairs == 0));
  }
}

TEST_CASE("an assignment that is not the best, and duals that do not prove it, are found out") {
  const AssignmentProblem problem{2, {1, 1}, {{0, 0, 5}, {0, 1, 4}, {1, 0, 4}, {1, 1, 1}}};
  const Assignment best = max_weight_assignment(problem, Objective::kWeight);
  REQUIRE(best.weight == 8);
  Assignment lie = best;
  lie.column = {0, 1};
  lie.weight = 6;
  CHECK(assignment_fault(problem, Objective::kWeight, lie) ==
        "the duals are not tight on an arc in use");
  lie = best;
  lie.weight = 9;
  CHECK(assignment_fault(problem, Objective::kWeight, lie) ==
        "the weight is not that of the pairs");
  lie = best;
  lie.column = {0, 0};
  CHECK(assignment_fault(problem, Objective::kWeight, lie) == "a column holds too many");
  lie = best;
  lie.row_dual = {0, 0};
  lie.column_dual = {0, 0};
  CHECK(assignment_fault(problem, Objective::kWeight, lie) == "the duals do not cover an arc");
  CHECK(assignment_fault(problem, Objective::kCardinalityThenWeight, best) ==
        "the bonus does not put cardinality first");
}

TEST_CASE("arcs outside, weights too large and negative capacities are refused") {
  CHECK_THROWS_AS(max_weight_assignment(AssignmentProblem{1, {1}, {{0, 1, 1}}}, Objective::kWeight),
                  std::invalid_argument);
  CHECK_THROWS_AS(
      max_weight_assignment(AssignmentProblem{1, {1}, {{0, 0, INT64_MAX}}}, Objective::kWeight),
      std::invalid_argument);
  CHECK_THROWS_AS(max_weight_assignment(AssignmentProblem{1, {-1}, {}}, Objective::kWeight),
                  std::invalid_argument);
}

}  // namespace solve_assignment_test

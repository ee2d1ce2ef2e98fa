// weft-solve assign: assignment with capacities, with its certificate.
#include "solve/assignment.h"

#include <algorithm>
#include <cstdio>

#include "workbench.h"

namespace weft::workbench {
namespace {

constexpr int64_t kMost = 20'000'000;
constexpr int64_t kMostWeights = 500'000'000;

// Sparse: `problem` holds arcs. Dense: `weights`, row by row.
struct Instance {
  solve::AssignmentProblem problem;
  bool dense = false;
  std::vector<int32_t> weights;
};

Instance read_instance(const Options& options) {
  Numbers numbers(options.file);
  Instance instance;
  const int64_t rows = numbers.next("the number of rows");
  const int64_t columns = numbers.next("the number of columns");
  if (rows < 0 || rows > kMost || columns < 0 || columns > kMost)
    numbers.fail("the number of rows or columns is out of range");
  instance.dense = numbers.takes("dense");
  const int64_t weights = instance.dense ? rows * columns : numbers.next("the number of arcs");
  if (weights < 0 || weights > kMostWeights) numbers.fail("the number of arcs is out of range");
  const auto next = [&](const char* what, int64_t least, int64_t most) {
    const int64_t value = numbers.next(what);
    if (value < least || value > most) numbers.fail(std::string("out of range: ") + what);
    return value;
  };
  instance.problem.rows = static_cast<int32_t>(rows);
  for (int64_t c = 0; c < columns; ++c)
    instance.problem.capacity.push_back(static_cast<int32_t>(next("a capacity", 0, INT32_MAX)));
  if (instance.dense) {
    instance.weights.reserve(static_cast<size_t>(weights));
    for (int64_t i = 0; i < weights; ++i)
      instance.weights.push_back(static_cast<int32_t>(next("a weight", INT32_MIN, INT32_MAX)));
  } else {
    constexpr int64_t kLargest = int64_t{1} << 40;
    instance.problem.arcs.reserve(static_cast<size_t>(weights));
    for (int64_t i = 0; i < weights; ++i) {
      const auto row = static_cast<int32_t>(next("a row", 0, rows - 1));
      const auto column = static_cast<int32_t>(next("a column", 0, columns - 1));
      instance.problem.arcs.push_back({row, column, next("a weight", -kLargest, kLargest)});
    }
  }
  numbers.end();
  return instance;
}

// The largest sum with these duals: what they sum to, less what pairs count for besides.
int64_t bound_of(const std::vector<int32_t>& capacity, const solve::Assignment& assignment) {
  int64_t bound = -assignment.bonus * assignment.pairs;
  for (const int64_t dual : assignment.row_dual) bound += dual;
  for (size_t c = 0; c < capacity.size(); ++c) bound += assignment.column_dual[c] * capacity[c];
  return bound;
}

}  // namespace

int solve_assignment(const Options& options) {
  if (options.objective != "cardinality" && options.objective != "weight" &&
      options.objective != "worst") {
    throw Unreadable{"--objective is cardinality, weight or worst"};
  }
  const auto objective = options.objective == "weight" ? solve::Objective::kWeight
                                                       : solve::Objective::kCardinalityThenWeight;
  Instance instance = read_instance(options);
  const solve::AssignmentProblem& problem = instance.problem;
  if (options.objective == "worst") {
    if (instance.dense) throw Unreadable{"--objective worst wants arcs"};
    solve::WorstOffFirst worst;
    const double taken =
        median_seconds(options.repeat, [&] { worst = solve::worst_off_first_assignment(problem); });
    instance.problem.arcs.erase(
        std::remove_if(
            instance.problem.arcs.begin(), instance.problem.arcs.end(),
            [&](const solve::AssignmentArc& arc) { return arc.weight < worst.smallest; }),
        instance.problem.arcs.end());
    const std::string fault = assignment_fault(problem, objective, worst.assignment);
    std::printf("value %lld\nsmallest %lld\npairs %lld\nproof %s\nseconds %.6f\n",
                static_cast<long long>(worst.assignment.weight),
                static_cast<long long>(worst.smallest),
                static_cast<long long>(worst.assignment.pairs),
                fault.empty() ? "optimal" : fault.c_str(), taken);
    return fault.empty() ? 0 : 1;
  }
  const solve::DenseAssignmentProblem dense{
      problem.rows, problem.capacity, [&](int32_t row, int64_t* weights) {
        const size_t columns = problem.capacity.size();
        std::copy_n(instance.weights.data() + static_cast<size_t>(row) * columns, columns, weights);
      }};
  solve::Assignment assignment;
  const double taken = median_seconds(options.repeat, [&] {
    assignment = instance.dense ? max_weight_assignment(dense, objective)
                                : max_weight_assignment(problem, objective);
  });
  const std::string fault = instance.dense ? assignment_fault(dense, objective, assignment)
                                           : assignment_fault(problem, objective, assignment);
  std::printf("value %lld\nbound %lld\npairs %lld\nproof %s\nseconds %.6f\n",
              static_cast<long long>(assignment.weight),
              static_cast<long long>(bound_of(problem.capacity, assignment)),
              static_cast<long long>(assignment.pairs), fault.empty() ? "optimal" : fault.c_str(),
              taken);
  if (options.print) {
    for (size_t r = 0; r < assignment.column.size(); ++r) {
      if (assignment.column[r] >= 0) std::printf("%zu %d\n", r, assignment.column[r]);
    }
  }
  return fault.empty() ? 0 : 1;
}

}  // namespace weft::workbench

#include "solve/assignment.h"

#include <algorithm>
#include <stdexcept>

#include "solve/assignment_cardinality.h"
#include "solve/flow_simplex.h"

namespace weft::solve {
namespace {

constexpr int64_t kLargest = int64_t{1} << 40;
constexpr int64_t kLargestBonus = int64_t{1} << 57;
// A dense problem starts from the best arcs of each row and each column, and gets so many more of
// each row that its duals do not cover.
constexpr size_t kBestOfRow = 8;
constexpr size_t kBestOfColumn = 4;
constexpr size_t kWorstOfRow = 6;

struct Range {
  int64_t smallest = INT64_MAX;
  int64_t largest = INT64_MIN;

  void add(int64_t weight) {
    if (weight < -kLargest || weight > kLargest)
      throw std::invalid_argument("a weight is too large");
    smallest = std::min(smallest, weight);
    largest = std::max(largest, weight);
  }
  void add(const std::vector<int64_t>& row) {
    int64_t least = INT64_MAX;
    int64_t most = INT64_MIN;
    for (const int64_t weight : row) {
      least = std::min(least, weight == kForbidden ? INT64_MAX : weight);
      most = std::max(most, weight);
    }
    if (most == kForbidden) return;
    add(least);
    add(most);
  }
};

// What a pair more counts for, so that no sum of weights outweighs it.
int64_t bonus_of(const Range& range, int64_t rows, Objective objective) {
  if (objective == Objective::kWeight || range.smallest > range.largest) return 0;
  const int64_t spread = range.largest - range.smallest;
  if (spread > 0 && spread > kLargestBonus / rows)
    throw std::invalid_argument("the weights are too far apart");
  return std::max(spread * rows - range.smallest + 1, int64_t{0});
}

void check_capacities(int32_t rows, const std::vector<int32_t>& capacity) {
  if (rows < 0) throw std::invalid_argument("a negative number of rows");
  for (const int32_t places : capacity) {
    if (places < 0) throw std::invalid_argument("a capacity is negative");
  }
}

// Rows give 1 each, to a column or straight to the root; columns pass on what they can hold.
class Solver {
 public:
  Solver(int32_t rows, const std::vector<int32_t>& capacity, int64_t bonus)
      : rows_(rows),
        columns_(static_cast<int32_t>(capacity.size())),
        bonus_(bonus),
        simplex_(rows + columns_) {
    for (int32_t r = 0; r < rows_; ++r) simplex_.attach(true, 0, 1, 1);
    for (const int32_t places : capacity) {
      // An arc without room would keep the first tree from being strongly feasible: it is too dear.
      simplex_.attach(true, places > 0 ? 0 : kTooDear, places > 0 ? places : rows_, 0);
    }
  }

  void add(int32_t row, int32_t column, int64_t weight) {
    // Never full, although no row gives more than 1: so its reduced cost is never negative.
    simplex_.add_arc(row, rows_ + column, -(weight + bonus_), 2);
  }
  void run() { simplex_.run(); }
  int64_t row_dual(int32_t row) const { return std::max(simplex_.potential(row), int64_t{0}); }
  int64_t column_dual(int32_t column) const {
    return std::max(-simplex_.potential(rows_ + column), int64_t{0});
  }

  Assignment take() const {
    Assignment result;
    result.column.assign(static_cast<size_t>(rows_), -1);
    result.bonus = bonus_;
    for (int32_t arc = rows_ + columns_; arc < simplex_.arcs(); ++arc) {
      if (simplex_.flow(arc) == 0) continue;
      result.column[static_cast<size_t>(simplex_.source(arc))] = simplex_.target(arc) - rows_;
      ++result.pairs;
    }
    for (int32_t r = 0; r < rows_; ++r) result.row_dual.push_back(row_dual(r));
    for (int32_t c = 0; c < columns_; ++c) result.column_dual.push_back(column_dual(c));
    return result;
  }

 private:
  static constexpr int64_t kTooDear = int64_t{1} << 60;

  int32_t rows_;
  int32_t columns_;
  int64_t bonus_;
  NetworkSimplex simplex_;
};

// The few largest of a stream.
struct Candidate {
  int64_t value;
  uint64_t tie;  // equal values: in the order of a hash, so that rows don't all want the same
  int32_t at;
  int64_t weight;

  bool operator>(const Candidate& other) const {
    return value != other.value ? value > other.value : tie > other.tie;
  }
};

void offer(std::vector<Candidate>& best, size_t most, const Candidate& candidate) {
  if (best.size() == most) {
    if (!(candidate > best.back())) return;
    best.pop_back();
  }
  size_t at = best.size();
  best.push_back(candidate);
  for (; at > 0 && candidate > best[at - 1]; --at) best[at] = best[at - 1];
  best[at] = candidate;
}

uint64_t mix(int32_t row, int32_t column) {
  uint64_t z = (static_cast<uint64_t>(static_cast<uint32_t>(row)) << 32) +
               static_cast<uint32_t>(column) + 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

class DenseSolver {
 public:
  DenseSolver(const DenseAssignmentProblem& problem, Objective objective)
      : problem_(problem), weights_(problem.capacity.size()) {
    read_all();
    Solver solver(problem.rows, problem.capacity, bonus_of(range_, problem.rows, objective));
    for (const AssignmentArc& arc : arcs_) solver.add(arc.row, arc.column, arc.weight);
    solver.run();
    while (price(solver, bonus_of(range_, problem.rows, objective))) solver.run();
    result_ = solver.take();
    for (int32_t r = 0; r < problem.rows; ++r) {
      const int32_t column = result_.column[static_cast<size_t>(r)];
      if (column < 0) continue;
      read(r);
      result_.weight += weights_[static_cast<size_t>(column)];
    }
  }

  Assignment result() { return std::move(result_); }

 private:
  void read(int32_t row) { problem_.weights(row, weights_.data()); }

  // The range of the weights, and the arcs to start from.
  void read_all() {
    std::vector<std::vector<Candidate>> of_column(weights_.size());
    std::vector<Candidate> of_row;
    // What a weight must reach to be among the best of its column. A column without places takes
    // none.
    std::vector<int64_t> column_least(weights_.size(), -kLargest);
    for (size_t c = 0; c < weights_.size(); ++c) {
      if (problem_.capacity[c] == 0) column_least[c] = INT64_MAX;
    }
    for (int32_t r = 0; r < problem_.rows; ++r) {
      read(r);
      range_.add(weights_);
      of_row.clear();
      int64_t row_least = -kLargest;
      for (size_t c = 0; c < weights_.size(); ++c) {
        const int64_t weight = weights_[c];
        if (weight < row_least && weight < column_least[c]) continue;
        if (weight == kForbidden || problem_.capacity[c] == 0) continue;
        const auto column = static_cast<int32_t>(c);
        const uint64_t tie = mix(r, column);
        offer(of_row, kBestOfRow, {weight, tie, column, weight});
        offer(of_column[c], kBestOfColumn, {weight, tie, r, weight});
        if (of_row.size() == kBestOfRow) row_least = of_row.back().value;
        if (of_column[c].size() == kBestOfColumn) column_least[c] = of_column[c].back().value;
      }
      for (const Candidate& candidate : of_row)
        arcs_.push_back({r, candidate.at, candidate.weight});
    }
    for (size_t c = 0; c < of_column.size(); ++c) {
      for (const Candidate& candidate : of_column[c])
        arcs_.push_back({candidate.at, static_cast<int32_t>(c), candidate.weight});
    }
    std::sort(arcs_.begin(), arcs_.end(), [](const AssignmentArc& a, const AssignmentArc& b) {
      return a.row != b.row ? a.row < b.row : a.column < b.column;
    });
    arcs_.erase(std::unique(arcs_.begin(), arcs_.end(),
                            [](const AssignmentArc& a, const AssignmentArc& b) {
                              return a.row == b.row && a.column == b.column;
                            }),
                arcs_.end());
  }

  // Adds arcs that the duals do not cover; whether there are any.
  bool price(Solver& solver, int64_t bonus) {
    std::vector<int64_t> needed(weights_.size());
    for (size_t c = 0; c < needed.size(); ++c)
      needed[c] = solver.column_dual(static_cast<int32_t>(c)) - bonus;
    bool any = false;
    std::vector<Candidate> worst;
    for (int32_t r = 0; r < problem_.rows; ++r) {
      read(r);
      const int64_t dual = solver.row_dual(r);
      // Most rows are covered: seen without a branch.
      int64_t uncovered = 0;
      for (size_t c = 0; c < needed.size(); ++c)
        uncovered += weights_[c] > dual + needed[c] ? 1 : 0;
      if (uncovered == 0) continue;
      worst.clear();
      for (size_t c = 0; c < needed.size(); ++c) {
        const int64_t weight = weights_[c];
        if (weight <= dual + needed[c]) continue;
        const auto column = static_cast<int32_t>(c);
        offer(worst, kWorstOfRow, {weight - needed[c], mix(r, column), column, weight});
      }
      for (const Candidate& candidate : worst) solver.add(r, candidate.at, candidate.weight);
      any = true;
    }
    return any;
  }

  const DenseAssignmentProblem& problem_;
  std::vector<int64_t> weights_;
  Range range_;
  std::vector<AssignmentArc> arcs_;
  Assignment result_;
};

// What both kinds of problem have in common: who sits where, and which duals may be positive.
std::string seats_fault(int32_t rows, const std::vector<int32_t>& capacity,
                        const Assignment& assignment) {
  if (assignment.column.size() != static_cast<size_t>(rows) ||
      assignment.row_dual.size() != static_cast<size_t>(rows) ||
      assignment.column_dual.size() != capacity.size())
    return "columns or duals are missing";
  std::vector<int32_t> left = capacity;
  int64_t pairs = 0;
  for (size_t r = 0; r < assignment.column.size(); ++r) {
    const int32_t column = assignment.column[r];
    if (assignment.row_dual[r] < 0) return "the dual of a row is negative";
    if (column == -1) {
      if (assignment.row_dual[r] > 0) return "a row that would pay is left out";
      continue;
    }
    if (column < 0 || static_cast<size_t>(column) >= capacity.size()) return "no such column";
    if (left[static_cast<size_t>(column)]-- == 0) return "a column holds too many";
    ++pairs;
  }
  for (size_t c = 0; c < capacity.size(); ++c) {
    if (assignment.column_dual[c] < 0) return "the dual of a column is negative";
    if (assignment.column_dual[c] > 0 && left[c] > 0) return "a column that would pay has room";
  }
  return pairs == assignment.pairs ? "" : "the number of pairs is wrong";
}

// Goes through all arcs once: duals, and the weights of those in use.
class ArcChecker {
 public:
  explicit ArcChecker(const Assignment& assignment) : assignment_(assignment) {}

  void see(int32_t row, int32_t column, int64_t weight) {
    smallest_ = std::min(smallest_, weight);
    largest_ = std::max(largest_, weight);
    const int64_t slack = assignment_.row_dual[static_cast<size_t>(row)] +
                          assignment_.column_dual[static_cast<size_t>(column)] - weight -
                          assignment_.bonus;
    covered_ = covered_ && slack >= 0;
    if (assignment_.column[static_cast<size_t>(row)] != column) return;
    tight_ = tight_ && slack == 0;
    ++used_;
    sum_ += weight;
  }

  std::string fault(Objective objective) const {
    if (!covered_) return "the duals do not cover an arc";
    if (!tight_) return "the duals are not tight on an arc in use";
    if (used_ != assignment_.pairs) return "a pair is no arc";
    if (sum_ != assignment_.weight) return "the weight is not that of the pairs";
    if (objective == Objective::kWeight) {
      return assignment_.bonus == 0 ? "" : "a pair counts for more than its weight";
    }
    // One pair more is worth at least bonus + smallest; all the others can lose the spread.
    const bool enough = used_ == 0 ? assignment_.bonus + smallest_ > 0 || smallest_ == INT64_MAX
                                   : assignment_.bonus + smallest_ > (largest_ - smallest_) * used_;
    return enough ? "" : "the bonus does not put cardinality first";
  }

 private:
  const Assignment& assignment_;
  int64_t smallest_ = INT64_MAX;
  int64_t largest_ = INT64_MIN;
  bool covered_ = true;
  bool tight_ = true;
  int64_t used_ = 0;
  int64_t sum_ = 0;
};

}  // namespace

Assignment max_weight_assignment(const AssignmentProblem& problem, Objective objective) {
  check_capacities(problem.rows, problem.capacity);
  Range range;
  for (const AssignmentArc& arc : problem.arcs) {
    if (arc.row < 0 || arc.row >= problem.rows || arc.column < 0 ||
        static_cast<size_t>(arc.column) >= problem.capacity.size())
      throw std::invalid_argument("an arc ends outside the problem");
    range.add(arc.weight);
  }
  Solver solver(problem.rows, problem.capacity, bonus_of(range, problem.rows, objective));
  for (const AssignmentArc& arc : problem.arcs) solver.add(arc.row, arc.column, arc.weight);
  solver.run();
  Assignment result = solver.take();
  for (const AssignmentArc& arc : problem.arcs) {
    if (result.column[static_cast<size_t>(arc.row)] == arc.column) result.weight += arc.weight;
  }
  return result;
}

Assignment max_weight_assignment(const DenseAssignmentProblem& problem, Objective objective) {
  check_capacities(problem.rows, problem.capacity);
  return DenseSolver(problem, objective).result();
}

WorstOffFirst worst_off_first_assignment(const AssignmentProblem& problem) {
  check_capacities(problem.rows, problem.capacity);
  std::vector<int64_t> levels;
  for (const AssignmentArc& arc : problem.arcs) levels.push_back(arc.weight);
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  std::vector<int32_t> column_of(static_cast<size_t>(problem.rows), -1);
  const auto most_from = [&](int64_t smallest) {
    Adjacency adjacency;
    adjacency.begin.assign(static_cast<size_t>(problem.rows) + 1, 0);
    for (const AssignmentArc& arc : problem.arcs) {
      if (arc.weight >= smallest) ++adjacency.begin[static_cast<size_t>(arc.row)];
    }
    size_t sum = 0;
    for (size_t& begin : adjacency.begin) begin = sum += begin;
    adjacency.column.resize(sum);
    for (const AssignmentArc& arc : problem.arcs) {
      if (arc.weight >= smallest)
        adjacency.column[--adjacency.begin[static_cast<size_t>(arc.row)]] = arc.column;
    }
    std::fill(column_of.begin(), column_of.end(), -1);
    return assign_most(adjacency, problem.capacity, column_of);
  };
  WorstOffFirst result;
  const int64_t pairs = levels.empty() ? 0 : most_from(levels.front()).pairs;
  // Enough rows find a place with levels[low], too few with levels[high].
  size_t low = 0;
  size_t high = levels.size();
  while (pairs > 0 && high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    (most_from(levels[middle]).pairs == pairs ? low : high) = middle;
  }
  if (pairs > 0) {
    result.smallest = levels[low];
    const Cardinality above = most_from(result.smallest + 1);
    result.cover_rows = above.cover_rows;
    result.cover_columns = above.cover_columns;
  }
  AssignmentProblem good{problem.rows, problem.capacity, {}};
  for (const AssignmentArc& arc : problem.arcs) {
    if (arc.weight >= result.smallest) good.arcs.push_back(arc);
  }
  result.assignment = max_weight_assignment(good, Objective::kCardinalityThenWeight);
  return result;
}

std::string assignment_fault(const AssignmentProblem& problem, Objective objective,
                             const Assignment& assignment) {
  std::string fault = seats_fault(problem.rows, problem.capacity, assignment);
  if (!fault.empty()) return fault;
  ArcChecker checker(assignment);
  for (const AssignmentArc& arc : problem.arcs) checker.see(arc.row, arc.column, arc.weight);
  return checker.fault(objective);
}

std::string assignment_fault(const DenseAssignmentProblem& problem, Objective objective,
                             const Assignment& assignment) {
  std::string fault = seats_fault(problem.rows, problem.capacity, assignment);
  if (!fault.empty()) return fault;
  ArcChecker checker(assignment);
  std::vector<int64_t> weights(problem.capacity.size());
  for (int32_t r = 0; r < problem.rows; ++r) {
    problem.weights(r, weights.data());
    for (size_t c = 0; c < weights.size(); ++c) {
      if (weights[c] != kForbidden) checker.see(r, static_cast<int32_t>(c), weights[c]);
    }
  }
  return checker.fault(objective);
}

}  // namespace weft::solve

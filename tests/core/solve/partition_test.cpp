// Groups of elements against all partitions there are; the bounds by code of their own.
#include "solve/partition.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "solve/partition_bound.h"
#include "solve/subset_groups.h"

namespace solve_partition_test {

using namespace weft;
using namespace weft::solve;

namespace {

PartitionProblem random_problem(Random& random, int32_t elements, int32_t low, int32_t range) {
  PartitionProblem problem;
  problem.elements = elements;
  const auto n = static_cast<size_t>(elements);
  problem.values.assign(n * n, 0);
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = 0; b < a; ++b) {
      const int32_t value = low + static_cast<int32_t>(random.below(static_cast<uint64_t>(range)));
      problem.values[a * n + b] = problem.values[b * n + a] = value;
    }
  }
  return problem;
}

void add_sizes(Random& random, PartitionProblem& problem) {
  const auto groups = 1 + random.below(4);
  for (uint64_t g = 0; g < groups; ++g) {
    const auto min = static_cast<int32_t>(random.below(4));
    problem.sizes.push_back({min, min + static_cast<int32_t>(random.below(5))});
  }
}

// The largest value over every way to fill the groups; none where the sizes don't allow any.
std::optional<int64_t> largest_value(const PartitionProblem& problem) {
  std::optional<int64_t> best;
  std::vector<int32_t> group(static_cast<size_t>(problem.elements), 0);
  std::vector<int32_t> count(problem.sizes.size(), 0);
  const std::function<void(size_t)> place = [&](size_t e) {
    if (e == group.size()) {
      for (size_t g = 0; g < count.size(); ++g) {
        if (count[g] < problem.sizes[g].min) return;
      }
      const int64_t value = partition_value(problem, group);
      if (!best || value > *best) best = value;
      return;
    }
    for (size_t g = 0; g < count.size(); ++g) {
      if (count[g] == problem.sizes[g].max) continue;
      ++count[g];
      group[e] = static_cast<int32_t>(g);
      place(e + 1);
      --count[g];
    }
  };
  place(0);
  return best;
}

void check_sizes(const PartitionProblem& problem, const Partition& partition) {
  REQUIRE(partition.group.size() == static_cast<size_t>(problem.elements));
  std::vector<int32_t> count(problem.sizes.size(), 0);
  for (const int32_t g : partition.group) ++count.at(static_cast<size_t>(g));
  for (size_t g = 0; g < count.size(); ++g) {
    CHECK(count[g] >= problem.sizes[g].min);
    CHECK(count[g] <= problem.sizes[g].max);
  }
  CHECK(partition.value == partition_value(problem, partition.group));
}

// 48 elements, 8 groups: too many for the table, so that the search itself runs.
PartitionProblem larger_problem(Random& random, bool different_sizes, int32_t low) {
  PartitionProblem problem = random_problem(random, 48, low, 101);
  for (int32_t g = 0; g < 8; ++g) {
    problem.sizes.push_back(different_sizes ? GroupSize{3 + g % 3, 6 + g % 4} : GroupSize{6, 6});
  }
  return problem;
}

// What eigenvalues must not be: x' M x < 0 for some x. By power iteration on a shifted matrix.
double least_rayleigh(const PartitionProblem& problem, const Spectrum& spectrum) {
  const auto n = static_cast<size_t>(problem.elements);
  std::vector<double> matrix(n * n);
  double reach = 0;
  for (size_t i = 0; i < n; ++i) {
    double row = 0;
    for (size_t j = 0; j < n; ++j) {
      const double t = static_cast<double>(spectrum.t[i] + spectrum.t[j]) / 2;
      const double own = i == j ? static_cast<double>(spectrum.along)
                                : -static_cast<double>(problem.values[i * n + j]) * kSpectrumScale;
      matrix[i * n + j] = (t + own) / kSpectrumScale;
      row += std::abs(matrix[i * n + j]);
    }
    reach = std::max(reach, row);
  }
  std::vector<double> x(n);
  for (size_t i = 0; i < n; ++i) x[i] = 1 + static_cast<double>(i * i % 17);
  double rayleigh = 0;
  for (int step = 0; step < 3000; ++step) {
    std::vector<double> y(n, 0);
    double length = 0;
    double product = 0;
    double squares = 0;
    for (size_t i = 0; i < n; ++i) {
      double of_row = 0;
      for (size_t j = 0; j < n; ++j) of_row += matrix[i * n + j] * x[j];
      product += x[i] * of_row;
      squares += x[i] * x[i];
      y[i] = reach * x[i] - of_row;
      length += y[i] * y[i];
    }
    rayleigh = product / squares;
    for (size_t i = 0; i < n; ++i) x[i] = y[i] / std::sqrt(length);
  }
  return rayleigh;
}

}  // namespace

TEST_CASE("partition: small problems are solved exactly, whatever the sizes") {
  Random random(1);
  int solved = 0;
  for (int round = 0; round < 300; ++round) {
    PartitionProblem problem =
        random_problem(random, 1 + static_cast<int32_t>(random.below(7)), -20, 60);
    add_sizes(random, problem);
    const std::optional<int64_t> best = largest_value(problem);
    const Partition partition = max_partition(problem, {}, random.fork(1));
    if (!best) {
      CHECK(partition.group.empty());
      CHECK(!sizes_add_up(problem.sizes, problem.elements));
      continue;
    }
    check_sizes(problem, partition);
    CHECK(partition.optimal);
    CHECK(partition.value == *best);
    const PartitionBound bound = partition_bound(problem);
    CHECK(bound.value >= *best);
    CHECK(bound_by_partners(problem, bound.partners) >= *best);
    if (bound.spectrum) CHECK(bound_by_spectrum(problem, *bound.spectrum) == bound.value);
    ++solved;
  }
  CHECK(solved > 100);
}

TEST_CASE("partition: any duals bound every partition") {
  Random random(2);
  for (int round = 0; round < 200; ++round) {
    PartitionProblem problem =
        random_problem(random, 3 + static_cast<int32_t>(random.below(4)), -20, 60);
    add_sizes(random, problem);
    const std::optional<int64_t> best = largest_value(problem);
    if (!best) continue;
    PartnerDuals duals;
    duals.pair = static_cast<int64_t>(random.below(60)) - 30;
    for (int32_t e = 0; e < problem.elements; ++e)
      duals.element.push_back(static_cast<int64_t>(random.below(80)) - 40);
    CHECK(bound_by_partners(problem, duals) >= *best);
    Spectrum spectrum;
    spectrum.along = (static_cast<int64_t>(random.below(100)) - 20) * kSpectrumScale;
    for (int32_t e = 0; e < problem.elements; ++e)
      spectrum.t.push_back((static_cast<int64_t>(random.below(100)) - 20) * kSpectrumScale);
    const std::optional<int64_t> bound = bound_by_spectrum(problem, spectrum);
    if (bound) CHECK(*bound >= *best);
  }
}

TEST_CASE("partition: sizes with the most and the fewest pairs are those of all there are") {
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    PartitionProblem problem;
    add_sizes(random, problem);
    problem.elements = static_cast<int32_t>(random.below(16));
    int64_t most = -1;
    int64_t fewest = INT64_MAX;
    const std::function<void(size_t, int32_t, int64_t)> fill = [&](size_t g, int32_t left,
                                                                   int64_t squares) {
      if (g == problem.sizes.size()) {
        if (left != 0) return;
        most = std::max(most, squares);
        fewest = std::min(fewest, squares);
        return;
      }
      for (int32_t s = problem.sizes[g].min; s <= problem.sizes[g].max; ++s)
        fill(g + 1, left - s, squares + int64_t{s} * s);
    };
    fill(0, problem.elements, 0);
    const auto squares = [](const std::vector<int32_t>& sizes) {
      int64_t sum = 0;
      for (const int64_t size : sizes) sum += size * size;
      return sum;
    };
    const std::vector<int32_t> large = most_pairs_sizes(problem.sizes, problem.elements);
    const std::vector<int32_t> even = fewest_pairs_sizes(problem.sizes, problem.elements);
    CHECK(large.empty() == (most < 0));
    CHECK(even.empty() == (most < 0));
    if (most < 0) continue;
    CHECK(squares(large) == most);
    CHECK(squares(even) == fewest);
  }
}

TEST_CASE("partition: the search keeps sizes, value and its own promise to repeat") {
  Random random(4);
  for (const bool different : {false, true}) {
    for (const int32_t low : {0, -50, -100}) {
      const PartitionProblem problem = larger_problem(random, different, low);
      SearchBudget budget;
      budget.work = 5'000'000;
      const Partition one = max_partition(problem, budget, Random(7));
      check_sizes(problem, one);
      CHECK(!one.optimal);
      const Partition again = max_partition(problem, budget, Random(7));
      CHECK(one.group == again.group);
      CHECK(one.work == again.work);
      const PartitionBound bound = partition_bound(problem);
      CHECK(bound.value >= one.value);
      // No swap and no shift is left that gains.
      std::vector<int32_t> group = one.group;
      std::vector<int32_t> count(problem.sizes.size(), 0);
      for (const int32_t g : group) ++count[static_cast<size_t>(g)];
      for (size_t a = 0; a < group.size(); ++a) {
        for (size_t b = 0; b < a; ++b) {
          std::swap(group[a], group[b]);
          CHECK(partition_value(problem, group) <= one.value);
          std::swap(group[a], group[b]);
        }
        const auto from = static_cast<size_t>(group[a]);
        if (count[from] == problem.sizes[from].min) continue;
        for (size_t to = 0; to < count.size(); ++to) {
          if (to == from || count[to] == problem.sizes[to].max) continue;
          group[a] = static_cast<int32_t>(to);
          CHECK(partition_value(problem, group) <= one.value);
        }
        group[a] = static_cast<int32_t>(from);
      }
    }
  }
}

TEST_CASE("partition: a planted partition is found again") {
  Random random(5);
  PartitionProblem problem = larger_problem(random, false, 0);
  std::vector<int32_t> planted;
  for (int32_t e = 0; e < 48; ++e) planted.push_back(e % 8);
  random.shuffle(std::span<int32_t>(planted));
  for (size_t a = 0; a < 48; ++a) {
    for (size_t b = 0; b < 48; ++b) {
      if (a != b && planted[a] == planted[b]) problem.values[a * 48 + b] = 200;
    }
  }
  SearchBudget budget;
  budget.work = 20'000'000;
  const Partition partition = max_partition(problem, budget, Random(1));
  CHECK(partition.value == 8 * 15 * 200);
}

TEST_CASE("partition: equal values, empty groups, one group and nobody at all") {
  PartitionProblem problem;
  problem.elements = 40;
  problem.values.assign(1600, 3);
  problem.sizes.assign(10, {3, 6});
  SearchBudget budget;
  budget.work = 100'000;
  const Partition partition = max_partition(problem, budget, Random(1));
  check_sizes(problem, partition);
  CHECK(partition.value == partition_bound(problem).value);
  problem.sizes = {{0, 50}};
  check_sizes(problem, max_partition(problem, budget, Random(1)));
  problem.sizes = {{0, 0}, {40, 40}, {0, 3}};
  check_sizes(problem, max_partition(problem, budget, Random(1)));
  problem.sizes = {{0, 39}};
  CHECK(max_partition(problem, budget, Random(1)).group.empty());
  CHECK(max_partition({}, budget, Random(1)).group.empty());
}

TEST_CASE("partition: values that are no square or too large are refused") {
  PartitionProblem problem;
  problem.elements = 3;
  problem.sizes = {{3, 3}};
  problem.values.assign(8, 1);
  CHECK_THROWS_AS(max_partition(problem, {}, Random(1)), std::invalid_argument);
  problem.values.assign(9, INT32_MIN);
  CHECK_THROWS_AS(max_partition(problem, {}, Random(1)), std::invalid_argument);
  problem.values.assign(9, 1);
  problem.sizes = {{4, 3}};
  CHECK_THROWS_AS(max_partition(problem, {}, Random(1)), std::invalid_argument);
}

TEST_CASE("partition: the spectrum proves distances, and a false one proves nothing") {
  Random random(6);
  PartitionProblem problem;
  problem.elements = 60;
  problem.sizes.assign(10, {6, 6});
  std::vector<int64_t> x;
  std::vector<int64_t> y;
  for (int32_t e = 0; e < 60; ++e) {
    x.push_back(static_cast<int64_t>(random.below(1000)));
    y.push_back(static_cast<int64_t>(random.below(1000)));
  }
  for (size_t a = 0; a < 60; ++a) {
    for (size_t b = 0; b < 60; ++b) {
      const auto square =
          static_cast<double>((x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b]));
      problem.values.push_back(static_cast<int32_t>(std::sqrt(square)));
    }
  }
  SearchBudget budget;
  budget.work = 10'000'000;
  const Partition partition = max_partition(problem, budget, Random(1));
  const PartitionBound bound = partition_bound(problem);
  REQUIRE(bound.spectrum);
  CHECK(bound.value >= partition.value);
  CHECK(static_cast<double>(bound.value) < 1.1 * static_cast<double>(partition.value));
  CHECK(least_rayleigh(problem, *bound.spectrum) > -1e-6);
  Spectrum lie = *bound.spectrum;
  lie.along -= 1000 * kSpectrumScale;
  CHECK(least_rayleigh(problem, lie) < 0);
  CHECK(!bound_by_spectrum(problem, lie));
}

TEST_CASE("subsets: worst group first is the best smallest value, then the best sum") {
  Random random(7);
  for (int round = 0; round < 60; ++round) {
    PartitionProblem problem = random_problem(random, 6, -10, 40);
    problem.sizes.assign(3, {1, 3});
    SubsetProblem subsets;
    subsets.unit_size.assign(6, 1);
    subsets.sizes = problem.sizes;
    subsets.class_of = {0, 0, 0};
    subsets.worst_first = true;
    const auto worth = [&](uint32_t set) {
      int64_t value = 0;
      for (int32_t a = 0; a < 6; ++a) {
        for (int32_t b = 0; b < a; ++b) {
          if ((set >> a & set >> b & 1) != 0) value += problem.value(a, b);
        }
      }
      return value;
    };
    subsets.worth = [&](int32_t, uint32_t set) { return GroupWorth{0, worth(set)}; };
    const auto judge = [&](const std::vector<int32_t>& group) {
      uint32_t sets[3] = {0, 0, 0};
      for (size_t e = 0; e < 6; ++e) sets[group[e]] |= 1U << e;
      return std::pair(std::min({worth(sets[0]), worth(sets[1]), worth(sets[2])}),
                       worth(sets[0]) + worth(sets[1]) + worth(sets[2]));
    };
    std::pair<int64_t, int64_t> best{INT64_MIN, 0};
    for (int code = 0; code < 729; ++code) {
      std::vector<int32_t> group;
      int counts[3] = {0, 0, 0};
      for (int e = 0, rest = code; e < 6; ++e, rest /= 3) {
        group.push_back(rest % 3);
        ++counts[rest % 3];
      }
      if (std::all_of(counts, counts + 3, [](int c) { return c >= 1 && c <= 3; }))
        best = std::max(best, judge(group));
    }
    CHECK(judge(best_by_subsets(subsets)) == best);
  }
}

}  // namespace solve_partition_test

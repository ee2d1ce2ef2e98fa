#include "solve/grouping_bound.h"

#include <algorithm>

#include "solve/assignment.h"
#include "solve/partition_bound.h"

namespace weft::solve {
namespace {

constexpr int64_t kPriceUnit = 64;
constexpr int64_t kMostPlaces = 2'000'000;

// Groups of the same bounds.
struct SizeClass {
  GroupSize size;
  int64_t groups;
};

std::vector<SizeClass> classes_of(std::vector<GroupSize> sizes, int32_t elements) {
  std::vector<SizeClass> classes;
  for (GroupSize& size : sizes) size.max = std::min(size.max, elements);
  std::sort(sizes.begin(), sizes.end(), [](const GroupSize& a, const GroupSize& b) {
    return a.min != b.min ? a.min < b.min : a.max < b.max;
  });
  for (const GroupSize& size : sizes) {
    if (classes.empty() || classes.back().size.min != size.min ||
        classes.back().size.max != size.max) {
      classes.push_back({size, 0});
    }
    ++classes.back().groups;
  }
  return classes;
}

int64_t floor_divide(int64_t a, int64_t b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

// The most that `holders` of one value can earn. With a price on each holder groups are free of
// each other; the price that makes the sum least is found by halving, since the sum is convex in
// it.
int64_t bound_of_value(const CountCriterion& criterion, int32_t value,
                       const std::vector<SizeClass>& classes) {
  const auto holders = static_cast<int32_t>(criterion.holders[static_cast<size_t>(value)].size());
  // The best over the sizes a class allows, for each count.
  std::vector<std::vector<int64_t>> best(classes.size());
  int64_t reach = 1;
  for (size_t c = 0; c < classes.size(); ++c) {
    const GroupSize& size = classes[c].size;
    const int32_t most = std::min(size.max, holders);
    for (int32_t count = 0; count <= most; ++count) {
      int64_t points = INT64_MIN;
      for (int32_t s = std::max(size.min, count); s <= size.max; ++s)
        points = std::max(points, criterion.points(value, s, count));
      best[c].push_back(points * kPriceUnit);
      reach = std::max(reach, std::abs(points) * kPriceUnit * 2);
    }
  }
  const auto sum_at = [&](int64_t price) {
    int64_t sum = price * holders;
    for (size_t c = 0; c < classes.size(); ++c) {
      int64_t most = INT64_MIN;
      for (size_t count = 0; count < best[c].size(); ++count)
        most = std::max(most, best[c][count] - price * static_cast<int64_t>(count));
      sum += most * classes[c].groups;
    }
    return sum;
  };
  int64_t low = -reach;
  int64_t high = reach;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (sum_at(middle) <= sum_at(middle + 1)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return floor_divide(sum_at(low), kPriceUnit);
}

// Half of what each element has from its best partners, at the size that suits it most.
int64_t bound_by_best_partners(const GroupingProblem& problem,
                               const std::vector<SizeClass>& classes) {
  const auto share = [&](int32_t size) {
    return problem.pair_share ? problem.pair_share(size) : kWholeShare;
  };
  if (problem.elements > kTabulatedUnits) {
    int64_t sum = 0;
    for (const SizeClass& one : classes) {
      int64_t most = 0;
      for (int32_t size = one.size.min; size <= one.size.max; ++size) {
        const int64_t pairs = int64_t{size} * (size - 1) / 2;
        most = std::max(most, shared_pairs(pairs * problem.most_of_pair, share(size)));
      }
      sum += most * one.groups;
    }
    return sum;
  }
  std::vector<int32_t> possible;
  for (const SizeClass& one : classes) {
    for (int32_t size = std::max(one.size.min, 1); size <= one.size.max; ++size)
      possible.push_back(size);
  }
  std::sort(possible.begin(), possible.end());
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  int64_t doubled = 0;
  std::vector<int64_t> row;
  for (int32_t a = 0; a < problem.elements; ++a) {
    row.clear();
    for (int32_t b = 0; b < problem.elements; ++b) {
      if (a != b) row.push_back(problem.pair(a, b));
    }
    std::sort(row.begin(), row.end(), std::greater<>());
    int64_t best = INT64_MIN;
    int64_t sum = 0;
    size_t partners = 0;
    for (const int32_t size : possible) {
      while (partners + 1 < static_cast<size_t>(size) && partners < row.size())
        sum += row[partners++];
      best = std::max(best, shared_pairs(sum, share(size)) + 1);
    }
    doubled += best;
  }
  return floor_divide(doubled, 2);
}

int64_t bound_of_pairs(const GroupingProblem& problem, const std::vector<SizeClass>& classes) {
  if (!problem.pair) return 0;
  const int64_t partners = bound_by_best_partners(problem, classes);
  const bool one_size = classes.size() == 1 && classes[0].size.min == classes[0].size.max;
  if (!one_size || problem.elements > kSpectrumElements) return partners;
  PartitionProblem pairs;
  pairs.elements = problem.elements;
  pairs.sizes = problem.sizes;
  const auto n = static_cast<size_t>(problem.elements);
  pairs.values.assign(n * n, 0);
  for (int32_t a = 0; a < problem.elements; ++a) {
    for (int32_t b = 0; b < a; ++b) {
      const int64_t value = problem.pair(a, b);
      // The spectrum is computed with these: only as large as it takes.
      if (std::abs(value) > (int64_t{1} << 26) / std::max(classes[0].size.max, 1)) return partners;
      pairs.values[static_cast<size_t>(a) * n + static_cast<size_t>(b)] =
          pairs.values[static_cast<size_t>(b) * n + static_cast<size_t>(a)] =
              static_cast<int32_t>(value);
    }
  }
  const int64_t sum = partition_bound(pairs).value;
  const int64_t share = problem.pair_share ? problem.pair_share(classes[0].size.max) : kWholeShare;
  return std::min(partners, shared_pairs(sum, share));
}

int64_t bound_of_places(const GroupingProblem& problem) {
  if (problem.places.empty()) return 0;
  const size_t groups = problem.sizes.size();
  int64_t sum = 0;
  AssignmentProblem assignment;
  assignment.rows = problem.elements;
  for (const GroupSize& size : problem.sizes) assignment.capacity.push_back(size.max);
  const bool small = static_cast<int64_t>(problem.places.size()) <= kMostPlaces;
  for (int32_t e = 0; e < problem.elements; ++e) {
    int64_t best = kForbiddenPlace;
    for (size_t g = 0; g < groups; ++g) {
      const int64_t value = problem.places[static_cast<size_t>(e) * groups + g];
      best = std::max(best, value);
      if (small && value != kForbiddenPlace)
        assignment.arcs.push_back({e, static_cast<int32_t>(g), value});
    }
    sum += best == kForbiddenPlace ? 0 : best;
  }
  if (!small) return sum;
  const Assignment best = max_weight_assignment(assignment, Objective::kCardinalityThenWeight);
  // Where not all find a place, something is broken in any case.
  return best.pairs == problem.elements ? best.weight : sum;
}

}  // namespace

GroupingBound grouping_bound(const GroupingProblem& problem) {
  GroupingBound bound;
  const std::vector<SizeClass> classes = classes_of(problem.sizes, problem.elements);
  bound.pairs = bound_of_pairs(problem, classes);
  bound.value = bound.pairs;
  for (const CountCriterion& criterion : problem.counts) {
    int64_t sum = 0;
    for (size_t value = 0; value < criterion.holders.size(); ++value)
      sum += bound_of_value(criterion, static_cast<int32_t>(value), classes);
    bound.counts.push_back(sum);
    bound.value += sum;
  }
  for (const BalanceCriterion& criterion : problem.balances) {
    bound.balances.push_back(criterion.full * static_cast<int64_t>(problem.sizes.size()));
    bound.value += bound.balances.back();
  }
  bound.places = bound_of_places(problem);
  bound.value += bound.places;
  bound.smallest =
      floor_divide(bound.value, std::max<int64_t>(1, static_cast<int64_t>(problem.sizes.size())));
  return bound;
}

}  // namespace weft::solve

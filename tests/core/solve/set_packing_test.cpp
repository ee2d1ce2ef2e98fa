// Packings of pairs and triples against brute force; the bounds of larger ones hold.
#include "solve/set_packing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

namespace solve_set_packing_test {

using namespace weft;
using namespace weft::solve;

namespace {

PackingProblem random_problem(Random& random, int32_t elements, size_t sets) {
  PackingProblem problem;
  problem.elements = elements;
  const auto n = static_cast<uint64_t>(elements);
  while (problem.sets.size() < sets) {
    const auto a = static_cast<int32_t>(random.below(n));
    const auto b = static_cast<int32_t>(random.below(n));
    const auto c = random.below(2) == 0 ? -1 : static_cast<int32_t>(random.below(n));
    if (a == b || a == c || b == c) continue;
    problem.sets.push_back({{a, b, c}, static_cast<int64_t>(random.below(100))});
  }
  return problem;
}

std::pair<int64_t, int64_t> brute(const PackingProblem& problem, size_t from, uint64_t used) {
  std::pair<int64_t, int64_t> best{0, 0};
  for (size_t s = from; s < problem.sets.size(); ++s) {
    const PackingSet& set = problem.sets[s];
    uint64_t mask = 0;
    for (int32_t i = 0; i < set.size(); ++i)
      mask |= uint64_t{1} << set.members[static_cast<size_t>(i)];
    if ((mask & used) != 0) continue;
    const auto rest = brute(problem, s + 1, used | mask);
    best = std::max(best, {rest.first + set.size(), rest.second + set.weight});
  }
  return best;
}

void check_disjoint(const PackingProblem& problem, const Packing& packing) {
  std::vector<int> times(static_cast<size_t>(problem.elements), 0);
  int64_t weight = 0;
  int64_t elements = 0;
  for (const int32_t s : packing.chosen) {
    const PackingSet& set = problem.sets[static_cast<size_t>(s)];
    weight += set.weight;
    elements += set.size();
    for (int32_t i = 0; i < set.size(); ++i)
      ++times[static_cast<size_t>(set.members[static_cast<size_t>(i)])];
  }
  CHECK(std::count_if(times.begin(), times.end(), [](int t) { return t > 1; }) == 0);
  CHECK(weight == packing.weight);
  CHECK(elements == packing.elements);
  CHECK(packing.weight <= packing.bound);
  CHECK(packing.elements <= packing.elements_bound);
}

}  // namespace

TEST_CASE("packings of small parts are the best there are") {
  Random random(1);
  for (int round = 0; round < 1000; ++round) {
    const PackingProblem problem =
        random_problem(random, 3 + static_cast<int32_t>(random.below(10)), random.index(16));
    const Packing packing = max_set_packing(problem, {}, 1000, Random(1));
    check_disjoint(problem, packing);
    CHECK(std::pair(packing.elements, packing.weight) == brute(problem, 0, 0));
    CHECK(packing.bound == packing.weight);
    CHECK(packing.elements_bound == packing.elements);
  }
}

TEST_CASE("searched packings and their bounds hold the best there is between them") {
  Random random(2);
  int found = 0;
  for (int round = 0; round < 60; ++round) {
    const PackingProblem problem = random_problem(random, 22, 26);
    const Packing packing = max_set_packing(problem, {}, 200'000, Random(1));
    check_disjoint(problem, packing);
    const auto [elements, weight] = brute(problem, 0, 0);
    CHECK(packing.elements_bound >= elements);
    if (packing.elements == elements) CHECK(packing.bound >= weight);
    found += std::pair(packing.elements, packing.weight) == std::pair(elements, weight) ? 1 : 0;
  }
  CHECK(found >= 57);
}

TEST_CASE("what is no packing problem is refused") {
  const auto solve = [](const PackingProblem& problem, const std::vector<int32_t>& start) {
    return max_set_packing(problem, start, 10, Random(1));
  };
  CHECK_THROWS_AS(solve({3, {{{0, 0, -1}, 1}}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(solve({3, {{{0, 3, -1}, 1}}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(solve({3, {{{0, 1, -1}, -1}}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(solve({3, {{{0, 1, -1}, 1}, {{1, 2, -1}, 1}}}, {0, 1}), std::invalid_argument);
  CHECK(solve({0, {}}, {}).chosen.empty());
}

}  // namespace solve_set_packing_test

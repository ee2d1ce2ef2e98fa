// Who visits whom when, against brute force over all plans of small problems.
#include "solve/visits.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/random.h"

namespace solve_visits_test {

using namespace weft;
using solve::VisitPlan;
using solve::VisitProblem;

namespace {

VisitProblem random_problem(Random& random) {
  VisitProblem problem;
  const size_t hosts = 1 + random.index(3);
  const size_t dates = 1 + random.index(6);
  const size_t pools = random.index(3);
  for (size_t p = 0; p < pools; ++p)
    problem.pools.push_back(1 + static_cast<int64_t>(random.below(3)));
  for (size_t d = 0; d < dates; ++d) {
    VisitProblem::Date date{};
    date.host = static_cast<int32_t>(random.index(hosts));
    date.begin = static_cast<int64_t>(random.below(8));
    date.end = date.begin + 1 + static_cast<int64_t>(random.below(4));
    date.places = 1 + static_cast<int32_t>(random.below(2));
    date.pool = static_cast<int32_t>(random.index(pools + 1)) - 1;
    problem.dates.push_back(date);
  }
  const size_t guests = 1 + random.index(4);
  const uint64_t worth = random.below(3) == 0 ? 1 : 50;
  for (size_t g = 0; g < guests; ++g) {
    problem.visits.push_back(1 + static_cast<int32_t>(random.below(3)));
    for (size_t d = 0; d < dates; ++d) {
      if (random.below(3) == 0) continue;
      problem.arcs.push_back({static_cast<int32_t>(g), static_cast<int32_t>(d),
                              static_cast<int64_t>(random.below(worth))});
    }
  }
  return problem;
}

struct Best {
  int64_t count = 0;
  int64_t value = 0;
};

// All plans, an arc at a time.
void search(const VisitProblem& problem, size_t next, std::vector<int32_t>& chosen, Best& best) {
  if (next == problem.arcs.size()) {
    std::vector<bool> served(problem.visits.size(), false);
    Best one;
    for (const int32_t arc : chosen) {
      one.value += problem.arcs[static_cast<size_t>(arc)].value;
      served[static_cast<size_t>(problem.arcs[static_cast<size_t>(arc)].guest)] = true;
    }
    one.count =
        static_cast<int64_t>(chosen.size()) + std::count(served.begin(), served.end(), true);
    if (std::pair(one.count, one.value) > std::pair(best.count, best.value)) best = one;
    return;
  }
  search(problem, next + 1, chosen, best);
  chosen.push_back(static_cast<int32_t>(next));
  if (solve::visits_fault(problem, chosen).empty()) search(problem, next + 1, chosen, best);
  chosen.pop_back();
}

}  // namespace

TEST_CASE("as many visits as can be, then the largest value: brute force over small problems") {
  Random random(20261128);
  int steps = 0;
  for (int i = 0; i < 1500; ++i) {
    const VisitProblem problem = random_problem(random);
    if (problem.arcs.size() > 14) continue;
    const VisitPlan plan = solve::plan_visits(problem, {100'000});
    Best best;
    std::vector<int32_t> chosen;
    search(problem, 0, chosen, best);
    CAPTURE(i);
    REQUIRE(solve::visits_fault(problem, plan.arcs).empty());
    REQUIRE(plan.visits + plan.served == best.count);
    REQUIRE(plan.value == best.value);
    REQUIRE(plan.optimal());
    steps = std::max(steps, static_cast<int>(plan.steps));
    // Given up early, the bound still holds.
    const VisitPlan hasty = solve::plan_visits(problem, {1});
    REQUIRE(solve::visits_fault(problem, hasty.arcs).empty());
    REQUIRE(hasty.count_bound >= best.count);
    REQUIRE(hasty.count_bound >= hasty.visits + hasty.served);
    if (hasty.visits + hasty.served == best.count) REQUIRE(hasty.bound >= best.value);
    REQUIRE(hasty.bound >= hasty.value);
  }
  CHECK(steps > 3);  // or branching was never tried
}

TEST_CASE("a guest is not sent to one host twice, however good the host") {
  VisitProblem problem;
  problem.visits = {2};
  problem.dates = {{0, 0, 10, 1}, {0, 20, 30, 1}, {1, 20, 30, 1}};
  problem.arcs = {{0, 0, 9}, {0, 1, 9}, {0, 2, 1}};
  const VisitPlan plan = solve::plan_visits(problem);
  CHECK(plan.arcs == std::vector<int32_t>{0, 2});
  CHECK(plan.value == 10);
  CHECK(plan.optimal());
}

TEST_CASE("everybody has a first visit before anybody has a second") {
  VisitProblem problem;
  problem.visits = {2, 1};
  problem.dates = {{0, 0, 10, 1}, {1, 20, 30, 1}};
  problem.arcs = {{0, 0, 100}, {0, 1, 100}, {1, 1, 1}};
  const VisitPlan plan = solve::plan_visits(problem);
  CHECK(plan.arcs == std::vector<int32_t>{0, 2});
  CHECK(plan.served == 2);
}

TEST_CASE("what a department takes in a day holds over all its hosts") {
  VisitProblem problem;
  problem.visits = {1, 1, 1};
  problem.dates = {{0, 0, 10, 3, 0}, {1, 0, 10, 3, 0}};
  problem.pools = {2};
  problem.arcs = {{0, 0, 5}, {1, 1, 4}, {2, 0, 3}, {2, 1, 3}};
  const VisitPlan plan = solve::plan_visits(problem);
  CHECK(plan.visits == 2);
  CHECK(plan.value == 9);
  CHECK(plan.optimal());
}

TEST_CASE("without guests, dates or arcs there is an empty plan, and nonsense is refused") {
  CHECK(solve::plan_visits({}).arcs.empty());
  CHECK(solve::plan_visits({}).optimal());
  VisitProblem nobody;
  nobody.dates = {{0, 0, 1, 1}};
  nobody.visits = {3};
  CHECK(solve::plan_visits(nobody).arcs.empty());
  nobody.arcs = {{0, 1, 0}};
  CHECK_THROWS(solve::plan_visits(nobody));
  nobody.arcs = {{0, 0, int64_t{1} << 57}};
  CHECK(!solve::visits_fit(nobody));
}

}  // namespace solve_visits_test

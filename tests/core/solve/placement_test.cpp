#include "solve/placement.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "base/random.h"

using namespace weft;
using namespace weft::solve;

namespace {

PlacementProblem random_problem(Random& random, int32_t weeks, int32_t shared) {
  PlacementProblem problem;
  problem.weeks = weeks;
  problem.slots = 2;
  problem.repeat_cost = static_cast<int64_t>(random.below(4));
  for (int i = 0; i < 2; ++i) {
    PlacementSpace space;
    space.seats = 2 + static_cast<int32_t>(random.below(5));
    space.groups = shared;
    space.site = static_cast<int32_t>(random.below(2));
    space.equipment = random.next() & 1;
    space.open = 1 + random.below(3);
    problem.spaces.push_back(space);
  }
  for (int32_t g = 0; g < 4; ++g) {
    PlacementGroup group;
    group.size = 1 + static_cast<int32_t>(random.below(3));
    group.site = static_cast<int32_t>(random.below(3)) - 1;
    if (random.below(4) == 0) group.equipment = 1;
    problem.groups.push_back(group);
    problem.wishes.push_back({g, static_cast<int32_t>(random.below(3)) - 1,
                              static_cast<int32_t>(random.below(3)) - 1,
                              1 + static_cast<int64_t>(random.below(5))});
  }
  return problem;
}

// Weeks that differ, groups that are fixed, groups that have somebody in common.
void complicate(PlacementProblem& problem, Random& random) {
  for (int32_t w = 0; w < problem.weeks; ++w) problem.held.push_back(1 + random.below(3));
  problem.spaces[random.index(2)].site = -1;
  const auto g = static_cast<int32_t>(random.below(4));
  problem.apart = {{g, (g + 1) % 4}, {(g + 1) % 4, (g + 2) % 4}};
  if (random.below(2) == 0) {
    problem.fixed.push_back({g, static_cast<int32_t>(random.below(2)) - 1,
                             static_cast<int32_t>(random.below(2)),
                             static_cast<int32_t>(random.below(3)) - 1});
  }
}

// Every plan, group by group and week by week.
void try_all(const PlacementProblem& problem, Placement& plan, size_t at, Placement& best) {
  const size_t groups = problem.groups.size();
  if (at == groups * plan.weeks.size()) {
    plan.placed = plan.wishes = plan.repeats = 0;
    for (const WeekPlan& week : plan.weeks) {
      for (size_t g = 0; g < groups; ++g) {
        plan.placed += week[g].space >= 0 ? 1 : 0;
        const PlacementWish& wish = problem.wishes[g];
        if (week[g].space >= 0 && (wish.space < 0 || wish.space == week[g].space) &&
            (wish.slot < 0 || wish.slot == week[g].slot))
          plan.wishes += wish.value;
      }
    }
    for (size_t g = 0; g < groups; ++g) {
      for (size_t h = g + 1; h < groups; ++h) {
        const auto weeks = std::count_if(
            plan.weeks.begin(), plan.weeks.end(),
            [&](const WeekPlan& week) { return week[g].space >= 0 && week[g] == week[h]; });
        plan.repeats += std::max<int64_t>(0, weeks - 1);
      }
    }
    plan.value = plan.wishes - plan.repeats * problem.repeat_cost;
    const bool better =
        plan.placed != best.placed ? plan.placed > best.placed : plan.value > best.value;
    if (better && placement_fault(problem, plan).empty()) best = plan;
    return;
  }
  GroupPlace& place = plan.weeks[at / groups][at % groups];
  try_all(problem, plan, at + 1, best);
  for (int32_t space = 0; space < 2; ++space) {
    for (int32_t slot = 0; slot < 2; ++slot) {
      place = {space, slot};
      try_all(problem, plan, at + 1, best);
    }
  }
  place = {};
}

}  // namespace

TEST_CASE("placement: the best of all plans") {
  Random random(81);
  int optimal = 0;
  for (int round = 0; round < 60; ++round) {
    const PlacementProblem problem = random_problem(random, round % 5 == 0 ? 2 : 1, 1 + round % 3);
    const Placement found = place_groups(problem, 5, 40'000);
    CAPTURE(round);
    REQUIRE(placement_fault(problem, found) == "");
    Placement plan;
    plan.weeks.assign(static_cast<size_t>(problem.weeks), WeekPlan(problem.groups.size()));
    Placement best = plan;
    try_all(problem, plan, 0, best);
    CHECK(found.placed == best.placed);
    CHECK(found.value == best.value);
    CHECK(found.most_placed >= best.placed);
    CHECK(found.bound >= best.value);
    if (round % 3 == 0) CHECK(found.optimal);  // a place holds one group: an assignment
    optimal += found.optimal ? 1 : 0;
  }
  CHECK(optimal > 30);
}

TEST_CASE("placement: weeks that differ, groups apart and groups that are fixed") {
  Random random(82);
  int most = 0;
  for (int round = 0; round < 80; ++round) {
    PlacementProblem problem = random_problem(random, round % 4 == 0 ? 2 : 1, 1 + round % 3);
    complicate(problem, random);
    const Placement found = place_groups(problem, 5, 40'000);
    CAPTURE(round);
    REQUIRE(placement_fault(problem, found) == "");
    Placement plan;
    plan.weeks.assign(static_cast<size_t>(problem.weeks), WeekPlan(problem.groups.size()));
    Placement best = plan;
    try_all(problem, plan, 0, best);
    CHECK(found.placed == best.placed);
    CHECK(found.value == best.value);
    CHECK(found.most_placed >= best.placed);
    CHECK(found.bound >= best.value);
    if (found.placed == found.most_placed) CHECK(found.least_repeats <= best.repeats);
    most += found.optimal ? 1 : 0;
    const Placement chance = random_placement(problem, 3);
    CHECK(placement_fault(problem, chance) == "");
    CHECK(chance.placed <= best.placed);
  }
  CHECK(most > 30);
}

TEST_CASE("placement: neighbours that must come again are proven to") {
  // Nine groups at three tables have 36 pairs; nine new ones a week are enough for four weeks.
  PlacementProblem problem;
  problem.weeks = 5;
  problem.slots = 1;
  problem.repeat_cost = 10;
  problem.spaces.assign(3, {3, 3, 0, 0, ~uint64_t{0}});
  problem.groups.resize(9);
  const Placement found = place_groups(problem, 1);
  CHECK(placement_fault(problem, found) == "");
  CHECK(found.least_repeats == 9);
  CHECK(found.repeats == 9);
  CHECK(found.optimal);
  // All in one hall: the same six pairs every week.
  problem.weeks = 3;
  problem.spaces.assign(1, {40, 40, 0, 0, ~uint64_t{0}});
  problem.groups.resize(4);
  const Placement hall = place_groups(problem, 1);
  CHECK(hall.repeats == 12);
  CHECK(hall.optimal);
}

TEST_CASE("placement: new neighbours week by week") {
  // Nine groups at three tables: four weeks without a repeat are all there are (the affine plane).
  PlacementProblem problem;
  problem.weeks = 4;
  problem.slots = 1;
  problem.repeat_cost = 10;
  problem.spaces.assign(3, {3, 3, 0, 0, ~uint64_t{0}});
  problem.groups.resize(9);
  const Placement found = place_groups(problem, 1);
  CHECK(placement_fault(problem, found) == "");
  CHECK(found.placed == 36);
  CHECK(found.repeats == 0);
  CHECK(found.optimal);
}

TEST_CASE("placement: what is no problem is refused, what is empty is not") {
  PlacementProblem problem;
  CHECK(place_groups(problem, 1).optimal);
  problem.slots = 65;
  CHECK_THROWS_AS(place_groups(problem, 1), std::invalid_argument);
  problem.slots = 1;
  problem.groups.resize(1);
  problem.wishes = {{1, -1, -1, 1}};
  CHECK_THROWS_AS(place_groups(problem, 1), std::invalid_argument);
  problem.wishes = {{0, -1, -1, 0}};
  CHECK_THROWS_AS(place_groups(problem, 1), std::invalid_argument);
  problem.wishes.clear();
  problem.held = {1, 1};
  CHECK_THROWS_AS(place_groups(problem, 1), std::invalid_argument);
  problem.held.clear();
  problem.fixed = {{0, 1, -1, -1}};
  CHECK_THROWS_AS(place_groups(problem, 1), std::invalid_argument);
  problem.fixed.clear();
  problem.apart = {{0, 0}};
  CHECK_THROWS_AS(place_groups(problem, 1), std::invalid_argument);
}

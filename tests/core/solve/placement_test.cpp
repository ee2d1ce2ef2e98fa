#include "solve/placement.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "base/random.h"
#include "sanitized.h"

namespace solve_placement_test {

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

bool space_for_one(const PlacementProblem& problem) {
  return std::all_of(problem.spaces.begin(), problem.spaces.end(),
                     [](const PlacementSpace& space) { return space.groups == 1; });
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
    plan.uneven = 0;
    for (size_t g = 0; g < groups; ++g) {
      const auto now = std::count_if(plan.weeks.begin(), plan.weeks.end(),
                                     [&](const WeekPlan& week) { return week[g].space >= 0; });
      const int64_t all = now + (problem.had.empty() ? 0 : problem.had[g]);
      plan.uneven += all * all;
    }
    const bool better = plan.placed != best.placed   ? plan.placed > best.placed
                        : plan.uneven != best.uneven ? plan.uneven < best.uneven
                                                     : plan.value > best.value;
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
    best.uneven = INT64_MAX;
    try_all(problem, plan, 0, best);
    CHECK(found.placed == best.placed);
    CHECK(found.uneven == best.uneven);
    CHECK(found.value == best.value);
    CHECK(found.most_placed >= best.placed);
    if (found.placed == found.most_placed) CHECK(found.least_uneven <= best.uneven);
    CHECK(found.bound >= best.value);
    if (round % 3 == 0) CHECK(found.optimal);  // a place holds one group: an assignment
    optimal += found.optimal ? 1 : 0;
  }
  CHECK(optimal > 30);
}

TEST_CASE("placement: weeks that differ, groups apart and groups that are fixed") {
  Random random(82);
  int most = 0;
  for (int round = 0; round < weft::test::random_rounds(80); ++round) {
    PlacementProblem problem = random_problem(random, round % 4 == 0 ? 2 : 1, 1 + round % 3);
    complicate(problem, random);
    const Placement found = place_groups(problem, 5, 40'000);
    CAPTURE(round);
    REQUIRE(placement_fault(problem, found) == "");
    Placement plan;
    plan.weeks.assign(static_cast<size_t>(problem.weeks), WeekPlan(problem.groups.size()));
    Placement best = plan;
    best.uneven = INT64_MAX;
    try_all(problem, plan, 0, best);
    CHECK(found.placed == best.placed);
    CHECK(found.uneven == best.uneven);
    CHECK(found.value == best.value);
    CHECK(found.most_placed >= best.placed);
    if (found.placed == found.most_placed) CHECK(found.least_uneven <= best.uneven);
    CHECK(found.bound >= best.value);
    if (found.placed == found.most_placed) CHECK(found.least_repeats <= best.repeats);
    most += found.optimal ? 1 : 0;
    const Placement chance = random_placement(problem, 3);
    CHECK(placement_fault(problem, chance) == "");
    CHECK(chance.placed <= best.placed);
  }
  CHECK(most > weft::test::random_rounds(30));
}

TEST_CASE("placement: scarce places go round, and who had fewer before comes first") {
  Random random(83);
  int optimal = 0;
  for (int round = 0; round < weft::test::random_rounds(60); ++round) {
    PlacementProblem problem;
    problem.weeks = 2 + round % 2;
    problem.slots = 2;
    problem.repeat_cost = static_cast<int64_t>(random.below(4));
    const int32_t groups = problem.weeks == 3 ? 2 : round % 8 == 0 ? 4 : 3;
    for (int i = 0; i < 2; ++i) {
      PlacementSpace space;
      space.seats = 3 + static_cast<int32_t>(random.below(3));
      space.groups = 1 + round % 2;
      space.open = i == 0 ? 1 : random.below(4);
      problem.spaces.push_back(space);
    }
    for (int32_t w = 0; w < problem.weeks; ++w) problem.held.push_back(1 + random.below(3));
    for (int32_t g = 0; g < groups; ++g) {
      PlacementGroup group;
      group.size = 1 + static_cast<int32_t>(random.below(3));
      group.slots = 1 + random.below(3);
      problem.groups.push_back(group);
      problem.wishes.push_back({g, static_cast<int32_t>(random.below(3)) - 1,
                                static_cast<int32_t>(random.below(3)) - 1,
                                1 + static_cast<int64_t>(random.below(5))});
      if (round % 3 == 0) problem.had.push_back(static_cast<int32_t>(random.below(4)));
    }
    const Placement found = place_groups(problem, 5, 60'000);
    CAPTURE(round);
    REQUIRE(placement_fault(problem, found) == "");
    Placement plan;
    plan.weeks.assign(static_cast<size_t>(problem.weeks), WeekPlan(problem.groups.size()));
    Placement best = plan;
    best.uneven = INT64_MAX;
    try_all(problem, plan, 0, best);
    CHECK(found.placed == best.placed);
    CHECK(found.uneven == best.uneven);
    CHECK(found.value == best.value);
    CHECK(found.bound >= best.value);
    if (found.placed == found.most_placed) CHECK(found.least_uneven <= best.uneven);
    if (space_for_one(problem)) CHECK(found.optimal);
    optimal += found.optimal ? 1 : 0;
  }
  CHECK(optimal > weft::test::random_rounds(30));
}

TEST_CASE(
    "placement: six groups, two places and six weeks are two visits each, whatever is wished") {
  PlacementProblem problem;
  problem.weeks = 6;
  problem.slots = 1;
  problem.spaces.assign(2, {9, 1, 0, 0, ~uint64_t{0}});
  problem.groups.resize(6);
  for (int32_t g = 0; g < 3; ++g) problem.wishes.push_back({g, 0, -1, 1000 * (g + 1)});
  const auto visits = [&](const Placement& plan, size_t g) {
    return std::count_if(plan.weeks.begin(), plan.weeks.end(),
                         [&](const WeekPlan& week) { return week[g].space >= 0; });
  };
  const Placement found = place_groups(problem, 1);
  CHECK(found.optimal);
  for (size_t g = 0; g < 6; ++g) CHECK(visits(found, g) == 2);
  CHECK(found.wishes == 2 * 1000 + 2 * 2000 + 2 * 3000);
  // Two weeks more: who had nothing last time has them.
  problem.weeks = 2;
  problem.had = {2, 2, 0, 2, 0, 0};
  const Placement then = place_groups(problem, 1);
  CHECK(then.optimal);
  for (size_t g = 0; g < 6; ++g) CHECK(visits(then, g) <= (problem.had[g] == 0 ? 2 : 1));
  CHECK(visits(then, 2) + visits(then, 4) + visits(then, 5) == 4);
}

TEST_CASE("placement: too many groups for one flow have their turns all the same") {
  PlacementProblem problem;
  problem.weeks = 12;
  problem.slots = 20;
  for (int i = 0; i < 10; ++i) problem.spaces.push_back({9, 1, 0, 0, ~uint64_t{0}});
  problem.groups.resize(400);
  const Placement found = place_groups(problem, 1, 10'000);
  CHECK(found.placed == 12 * 200);
  CHECK(found.uneven == 400 * 36);
  CHECK(found.optimal);
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

}  // namespace solve_placement_test

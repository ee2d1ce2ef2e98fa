// Many rounds: against every plan of small problems, and counted anew by a reader of its own.
#include "solve/rounds.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

#include "base/random.h"
#include "sanitized.h"
#include "solve/round_designs.h"
#include "solve/round_starters.h"

namespace solve_rounds_test {

using namespace weft;
using namespace weft::solve;

namespace {

RoundsProblem problem_of(int32_t people, int32_t least, int32_t most, int32_t rounds) {
  RoundsProblem problem;
  problem.people = people;
  problem.least = least;
  problem.most = most;
  problem.rounds = rounds;
  return problem;
}

struct Count {
  int64_t repeats = 0;
  int32_t clean = 0;
  int64_t broken = 0;
};

// Everybody who takes part is in one group of a size that is allowed; and what it comes to.
Count count_of(const RoundsProblem& problem, const RoundPlan& plan) {
  std::map<std::pair<int32_t, int32_t>, int> met;
  std::set<std::pair<int32_t, int32_t>> apart;
  for (const MetBefore& before : problem.met) met[std::minmax(before.a, before.b)] += before.times;
  for (const auto& pair : problem.apart) apart.insert(std::minmax(pair[0], pair[1]));
  Count count;
  count.clean = problem.rounds;
  REQUIRE(plan.size() == static_cast<size_t>(problem.rounds));
  for (size_t r = 0; r < plan.size(); ++r) {
    std::set<int32_t> expected;
    for (int32_t person = 0; person < problem.people; ++person) expected.insert(person);
    if (r < problem.absent.size()) {
      for (const int32_t person : problem.absent[r]) expected.erase(person);
    }
    size_t smallest = SIZE_MAX;
    size_t largest = 0;
    for (const auto& group : plan[r]) {
      smallest = std::min(smallest, group.size());
      largest = std::max(largest, group.size());
      REQUIRE(group.size() >= static_cast<size_t>(problem.least));
      REQUIRE(group.size() <= static_cast<size_t>(problem.most));
      for (const int32_t a : group) {
        REQUIRE(expected.erase(a) == 1);
        for (const int32_t b : group) {
          if (a >= b) continue;
          count.broken += static_cast<int64_t>(apart.count({a, b}));
          if (met[{a, b}]++ == 0) continue;
          ++count.repeats;
          count.clean = std::min(count.clean, static_cast<int32_t>(r));
        }
      }
    }
    REQUIRE(expected.empty());
    if (!plan[r].empty()) REQUIRE(largest - smallest <= 1);
  }
  return count;
}

Count checked(const RoundsProblem& problem, const Rounds& rounds) {
  const Count count = count_of(problem, rounds.plan);
  CHECK(count.repeats == rounds.repeats);
  CHECK(count.clean == rounds.clean);
  CHECK(count.broken == rounds.broken);
  // The forecast also keeps apart whom it must.
  if (count.broken == 0) CHECK(forecast_rounds(problem).rounds >= count.clean);
  return count;
}

int64_t repeats_in(int32_t people, const RoundPlan& plan) {
  RoundsProblem problem = problem_of(people, 1, people, static_cast<int32_t>(plan.size()));
  std::set<std::pair<int32_t, int32_t>> met;
  int64_t repeats = 0;
  for (const RoundGroups& round : plan) {
    int32_t there = 0;
    std::set<int32_t> seen;
    for (const auto& group : round) {
      there += static_cast<int32_t>(group.size());
      seen.insert(group.begin(), group.end());
      for (const int32_t a : group) {
        for (const int32_t b : group) {
          if (a < b && !met.insert({a, b}).second) ++repeats;
        }
      }
    }
    REQUIRE(there == people);
    REQUIRE(seen.size() == static_cast<size_t>(people));
  }
  return repeats;
}

// Every way to deal some people into groups of given sizes.
void each_dealing(std::vector<int32_t> rest, std::vector<int32_t> sizes, RoundGroups& groups,
                  std::vector<RoundGroups>& all) {
  if (rest.empty()) {
    RoundGroups sorted = groups;
    std::sort(sorted.begin(), sorted.end());
    all.push_back(sorted);
    return;
  }
  std::set<int32_t> tried;
  for (size_t s = 0; s < sizes.size(); ++s) {
    if (!tried.insert(sizes[s]).second) continue;
    std::vector<int32_t> sizes_left = sizes;
    sizes_left.erase(sizes_left.begin() + static_cast<std::ptrdiff_t>(s));
    const size_t others = rest.size() - 1;
    for (uint32_t mask = 0; mask < (uint32_t{1} << others); ++mask) {
      std::vector<int32_t> group = {rest[0]};
      std::vector<int32_t> left;
      for (size_t i = 0; i < others; ++i)
        (((mask >> i) & 1) != 0 ? group : left).push_back(rest[i + 1]);
      if (group.size() != static_cast<size_t>(sizes[s])) continue;
      groups.push_back(group);
      each_dealing(left, sizes_left, groups, all);
      groups.pop_back();
    }
  }
}

struct Best {
  int32_t clean = -1;   // the most rounds at the beginning without a repeat
  int64_t repeats = 0;  // the fewest with so many
};

// Over all plans that keep apart whom they must.
void search_all(const RoundsProblem& problem, const std::vector<std::vector<RoundGroups>>& dealings,
                RoundPlan& plan, std::map<std::pair<int32_t, int32_t>, int>& met, int64_t repeats,
                int32_t clean, Best& best) {
  const size_t r = plan.size();
  if (r == dealings.size()) {
    if (clean > best.clean || (clean == best.clean && repeats < best.repeats))
      best = {clean, repeats};
    return;
  }
  for (const RoundGroups& round : dealings[r]) {
    int64_t more = 0;
    for (const auto& group : round) {
      for (const int32_t a : group) {
        for (const int32_t b : group) {
          if (a < b && met[{a, b}]++ > 0) ++more;
        }
      }
    }
    plan.push_back(round);
    const bool still = more == 0 && clean == static_cast<int32_t>(r);
    search_all(problem, dealings, plan, met, repeats + more, still ? clean + 1 : clean, best);
    plan.pop_back();
    for (const auto& group : round) {
      for (const int32_t a : group) {
        for (const int32_t b : group) {
          if (a < b) --met[{a, b}];
        }
      }
    }
  }
}

Best best_of(const RoundsProblem& problem) {
  std::set<std::pair<int32_t, int32_t>> apart;
  for (const auto& pair : problem.apart) apart.insert(std::minmax(pair[0], pair[1]));
  std::vector<std::vector<RoundGroups>> dealings;
  for (int32_t r = 0; r < problem.rounds; ++r) {
    std::vector<int32_t> present(static_cast<size_t>(problem.people));
    std::iota(present.begin(), present.end(), 0);
    if (static_cast<size_t>(r) < problem.absent.size()) {
      for (const int32_t away : problem.absent[static_cast<size_t>(r)])
        present.erase(std::remove(present.begin(), present.end(), away), present.end());
    }
    const auto sizes =
        sizes_of_groups(static_cast<int32_t>(present.size()), problem.least, problem.most);
    std::vector<RoundGroups> all;
    RoundGroups groups;
    each_dealing(present, sizes, groups, all);
    std::vector<RoundGroups> allowed;
    for (const RoundGroups& round : all) {
      bool holds = true;
      for (const auto& group : round) {
        for (const int32_t a : group) {
          for (const int32_t b : group) holds = holds && (a >= b || apart.count({a, b}) == 0);
        }
      }
      if (holds) allowed.push_back(round);
    }
    dealings.push_back(allowed);
  }
  std::map<std::pair<int32_t, int32_t>, int> met;
  for (const MetBefore& before : problem.met) met[std::minmax(before.a, before.b)] += before.times;
  Best best;
  RoundPlan plan;
  search_all(problem, dealings, plan, met, 0, 0, best);
  return best;
}

RoundsProblem random_problem(Random& random) {
  const auto people = static_cast<int32_t>(4 + random.below(4));
  const auto least = static_cast<int32_t>(2 + random.below(2));
  RoundsProblem problem =
      problem_of(people, least, people, static_cast<int32_t>(2 + random.below(2)));
  const uint64_t kind = random.below(4);
  for (int32_t a = 0; a < people; ++a) {
    for (int32_t b = a + 1; b < people; ++b) {
      if (kind == 1 && random.below(10) < 2) problem.met.push_back({a, b, 1});
      if (kind == 2 && random.below(10) < 1) problem.apart.push_back({b, a});
    }
  }
  if (kind == 3) {
    problem.absent.resize(static_cast<size_t>(problem.rounds));
    for (auto& away : problem.absent) {
      if (random.below(2) == 0) away.push_back(static_cast<int32_t>(random.below(4)));
    }
  }
  return problem;
}

}  // namespace

TEST_SUITE("rounds") {
  TEST_CASE("on small problems as many clean rounds as any plan has, and mostly as few repeats") {
    Random random(21);
    int runs = 0;
    int fewest = 0;
    for (int round = 0; round < weft::test::random_rounds(80); ++round) {
      CAPTURE(round);
      const RoundsProblem problem = random_problem(random);
      const Best best = best_of(problem);
      const Rounds found = plan_rounds(problem, random.next(), {400'000});
      const Count count = checked(problem, found);
      if (best.clean < 0) {
        CHECK(count.broken > 0);
        continue;
      }
      CHECK(count.broken == 0);
      CHECK(count.clean == best.clean);
      CHECK(count.repeats >= best.repeats);
      ++runs;
      fewest += count.repeats == best.repeats ? 1 : 0;
    }
    CHECK(runs > weft::test::random_rounds(40));
    // Rounds without a repeat can be begun in several ways, and the first found decides.
    CHECK(fewest * 100 >= runs * 90);
  }

  TEST_CASE("golfers: what is known to be possible has no repeat") {
    const std::vector<std::array<int32_t, 3>> known = {
        {8, 4, 9}, {8, 4, 10}, {5, 3, 7}, {7, 3, 10}, {10, 4, 10}, {5, 5, 6},  {50, 4, 12},
        {4, 3, 4}, {6, 4, 7},  {6, 5, 6}, {9, 3, 13}, {8, 8, 9},   {9, 9, 10}, {16, 2, 31}};
    for (const std::array<int32_t, 3>& instance : known) {
      const int32_t groups = instance[0];
      const int32_t size = instance[1];
      const int32_t rounds = instance[2];
      CAPTURE(groups);
      CAPTURE(size);
      const RoundsProblem problem = problem_of(groups * size, size, size, rounds);
      const Rounds found = plan_rounds(problem, 1);
      CHECK(checked(problem, found).repeats == 0);
      CHECK(found.clean == rounds);
    }
  }

  TEST_CASE("when everybody has met everybody the repeats are few and fair") {
    // Nine people in threes: four rounds, then each round is nine repeats, two for each person.
    const RoundsProblem nine = problem_of(9, 3, 3, 6);
    const Rounds found = plan_rounds(nine, 5, {1'000'000});
    CHECK(checked(nine, found).clean == 4);
    CHECK(found.repeats == 18);
    CHECK(found.most_repeats == 4);
    // Five pairs, eleven rounds: two rounds too many, and nobody has more than two repeats.
    const RoundsProblem ten = problem_of(10, 2, 2, 11);
    const Rounds pairs = plan_rounds(ten, 5, {1'000'000});
    CHECK(checked(ten, pairs).clean == 9);
    CHECK(pairs.repeats == 10);
    CHECK(pairs.most_repeats == 2);
  }

  TEST_CASE("absences, sizes that do not divide, past meetings and pairs kept apart, at once") {
    Random random(22);
    RoundsProblem problem = problem_of(43, 4, 5, 8);
    problem.absent.resize(8);
    for (auto& away : problem.absent) {
      for (int32_t person = 0; person < 43; ++person) {
        if (random.below(20) == 0) away.push_back(person);
      }
    }
    for (int32_t i = 0; i < 30; ++i) {
      const auto a = static_cast<int32_t>(random.below(42));
      if (i % 3 == 0) problem.apart.push_back({a, 42});
    }
    std::set<std::pair<int32_t, int32_t>> pairs;
    for (int32_t i = 0; i < 60; ++i) {
      const auto a = static_cast<int32_t>(random.below(43));
      const auto b = static_cast<int32_t>(random.below(43));
      if (a != b && pairs.insert(std::minmax(a, b)).second) problem.met.push_back({a, b, 2});
    }
    const Rounds found = plan_rounds(problem, 3);
    const Count count = checked(problem, found);
    CHECK(count.broken == 0);
    CHECK(count.repeats == 0);
  }

  TEST_CASE("rounds may have numbers of groups of their own" *
            doctest::skip(weft::test::kSanitized)) {
    RoundsProblem problem = problem_of(13, 2, 7, 4);
    problem.groups = {4, 3, 0, 2};
    problem.absent = {{0}, {}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {1, 2}};
    const Rounds found = plan_rounds(problem, 5);
    checked(problem, found);
    for (size_t r = 0; r < 4; ++r)
      CHECK(found.plan[r].size() == static_cast<size_t>(problem.groups[r]));
    problem.groups = {4, 3, 0};
    CHECK_THROWS_AS(plan_rounds(problem, 5), std::invalid_argument);
    problem.groups = {4, 3, 1, 2};
    CHECK_THROWS_AS(plan_rounds(problem, 5), std::invalid_argument);
    problem.groups = {4, 14, 0, 2};
    CHECK_THROWS_AS(plan_rounds(problem, 5), std::invalid_argument);
  }

  TEST_CASE("worth is raised as far as it costs no repeat") {
    RoundsProblem problem = problem_of(24, 3, 3, 5);
    const Rounds plain = plan_rounds(problem, 4, {2'000'000});
    CHECK(plain.repeats == 0);
    problem.worth = [](int32_t a, int32_t b) -> int64_t { return a % 2 != b % 2 ? 1 : 0; };
    const Rounds mixed = plan_rounds(problem, 4, {2'000'000});
    CHECK(checked(problem, mixed).repeats == 0);
    // Of three people two pairs at the most are of both kinds: 2 × 8 × 5.
    CHECK(mixed.worth <= 80);
    CHECK(mixed.worth >= 70);
  }

  TEST_CASE("many people, with a past, in little time and memory") {
    RoundsProblem problem = problem_of(6000, 4, 5, 6);
    problem.people = 6001;
    for (int32_t a = 0; a + 1 < problem.people; a += 2) problem.met.push_back({a, a + 1, 1});
    const Rounds found = plan_rounds(problem, 1, {4'000'000});
    CHECK(checked(problem, found).repeats == 0);
  }

  TEST_CASE("the forecast says how many rounds, and why no more") {
    using Reason = RoundsForecast::Reason;
    const auto forecast = [](const RoundsProblem& problem) { return forecast_rounds(problem); };
    CHECK(forecast(problem_of(32, 4, 4, 10)).reason == Reason::kNone);
    CHECK(forecast(problem_of(32, 4, 4, 20)).rounds == 10);
    CHECK(forecast(problem_of(32, 4, 4, 20)).reason == Reason::kPerson);
    CHECK(forecast(problem_of(12, 4, 4, 5)).rounds == 1);
    CHECK(forecast(problem_of(12, 4, 4, 5)).reason == Reason::kFewGroups);
    // Somebody who has met all but two others.
    RoundsProblem veteran = problem_of(20, 2, 2, 6);
    for (int32_t other = 3; other < 20; ++other) veteran.met.push_back({0, other, 1});
    CHECK(forecast(veteran).rounds == 2);
    CHECK(forecast(veteran).person == 0);
    // Away most of the time, they last longer.
    veteran.absent = {{0, 1}, {0, 1}, {0, 1}};
    CHECK(forecast(veteran).rounds == 5);
    // Nobody is short of people for the trio, but all pairs together are.
    CHECK(forecast(problem_of(7, 2, 3, 9)).rounds <= 5);
    CHECK(forecast(problem_of(7, 2, 3, 9)).reason == Reason::kPairs);
  }

  TEST_CASE("algebra: no pair twice, and as many rounds as the theory says" *
            doctest::skip(weft::test::kSanitized)) {
    const std::set<int32_t> prime_powers = {2, 3, 4, 5, 7, 8, 9, 11, 13, 16};
    for (int32_t groups = 1; groups <= 16; ++groups) {
      for (int32_t people = groups; people <= groups * groups; ++people) {
        CAPTURE(groups);
        CAPTURE(people);
        const RoundPlan plan = designed_rounds(people, groups, 40);
        CHECK(repeats_in(people, plan) == 0);
        REQUIRE(!plan.empty());
        for (const RoundGroups& round : plan) CHECK(round.size() == static_cast<size_t>(groups));
        if (prime_powers.count(groups) > 0 && people > groups)
          CHECK(plan.size() >= static_cast<size_t>(people == 2 * groups ? 2 * groups - 1 : groups));
      }
      if (prime_powers.count(groups) > 0)
        CHECK(designed_rounds(groups * groups, groups, 40).size() ==
              static_cast<size_t>(groups + 1));
    }
    CHECK(designed_rounds(27, 9, 40).size() == 13);
    CHECK(designed_rounds(64, 16, 40).size() == 21);
    CHECK(designed_rounds(200, 50, 40).size() == 25);
    CHECK(designed_rounds(20, 5, 3).size() == 3);
  }

  TEST_CASE("starters: whatever symmetry is found, its rounds repeat nothing") {
    int found = 0;
    for (const auto& [groups, size, rounds] : std::vector<std::array<int32_t, 3>>{
             {5, 3, 7}, {4, 4, 4}, {8, 3, 9}, {8, 4, 8}, {6, 2, 11}}) {
      const std::vector<int32_t> sizes(static_cast<size_t>(groups), size);
      for (const Starter& starter : starters_for(sizes, rounds, (groups * size - 1) / (size - 1))) {
        const RoundPlan plan = search_starters({starter}, sizes, 60'000, Random(1));
        if (plan.empty()) continue;
        ++found;
        CHECK(plan.size() >= static_cast<size_t>(rounds));
        CHECK(repeats_in(groups * size, plan) == 0);
        for (const RoundGroups& round : plan) {
          for (const auto& group : round) CHECK(group.size() == static_cast<size_t>(size));
        }
      }
    }
    CHECK(found > 10);
  }

  TEST_CASE("sizes: as many groups as the least allows, none where nothing fits") {
    CHECK(sizes_of_groups(10, 4, 5) == std::vector<int32_t>{5, 5});
    CHECK(sizes_of_groups(11, 3, 4) == std::vector<int32_t>{4, 4, 3});
    CHECK(sizes_fit(0, 4, 4));
    CHECK_FALSE(sizes_fit(3, 4, 5));
    CHECK_FALSE(sizes_fit(11, 4, 5));
    CHECK_FALSE(sizes_fit(5, 0, 5));
    CHECK_THROWS_AS(plan_rounds(problem_of(5, 4, 4, 2), 1), std::invalid_argument);
    RoundsProblem stranger = problem_of(8, 4, 4, 2);
    stranger.met.push_back({1, 8, 1});
    CHECK_THROWS_AS(plan_rounds(stranger, 1), std::invalid_argument);
  }

  TEST_CASE("nobody, no round, one group, groups of one") {
    for (const RoundsProblem& problem : {problem_of(0, 3, 3, 4), problem_of(9, 3, 3, 0),
                                         problem_of(3, 3, 3, 2), problem_of(4, 1, 1, 3)}) {
      const Rounds found = plan_rounds(problem, 1, {100'000});
      checked(problem, found);
    }
    CHECK(plan_rounds(problem_of(3, 3, 3, 2), 1, {100'000}).repeats == 3);
    CHECK(plan_rounds(problem_of(4, 1, 1, 3), 1, {100'000}).repeats == 0);
  }

  TEST_CASE("the same seed gives the same plan, another seed another") {
    const RoundsProblem problem = problem_of(20, 4, 4, 6);
    const RoundsLimits limits{1'000'000};
    CHECK(plan_rounds(problem, 7, limits).plan == plan_rounds(problem, 7, limits).plan);
    CHECK(plan_rounds(problem, 7, limits).plan != plan_rounds(problem, 8, limits).plan);
  }
}

}  // namespace solve_rounds_test

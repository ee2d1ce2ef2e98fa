// Groups of people of types: against all groupings of small problems, and bounds against both.
#include "solve/typed_groups.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <stdexcept>

#include "base/random.h"
#include "solve/rounds.h"

namespace solve_typed_groups_test {

using namespace weft;
using namespace weft::solve;

namespace {

using Kind = TypeTerm::Kind;

void add_attribute(TypedProblem& problem, uint32_t values, Kind kind, int32_t weight) {
  TypeAttribute attribute;
  attribute.values = values;
  for (uint32_t code = 0; code < values; ++code) {
    attribute.numbers.push_back(code);
    attribute.entries.push_back({});
  }
  attribute.terms.push_back({kind, weight, std::max<int64_t>(values - 1, 1)});
  problem.attributes.push_back(std::move(attribute));
}

void forbid(TypedProblem& problem, const std::set<std::pair<int32_t, int32_t>>& pairs) {
  problem.forbidden = {};
  problem.forbidden.begin.push_back(0);
  for (int32_t a = 0; a < problem.people; ++a) {
    for (int32_t b = 0; b < problem.people; ++b) {
      if (a != b && pairs.count(std::minmax(a, b)) > 0) problem.forbidden.other.push_back(b);
    }
    problem.forbidden.begin.push_back(static_cast<uint32_t>(problem.forbidden.other.size()));
  }
}

// Everybody in one group, sizes as promised; what it comes to, pair by pair.
void check_groups(const TypedProblem& problem, int32_t least, int32_t most,
                  const TypedGroups& found) {
  std::vector<int32_t> sizes;
  std::set<int32_t> seen;
  int64_t value = 0;
  int64_t broken = 0;
  const TypeWeights weights(problem);
  for (const auto& group : found.groups) {
    sizes.push_back(static_cast<int32_t>(group.size()));
    for (size_t i = 0; i < group.size(); ++i) {
      REQUIRE(seen.insert(group[i]).second);
      for (size_t j = 0; j < i; ++j) {
        const int64_t pair = weights.of_pair(group[i], group[j]);
        if (pair > TypeWeights::kNoPair / 2) {
          value += pair;
        } else {
          ++broken;
        }
      }
    }
  }
  REQUIRE(seen.size() == static_cast<size_t>(problem.people));
  CHECK(sizes == sizes_of_groups(problem.people, least, most));
  CHECK(value == found.value);
  CHECK(broken == found.broken);
  CHECK(found.bound >= found.value);
}

struct Best {
  int64_t broken = INT64_MAX;
  int64_t value = 0;
};

// The fewest broken pairs and then the largest sum, over all groupings into groups of one size.
void search_all(const TypedProblem& problem, const TypeWeights& weights, size_t size,
                std::vector<std::vector<int32_t>>& groups, int32_t person, int64_t broken,
                int64_t value, Best& best) {
  if (person == problem.people) {
    if (broken < best.broken || (broken == best.broken && value > best.value))
      best = {broken, value};
    return;
  }
  for (auto& group : groups) {
    const bool empty = group.empty();
    if (group.size() == size) continue;
    int64_t more_broken = 0;
    int64_t more = 0;
    for (const int32_t other : group) {
      const int64_t pair = weights.of_pair(person, other);
      if (pair > TypeWeights::kNoPair / 2) {
        more += pair;
      } else {
        ++more_broken;
      }
    }
    group.push_back(person);
    search_all(problem, weights, size, groups, person + 1, broken + more_broken, value + more,
               best);
    group.pop_back();
    if (empty) break;
  }
}

TypedProblem random_problem(Random& random, int32_t people) {
  TypedProblem problem;
  problem.people = people;
  const Kind kinds[] = {Kind::kDiffer, Kind::kSame, Kind::kNear, Kind::kFar, Kind::kDiffer};
  const size_t attributes = 1 + random.index(3);
  for (size_t k = 0; k < attributes; ++k) {
    add_attribute(problem, static_cast<uint32_t>(2 + random.below(3)), kinds[random.index(5)],
                  static_cast<int32_t>(1 + random.below(5)));
  }
  for (int32_t person = 0; person < people; ++person) {
    for (const TypeAttribute& one : problem.attributes) {
      problem.codes.push_back(
          static_cast<uint32_t>(std::min(random.below(one.values), random.below(one.values))));
    }
  }
  std::set<std::pair<int32_t, int32_t>> pairs;
  const uint64_t share = random.below(3) * 8;
  for (int32_t a = 0; a < people; ++a) {
    for (int32_t b = a + 1; b < people; ++b) {
      if (random.below(100) < share) pairs.insert({a, b});
    }
  }
  if (share > 0) forbid(problem, pairs);
  return problem;
}

}  // namespace

TEST_SUITE("typed groups") {
  TEST_CASE("people who belong together are in one group, and the bound still holds") {
    Random random(41);
    for (int round = 0; round < 200; ++round) {
      CAPTURE(round);
      const auto least = static_cast<int32_t>(3 + random.below(3));
      TypedProblem problem;
      problem.people = static_cast<int32_t>(least * (6 + static_cast<int32_t>(random.below(20))));
      add_attribute(problem, 4, Kind::kDiffer, 3);
      add_attribute(problem, 3, Kind::kSame, 2);
      for (int32_t i = 0; i < problem.people; ++i) {
        problem.codes.push_back(static_cast<uint32_t>(random.below(4)));
        problem.codes.push_back(static_cast<uint32_t>(random.below(3)));
      }
      std::vector<int32_t> order(static_cast<size_t>(problem.people));
      for (int32_t i = 0; i < problem.people; ++i) order[static_cast<size_t>(i)] = i;
      random.shuffle(std::span<int32_t>(order));
      TypedUnits units;
      size_t at = 0;
      for (int u = 0; u < 4; ++u) {
        auto& unit = units.emplace_back();
        for (uint64_t k = 0; k < 2 + random.below(static_cast<uint64_t>(least - 1)); ++k)
          unit.push_back(order[at++]);
      }
      TypedGroupLimits limits;
      limits.surprise = static_cast<int32_t>(random.below(2) * 10);
      const TypedGroups found =
          group_by_types(problem, least, least, Random(random.next()), limits, units);
      check_groups(problem, least, least, found);
      CHECK(found.torn == 0);
      for (const auto& unit : units) {
        const auto holds_all = [&](const std::vector<int32_t>& group) {
          return std::all_of(unit.begin(), unit.end(), [&](int32_t person) {
            return std::count(group.begin(), group.end(), person) == 1;
          });
        };
        CHECK(std::any_of(found.groups.begin(), found.groups.end(), holds_all));
      }
    }
  }

  TEST_CASE("groups by chance give up no more than was allowed, and are others") {
    Random random(43);
    TypedProblem problem;
    problem.people = 600;
    add_attribute(problem, 9, Kind::kDiffer, 40);
    add_attribute(problem, 7, Kind::kDiffer, 3);
    for (int32_t i = 0; i < problem.people; ++i) {
      problem.codes.push_back(static_cast<uint32_t>(random.below(9)));
      problem.codes.push_back(static_cast<uint32_t>(random.below(7)));
    }
    const TypedGroups best = group_by_types(problem, 4, 4, Random(1));
    int64_t lost = 0;
    for (const int32_t percent : {5, 10, 20}) {
      TypedGroupLimits limits;
      limits.surprise = percent;
      const TypedGroups found = group_by_types(problem, 4, 4, Random(1), limits);
      check_groups(problem, 4, 4, found);
      CHECK(found.groups != best.groups);
      CHECK(100 * found.value >= (100 - percent) * best.value);
      CHECK(best.value - found.value > lost);
      lost = best.value - found.value;
    }
  }

  TEST_CASE(
      "on small problems the bound is above the best of all groupings, and it is mostly found") {
    Random random(31);
    int optimal = 0;
    constexpr int kRuns = 200;
    for (int round = 0; round < kRuns; ++round) {
      CAPTURE(round);
      const int32_t size = 3 + static_cast<int32_t>(random.below(2));
      const int32_t people = size == 3 ? 9 : 8;
      const TypedProblem problem = random_problem(random, people);
      const TypedGroups found = group_by_types(problem, size, size, Random(random.next()));
      check_groups(problem, size, size, found);
      const TypeWeights weights(problem);
      std::vector<std::vector<int32_t>> groups(static_cast<size_t>(people / size));
      Best best;
      search_all(problem, weights, static_cast<size_t>(size), groups, 0, 0, 0, best);
      // With broken pairs the values are of different sets of pairs.
      if (best.broken == 0) CHECK(found.bound >= best.value);
      CHECK(found.broken >= best.broken);
      optimal += found.broken == best.broken && found.value == best.value ? 1 : 0;
    }
    CHECK(optimal * 100 >= kRuns * 70);
  }

  TEST_CASE("departments that sit at one site: what must be equal is known, and the bound is met") {
    // A site of eight, five of one department: two groups of four have four equal pairs at least.
    TypedProblem problem;
    problem.people = 16;
    add_attribute(problem, 8, Kind::kDiffer, 40);
    add_attribute(problem, 3, Kind::kSame, 30);
    for (const uint32_t department : {1U, 1U, 1U, 1U, 1U, 2U, 3U, 4U}) {
      for (const uint32_t site : {1U, 2U}) {
        problem.codes.push_back(department);
        problem.codes.push_back(site);
      }
    }
    const TypedGroups found = group_by_types(problem, 4, 4, Random(1));
    check_groups(problem, 4, 4, found);
    CHECK(found.value == 24 * 70'000 - 8 * 40'000);
    CHECK(found.bound == found.value);
  }

  TEST_CASE("where mixing sites is worth it the bound does not rely on pure groups") {
    TypedProblem problem;
    problem.people = 8;
    add_attribute(problem, 5, Kind::kDiffer, 100);
    add_attribute(problem, 3, Kind::kSame, 1);
    for (int32_t person = 0; person < 8; ++person) {
      // Each department at one site only.
      problem.codes.push_back(static_cast<uint32_t>(1 + person / 2));
      problem.codes.push_back(static_cast<uint32_t>(1 + person / 4));
    }
    const TypedGroups found = group_by_types(problem, 4, 4, Random(1));
    check_groups(problem, 4, 4, found);
    CHECK(found.value == 2 * (6 * 100'000 + 2 * 1000));
  }

  TEST_CASE("thousands of people, round on round: nobody meets again, near the bound") {
    Random random(32);
    TypedProblem problem;
    problem.people = 4000;
    add_attribute(problem, 11, Kind::kDiffer, 40);
    add_attribute(problem, 5, Kind::kSame, 30);
    add_attribute(problem, 4, Kind::kNear, 10);
    for (int32_t person = 0; person < problem.people; ++person) {
      const auto department = static_cast<uint32_t>(1 + random.below(10));
      problem.codes.push_back(department);
      problem.codes.push_back(random.below(10) < 8 ? 1 + department % 4
                                                   : static_cast<uint32_t>(1 + random.below(4)));
      problem.codes.push_back(static_cast<uint32_t>(1 + random.below(3)));
    }
    std::set<std::pair<int32_t, int32_t>> met;
    for (uint64_t round = 0; round < 4; ++round) {
      CAPTURE(round);
      PersonLists& lists = problem.forbidden;
      std::vector<std::vector<int32_t>> others(static_cast<size_t>(problem.people));
      for (const auto& [a, b] : met) {
        others[static_cast<size_t>(a)].push_back(b);
        others[static_cast<size_t>(b)].push_back(a);
      }
      lists = {};
      lists.begin.push_back(0);
      for (auto& list : others) {
        std::sort(list.begin(), list.end());
        lists.other.insert(lists.other.end(), list.begin(), list.end());
        lists.begin.push_back(static_cast<uint32_t>(lists.other.size()));
      }
      const TypedGroups found = group_by_types(problem, 4, 4, Random(round));
      check_groups(problem, 4, 4, found);
      CHECK(found.broken == 0);
      CHECK((found.bound - found.value) * 100 <= found.bound);
      for (const auto& group : found.groups) {
        for (const int32_t a : group) {
          for (const int32_t b : group) {
            if (a < b) CHECK(met.insert({a, b}).second);
          }
        }
      }
    }
  }

  TEST_CASE("what single people know takes value away; sizes may differ by one") {
    Random random(33);
    for (int32_t people = 9; people < 40; ++people) {
      TypedProblem problem = random_problem(random, people);
      problem.base = 900;
      problem.reduced = problem.forbidden;
      problem.forbidden = {};
      problem.reduction.assign(problem.reduced.other.size(), 300);
      check_groups(problem, 4, 6, group_by_types(problem, 4, 6, Random(1)));
    }
    TypedProblem few;
    few.people = 3;
    CHECK_THROWS_AS(group_by_types(few, 4, 4, Random(1)), std::invalid_argument);
    CHECK(group_by_types({}, 4, 4, Random(1)).groups.empty());
  }

  TEST_CASE("the same seed gives the same groups") {
    Random random(34);
    const TypedProblem problem = random_problem(random, 24);
    CHECK(group_by_types(problem, 4, 4, Random(5)).groups ==
          group_by_types(problem, 4, 4, Random(5)).groups);
  }
}

}  // namespace solve_typed_groups_test

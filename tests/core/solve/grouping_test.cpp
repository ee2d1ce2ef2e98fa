// Groupings against all there are, for every criterion and rule alone and together, with what each
// is worth written down once more here; moves against the definition; bounds; clashes.
#include "solve/grouping.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <set>
#include <stdexcept>

#include "grouping_company.h"
#include "solve/grouping_bound.h"
#include "solve/grouping_clash.h"

namespace solve_grouping_test {

using namespace weft;
using namespace weft::solve;
using namespace weft::solve::test;

namespace {

// The same once more, from the company, person by person; broken is only none or some.
struct Verdict {
  bool broken = false;
  int64_t value = 0;
  int64_t smallest = INT64_MAX;
};

Verdict judge(const Company& company, uint32_t parts, const std::vector<int32_t>& group) {
  Verdict verdict;
  const auto n = static_cast<size_t>(company.people);
  int64_t all_ages = 0;
  for (const int64_t age : company.age) all_ages += age;
  for (size_t g = 0; g < company.sizes.size(); ++g) {
    std::vector<size_t> in;
    for (size_t e = 0; e < n; ++e) {
      if (group[e] == static_cast<int32_t>(g)) in.push_back(e);
    }
    const auto size = static_cast<int64_t>(in.size());
    verdict.broken |= size < company.sizes[g].min || size > company.sizes[g].max;
    const auto how_many = [&](const std::function<bool(size_t)>& holds) {
      return static_cast<int64_t>(std::count_if(in.begin(), in.end(), holds));
    };
    int64_t value = 0;
    int64_t liking = 0;
    for (const size_t a : in) {
      for (const size_t b : in) {
        if (a < b) liking += company.liking[a][b];
      }
    }
    for (int32_t code = 0; code < 3; ++code) {
      const int64_t count = how_many([&](size_t e) { return company.department[e] == code; });
      const int64_t holders =
          std::count(company.department.begin(), company.department.end(), code);
      if ((parts & kMix) != 0 && size > 1)
        value += kFull * count * (size - count) / (size * (size - 1));
      if ((parts & kSpread) != 0 && size > 0) {
        const auto people = static_cast<int64_t>(n);
        value += kFull * std::min(count * people, size * holders) / (size * people);
      }
    }
    for (int32_t code = 0; code < 2; ++code) {
      const int64_t count = how_many([&](size_t e) { return company.site[e] == code; });
      if ((parts & kMatch) != 0 && size > 1)
        value += kFull * count * (count - 1) / (size * (size - 1));
    }
    if ((parts & kPairsShared) != 0) {
      const int64_t share = size < 2 ? 0 : kWholeShare / (size * (size - 1) / 2);
      const int64_t product = liking * share;
      value += product >= 0 ? product / kWholeShare : -((kWholeShare - 1 - product) / kWholeShare);
    } else if ((parts & kPairs) != 0) {
      value += liking;
    }
    if ((parts & kBalance) != 0 && size > 0) {
      int64_t sum = 0;
      for (const size_t e : in) sum += company.age[e];
      const double away = std::abs(static_cast<double>(sum) / static_cast<double>(size) -
                                   static_cast<double>(all_ages) / static_cast<double>(n)) /
                          40;
      // Integers in the solver: agrees to the point or two that rounding takes.
      const auto points = static_cast<int64_t>(kFull * (1 - std::min(away, 1.0)));
      value += points;
    }
    for (const size_t e : in) {
      if ((parts & kPlaces) != 0) {
        if (company.project[e][g] == kForbiddenPlace) {
          verdict.broken = true;
        } else {
          value += company.project[e][g];
        }
      }
      verdict.broken |= (parts & kPinned) != 0 && company.pinned[e] >= 0 &&
                        company.pinned[e] != static_cast<int32_t>(g);
    }
    const int64_t women = how_many([&](size_t e) { return company.woman[e]; });
    const int64_t leads = how_many([&](size_t e) { return company.lead[e]; });
    verdict.broken |= (parts & kNotAlone) != 0 && women == 1;
    verdict.broken |= (parts & kAtLeast) != 0 && leads == 0;
    verdict.broken |= (parts & kAtMost) != 0 &&
                      how_many([&](size_t e) { return company.department[e] == 0; }) > 2;
    for (uint32_t skill = 0; skill < 2; ++skill) {
      verdict.broken |= (parts & kCover) != 0 && how_many([&](size_t e) {
                                                   return (company.skills[e] >> skill & 1) != 0;
                                                 }) == 0;
    }
    verdict.broken |= (parts & kLeadInFirst) != 0 && g == 0 && leads != 2;
    verdict.value += value;
    verdict.smallest = std::min(verdict.smallest, value);
  }
  const auto same = [&](int32_t a, int32_t b) {
    return group[static_cast<size_t>(a)] == group[static_cast<size_t>(b)];
  };
  if ((parts & kApart) != 0) {
    for (const auto& pair : company.apart) verdict.broken |= same(pair.first, pair.second);
  }
  if ((parts & kTogether) != 0) {
    for (const auto& cluster : company.together) verdict.broken |= !same(cluster[0], cluster[1]);
  }
  return verdict;
}

struct Best {
  bool possible = false;
  int64_t value = INT64_MIN;
  int64_t smallest = INT64_MIN;           // the largest there is
  int64_t value_of_smallest = INT64_MIN;  // and the largest sum with it
};

Best best_of_all(const Company& company, uint32_t parts) {
  Best best;
  std::vector<int32_t> group(static_cast<size_t>(company.people), 0);
  const std::function<void(size_t)> place = [&](size_t e) {
    if (e == group.size()) {
      const Verdict verdict = judge(company, parts, group);
      if (verdict.broken) return;
      best.possible = true;
      best.value = std::max(best.value, verdict.value);
      if (std::pair(verdict.smallest, verdict.value) >
          std::pair(best.smallest, best.value_of_smallest)) {
        best.smallest = verdict.smallest;
        best.value_of_smallest = verdict.value;
      }
      return;
    }
    for (size_t g = 0; g < company.sizes.size(); ++g) {
      group[e] = static_cast<int32_t>(g);
      place(e + 1);
    }
  };
  place(0);
  return best;
}

// Rounding of the balance: one point a group either way.
int64_t tolerance(const Company& company, uint32_t parts) {
  return (parts & kBalance) != 0 ? 2 * static_cast<int64_t>(company.sizes.size()) : 0;
}

std::vector<GroupSize> sizes_of_round(int round) {
  switch (round % 4) {
    case 0:
      return {{2, 2}, {2, 2}, {2, 2}};
    case 1:
      return {{1, 4}, {2, 4}};
    case 2:
      return {{2, 3}, {2, 3}, {1, 2}};
    default:
      return {{0, 6}, {3, 3}};
  }
}

struct Tried {
  int possible = 0;
  int impossible = 0;
  int broken = 0;  // possible, and not found within the work
  int less = 0;    // possible, and the search found less than the best
};

// All ways, against the table, and against the search with every move checked.
void compare(Random& random, uint32_t parts, int round, Tried& tried) {
  CAPTURE(parts);
  CAPTURE(round);
  const Company company = random_company(random, 6, sizes_of_round(round));
  const Best best = best_of_all(company, parts);
  const int64_t off = tolerance(company, parts);
  GroupingProblem problem = problem_of(company, parts);
  for (const bool worst_first : {false, true}) {
    problem.worst_first = worst_first;
    for (const bool exact : {true, false}) {
      CAPTURE(worst_first);
      CAPTURE(exact);
      GroupingOptions options;
      options.exact = exact;
      options.check_moves = true;
      options.budget.work = 200'000;
      const Grouping grouping = best_grouping(problem, options, random.fork(1));
      if (!best.possible) {
        CHECK((grouping.group.empty() || grouping.worth.broken > 0));
        ++tried.impossible;
        continue;
      }
      CHECK(!grouping_clash(problem));
      ++tried.possible;
      if (grouping.group.empty() || grouping.worth.broken > 0) {
        CHECK(!exact);
        ++tried.broken;
        continue;
      }
      const Verdict verdict = judge(company, parts, grouping.group);
      CHECK(!verdict.broken);
      CHECK(std::abs(verdict.value - grouping.worth.value) <= off);
      CHECK(std::abs(verdict.smallest - grouping.worth.smallest) <= off);
      const int64_t reached = worst_first ? grouping.worth.smallest : grouping.worth.value;
      const int64_t most = worst_first ? best.smallest : best.value;
      CHECK(reached <= most + off);
      if (exact) {
        CHECK(grouping.optimal);
        CHECK(reached >= most - off);
        if (worst_first && off == 0) CHECK(grouping.worth.value == best.value_of_smallest);
      } else if (reached < most - off) {
        ++tried.less;
      }
    }
  }
  if (best.possible) {
    const GroupingBound bound = grouping_bound(problem);
    CHECK(bound.value >= best.value - off);
    CHECK(bound.smallest >= best.smallest - off);
  }
}

GroupingProblem large_problem(Random& random, int32_t people, int32_t groups) {
  GroupingProblem problem;
  problem.elements = people;
  problem.sizes.assign(static_cast<size_t>(groups),
                       {people / groups, (people + groups - 1) / groups});
  std::vector<std::vector<int32_t>> departments(12);
  std::vector<std::vector<int32_t>> levels(6);
  std::vector<int32_t> women;
  std::vector<int32_t> leads;
  std::vector<std::vector<int32_t>> skills(3);
  std::vector<int64_t> tenure;
  for (int32_t e = 0; e < people; ++e) {
    departments[std::min(random.index(12), random.index(16))].push_back(e);
    levels[std::min(random.index(6), random.index(9))].push_back(e);
    if (random.below(5) < 2) women.push_back(e);
    if (random.below(5) == 0 || e < groups) leads.push_back(e);
    for (auto& skill : skills) {
      if (random.below(3) == 0 || e % 5 == 0) skill.push_back(e);
    }
    tenure.push_back(static_cast<int64_t>(random.below(9000)));
  }
  const int64_t full = 50'000;
  problem.counts.push_back({departments, [](int32_t, int32_t size, int32_t count) {
                              return mix_points(full, size, count);
                            }});
  std::vector<int64_t> of_level;
  for (const auto& level : levels) of_level.push_back(static_cast<int64_t>(level.size()));
  problem.counts.push_back({levels, [of_level, people](int32_t value, int32_t size, int32_t count) {
                              return spread_points(full, size, count,
                                                   of_level[static_cast<size_t>(value)], people);
                            }});
  problem.balances.push_back({tenure, full, 9000});
  problem.rules.push_back(
      {women, [](int32_t, int32_t count) { return not_alone_broken(count); }, {}});
  problem.rules.push_back(
      {leads, [](int32_t, int32_t count) { return at_least_broken(count, 1); }, {}});
  for (const auto& skill : skills)
    problem.rules.push_back(
        {skill, [](int32_t, int32_t count) { return at_least_broken(count, 1); }, {}});
  for (int i = 0; i < people; ++i) {
    const auto a = static_cast<int32_t>(random.below(static_cast<uint64_t>(people)));
    const auto b = static_cast<int32_t>(random.below(static_cast<uint64_t>(people)));
    if (a != b) problem.apart.emplace_back(a, b);
  }
  return problem;
}

}  // namespace

TEST_CASE("grouping: every criterion and rule alone is solved as going through all ways does") {
  Random random(11);
  Tried tried;
  for (int part = 0; part < kParts; ++part) {
    for (int round = 0; round < 4; ++round) compare(random, 1U << part, round, tried);
  }
  CHECK(tried.possible > 100);
  CHECK(tried.broken == 0);
  CHECK(tried.less <= tried.possible / 20);
}

TEST_CASE("grouping: criteria and rules together are solved as going through all ways does") {
  Random random(12);
  Tried tried;
  for (int round = 0; round < 120; ++round) {
    uint32_t parts = static_cast<uint32_t>(random.below(1U << kParts));
    // Many rules at once are seldom possible: some of them only.
    parts &= static_cast<uint32_t>(random.next()) | 127U;
    compare(random, parts, round, tried);
  }
  CHECK(tried.possible > 60);
  CHECK(tried.impossible > 60);
  CHECK(tried.broken == 0);
  CHECK(tried.less <= tried.possible / 20);
}

TEST_CASE("grouping: many people, every move checked against the definition") {
  Random random(13);
  GroupingProblem problem = large_problem(random, 60, 8);
  problem.together = {{0, 1}, {2, 3, 4}, {10, 11}};
  problem.apart.erase(
      std::remove_if(problem.apart.begin(), problem.apart.end(),
                     [](const auto& pair) { return pair.first < 12 && pair.second < 12; }),
      problem.apart.end());
  problem.pinned.assign(60, -1);
  problem.pinned[20] = 3;
  std::vector<int64_t> liking;
  for (int i = 0; i < 3600; ++i) liking.push_back(static_cast<int64_t>(random.below(500)));
  problem.pair = [&](int32_t a, int32_t b) {
    return liking[static_cast<size_t>(std::min(a, b) * 60 + std::max(a, b))];
  };
  for (const bool worst_first : {false, true}) {
    problem.worst_first = worst_first;
    GroupingOptions options;
    options.budget.work = 400'000;
    options.check_moves = true;
    const Grouping grouping = best_grouping(problem, options, Random(3));
    REQUIRE(grouping.group.size() == 60);
    CHECK(grouping.group[0] == grouping.group[1]);
    CHECK(grouping.group[2] == grouping.group[4]);
    CHECK(grouping.group[20] == 3);
    const GroupingBound bound = grouping_bound(problem);
    CHECK(grouping.worth.value <= bound.value);
    CHECK(grouping.worth.smallest <= bound.smallest);
    options.check_moves = false;
    CHECK(best_grouping(problem, options, Random(3)).group == grouping.group);
  }
}

TEST_CASE("grouping: a tight program ends with no rule broken") {
  Random random(14);
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    GroupingProblem problem = large_problem(random, 120, 12);
    // As many leads as groups, and two women in each group that has any.
    std::vector<int32_t> leads;
    for (int32_t e = 0; e < 12; ++e) leads.push_back(e * 7);
    problem.rules[1].holders = leads;
    problem.rules[0].holders = {1, 3, 5, 8, 11, 16};
    GroupingOptions options;
    options.budget.work = 40'000'000;
    const Grouping grouping = best_grouping(problem, options, Random(seed));
    CHECK(grouping.worth.broken == 0);
    CHECK(grouping.worth.value <= grouping_bound(problem).value);
  }
}

TEST_CASE("grouping: worst group first lifts the smallest group") {
  Random random(15);
  GroupingProblem problem = large_problem(random, 120, 12);
  problem.rules.clear();
  GroupingOptions options;
  options.budget.work = 20'000'000;
  const Grouping sum = best_grouping(problem, options, Random(1));
  problem.worst_first = true;
  const Grouping worst = best_grouping(problem, options, Random(1));
  CHECK(worst.worth.smallest > sum.worth.smallest);
  CHECK(worst.worth.value <= sum.worth.value + sum.worth.value / 1000);
}

TEST_CASE("grouping: a mix that can be dealt evenly reaches its bound") {
  GroupingProblem problem;
  problem.elements = 80;
  problem.sizes.assign(10, {8, 8});
  std::vector<std::vector<int32_t>> departments(5);
  for (int32_t e = 0; e < 80; ++e) departments[static_cast<size_t>(e % 5)].push_back(e);
  problem.counts.push_back({departments, [](int32_t, int32_t size, int32_t count) {
                              return mix_points(100'000, size, count);
                            }});
  GroupingOptions options;
  options.budget.work = 20'000'000;
  const Grouping grouping = best_grouping(problem, options, Random(1));
  CHECK(grouping.worth.value == grouping_bound(problem).value);
}

TEST_CASE("grouping: clashes are named before any search") {
  using Kind = GroupingClash::Kind;
  GroupingProblem problem;
  problem.elements = 6;
  problem.sizes = {{3, 3}, {3, 3}};
  const auto kind_of = [](const GroupingProblem& of) {
    const auto clash = grouping_clash(of);
    REQUIRE(clash);
    return clash->kind;
  };
  CHECK(!grouping_clash(problem));
  {
    GroupingProblem one = problem;
    one.elements = 7;
    CHECK(kind_of(one) == Kind::kSizes);
    CHECK(grouping_clash(one)->most == 6);
  }
  {
    GroupingProblem one = problem;
    one.together = {{0, 1}, {2, 3}, {1, 2}};
    CHECK(kind_of(one) == Kind::kTogetherTooLarge);
    CHECK(grouping_clash(one)->elements == std::vector<int32_t>{0, 1, 2, 3});
    one.together = {{0, 1}, {1, 2}};
    one.apart = {{2, 0}};
    CHECK(kind_of(one) == Kind::kTogetherApart);
  }
  {
    GroupingProblem one = problem;
    one.pinned = {0, 0, -1, -1, 1, -1};
    one.apart = {{0, 1}};
    CHECK(kind_of(one) == Kind::kPinnedApart);
    one.apart.clear();
    one.together = {{1, 4}};
    CHECK(kind_of(one) == Kind::kPinnedTogether);
    one.together.clear();
    one.pinned = {0, 0, 0, 0, -1, -1};
    CHECK(kind_of(one) == Kind::kPinnedTooMany);
  }
  {
    GroupingProblem one = problem;
    one.places.assign(12, 5);
    one.places[4] = kForbiddenPlace;
    CHECK(!grouping_clash(one));
    one.pinned = {-1, -1, 0, -1, -1, -1};
    CHECK(kind_of(one) == Kind::kPinnedForbidden);
    one.places[5] = kForbiddenPlace;
    one.pinned.clear();
    CHECK(kind_of(one) == Kind::kNoPlace);
  }
  {
    GroupingProblem one = problem;
    const auto at_least_one = [](int32_t, int32_t count) { return at_least_broken(count, 1); };
    one.rules = {{{2}, at_least_one, {}}};
    CHECK(kind_of(one) == Kind::kHolders);
    CHECK(grouping_clash(one)->least == 2);
    one.rules = {{{2}, at_least_one, {1}}};
    CHECK(!grouping_clash(one));
    one.rules = {{{2}, [](int32_t, int32_t count) { return not_alone_broken(count); }, {}}};
    CHECK(kind_of(one) == Kind::kHoldersDeal);
    one.rules = {{{0, 1, 2}, [](int32_t, int32_t count) { return at_most_broken(count, 1); }, {}}};
    CHECK(kind_of(one) == Kind::kHolders);
  }
  {
    GroupingProblem one = problem;
    one.apart = {{0, 1}, {1, 2}, {3, 4}};
    CHECK(!grouping_clash(one));
    one.apart.emplace_back(0, 2);
    CHECK(kind_of(one) == Kind::kApartClique);
  }
}

TEST_CASE("grouping: what can't be is refused or said") {
  GroupingProblem problem;
  GroupingOptions options;
  options.budget.work = 1000;
  CHECK(best_grouping(problem, options, Random(1)).group.empty());
  problem.elements = 30;
  problem.sizes = {{15, 15}, {14, 14}};
  CHECK(best_grouping(problem, options, Random(1)).group.empty());
  problem.sizes = {{15, 15}, {15, 15}};
  CHECK(best_grouping(problem, options, Random(1)).group.size() == 30);
  problem.pinned.assign(30, 0);
  CHECK(best_grouping(problem, options, Random(1)).group.empty());
  problem.pinned.assign(30, 2);
  CHECK_THROWS_AS(best_grouping(problem, options, Random(1)), std::invalid_argument);
  problem.pinned.clear();
  problem.apart = {{3, 3}};
  CHECK_THROWS_AS(best_grouping(problem, options, Random(1)), std::invalid_argument);
  problem.apart = {{3, 30}};
  CHECK_THROWS_AS(best_grouping(problem, options, Random(1)), std::invalid_argument);
  problem.apart = {{3, 4}};
  problem.together = {{4, 3}};
  CHECK(best_grouping(problem, options, Random(1)).worth.broken > 0);
}

}  // namespace solve_grouping_test

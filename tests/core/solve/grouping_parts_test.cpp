// Searches in parts: the same wherever and in whatever order they run; blocks are worth what the
// whole is; problems survive being packed, and nothing else is taken for one.
#include "solve/grouping_parts.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "grouping_company.h"
#include "solve/grouping_packed.h"

namespace solve_grouping_parts_test {

using namespace weft;
using namespace weft::solve;
using namespace weft::solve::test;

namespace {

constexpr uint32_t kAll = (1U << kParts) - 1;
constexpr PartsLimits kSmall{2'000'000, 200, 120};

std::vector<GroupSize> sizes(int32_t people, int32_t size) {
  std::vector<GroupSize> all;
  for (int32_t left = people; left > 0; left -= size) all.push_back({size - 1, size + 1});
  return all;
}

std::vector<int32_t> by_chance(const GroupingProblem& problem, Random& random) {
  std::vector<int32_t> group(static_cast<size_t>(problem.elements));
  for (int32_t& g : group) g = static_cast<int32_t>(random.index(problem.sizes.size()));
  return group;
}

// Packs everything, and searches the last part first.
class Elsewhere : public GroupingRunner {
 public:
  std::optional<PartGroups> run(const GroupingWave& wave, const GroupingProgressOf&) override {
    ++waves;
    PartGroups found(wave.parts.size());
    for (size_t p = wave.parts.size(); p-- > 0;) {
      const GroupingPart& part = wave.parts[p];
      const auto problem = unpack_grouping(pack_grouping(*part.problem));
      REQUIRE(problem);
      found[p] = best_grouping(*problem, options_of(part), Random(part.seed)).group;
    }
    return found;
  }
  int waves = 0;
};

// Leaves all as it is, and keeps what it was asked for.
class Watching : public GroupingRunner {
 public:
  std::optional<PartGroups> run(const GroupingWave& wave, const GroupingProgressOf&) override {
    PartGroups found;
    GroupingWorth sum;
    sum.smallest = INT64_MAX;
    elements = 0;
    for (const GroupingPart& part : wave.parts) {
      const GroupingWorth worth = grouping_worth(*part.problem, part.start);
      sum.broken += worth.broken;
      sum.value += worth.value;
      sum.smallest = std::min(sum.smallest, worth.smallest);
      elements += part.problem->elements;
      found.push_back(part.start);
    }
    worths.push_back(std::move(sum));
    return found;
  }
  std::vector<GroupingWorth> worths;
  int32_t elements = 0;
};

// In place, counting how many parts there were, and how many were searched.
class Counting : public InPlace {
 public:
  std::optional<PartGroups> run(const GroupingWave& wave,
                                const GroupingProgressOf& progress) override {
    std::optional<PartGroups> groups = InPlace::run(wave, progress);
    asked += wave.parts.size();
    found += groups->size();
    return groups;
  }
  size_t asked = 0;
  size_t found = 0;
};

class Absent : public GroupingRunner {
 public:
  std::optional<PartGroups> run(const GroupingWave&, const GroupingProgressOf&) override {
    return std::nullopt;
  }
};

// What is found in place, after it was found elsewhere as well.
Grouping everywhere(const GroupingProblem& problem, const GroupingOptions& options, int waves) {
  InPlace here;
  Elsewhere there;
  const auto one = best_grouping_in_parts(problem, options, Random(5), here, 1, kSmall);
  const auto two = best_grouping_in_parts(problem, options, Random(5), there, 1, kSmall);
  REQUIRE(one);
  REQUIRE(two);
  CHECK(there.waves == waves);
  CHECK(one->group == two->group);
  return *one;
}

}  // namespace

TEST_CASE("a packed problem is worth the same, for every criterion and rule alone and together") {
  Random random(21);
  for (int part = 0; part <= kParts; ++part) {
    const uint32_t parts = part == kParts ? kAll : 1U << part;
    const Company company = random_company(random, 13, {{3, 5}, {4, 5}, {0, 6}});
    const GroupingProblem problem = problem_of(company, parts);
    const std::optional<GroupingProblem> again = unpack_grouping(pack_grouping(problem));
    REQUIRE(again);
    CHECK(pack_grouping(*again) == pack_grouping(problem));
    for (int i = 0; i < 200; ++i) {
      const std::vector<int32_t> group = by_chance(problem, random);
      std::vector<int64_t> size(problem.sizes.size(), 0);
      for (const int32_t g : group) ++size[static_cast<size_t>(g)];
      // Groups far too large are in no table: no search makes them.
      if (*std::max_element(size.begin(), size.end()) > 7) continue;
      const GroupingWorth one = grouping_worth(problem, group);
      const GroupingWorth two = grouping_worth(*again, group);
      CHECK(one.value == two.value);
      CHECK(one.broken == two.broken);
      CHECK(one.smallest == two.smallest);
    }
    GroupingOptions options;
    options.budget.work = 100'000;
    options.exact = false;
    CHECK(best_grouping(problem, options, Random(4)).group ==
          best_grouping(*again, options, Random(4)).group);
  }
}

TEST_CASE("bytes that are cut short or changed are no packed problem") {
  Random random(22);
  const Company company = random_company(random, 7, {{3, 4}, {3, 4}});
  const std::string bytes = pack_grouping(problem_of(company, kAll));
  REQUIRE(unpack_grouping(bytes));
  CHECK_FALSE(unpack_grouping(bytes + " "));
  CHECK_FALSE(unpack_grouping(""));
  for (size_t size = 0; size < bytes.size(); size += 7)
    CHECK_FALSE(unpack_grouping(std::string_view(bytes).substr(0, size)));
  for (size_t at = 0; at < bytes.size(); at += 5) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 16);
    CHECK_FALSE(unpack_grouping(changed));
  }
  // Whole, but about elements that there are not.
  GroupingProblem wrong = problem_of(company, kAll);
  wrong.rules[0].holders.push_back(99'999);
  CHECK_FALSE(unpack_grouping(pack_grouping(wrong)));
  wrong = problem_of(company, kAll);
  wrong.balances[0].numbers[0] = int64_t{1} << 40;
  CHECK_FALSE(unpack_grouping(pack_grouping(wrong)));
  wrong = problem_of(company, kAll);
  wrong.sizes[0] = {3, -1};
  CHECK_FALSE(unpack_grouping(pack_grouping(wrong)));
  CHECK_FALSE(unpack_groups("abc"));
  const std::vector<int32_t> group = {0, 2, -1};
  CHECK(unpack_groups(pack_groups(group)) == group);
}

TEST_CASE("what would take hundreds of megabytes is not packed") {
  GroupingProblem large;
  large.elements = 10'000;
  large.sizes = {{5'000, 5'000}, {5'000, 5'000}};
  std::vector<int32_t> everybody(10'000);
  for (int32_t e = 0; e < large.elements; ++e) everybody[static_cast<size_t>(e)] = e;
  const auto nothing = [](int32_t, int32_t, int32_t) { return int64_t{0}; };
  large.counts.push_back({{everybody}, nothing});
  CHECK_FALSE(can_be_packed(large));
  large.counts[0].holders[0].resize(100);
  CHECK(can_be_packed(large));
  GroupingProblem problem;
  problem.elements = kTabulatedUnits + 1;
  problem.sizes = {{0, problem.elements}};
  CHECK(can_be_packed(problem));
  problem.pair = [](int32_t, int32_t) { return int64_t{1}; };
  CHECK_FALSE(can_be_packed(problem));
}

TEST_CASE("a search from given groups is never worse, and begins nowhere that is not allowed") {
  Random random(23);
  Company company = random_company(random, 40, sizes(40, 5));
  company.pinned.assign(40, -1);
  company.pinned[3] = 2;
  company.together = {{8, 9}};
  const GroupingProblem problem =
      problem_of(company, kMix | kBalance | kPairs | kNotAlone | kTogether | kPinned);
  GroupingOptions options;
  options.budget.work = 300'000;
  const Grouping first = best_grouping(problem, options, Random(1));
  REQUIRE(!first.group.empty());
  for (const bool mild : {false, true}) {
    for (uint64_t seed = 1; seed < 6; ++seed) {
      GroupingOptions next;
      next.start = first.group;
      next.mild = mild;
      next.polish = seed % 2 == 0;
      next.check_moves = true;
      next.budget.work = 20'000;
      const Grouping grouping = best_grouping(problem, next, Random(seed));
      REQUIRE(!grouping.group.empty());
      CHECK_FALSE(better_grouping(first.worth, grouping.worth, false));
    }
  }
  const auto begins = [&](std::vector<int32_t> group) {
    GroupingOptions next;
    next.start = std::move(group);
    return !best_grouping(problem, next, Random(1)).group.empty();
  };
  CHECK(begins(first.group));
  std::vector<int32_t> other = first.group;
  other[3] = 1;  // pinned to another
  CHECK_FALSE(begins(other));
  other = first.group;
  other[8] = other[9] == 0 ? 1 : 0;  // torn
  CHECK_FALSE(begins(other));
  CHECK_FALSE(begins(std::vector<int32_t>(40, 2)));   // too many
  CHECK_FALSE(begins(std::vector<int32_t>(40, 99)));  // no such group
}

TEST_CASE("searches in parts find the same, wherever and in whatever order they run") {
  Random random(24);
  const Company company = random_company(random, 60, sizes(60, 6));
  for (const bool worst_first : {false, true}) {
    GroupingProblem problem = problem_of(company, kMix | kSpread | kBalance | kAtLeast | kTogether);
    problem.worst_first = worst_first;
    GroupingOptions options;
    options.budget.work = kSmall.least_work;
    std::vector<GroupingProgress> seen;
    options.progress = [&](const GroupingProgress& now) { seen.push_back(now); };
    const Grouping one = everywhere(problem, options, 1);
    CHECK(one.worth.broken == 0);
    CHECK(one.worth.value == grouping_worth(problem, one.group).value);
    // The best of all so far, and only onwards.
    REQUIRE(!seen.empty());
    CHECK(std::is_sorted(seen.begin(), seen.end(),
                         [](const auto& a, const auto& b) { return a.spent < b.spent; }));
    const auto worth = [](const GroupingProgress& now) {
      return GroupingWorth{now.broken, now.value, now.smallest, {}};
    };
    CHECK(std::none_of(seen.begin() + 1, seen.end(), [&](const GroupingProgress& now) {
      return better_grouping(worth(*(&now - 1)), worth(now), worst_first);
    }));
    CHECK_FALSE(better_grouping(worth(seen.back()), one.worth, worst_first));
  }
}

TEST_CASE("little work and few units are one search, and whoever has nothing yet gets nothing") {
  Random random(25);
  const Company company = random_company(random, 60, sizes(60, 6));
  const GroupingProblem problem = problem_of(company, kMix | kNotAlone);
  Absent absent;
  GroupingOptions options;
  options.budget.work = 200'000;
  const auto little = best_grouping_in_parts(problem, options, Random(5), absent, 1, kSmall);
  REQUIRE(little);
  CHECK(little->group == best_grouping(problem, options, Random(5)).group);
  options.budget.work = kSmall.least_work;
  CHECK_FALSE(best_grouping_in_parts(problem, options, Random(5), absent, 1, kSmall));
  const Company small = random_company(random, 8, {{4, 4}, {4, 4}});
  const GroupingProblem few = problem_of(small, kMix | kPairs);
  const auto exact = best_grouping_in_parts(few, options, Random(5), absent, 1, kSmall);
  REQUIRE(exact);
  CHECK(exact->optimal);
}

TEST_CASE("blocks of a large problem are worth what the whole is, with everything it has") {
  Random random(26);
  constexpr int32_t kPeople = 480;
  Company company = random_company(random, kPeople, sizes(kPeople, 8));
  company.together.clear();
  for (int32_t e = 0; e + 1 < 40; e += 10) company.together.push_back({e, e + 1});
  company.pinned.assign(kPeople, -1);
  for (int32_t e = 100; e < 120; ++e) company.pinned[static_cast<size_t>(e)] = e - 100;
  company.apart.clear();
  for (int32_t e = 120; e < 400; ++e) company.apart.emplace_back(e, (e * 7) % 120);
  for (const uint32_t parts : {kAll & ~kPairsShared & ~kPlaces, kMix | kBalance | kLeadInFirst}) {
    const GroupingProblem problem = problem_of(company, parts);
    GroupingOptions options;
    options.budget.work = kSmall.least_work;
    Watching watching;
    const auto found = best_grouping_in_parts(problem, options, Random(5), watching, 1, kSmall);
    REQUIRE(found);
    REQUIRE(watching.worths.size() == 2);
    CHECK(watching.elements == kPeople);
    for (const GroupingWorth& sum : watching.worths) {
      CHECK(sum.value == found->worth.value);
      CHECK(sum.smallest == found->worth.smallest);
      // Who is apart but together with another counts once in a unit: none or some.
      CHECK((sum.broken > 0) == (found->worth.broken > 0));
    }
  }
}

TEST_CASE("a search ends with what is enough, and the parts behind it are not needed") {
  Random random(28);
  const Company company = random_company(random, 60, sizes(60, 6));
  GroupingProblem problem = problem_of(company, kMix | kSpread | kAtLeast);
  GroupingOptions options;
  options.budget.work = kSmall.least_work;
  const Grouping best = best_grouping(problem, options, Random(9));
  REQUIRE(best.worth.broken == 0);
  options.enough = best.worth.value * 9 / 10;
  const Grouping enough = best_grouping(problem, options, Random(9));
  CHECK(enough.worth.broken == 0);
  CHECK(enough.worth.value >= options.enough);
  CHECK(enough.work < best.work / 2);
  // The first part that has enough is taken, whatever the others would have found.
  everywhere(problem, options, 1);
  Counting counting;
  CHECK(best_grouping_in_parts(problem, options, Random(5), counting, 1, kSmall));
  CHECK(counting.found < counting.asked);
  // A sum is not enough where the worst comes first.
  problem.worst_first = true;
  CHECK(best_grouping(problem, options, Random(9)).work > best.work / 2);
  Counting all;
  CHECK(best_grouping_in_parts(problem, options, Random(5), all, 1, kSmall));
  CHECK(all.found == all.asked);
}

TEST_CASE("blocks gain on the search before them, and keep the rules") {
  Random random(27);
  constexpr int32_t kPeople = 480;
  const Company company = random_company(random, kPeople, sizes(kPeople, 8));
  const GroupingProblem problem = problem_of(company, kMix | kSpread | kBalance | kAtLeast);
  GroupingOptions options;
  options.budget.work = kSmall.least_work;
  Watching watching;  // leaves what the search before has found
  const auto before = best_grouping_in_parts(problem, options, Random(5), watching, 1, kSmall);
  REQUIRE(before);
  const Grouping one = everywhere(problem, options, 2);
  CHECK(one.worth.broken == 0);
  CHECK(better_grouping(one.worth, before->worth, false));
}

}  // namespace solve_grouping_parts_test

// Stable matching against brute force over all matchings, and published examples.
#include "solve/stable.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

#include "base/random.h"
#include "sanitized.h"
#include "solve/stable_lattice.h"
#include "solve/stable_lists.h"

namespace solve_stable_test {

using namespace weft;
using namespace weft::solve;

namespace {

using Hospitals = std::vector<int32_t>;

// Lists in random order; every next one is a tie with the one before in `ties` of 100 cases.
StableProblem random_problem(Random& random, int32_t residents, int32_t hospitals,
                             uint64_t most_places, uint64_t density, uint64_t resident_ties,
                             uint64_t hospital_ties) {
  StableProblem problem;
  problem.residents = residents;
  for (int32_t h = 0; h < hospitals; ++h)
    problem.capacity.push_back(static_cast<int32_t>(random.below(most_places + 1)));
  for (int32_t r = 0; r < residents; ++r) {
    for (int32_t h = 0; h < hospitals; ++h) {
      if (random.below(100) < density) problem.pairs.push_back({r, h, 0, 0});
    }
  }
  random.shuffle(std::span<RankedPair>(problem.pairs));
  std::vector<int32_t> rank(static_cast<size_t>(residents), 0);
  for (RankedPair& pair : problem.pairs)
    pair.resident_rank = rank[static_cast<size_t>(pair.resident)] +=
        random.below(100) < resident_ties ? 0 : 1;
  random.shuffle(std::span<RankedPair>(problem.pairs));
  rank.assign(static_cast<size_t>(hospitals), 0);
  for (RankedPair& pair : problem.pairs)
    pair.hospital_rank = rank[static_cast<size_t>(pair.hospital)] +=
        random.below(100) < hospital_ties ? 0 : 1;
  return problem;
}

// From the definition, for one pair at a time.
bool blocks(const StableProblem& problem, const Hospitals& hospital_of, const RankedPair& pair) {
  int32_t places = problem.capacity[static_cast<size_t>(pair.hospital)];
  bool gains = true;
  bool wanted = false;
  for (const RankedPair& other : problem.pairs) {
    if (hospital_of[static_cast<size_t>(other.resident)] != other.hospital) continue;
    if (other.resident == pair.resident) gains = pair.resident_rank < other.resident_rank;
    if (other.hospital != pair.hospital) continue;
    --places;
    wanted = wanted || pair.hospital_rank < other.hospital_rank;
  }
  return gains && (wanted || places > 0);
}

bool is_stable(const StableProblem& problem, const Hospitals& hospital_of) {
  return std::none_of(problem.pairs.begin(), problem.pairs.end(),
                      [&](const RankedPair& pair) { return blocks(problem, hospital_of, pair); });
}

std::vector<Hospitals> all_matchings(const StableProblem& problem) {
  std::vector<Hospitals> all;
  Hospitals now(static_cast<size_t>(problem.residents), -1);
  std::vector<int32_t> left = problem.capacity;
  const std::function<void(size_t)> place = [&](size_t r) {
    if (r == now.size()) {
      all.push_back(now);
      return;
    }
    place(r + 1);
    for (const RankedPair& pair : problem.pairs) {
      const auto h = static_cast<size_t>(pair.hospital);
      if (static_cast<size_t>(pair.resident) != r || left[h] == 0) continue;
      --left[h];
      now[r] = pair.hospital;
      place(r + 1);
      now[r] = -1;
      ++left[h];
    }
  };
  place(0);
  return all;
}

std::vector<Hospitals> all_stable(const StableProblem& problem) {
  std::vector<Hospitals> stable;
  for (Hospitals& matching : all_matchings(problem)) {
    if (is_stable(problem, matching)) stable.push_back(std::move(matching));
  }
  return stable;
}

int64_t size_of(const Hospitals& hospital_of) {
  return static_cast<int64_t>(hospital_of.size()) -
         std::count(hospital_of.begin(), hospital_of.end(), -1);
}

struct Cost {
  int64_t residents = 0;
  int64_t hospitals = 0;
};

Cost cost_of(const StableProblem& problem, const Hospitals& hospital_of) {
  Cost cost;
  for (const RankedPair& pair : problem.pairs) {
    if (hospital_of[static_cast<size_t>(pair.resident)] != pair.hospital) continue;
    cost.residents += pair.resident_rank;
    cost.hospitals += pair.hospital_rank;
  }
  return cost;
}

void check_stable(const StableProblem& problem, const StableMatching& matching) {
  REQUIRE(seats_fault(problem, matching.hospital) == "");
  REQUIRE(blocking_pairs(problem, matching.hospital).empty());
  REQUIRE(matching.size == size_of(matching.hospital));
  REQUIRE(matching.size <= matching.bound);
}

StableProblem from_lists(const std::vector<std::vector<int32_t>>& residents,
                         const std::vector<std::vector<int32_t>>& hospitals,
                         std::vector<int32_t> capacity) {
  StableProblem problem;
  problem.residents = static_cast<int32_t>(residents.size());
  problem.capacity = std::move(capacity);
  for (size_t r = 0; r < residents.size(); ++r) {
    for (size_t at = 0; at < residents[r].size(); ++at) {
      const int32_t h = residents[r][at];
      const std::vector<int32_t>& list = hospitals[static_cast<size_t>(h)];
      const auto place = std::find(list.begin(), list.end(), static_cast<int32_t>(r));
      if (place == list.end()) continue;
      problem.pairs.push_back({static_cast<int32_t>(r), h, static_cast<int32_t>(at),
                               static_cast<int32_t>(place - list.begin())});
    }
  }
  return problem;
}

StableMatching solved(const StableProblem& problem, Favour favour) {
  StableOptions options;
  options.favour = favour;
  return stable_matching(problem, options);
}

constexpr Favour kFavours[] = {Favour::kResidents, Favour::kHospitals, Favour::kBoth};

}  // namespace

TEST_CASE("blocking pairs are those of the definition, for all matchings of small problems") {
  Random random(11);
  size_t blocking = 0;
  for (int round = 0; round < 150; ++round) {
    const StableProblem problem = random_problem(random, 4, 3, 2, 80, 40, 40);
    for (const Hospitals& matching : all_matchings(problem)) {
      REQUIRE(seats_fault(problem, matching) == "");
      std::vector<size_t> expected;
      for (size_t i = 0; i < problem.pairs.size(); ++i) {
        if (blocks(problem, matching, problem.pairs[i])) expected.push_back(i);
      }
      REQUIRE(blocking_pairs(problem, matching) == expected);
      blocking += expected.size();
    }
  }
  CHECK(blocking > 0);
}

TEST_CASE("a matching with too many in a hospital, or with people who are no pair, is named") {
  const StableProblem problem{3, {1, 2}, {{0, 0, 0, 0}, {1, 0, 0, 1}, {2, 1, 0, 0}}};
  CHECK(seats_fault(problem, {0, -1, 1}) == "");
  CHECK(seats_fault(problem, {0, 0, 1}) == "a hospital has too many residents");
  CHECK(seats_fault(problem, {0, 1, 1}) == "somebody is where they do not accept each other");
  CHECK(seats_fault(problem, {0, 2, 1}) == "no such hospital");
  CHECK(seats_fault(problem, {0, 1}) == "not every resident is told a hospital");
}

TEST_CASE(
    "thousands of small problems without ties: the best of all stable matchings for the side") {
  Random random(12);
  size_t with_choice = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto residents = static_cast<int32_t>(1 + random.below(6));
    const auto hospitals = static_cast<int32_t>(1 + random.below(5));
    const StableProblem problem = random_problem(random, residents, hospitals, 1 + random.below(2),
                                                 40 + random.below(61), 0, 0);
    const std::vector<Hospitals> stable = all_stable(problem);
    CAPTURE(round);
    REQUIRE(!stable.empty());
    with_choice += stable.size() > 1 ? 1 : 0;
    Cost least{INT64_MAX, INT64_MAX};
    int64_t least_sum = INT64_MAX;
    for (const Hospitals& matching : stable) {
      const Cost cost = cost_of(problem, matching);
      least.residents = std::min(least.residents, cost.residents);
      least.hospitals = std::min(least.hospitals, cost.hospitals);
      least_sum = std::min(least_sum, cost.residents + cost.hospitals);
    }
    for (const Favour favour : kFavours) {
      const StableMatching matching = solved(problem, favour);
      check_stable(problem, matching);
      REQUIRE(matching.size == size_of(stable.front()));
      REQUIRE(matching.largest);
      REQUIRE(matching.favour_exact);
      const Cost cost = cost_of(problem, matching.hospital);
      // The best for a side is best for each of it, so its sum is least and unique.
      if (favour == Favour::kResidents) REQUIRE(cost.residents == least.residents);
      if (favour == Favour::kHospitals) REQUIRE(cost.hospitals == least.hospitals);
      if (favour == Favour::kBoth) REQUIRE(cost.residents + cost.hospitals == least_sum);
    }
  }
  CHECK(with_choice > 50);
}

TEST_CASE("complete lists have long chains of rotations: the least sum of all stable matchings") {
  Random random(13);
  size_t choices = 0;
  for (int round = 0; round < weft::test::random_rounds(60); ++round) {
    StableProblem problem = random_problem(random, 7, 7, 0, 100, 0, 0);
    problem.capacity.assign(7, 1);
    if (round % 2 == 1) {
      problem = random_problem(random, 8, 4, 0, 100, 0, 0);
      problem.capacity.assign(4, 2);
    }
    // Cyclic lists, slightly disturbed, have many stable matchings.
    const auto hospitals = static_cast<int32_t>(problem.capacity.size());
    const int32_t share = problem.residents / hospitals;
    for (RankedPair& pair : problem.pairs) {
      const int32_t turn = (pair.hospital + hospitals - pair.resident / share) % hospitals;
      pair.resident_rank = turn;
      pair.hospital_rank = (hospitals - 1 - turn) * share + (pair.resident % share + round) % share;
    }
    for (int swap = 0; swap < 6; ++swap) {
      RankedPair& a = problem.pairs[random.index(problem.pairs.size())];
      RankedPair& b = problem.pairs[random.index(problem.pairs.size())];
      if (a.resident == b.resident) std::swap(a.resident_rank, b.resident_rank);
      if (a.hospital == b.hospital) std::swap(a.hospital_rank, b.hospital_rank);
    }
    int64_t least = INT64_MAX;
    for (const Hospitals& matching : all_stable(problem)) {
      const Cost cost = cost_of(problem, matching);
      least = std::min(least, cost.residents + cost.hospitals);
      ++choices;
    }
    const StableMatching matching = solved(problem, Favour::kBoth);
    check_stable(problem, matching);
    const Cost cost = cost_of(problem, matching.hospital);
    CAPTURE(round);
    REQUIRE(cost.residents + cost.hospitals == least);
  }
  CHECK(choices > weft::test::random_rounds(size_t{200}));
}

TEST_CASE("thousands of small problems with ties: the largest of all stable matchings") {
  Random random(14);
  size_t below = 0;
  for (int round = 0; round < weft::test::random_rounds(3000); ++round) {
    const auto residents = static_cast<int32_t>(1 + random.below(6));
    const auto hospitals = static_cast<int32_t>(1 + random.below(5));
    const uint64_t resident_ties = random.below(3) * 40;
    const uint64_t hospital_ties = random.below(3) * 40;
    const StableProblem problem =
        random_problem(random, residents, hospitals, 1 + random.below(2), 30 + random.below(61),
                       resident_ties, hospital_ties);
    int64_t largest = 0;
    for (const Hospitals& matching : all_stable(problem))
      largest = std::max(largest, size_of(matching));
    for (const Favour favour : kFavours) {
      const StableMatching matching = solved(problem, favour);
      CAPTURE(round);
      check_stable(problem, matching);
      REQUIRE(matching.largest);
      REQUIRE(matching.size == largest);
    }
    // What proposals and chains find without searching to the end.
    StableOptions quick;
    quick.effort = 0;
    const StableMatching matching = stable_matching(problem, quick);
    check_stable(problem, matching);
    REQUIRE(matching.bound >= largest);
    REQUIRE(3 * matching.size >= 2 * largest);
    below += matching.size < largest ? 1 : 0;
  }
  CHECK(below < 100);
}

TEST_CASE("larger problems with ties are stable and within their bound, whatever the seed") {
  Random random(15);
  for (int round = 0; round < 40; ++round) {
    const StableProblem problem =
        random_problem(random, 120, 30, 6, 12, random.below(2) * 50, random.below(101));
    StableOptions options;
    options.effort = 200'000;
    options.seed = static_cast<uint64_t>(round);
    options.favour = kFavours[round % 3];
    const StableMatching matching = stable_matching(problem, options);
    check_stable(problem, matching);
    REQUIRE(matching.hospital == stable_matching(problem, options).hospital);
    REQUIRE(3 * matching.size >= 2 * matching.bound);
  }
}

TEST_CASE(
    "three men and three women: three stable marriages, of which each side has its own (Gale and "
    "Shapley 1962)") {
  const std::vector<std::vector<int32_t>> men = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}};
  const std::vector<std::vector<int32_t>> women = {{1, 2, 0}, {2, 0, 1}, {0, 1, 2}};
  const StableProblem problem = from_lists(men, women, {1, 1, 1});
  CHECK(solved(problem, Favour::kResidents).hospital == Hospitals{0, 1, 2});
  CHECK(solved(problem, Favour::kHospitals).hospital == Hospitals{2, 0, 1});
  CHECK(all_stable(problem).size() == 3);
}

TEST_CASE("four men and four women with a single stable marriage (Gale and Shapley 1962)") {
  const std::vector<std::vector<int32_t>> men = {
      {0, 1, 2, 3}, {0, 3, 2, 1}, {1, 0, 2, 3}, {3, 1, 2, 0}};
  const std::vector<std::vector<int32_t>> women = {
      {3, 2, 0, 1}, {1, 3, 0, 2}, {3, 0, 1, 2}, {2, 1, 0, 3}};
  const StableProblem problem = from_lists(men, women, {1, 1, 1, 1});
  for (const Favour favour : kFavours)
    CHECK(solved(problem, favour).hospital == Hospitals{2, 3, 0, 1});
}

TEST_CASE("five residents and three hospitals of two, the example of the Python library matching") {
  // Arthur, Sunny, Joseph, Latha, Darrius; Mercy, City, General.
  const std::vector<std::vector<int32_t>> residents = {
      {1}, {1, 0}, {1, 2, 0}, {0, 1, 2}, {1, 0, 2}};
  const std::vector<std::vector<int32_t>> hospitals = {{4, 3, 1, 2}, {4, 0, 1, 3, 2}, {4, 2, 3}};
  const StableProblem problem = from_lists(residents, hospitals, {2, 2, 2});
  CHECK(solved(problem, Favour::kResidents).hospital == Hospitals{1, 0, 2, 0, 1});
}

TEST_CASE("ties that a random order breaks badly: everybody is matched, and it is proven") {
  // Each of 40 hospitals is indifferent between somebody who has no other and somebody who has.
  StableProblem problem;
  problem.residents = 80;
  problem.capacity.assign(80, 1);
  for (int32_t h = 0; h < 40; ++h) {
    problem.pairs.push_back({2 * h, h, 0, 0});
    problem.pairs.push_back({2 * h, 40 + h, 1, 0});
    problem.pairs.push_back({2 * h + 1, h, 0, 0});
  }
  const StableMatching matching = solved(problem, Favour::kResidents);
  CHECK(matching.size == 80);
  CHECK(matching.largest);
}

TEST_CASE("a stable matching may have to leave somebody out: the bound says so without a search") {
  // The hospital has its one place for whom it likes best, who likes nothing better.
  const StableProblem problem{100, std::vector<int32_t>(2, 1), [] {
                                std::vector<RankedPair> pairs = {{0, 0, 0, 0}, {0, 1, 1, 0}};
                                for (int32_t r = 1; r < 100; ++r) pairs.push_back({r, 0, 0, 1});
                                return pairs;
                              }()};
  StableOptions quick;
  quick.effort = 0;
  const StableMatching matching = stable_matching(problem, quick);
  CHECK(matching.size == 1);
  CHECK(matching.bound == 1);
}

TEST_CASE("nobody, no hospital, no place and no pair are no problem") {
  for (const Favour favour : kFavours) {
    CHECK(solved({}, favour).size == 0);
    CHECK(solved({3, {}, {}}, favour).hospital == Hospitals{-1, -1, -1});
    CHECK(solved({2, {0, 0}, {{0, 0, 0, 0}, {1, 0, 0, 0}, {1, 1, 0, 0}}}, favour).size == 0);
    CHECK(solved({0, {2, 1}, {}}, favour).hospital.empty());
  }
}

TEST_CASE("pairs out of range or given twice, and negative capacities, are refused") {
  CHECK_THROWS_AS(solved({1, {1}, {{1, 0, 0, 0}}}, Favour::kBoth), std::invalid_argument);
  CHECK_THROWS_AS(solved({1, {1}, {{0, -1, 0, 0}}}, Favour::kBoth), std::invalid_argument);
  CHECK_THROWS_AS(solved({1, {1}, {{0, 0, 0, 0}, {0, 0, 1, 0}}}, Favour::kBoth),
                  std::invalid_argument);
  CHECK_THROWS_AS(solved({1, {-1}, {}}, Favour::kBoth), std::invalid_argument);
}

}  // namespace solve_stable_test

// As many as possible at tables: against all ways to sit down on small companies, the search
// against the exact way, and larger ones of which it is known that everybody can be seated.
#include "solve/seating.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "sanitized.h"

namespace solve_seating_test {

using namespace weft;
using namespace weft::solve;

namespace {

void keep_apart(SeatingProblem& problem, int32_t a, int32_t b) {
  if (a == b || std::count(problem.apart[static_cast<size_t>(a)].begin(),
                           problem.apart[static_cast<size_t>(a)].end(), b) > 0)
    return;
  problem.apart[static_cast<size_t>(a)].push_back(b);
  problem.apart[static_cast<size_t>(b)].push_back(a);
}

SeatingProblem random_problem(Random& random, int32_t people, uint64_t percent) {
  SeatingProblem problem;
  problem.apart.resize(static_cast<size_t>(people));
  for (int32_t a = 0; a < people; ++a) {
    for (int32_t b = 0; b < a; ++b) {
      if (random.below(100) < percent) keep_apart(problem, a, b);
    }
  }
  const auto least = static_cast<int32_t>(2 + random.below(3));
  problem.size = {least, least + static_cast<int32_t>(random.below(3))};
  problem.asked = {least, problem.size.max};
  if (people > 1 && random.below(3) == 0) problem.together.push_back({0, 1});
  for (int32_t tables = 1; tables * problem.size.min <= people; ++tables)
    problem.tables.push_back(tables);
  return problem;
}

bool may_sit(const SeatingProblem& problem, const std::vector<int32_t>& table) {
  for (const int32_t a : table) {
    for (const int32_t b : table) {
      const auto& apart = problem.apart[static_cast<size_t>(a)];
      if (std::count(apart.begin(), apart.end(), b) > 0) return false;
    }
  }
  for (const auto& cluster : problem.together) {
    const auto inside = std::count_if(cluster.begin(), cluster.end(), [&](int32_t e) {
      return std::count(table.begin(), table.end(), e) > 0;
    });
    if (inside != 0 && inside != static_cast<std::ptrdiff_t>(cluster.size())) return false;
  }
  return true;
}

// Each person in turn: out, at a table that is begun, or at a new one.
int32_t brute(const SeatingProblem& problem, size_t person, std::vector<std::vector<int32_t>>& at) {
  if (person == problem.apart.size()) {
    int32_t seated = 0;
    for (const auto& table : at) {
      const auto size = static_cast<int32_t>(table.size());
      if (size < problem.size.min || !may_sit(problem, table)) return -1;
      seated += size;
    }
    return seated;
  }
  int32_t best = brute(problem, person + 1, at);
  for (size_t t = 0; t <= at.size(); ++t) {
    if (t < at.size() && static_cast<int32_t>(at[t].size()) == problem.size.max) continue;
    const bool fresh = t == at.size();
    if (fresh) at.emplace_back();
    at[t].push_back(static_cast<int32_t>(person));
    best = std::max(best, brute(problem, person + 1, at));
    at[t].pop_back();
    if (fresh) {
      at.pop_back();
      break;
    }
  }
  return best;
}

int32_t check_seating(const SeatingProblem& problem, const Seating& seating) {
  std::set<int32_t> seen(seating.out.begin(), seating.out.end());
  size_t count = seating.out.size();
  for (const auto& table : seating.tables) {
    CHECK(static_cast<int32_t>(table.size()) >= problem.size.min);
    CHECK(static_cast<int32_t>(table.size()) <= problem.size.max);
    CHECK(may_sit(problem, table));
    seen.insert(table.begin(), table.end());
    count += table.size();
  }
  CHECK(count == problem.apart.size());
  CHECK(seen.size() == count);
  return static_cast<int32_t>(problem.apart.size() - seating.out.size());
}

}  // namespace

TEST_CASE("of few people nobody is out who could sit") {
  Random random(15);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const auto people = static_cast<int32_t>(1 + random.below(7));
    const SeatingProblem problem = random_problem(random, people, 10 + random.below(50));
    std::vector<std::vector<int32_t>> at;
    const int32_t most = std::max(0, brute(problem, 0, at));
    const Seating exact = seat_most(problem, {}, random.fork(1));
    CHECK(exact.most);
    CHECK(check_seating(problem, exact) == most);
  }
}

TEST_CASE("the search for seats comes to what going through all of them does, or near it") {
  Random random(16);
  int32_t fewer = 0;
  for (int round = 0; round < weft::test::random_rounds(200); ++round) {
    CAPTURE(round);
    const auto people = static_cast<int32_t>(8 + random.below(7));
    const SeatingProblem problem = random_problem(random, people, 10 + random.below(50));
    const int32_t most = check_seating(problem, seat_most(problem, {14, 0}, random.fork(1)));
    const Seating searched = seat_most(problem, {0, 400'000}, random.fork(2));
    const int32_t found = check_seating(problem, searched);
    CHECK(found <= most);
    if (searched.most) CHECK(found == most);
    fewer += found < most ? 1 : 0;
  }
  CHECK(fewer <= weft::test::random_rounds(10));
}

TEST_CASE("hundreds sit down where it is known that they can") {
  Random random(17);
  for (int round = 0; round < 3; ++round) {
    // Seats are dealt first, then people of other tables are kept apart.
    const int32_t tables = 40 + 10 * round;
    SeatingProblem problem;
    problem.size = {4, 6};
    problem.asked = {5, 5};
    problem.tables = {tables};
    const int32_t people = 5 * tables;
    problem.apart.resize(static_cast<size_t>(people));
    for (int32_t i = 0; i < people * 12; ++i) {
      const auto a = static_cast<int32_t>(random.below(static_cast<uint64_t>(people)));
      const auto b = static_cast<int32_t>(random.below(static_cast<uint64_t>(people)));
      if (a % tables != b % tables) keep_apart(problem, a, b);
    }
    const Seating seating = seat_most(problem, {14, 10'000'000}, random.fork(1));
    CHECK(check_seating(problem, seating) == people);
    CHECK(seating.most);
  }
}

TEST_CASE("who stays out is whose turn it is, where anybody might") {
  for (const int32_t exact : {14, 0}) {
    SeatingProblem problem;
    problem.apart.resize(7);
    problem.size = problem.asked = {3, 3};
    problem.tables = {2};
    problem.turn = {4, 3, 9, 1, 2, 8, 7};
    CHECK(seat_most(problem, {exact, 10'000}, Random(1)).out == std::vector<int32_t>{3});
  }
}

TEST_CASE("whoever is apart from all others is out, and who belongs to them") {
  for (const int32_t exact : {14, 0}) {
    SeatingProblem problem;
    problem.apart.resize(6);
    problem.size = problem.asked = {2, 4};
    problem.tables = {1, 2};
    for (int32_t other = 2; other < 6; ++other) keep_apart(problem, 0, other);
    problem.together = {{0, 1}, {1, 0}};
    keep_apart(problem, 0, 1);
    const Seating seating = seat_most(problem, {exact, 100'000}, Random(1));
    CHECK(seating.out == std::vector<int32_t>{0, 1});
    CHECK(seating.most);
  }
}

}  // namespace solve_seating_test

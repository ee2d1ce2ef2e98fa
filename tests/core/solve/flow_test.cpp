// Minimum-cost flow against brute force over all flows, its proofs, and the checker against lies.
#include "solve/flow.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

#include "base/random.h"

namespace solve_flow_test {

using namespace weft;
using namespace weft::solve;

namespace {

FlowProblem random_problem(Random& random, size_t nodes, size_t arcs, int64_t largest_lower) {
  FlowProblem problem;
  problem.supply.assign(nodes, 0);
  for (int i = 0; i < 3; ++i) {
    ++problem.supply[random.index(nodes)];
    --problem.supply[random.index(nodes)];
  }
  for (size_t i = 0; i < arcs; ++i) {
    const auto lower = static_cast<int64_t>(random.below(static_cast<uint64_t>(largest_lower) + 1));
    problem.arcs.push_back({static_cast<int32_t>(random.index(nodes)),
                            static_cast<int32_t>(random.index(nodes)), lower,
                            lower + static_cast<int64_t>(random.below(3)),
                            static_cast<int64_t>(random.below(21)) - 8});
  }
  return problem;
}

// The least cost over all flows; INT64_MAX if there is none.
int64_t brute_force(const FlowProblem& problem) {
  int64_t best = INT64_MAX;
  std::vector<int64_t> left = problem.supply;
  const std::function<void(size_t, int64_t)> send = [&](size_t i, int64_t cost) {
    if (i == problem.arcs.size()) {
      if (std::all_of(left.begin(), left.end(), [](int64_t rest) { return rest == 0; }))
        best = std::min(best, cost);
      return;
    }
    const FlowArc& arc = problem.arcs[i];
    for (int64_t flow = arc.lower; flow <= arc.capacity; ++flow) {
      left[static_cast<size_t>(arc.source)] -= flow;
      left[static_cast<size_t>(arc.target)] += flow;
      send(i + 1, cost + flow * arc.cost);
      left[static_cast<size_t>(arc.source)] += flow;
      left[static_cast<size_t>(arc.target)] -= flow;
    }
  };
  send(0, 0);
  return best;
}

}  // namespace

TEST_CASE(
    "thousands of small networks: the least cost of brute force, or a cut that is too small") {
  Random random(21);
  size_t feasible = 0;
  constexpr int kRounds = 3000;
  for (int round = 0; round < kRounds; ++round) {
    const FlowProblem problem =
        random_problem(random, 2 + random.index(5), random.index(9), round % 3 == 0 ? 1 : 0);
    const int64_t best = brute_force(problem);
    const Flow flow = min_cost_flow(problem);
    CAPTURE(round);
    REQUIRE(flow_fault(problem, flow) == "");
    REQUIRE(flow.feasible == (best < INT64_MAX));
    if (flow.feasible) REQUIRE(flow.cost == best);
    feasible += flow.feasible ? 1 : 0;
  }
  CHECK(feasible > kRounds / 5);
  CHECK(feasible < kRounds);
}

TEST_CASE("larger networks prove their flows") {
  Random random(22);
  for (int round = 0; round < 60; ++round) {
    FlowProblem problem;
    const size_t nodes = 20 + random.index(300);
    problem.supply.assign(nodes, 0);
    for (size_t i = 0; i < nodes; ++i) {
      const auto amount = static_cast<int64_t>(random.below(5));
      problem.supply[i] += amount;
      problem.supply[random.index(nodes)] -= amount;
    }
    const uint64_t range = round % 2 == 0 ? 5 : uint64_t{1} << 40;
    for (size_t i = 0; i < nodes * 8; ++i) {
      const auto lower = static_cast<int64_t>(random.below(10) == 0 ? 1 : 0);
      problem.arcs.push_back({static_cast<int32_t>(random.index(nodes)),
                              static_cast<int32_t>(random.index(nodes)), lower,
                              lower + static_cast<int64_t>(random.below(7)),
                              static_cast<int64_t>(random.below(range))});
    }
    CAPTURE(round);
    REQUIRE(flow_fault(problem, min_cost_flow(problem)) == "");
  }
}

TEST_CASE("a flow that is not the cheapest, or does not arrive, is found out") {
  // Two ways, of which the first is cheaper.
  const FlowProblem problem{{2, 0, -2}, {{0, 1, 0, 3, 1}, {1, 2, 0, 3, 1}, {0, 2, 0, 3, 5}}};
  Flow flow = min_cost_flow(problem);
  REQUIRE(flow.cost == 4);
  REQUIRE(flow_fault(problem, flow) == "");
  Flow lie = flow;
  lie.flow = {1, 1, 1};
  lie.cost = 7;
  CHECK(flow_fault(problem, lie) == "an arc that does not pay could carry less");
  lie = flow;
  lie.flow[2] = 1;
  lie.cost = 9;
  CHECK(flow_fault(problem, lie) != "");
  lie = flow;
  lie.cost = 3;
  CHECK(flow_fault(problem, lie) == "the cost is not that of the flow");
  lie = flow;
  lie.feasible = false;
  lie.cut = {0};
  CHECK(flow_fault(problem, lie) == "the cut lets everything through");
}

TEST_CASE("where too little can pass the cut names who is stuck") {
  const FlowProblem problem{{4, 0, -4}, {{0, 1, 0, 9, 1}, {1, 2, 0, 3, 1}}};
  const Flow flow = min_cost_flow(problem);
  CHECK(!flow.feasible);
  CHECK(flow.cut == std::vector<int32_t>{0, 1});
}

TEST_CASE("networks that make no sense are refused") {
  CHECK_THROWS_AS(min_cost_flow({{1, 0}, {}}), std::invalid_argument);
  CHECK_THROWS_AS(min_cost_flow({{0, 0}, {{0, 2, 0, 1, 1}}}), std::invalid_argument);
  CHECK_THROWS_AS(min_cost_flow({{0, 0}, {{0, 1, 2, 1, 1}}}), std::invalid_argument);
  CHECK_THROWS_AS(min_cost_flow({{0, 0}, {{0, 1, 0, 1, INT64_MAX}}}), std::invalid_argument);
  CHECK(min_cost_flow({}).feasible);
}

}  // namespace solve_flow_test

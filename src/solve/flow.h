// Minimum-cost flow with lower bounds and capacities, with node potentials that prove it, or a cut
// that proves there is none.
//
// Costs are integers of any sign, |cost| * (nodes + 1) <= 2^59; the sum of cost times flow must fit
// into 64 bits, and so must every sum of supplies and of capacities. Cost and method:
// `flow_simplex.h`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace weft::solve {

struct FlowArc {
  int32_t source;
  int32_t target;
  int64_t lower;
  int64_t capacity;  // >= lower
  int64_t cost;      // of each unit
};

struct FlowProblem {
  std::vector<int64_t> supply;  // of each node: > 0 gives, < 0 takes; the sum is 0
  std::vector<FlowArc> arcs;
};

struct Flow {
  bool feasible = false;
  std::vector<int64_t> flow;  // of each arc
  int64_t cost = 0;
  // cost + potential[source] - potential[target] is >= 0 where an arc could carry more, <= 0 where
  // it could carry less: no flow costs less.
  std::vector<int64_t> potential;
  // Where there is no flow: nodes that give more (or are forced to take in more) than may leave
  // them.
  std::vector<int32_t> cut;
};

// Throws std::invalid_argument on what the comments above rule out.
Flow min_cost_flow(const FlowProblem& problem);

// Checks either proof, with the problem alone and no code of the solver: what is wrong, or nothing.
// O(nodes + arcs).
std::string flow_fault(const FlowProblem& problem, const Flow& flow);

}  // namespace weft::solve

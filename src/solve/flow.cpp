#include "solve/flow.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "solve/flow_simplex.h"

namespace weft::solve {
namespace {

constexpr int64_t kLargestCost = int64_t{1} << 59;

// The dearest arc, times the nodes a path can have: dearer than any way through the network.
int64_t cost_of_nothing(const FlowProblem& problem) {
  const auto nodes = static_cast<int64_t>(problem.supply.size());
  int64_t dearest = 0;
  for (const FlowArc& arc : problem.arcs) {
    if (arc.source < 0 || arc.source >= nodes || arc.target < 0 || arc.target >= nodes)
      throw std::invalid_argument("an arc ends outside the network");
    if (arc.lower > arc.capacity) throw std::invalid_argument("a lower bound exceeds its capacity");
    if (arc.cost < -kLargestCost || arc.cost > kLargestCost)
      throw std::invalid_argument("a cost is too large");
    dearest = std::max(dearest, arc.cost < 0 ? -arc.cost : arc.cost);
  }
  if (dearest > kLargestCost / (nodes + 1)) throw std::invalid_argument("a cost is too large");
  return dearest * (nodes + 1) + 1;
}

// Whoever can be reached, along arcs with room, from where supply went to the root instead.
std::vector<int32_t> find_cut(const FlowProblem& problem, const NetworkSimplex& simplex,
                              const std::vector<int64_t>& excess) {
  const auto nodes = static_cast<int32_t>(problem.supply.size());
  std::vector<std::vector<int32_t>> reaches(problem.supply.size());
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    const FlowArc& arc = problem.arcs[i];
    const int64_t flow = simplex.flow(nodes + static_cast<int32_t>(i));
    if (flow < arc.capacity - arc.lower)
      reaches[static_cast<size_t>(arc.source)].push_back(arc.target);
    if (flow > 0) reaches[static_cast<size_t>(arc.target)].push_back(arc.source);
  }
  std::vector<int32_t> cut;
  std::vector<bool> seen(problem.supply.size(), false);
  for (int32_t v = 0; v < nodes; ++v) {
    if (excess[static_cast<size_t>(v)] >= 0 && simplex.flow(v) > 0) {
      seen[static_cast<size_t>(v)] = true;
      cut.push_back(v);
    }
  }
  for (size_t i = 0; i < cut.size(); ++i) {
    for (const int32_t v : reaches[static_cast<size_t>(cut[i])]) {
      if (seen[static_cast<size_t>(v)]) continue;
      seen[static_cast<size_t>(v)] = true;
      cut.push_back(v);
    }
  }
  std::sort(cut.begin(), cut.end());
  return cut;
}

}  // namespace

Flow min_cost_flow(const FlowProblem& problem) {
  if (std::accumulate(problem.supply.begin(), problem.supply.end(), int64_t{0}) != 0)
    throw std::invalid_argument("supplies do not sum to 0");
  const auto nodes = static_cast<int32_t>(problem.supply.size());
  const int64_t nothing = cost_of_nothing(problem);
  // Lower bounds are sent beforehand.
  std::vector<int64_t> excess = problem.supply;
  for (const FlowArc& arc : problem.arcs) {
    excess[static_cast<size_t>(arc.source)] -= arc.lower;
    excess[static_cast<size_t>(arc.target)] += arc.lower;
  }
  NetworkSimplex simplex(nodes);
  for (int32_t v = 0; v < nodes; ++v) {
    const int64_t gives = excess[static_cast<size_t>(v)];
    const bool to_root = gives >= 0;
    // A node without excess keeps its arc to the root, with room for the tree to be strongly
    // feasible; that it costs so much keeps it empty in the end.
    simplex.attach(to_root, nothing, INT64_MAX / 4, to_root ? gives : -gives);
  }
  for (const FlowArc& arc : problem.arcs)
    simplex.add_arc(arc.source, arc.target, arc.cost, arc.capacity - arc.lower);
  simplex.run();
  Flow result;
  result.feasible = true;
  for (int32_t v = 0; v < nodes; ++v) result.feasible &= simplex.flow(v) == 0;
  if (!result.feasible) {
    result.cut = find_cut(problem, simplex, excess);
    return result;
  }
  result.flow.reserve(problem.arcs.size());
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    const FlowArc& arc = problem.arcs[i];
    result.flow.push_back(arc.lower + simplex.flow(nodes + static_cast<int32_t>(i)));
    result.cost += result.flow.back() * arc.cost;
  }
  for (int32_t v = 0; v < nodes; ++v) result.potential.push_back(simplex.potential(v));
  return result;
}

std::string flow_fault(const FlowProblem& problem, const Flow& flow) {
  if (!flow.feasible) {
    std::vector<bool> inside(problem.supply.size(), false);
    for (const int32_t v : flow.cut) inside[static_cast<size_t>(v)] = true;
    int64_t stuck = 0;
    for (size_t v = 0; v < inside.size(); ++v) stuck += inside[v] ? problem.supply[v] : 0;
    for (const FlowArc& arc : problem.arcs) {
      const bool from = inside[static_cast<size_t>(arc.source)];
      const bool to = inside[static_cast<size_t>(arc.target)];
      if (from && !to) stuck -= arc.capacity;
      if (!from && to) stuck += arc.lower;
    }
    return stuck > 0 ? "" : "the cut lets everything through";
  }
  if (flow.flow.size() != problem.arcs.size() || flow.potential.size() != problem.supply.size())
    return "flow or potentials are missing";
  std::vector<int64_t> left = problem.supply;
  int64_t cost = 0;
  for (size_t i = 0; i < problem.arcs.size(); ++i) {
    const FlowArc& arc = problem.arcs[i];
    const int64_t carried = flow.flow[i];
    if (carried < arc.lower || carried > arc.capacity)
      return "an arc carries too little or too much";
    left[static_cast<size_t>(arc.source)] -= carried;
    left[static_cast<size_t>(arc.target)] += carried;
    cost += carried * arc.cost;
    const int64_t reduced = arc.cost + flow.potential[static_cast<size_t>(arc.source)] -
                            flow.potential[static_cast<size_t>(arc.target)];
    if (reduced < 0 && carried < arc.capacity) return "an arc that pays could carry more";
    if (reduced > 0 && carried > arc.lower) return "an arc that does not pay could carry less";
  }
  for (const int64_t rest : left) {
    if (rest != 0) return "a node does not give or take what it should";
  }
  return cost == flow.cost ? "" : "the cost is not that of the flow";
}

}  // namespace weft::solve

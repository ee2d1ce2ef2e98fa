#include "solve/matching.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solve/arcs.h"
#include "solve/barrier.h"
#include "solve/best_per_vertex.h"
#include "solve/blossoms.h"
#include "solve/fractional.h"

namespace weft::solve {
namespace {

// From this many edges per vertex on, a few candidates of each vertex are tried first.
constexpr size_t kDense = 16;
constexpr size_t kCandidates = 8;
constexpr size_t kAddedPerRound = 6;

void check_simple(const Graph& graph) {
  std::vector<size_t> begin(static_cast<size_t>(graph.vertices) + 1, 0);
  for (const WeightedEdge& edge : graph.edges) {
    if (edge.u < 0 || edge.v < 0 || edge.u >= graph.vertices || edge.v >= graph.vertices ||
        edge.u == edge.v) {
      throw std::invalid_argument("an edge must join two different vertices of the graph");
    }
    ++begin[static_cast<size_t>(std::min(edge.u, edge.v)) + 1];
  }
  for (size_t v = 0; v + 1 < begin.size(); ++v) begin[v + 1] += begin[v];
  std::vector<int32_t> other(graph.edges.size());
  std::vector<size_t> at(begin.begin(), begin.end() - 1);
  for (const WeightedEdge& edge : graph.edges) {
    other[at[static_cast<size_t>(std::min(edge.u, edge.v))]++] = std::max(edge.u, edge.v);
  }
  std::vector<int32_t> seen(static_cast<size_t>(graph.vertices), -1);
  for (int32_t u = 0; u < graph.vertices; ++u) {
    for (size_t a = begin[static_cast<size_t>(u)]; a < begin[static_cast<size_t>(u) + 1]; ++a) {
      if (std::exchange(seen[static_cast<size_t>(other[a])], u) == u) {
        throw std::invalid_argument("a pair of vertices must have one edge at most");
      }
    }
  }
}

// The edges of a graph, a few of each vertex first where it is dense.
class GraphEdges : public EdgeSource {
 public:
  GraphEdges(const Graph& graph, Objective objective)
      : graph_(graph), given_(graph.edges.size(), false) {
    size_t useful = 0;
    for (size_t i = 0; i < graph.edges.size(); ++i) {
      // An edge that gains nothing is covered by duals that are not negative.
      given_[i] = objective == Objective::kWeight && graph.edges[i].weight <= 0;
      useful += given_[i] ? 0 : 1;
    }
    all_at_once_ = useful <= kDense * static_cast<size_t>(graph.vertices);
    if (graph.edges.empty()) return;
    const auto [lowest, highest] = std::minmax_element(
        graph.edges.begin(), graph.edges.end(),
        [](const WeightedEdge& a, const WeightedEdge& b) { return a.weight < b.weight; });
    lowest_ = lowest->weight;
    highest_ = highest->weight;
  }

  int32_t vertices() const override { return graph_.vertices; }
  int64_t lowest_weight() const override { return lowest_; }
  int64_t highest_weight() const override { return highest_; }

  std::vector<WeightedEdge> first() override {
    std::vector<WeightedEdge> edges;
    if (all_at_once_) {
      for (size_t i = 0; i < graph_.edges.size(); ++i) {
        if (!given_[i]) edges.push_back(graph_.edges[i]);
      }
      return edges;
    }
    BestPerVertex<size_t> best(graph_.vertices, kCandidates);
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      const WeightedEdge& edge = graph_.edges[i];
      if (!given_[i]) best.offer(edge.u, edge.v, -edge.weight, i);
    }
    return give(best.items());
  }

  bool gives_all() const override { return all_at_once_; }

  // The worst of each vertex.
  std::vector<WeightedEdge> uncovered(const PriceDuals& duals) override {
    if (all_at_once_) return {};
    BestPerVertex<size_t> worst(graph_.vertices, kAddedPerRound);
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      if (given_[i]) continue;
      const WeightedEdge& edge = graph_.edges[i];
      int64_t slack = duals.vertex[static_cast<size_t>(edge.u)] +
                      duals.vertex[static_cast<size_t>(edge.v)] - 2 * edge.weight;
      if (slack < 0) slack += duals.common(edge.u, edge.v);
      if (slack < 0) worst.offer(edge.u, edge.v, slack, i);
    }
    return give(worst.items());
  }

 private:
  std::vector<WeightedEdge> give(const std::vector<size_t>& chosen) {
    std::vector<WeightedEdge> edges;
    for (const size_t i : chosen) {
      given_[i] = true;
      edges.push_back(graph_.edges[i]);
    }
    return edges;
  }

  const Graph& graph_;
  std::vector<bool> given_;
  bool all_at_once_ = false;
  int64_t lowest_ = 0;
  int64_t highest_ = 0;
};

// None where vertices lie on a floor far below.
std::optional<int64_t> sum_of(const std::vector<int64_t>& vertex_dual, int64_t blossom_sum) {
  constexpr int64_t kFarBelow = -(int64_t{1} << 44);
  int64_t sum = blossom_sum;
  for (const int64_t dual : vertex_dual) {
    if (dual < kFarBelow) return std::nullopt;
    sum += dual;
  }
  return sum;
}

// Adds edges that the duals do not cover and raises duals until they do. False: there are none.
template <typename Solver>
bool price(EdgeSource& source, Solver& solver, bool reached, std::vector<WeightedEdge>& given) {
  solver.prepare_common();
  PriceDuals duals;
  duals.reached = reached;
  const int32_t n = source.vertices();
  duals.vertex.resize(static_cast<size_t>(n));
  for (int32_t v = 0; v < n; ++v) duals.vertex[static_cast<size_t>(v)] = solver.dual(v);
  duals.sum = sum_of(duals.vertex, solver.blossom_sum());
  duals.common = [&](int32_t u, int32_t v) { return solver.common(u, v); };
  const std::vector<WeightedEdge> added = source.uncovered(duals);
  std::vector<int64_t> raise(static_cast<size_t>(n), 0);
  for (const WeightedEdge& edge : added) {
    const auto u = static_cast<size_t>(edge.u);
    const auto v = static_cast<size_t>(edge.v);
    int64_t slack = duals.vertex[u] + duals.vertex[v] - 2 * edge.weight;
    if (slack < 0) slack += duals.common(edge.u, edge.v);
    slack += raise[u] + raise[v];
    if (slack < 0) (raise[v] > raise[u] ? raise[v] : raise[u]) -= slack;
  }
  for (int32_t v = 0; v < n; ++v) {
    if (raise[static_cast<size_t>(v)] > 0) solver.raise(v, raise[static_cast<size_t>(v)]);
  }
  given.insert(given.end(), added.begin(), added.end());
  return !added.empty();
}

// Duals that a vertex must have come down to before it may stay unmatched. For the most pairs: so
// low that no path of edges is worth as much as a pair more.
int64_t floor_of(const EdgeSource& source, Objective objective) {
  if (objective == Objective::kWeight) return 0;
  const int64_t lowest = source.lowest_weight();
  const int64_t enough = lowest - 1 - (source.highest_weight() - lowest) * (source.vertices() / 2);
  // Further down the structure of unmatched vertices stands out more clearly: see lift_floor().
  return enough > -(int64_t{1} << 58) ? 4 * std::min<int64_t>(enough, -1) : enough;
}

// Where somebody is unmatched the duals of outer vertices lie on a floor that was chosen far below,
// and those of inner ones as far above. Brings both back as near as the edges allow, so that sums
// of duals stay as small as the weights.
void lift_floor(const Graph& graph, const Barrier& barrier, Matching& matching) {
  const auto n = static_cast<size_t>(graph.vertices);
  std::vector<int64_t>& dual = matching.vertex_dual;
  // How the lift changes a dual: +1 outer, -1 inner.
  const auto change = [&](size_t v) {
    return barrier.is_outer[v] ? 1 : barrier.is_inner[v] ? -1 : 0;
  };
  int64_t lift = INT64_MAX;
  const int64_t floor = *std::min_element(dual.begin(), dual.end());
  for (size_t v = 0; v < n; ++v) {
    if (change(v) < 1) lift = std::min(lift, (dual[v] - floor) / (1 - change(v)));
  }
  for (const WeightedEdge& edge : graph.edges) {
    const auto u = static_cast<size_t>(edge.u);
    const auto v = static_cast<size_t>(edge.v);
    const int64_t sum = change(u) + change(v);
    if (sum < 0) lift = std::min(lift, (dual[u] + dual[v] - kDualScale * edge.weight) / -sum);
  }
  // Outermost blossoms of outer vertices give way twice.
  std::vector<int32_t> end_from(n, 0);
  for (const Blossom& blossom : matching.blossoms) {
    int32_t& end = end_from[static_cast<size_t>(blossom.vertices.begin)];
    end = std::max(end, blossom.vertices.end);
  }
  int32_t covered = 0;
  for (size_t i = 0; i < n; ++i) {
    if (end_from[i] <= covered) end_from[i] = 0;
    covered = std::max(covered, end_from[i]);
  }
  const auto gives_way = [&](const Blossom& blossom) {
    const auto begin = static_cast<size_t>(blossom.vertices.begin);
    return end_from[begin] == blossom.vertices.end &&
           barrier.is_outer[static_cast<size_t>(matching.order[begin])];
  };
  for (const Blossom& blossom : matching.blossoms) {
    if (gives_way(blossom)) lift = std::min(lift, (blossom.dual - 1) / 2);
  }
  // Each outer component has to be one vertex or one blossom: so it is with a floor far enough
  // below.
  int64_t components = 0;
  for (size_t v = 0; v < n; ++v) components += barrier.is_outer[v] ? 1 : 0;
  for (const Blossom& blossom : matching.blossoms) {
    if (gives_way(blossom)) components -= static_cast<int64_t>(blossom.vertices.size()) - 1;
  }
  const auto left_out = static_cast<int64_t>(n) - 2 * matching.pairs;
  if (components != left_out + static_cast<int64_t>(barrier.inner.size())) return;
  if (lift == INT64_MAX) lift = -floor;  // nothing but unmatched vertices
  if (lift <= 0) return;
  for (size_t v = 0; v < n; ++v) dual[v] += change(v) * lift;
  for (Blossom& blossom : matching.blossoms) {
    if (gives_way(blossom)) blossom.dual -= 2 * lift;
  }
}

// Mates, duals and blossoms; and the edges it was given, in `given`.
Matching solve(EdgeSource& source, Objective objective, const Progress& progress,
               std::vector<WeightedEdge>& given) {
  double last = 0;
  // Each phase goes from 0 to 1 whenever it is resumed.
  const auto report = [&](double begin, double done) {
    const double now = begin + done / 2;
    if (!progress || now < last) return;
    last = now;
    progress(now);
  };
  const Progress first_half = [&](double done) { report(0, done); };
  const Progress second_half = [&](double done) { report(0.5, done); };
  const int64_t floor = floor_of(source, objective);
  given = source.first();
  Arcs arcs(source.vertices(), given);
  // While edges are still to come, who has no partner yet waits on a floor near by: on their way
  // to one far below they would move the duals of all others.
  const int64_t near_by = std::max(floor, -2 * std::max<int64_t>(source.highest_weight(), 1));
  const int64_t near = source.gives_all() ? floor : near_by;
  Fractional fractional(source.vertices(), near);
  fractional.start(arcs, source.start());
  fractional.run(arcs, first_half);
  for (bool final = near == floor;; final = true) {
    while (price(source, fractional, false, given)) {
      arcs = Arcs(source.vertices(), given);
      fractional.run(arcs, first_half);
    }
    fractional.lower_floor(floor);
    if (final || !fractional.run(arcs, first_half)) break;
  }
  Blossoms blossoms(source.vertices(), floor, fractional);
  blossoms.run(arcs, second_half);
  while (price(source, blossoms, true, given)) {
    arcs = Arcs(source.vertices(), given);
    blossoms.run(arcs, second_half);
  }
  Matching matching;
  blossoms.take(matching);
  return matching;
}

void count_pairs(const std::vector<WeightedEdge>& edges, Matching& matching) {
  for (const WeightedEdge& edge : edges) {
    if (matching.mate[static_cast<size_t>(edge.u)] != edge.v) continue;
    matching.weight += edge.weight;
    ++matching.pairs;
  }
}

}  // namespace

Matching max_weight_matching(const Graph& graph, Objective objective, const Progress& progress) {
  check_simple(graph);
  GraphEdges source(graph, objective);
  std::vector<WeightedEdge> given;
  Matching matching = solve(source, objective, progress, given);
  count_pairs(graph.edges, matching);
  if (objective == Objective::kCardinalityThenWeight && 2 * matching.pairs < graph.vertices) {
    const Barrier barrier = find_barrier(graph, matching.mate);
    lift_floor(graph, barrier, matching);
    matching.barrier = barrier.inner;
  }
  return matching;
}

PricedMatching max_weight_matching(EdgeSource& source, const Progress& progress) {
  PricedMatching found;
  found.given.vertices = source.vertices();
  found.matching = solve(source, Objective::kCardinalityThenWeight, progress, found.given.edges);
  count_pairs(found.given.edges, found.matching);
  if (2 * found.matching.pairs < source.vertices()) {
    found.matching.barrier = find_barrier(found.given, found.matching.mate).inner;
  }
  return found;
}

}  // namespace weft::solve

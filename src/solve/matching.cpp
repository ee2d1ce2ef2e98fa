#include "solve/matching.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solve/arcs.h"
#include "solve/barrier.h"
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

// The few edges of each vertex with the smallest keys; among equal keys those that come first in
// the order of a hash, so that not all vertices choose the same neighbours.
class BestPerVertex {
 public:
  BestPerVertex(int32_t vertices, size_t most)
      : most_(most),
        worst_(static_cast<size_t>(vertices), INT64_MAX),
        count_(static_cast<size_t>(vertices), 0),
        best_(static_cast<size_t>(vertices) * most) {}

  void offer(int32_t u, int32_t v, int64_t key, size_t edge) {
    offer_to(static_cast<size_t>(u), key, edge);
    offer_to(static_cast<size_t>(v), key, edge);
  }
  // In ascending order, each once.
  std::vector<size_t> edges() const {
    std::vector<size_t> all;
    for (size_t v = 0; v < count_.size(); ++v) {
      for (size_t i = 0; i < count_[v]; ++i) all.push_back(best_[v * most_ + i].edge);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

 private:
  struct Entry {
    int64_t key;
    size_t edge;
  };
  static uint64_t hash(size_t edge) {
    const uint64_t mixed = (uint64_t{edge} + 1) * 0x9e3779b97f4a7c15ULL;
    return (mixed ^ (mixed >> 32)) * 0xbf58476d1ce4e5b9ULL;
  }
  static bool before(const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : hash(a.edge) < hash(b.edge);
  }
  void offer_to(size_t vertex, int64_t key, size_t edge) {
    if (key > worst_[vertex]) return;
    Entry* list = best_.data() + vertex * most_;
    const Entry entry{key, edge};
    size_t& count = count_[vertex];
    if (count < most_) {
      list[count++] = entry;
      std::push_heap(list, list + count, before);
    } else if (before(entry, list[0])) {
      std::pop_heap(list, list + count, before);
      list[count - 1] = entry;
      std::push_heap(list, list + count, before);
    }
    if (count == most_) worst_[vertex] = list[0].key;
  }

  size_t most_;
  std::vector<int64_t> worst_;
  std::vector<size_t> count_;
  std::vector<Entry> best_;
};

// The edges that are solved on, out of all that there are.
class Pool {
 public:
  Pool(const Graph& graph, Objective objective)
      : graph_(graph), chosen_(graph.edges.size(), false) {
    size_t useful = 0;
    for (size_t i = 0; i < graph.edges.size(); ++i) {
      // An edge that gains nothing is covered by duals that are not negative.
      chosen_[i] = objective == Objective::kWeight && graph.edges[i].weight <= 0;
      useful += chosen_[i] ? 0 : 1;
    }
    all_ = useful <= kDense * static_cast<size_t>(graph.vertices);
    if (all_) {
      edges_.reserve(useful);
      for (size_t i = 0; i < graph.edges.size(); ++i) {
        if (!chosen_[i]) edges_.push_back(graph.edges[i]);
      }
      return;
    }
    BestPerVertex best(graph.vertices, kCandidates);
    for (size_t i = 0; i < graph.edges.size(); ++i) {
      const WeightedEdge& edge = graph.edges[i];
      if (!chosen_[i]) best.offer(edge.u, edge.v, -edge.weight, i);
    }
    for (const size_t i : best.edges()) choose(i);
  }

  const std::vector<WeightedEdge>& edges() const { return edges_; }

  // Adds edges that the duals do not cover, the worst of each vertex, and raises duals until they
  // do. False: there are none.
  template <typename Solver>
  bool price(Solver& solver) {
    if (all_) return false;
    solver.prepare_common();
    std::vector<int64_t> dual(static_cast<size_t>(graph_.vertices));
    for (int32_t v = 0; v < graph_.vertices; ++v) dual[static_cast<size_t>(v)] = solver.dual(v);
    const auto slack = [&](const WeightedEdge& edge) {
      const int64_t plain =
          dual[static_cast<size_t>(edge.u)] + dual[static_cast<size_t>(edge.v)] - 2 * edge.weight;
      return plain >= 0 ? plain : plain + solver.common(edge.u, edge.v);
    };
    BestPerVertex worst(graph_.vertices, kAddedPerRound);
    for (size_t i = 0; i < graph_.edges.size(); ++i) {
      if (chosen_[i]) continue;
      const int64_t uncovered = slack(graph_.edges[i]);
      if (uncovered < 0) worst.offer(graph_.edges[i].u, graph_.edges[i].v, uncovered, i);
    }
    const std::vector<size_t> added = worst.edges();
    std::vector<int64_t> raise(static_cast<size_t>(graph_.vertices), 0);
    for (const size_t i : added) {
      choose(i);
      const WeightedEdge& edge = graph_.edges[i];
      int64_t& more_u = raise[static_cast<size_t>(edge.u)];
      int64_t& more_v = raise[static_cast<size_t>(edge.v)];
      const int64_t uncovered = slack(edge) + more_u + more_v;
      if (uncovered < 0) (more_v > more_u ? more_v : more_u) -= uncovered;
    }
    for (int32_t v = 0; v < graph_.vertices; ++v) {
      if (raise[static_cast<size_t>(v)] > 0) solver.raise(v, raise[static_cast<size_t>(v)]);
    }
    return !added.empty();
  }

 private:
  void choose(size_t i) {
    chosen_[i] = true;
    edges_.push_back(graph_.edges[i]);
  }

  const Graph& graph_;
  std::vector<bool> chosen_;
  std::vector<WeightedEdge> edges_;
  bool all_ = false;
};

// Duals that a vertex must have come down to before it may stay unmatched. For the most pairs: so
// low that no path of edges is worth as much as a pair more.
int64_t floor_of(const Graph& graph, Objective objective) {
  if (objective == Objective::kWeight || graph.edges.empty()) return 0;
  int64_t lowest = INT64_MAX;
  int64_t highest = INT64_MIN;
  for (const WeightedEdge& edge : graph.edges) {
    lowest = std::min(lowest, edge.weight);
    highest = std::max(highest, edge.weight);
  }
  const int64_t enough = lowest - 1 - (highest - lowest) * (graph.vertices / 2);
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

}  // namespace

Matching max_weight_matching(const Graph& graph, Objective objective, const Progress& progress) {
  check_simple(graph);
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
  const int64_t floor = floor_of(graph, objective);
  Pool pool(graph, objective);
  Arcs arcs(graph.vertices, pool.edges());
  Fractional fractional(graph.vertices, floor);
  fractional.start(arcs);
  fractional.run(arcs, first_half);
  while (pool.price(fractional)) {
    arcs = Arcs(graph.vertices, pool.edges());
    fractional.run(arcs, first_half);
  }
  Blossoms blossoms(graph.vertices, floor, fractional);
  blossoms.run(arcs, second_half);
  while (pool.price(blossoms)) {
    arcs = Arcs(graph.vertices, pool.edges());
    blossoms.run(arcs, second_half);
  }
  Matching matching;
  blossoms.take(matching);
  for (const WeightedEdge& edge : graph.edges) {
    if (matching.mate[static_cast<size_t>(edge.u)] != edge.v) continue;
    matching.weight += edge.weight;
    ++matching.pairs;
  }
  if (objective == Objective::kCardinalityThenWeight) {
    if (2 * matching.pairs < graph.vertices) {
      const Barrier barrier = find_barrier(graph, matching.mate);
      lift_floor(graph, barrier, matching);
      matching.barrier = barrier.inner;
    }
  }
  return matching;
}

}  // namespace weft::solve

#include "solve/matching.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solve/forest.h"

namespace weft::solve {
namespace {

// From this many edges per vertex on, a few candidates of each vertex are tried first.
constexpr size_t kDense = 40;
constexpr size_t kCandidates = 8;
constexpr size_t kAddedPerRound = 4;

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

// The `most` edges of each vertex with the smallest key; an edge stays that is among them at either
// end.
class BestPerVertex {
 public:
  BestPerVertex(int32_t vertices, size_t most)
      : most_(most), best_(static_cast<size_t>(vertices)) {}

  void offer(int32_t u, int32_t v, int64_t key, size_t edge) {
    offer_to(u, key, edge);
    offer_to(v, key, edge);
  }
  std::vector<size_t> edges() const {
    std::vector<size_t> all;
    for (const auto& list : best_) {
      for (const auto& [key, edge] : list) all.push_back(edge);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

 private:
  void offer_to(int32_t vertex, int64_t key, size_t edge) {
    auto& list = best_[static_cast<size_t>(vertex)];
    if (list.size() == most_) {
      if (key >= list.front().first) return;
      std::pop_heap(list.begin(), list.end());
      list.pop_back();
    }
    list.emplace_back(key, edge);
    std::push_heap(list.begin(), list.end());
  }

  size_t most_;
  std::vector<std::vector<std::pair<int64_t, size_t>>> best_;
};

// A perfect matching of a dense graph from few of its edges: solve on candidates, price all edges
// with the duals, add those that violate them, until none does. False where the graph has no
// perfect matching.
bool match_by_pricing(const Graph& graph, const Progress& progress, Matching& matching) {
  BestPerVertex first(graph.vertices, kCandidates);
  for (size_t i = 0; i < graph.edges.size(); ++i) {
    const WeightedEdge& edge = graph.edges[i];
    first.offer(edge.u, edge.v, -edge.weight, i);
  }
  std::vector<bool> chosen(graph.edges.size(), false);
  Graph part;
  part.vertices = graph.vertices;
  const auto choose = [&](const std::vector<size_t>& edges) {
    for (const size_t i : edges) {
      chosen[i] = true;
      part.edges.push_back(graph.edges[i]);
    }
  };
  choose(first.edges());
  for (double round = 1;; ++round) {
    Forest forest(part, Forest::Start::kGreedy, Forest::Stop::kNoMoreEvents);
    forest.run({});
    if (progress) progress(1 - 1 / (round + 1));
    BestPerVertex more(graph.vertices, kAddedPerRound);
    const Forest::CommonDuals common = forest.common_duals();
    std::vector<int64_t> dual;
    for (int32_t v = 0; v < graph.vertices; ++v) dual.push_back(forest.dual(v));
    for (size_t i = 0; i < graph.edges.size(); ++i) {
      const auto& [u, v, weight] = graph.edges[i];
      const int64_t slack =
          dual[static_cast<size_t>(u)] + dual[static_cast<size_t>(v)] - 4 * weight;
      if (forest.perfect()) {
        if (slack >= 0 || chosen[i]) continue;
        const int64_t reduced = slack + common.of(u, v);
        if (reduced < 0) more.offer(u, v, reduced, i);
      } else if (!chosen[i] && forest.top(u) != forest.top(v)) {
        // Stuck: what would be the first to let the trees grow on.
        const bool outer_u = forest.is_outer(u);
        const bool outer_v = forest.is_outer(v);
        if (outer_u && outer_v) {
          more.offer(u, v, slack / 2, i);
        } else if ((outer_u && !forest.is_inner(v)) || (outer_v && !forest.is_inner(u))) {
          more.offer(u, v, slack, i);
        }
      }
    }
    const std::vector<size_t> added = more.edges();
    if (added.empty()) {
      if (forest.perfect()) matching = forest.result();
      return forest.perfect();
    }
    choose(added);
  }
}

}  // namespace

Matching max_weight_matching(const Graph& graph, Objective objective, const Progress& progress) {
  check_simple(graph);
  if (objective == Objective::kWeight) {
    Forest forest(graph, Forest::Start::kUniform, Forest::Stop::kDualsUsedUp);
    forest.run(progress);
    return forest.result();
  }
  if (graph.vertices % 2 == 0) {
    if (graph.edges.size() > kDense * static_cast<size_t>(graph.vertices)) {
      Matching matching;
      if (match_by_pricing(graph, progress, matching)) return matching;
    } else {
      Forest forest(graph, Forest::Start::kGreedy, Forest::Stop::kNoMoreEvents);
      forest.run(progress);
      if (forest.perfect()) return forest.result();
    }
  }
  Forest forest(graph, Forest::Start::kUniform, Forest::Stop::kNoMoreEvents);
  forest.run(progress);
  return forest.result();
}

}  // namespace weft::solve

// Worst-off first: the largest least value that a matching of the most pairs can have (bottleneck),
// then the fewest pairs of that value, the next least, and so on (leximin).
//
// Each question is a matching with weights of 0 and 1. After each, only its optima are gone on
// with, and those are known from its duals (complementary slackness): matchings of tight edges in
// which blossoms with a dual hold as many pairs as they can and vertices above the floor are
// matched. So an edge that is left weighs one for every such blossom around it and every such end,
// times more than the next question can give. Sources: bottleneck matching by thresholds (Edmonds
// and Fulkerson 1970); the optimal face of a matching problem (Edmonds 1965).
#include <algorithm>

#include "pairs/pairs.h"
#include "solve/certificate.h"

namespace weft {
namespace {

using solve::Graph;
using solve::PricedMatching;

// Edges looked at in all questions together: two thousand people's worth of work at most.
constexpr int64_t kWork = 60'000'000;
constexpr int64_t kOdd = INT64_MAX;  // the value of being odd: never the worst
constexpr uint64_t kLots = 1 << 16;

// What is left of a graph: edges, their values, and what all questions so far make of them.
class Face {
 public:
  struct Edge {
    int32_t u;
    int32_t v;
    int64_t value;
    int64_t held;  // so often it has to be chosen for the sake of earlier questions
  };

  Face(int32_t vertices, std::vector<Edge> edges) : vertices_(vertices), edges_(std::move(edges)) {}

  const std::vector<Edge>& edges() const { return edges_; }
  template <typename Keep>
  void keep(Keep wanted) {
    edges_.erase(std::remove_if(edges_.begin(), edges_.end(),
                                [&](const Edge& edge) { return !wanted(edge); }),
                 edges_.end());
  }

  // The graph in which `gain`, from 0 to `most`, is what edges are asked for.
  template <typename Gain>
  Graph ask(int64_t most, Gain gain) const {
    Graph graph;
    graph.vertices = vertices_;
    const int64_t outweighs = most * (vertices_ / 2 + 1) + 1;
    for (const Edge& edge : edges_)
      graph.edges.push_back({edge.u, edge.v, edge.held * outweighs + gain(edge)});
    return graph;
  }

  // Goes on with the optima of what was asked.
  void settle(const PricedMatching& answer) {
    const solve::Matching& matching = answer.matching;
    const auto n = static_cast<size_t>(vertices_);
    int64_t floor = INT64_MIN;
    if (2 * matching.pairs < vertices_)
      floor = *std::min_element(matching.vertex_dual.begin(), matching.vertex_dual.end());
    std::vector<solve::Blossom> ones = matching.blossoms;
    for (solve::Blossom& blossom : ones) blossom.dual = 1;
    const solve::BlossomNest duals(matching.blossoms, n);
    const solve::BlossomNest count(ones, n);
    std::vector<size_t> place(n, 0);
    for (size_t i = 0; i < matching.order.size(); ++i)
      place[static_cast<size_t>(matching.order[i])] = i;
    const auto above = [&](int32_t v) {
      return floor != INT64_MIN && matching.vertex_dual[static_cast<size_t>(v)] > floor ? 1 : 0;
    };
    std::vector<Edge> left;
    for (size_t i = 0; i < edges_.size(); ++i) {
      Edge edge = edges_[i];
      const size_t a = place[static_cast<size_t>(edge.u)];
      const size_t b = place[static_cast<size_t>(edge.v)];
      const auto dual = duals.common(a, b) + matching.vertex_dual[static_cast<size_t>(edge.u)] +
                        matching.vertex_dual[static_cast<size_t>(edge.v)];
      if (dual != solve::BlossomNest::Wide{answer.given.edges[i].weight} * solve::kDualScale)
        continue;
      edge.held = static_cast<int64_t>(count.common(a, b)) + above(edge.u) + above(edge.v);
      left.push_back(edge);
    }
    edges_ = std::move(left);
  }

 private:
  int32_t vertices_;
  std::vector<Edge> edges_;
};

}  // namespace

int64_t Pairs::worst_of(const PairMatching& found) const {
  int64_t worst = INT64_MAX;
  for (int32_t a = 0; a < size(); ++a) {
    const int32_t b = found.mate[static_cast<size_t>(a)];
    if (b > a) worst = std::min(worst, fit_.value(a, b));
  }
  return worst == INT64_MAX ? 0 : worst;
}

bool Pairs::reaches(int64_t least, int64_t pairs, const std::vector<int32_t>& odd_vertices) {
  if (method_ != PairMethod::kDense) {
    PairEdges edges(values(), {0, scale_.noise, least, true}, odd_vertices, random_.fork(3));
    return read(proven(edges)).pairs == pairs;
  }
  Graph left = graph();
  left.edges.erase(std::remove_if(left.edges.begin(), left.edges.end(),
                                  [&](const solve::WeightedEdge& edge) {
                                    return edge.weight / scale_.factor < least;
                                  }),
                   left.edges.end());
  for (auto& edge : left.edges) edge.weight = 0;
  return read(proven(with_odd(left, odd_vertices))).pairs == pairs;
}

// By halving, between what one matching of as many pairs has and what each person could have.
int64_t Pairs::bottleneck(const PairMatching& any, const std::vector<int32_t>& odd_vertices) {
  if (any.pairs == 0) return 0;
  int64_t reached = worst_of(any);
  int64_t most = fit_.full_value();
  if (method_ == PairMethod::kDense) {
    // The best pair of each person; who stays unmatched does not count, and may be anybody.
    std::vector<int64_t> best(static_cast<size_t>(size()), -1);
    for (const auto& [u, v, weight] : graph().edges) {
      for (const int32_t x : {u, v}) {
        int64_t& mine = best[static_cast<size_t>(x)];
        mine = std::max(mine, weight / scale_.factor);
      }
    }
    std::sort(best.begin(), best.end());
    most = std::min(most, best[static_cast<size_t>(size() - 2 * any.pairs)]);
  }
  while (reached < most) {
    const int64_t middle = reached + (most - reached + 1) / 2;
    if (reaches(middle, any.pairs, odd_vertices)) {
      reached = middle;
    } else {
      most = middle - 1;
    }
  }
  return reached;
}

int64_t Pairs::best_worst(const std::vector<int32_t>& odd_candidates) {
  return bottleneck(match(odd_candidates), vertices_of(odd_candidates));
}

PairMatching Pairs::match_worst_first(const std::vector<int32_t>& odd_candidates,
                                      const PairMatching& any) {
  const std::vector<int32_t> odd_vertices = vertices_of(odd_candidates);
  const int64_t worst = bottleneck(any, odd_vertices);
  PairMatching found;
  if (method_ != PairMethod::kDense) {
    PairEdges edges(values(), {scale_.factor, scale_.noise, worst}, odd_vertices, random_.fork(4));
    found = read(proven(edges));
    found.worst = worst;
    return found;
  }
  std::vector<Face::Edge> all;
  for (const auto& [u, v, weight] : graph().edges) {
    const int64_t value = weight / scale_.factor;
    if (value >= worst) all.push_back({u, v, value, 0});
  }
  for (const int32_t v : odd_vertices) all.push_back({v, size(), kOdd, 0});
  Face face(size() + (odd_vertices.empty() ? 0 : 1), std::move(all));
  const int64_t pairs = any.pairs + (any.odd == -1 ? 0 : 1);
  int64_t work = 0;
  // Pairs of less than `decided` are as few as can be, value by value.
  int64_t decided = worst;
  bool complete = false;
  while (work < kWork) {
    std::vector<int64_t> levels;
    for (const Face::Edge& edge : face.edges()) {
      if (edge.value >= decided) levels.push_back(edge.value);
    }
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    if (levels.empty() || levels.front() == kOdd) {
      complete = true;
      break;
    }
    // The largest level below which nothing more is needed.
    const auto counts_from = [&](int64_t level) {
      return [&, level](const Face::Edge& edge) {
        return edge.value >= level || edge.value < decided ? int64_t{1} : int64_t{0};
      };
    };
    const auto is_enough = [&](size_t at) {
      work += static_cast<int64_t>(face.edges().size());
      const PricedMatching answer = proven(face.ask(1, counts_from(levels[at])));
      int64_t count = 0;
      for (const Face::Edge& edge : face.edges()) {
        if (answer.matching.mate[static_cast<size_t>(edge.u)] == edge.v)
          count += counts_from(levels[at])(edge);
      }
      return count == pairs;
    };
    size_t low = 0;
    size_t high = levels.size() - 1;
    while (low < high && work < kWork) {
      const size_t middle = (low + high + 1) / 2;
      if (is_enough(middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (work >= kWork) break;
    const int64_t level = levels[low];
    face.keep([&](const Face::Edge& edge) { return edge.value >= level || edge.value < decided; });
    if (level == kOdd) {
      complete = true;
      break;
    }
    work += static_cast<int64_t>(face.edges().size());
    face.settle(proven(
        face.ask(1, [&](const Face::Edge& edge) { return int64_t{edge.value != level ? 1 : 0}; })));
    decided = level + 1;
  }
  if (!complete) {
    const int64_t full = fit_.full_value();
    face.settle(proven(face.ask(
        full, [&](const Face::Edge& edge) { return edge.value == kOdd ? 0 : edge.value; })));
  }
  // Chance among what is left.
  Random random = random_.fork(4);
  found = read(proven(face.ask(static_cast<int64_t>(kLots), [&](const Face::Edge&) {
    return static_cast<int64_t>(random.below(kLots));
  })));
  require(found.pairs == any.pairs && worst_of(found) == worst, "worst-off first keeps the pairs");
  found.worst = worst;
  found.leximin = complete;
  return found;
}

}  // namespace weft

#include "pairs/shortage.h"

#include <algorithm>
#include <numeric>

#include "solve/barrier.h"
#include "solve/matching.h"

namespace weft {
namespace {

constexpr int32_t kMostPeople = 1200;

class Parts {
 public:
  explicit Parts(int32_t vertices) : above_(static_cast<size_t>(vertices)) {
    std::iota(above_.begin(), above_.end(), 0);
  }
  int32_t find(int32_t v) {
    while (above_[static_cast<size_t>(v)] != v) {
      int32_t& above = above_[static_cast<size_t>(v)];
      above = above_[static_cast<size_t>(above)];
      v = above;
    }
    return v;
  }
  void merge(int32_t u, int32_t v) { above_[static_cast<size_t>(find(u))] = find(v); }

 private:
  std::vector<int32_t> above_;
};

solve::Graph nameable_pairs(const Fit& fit) {
  solve::Graph graph;
  graph.vertices = fit.size();
  for (int32_t a = 0; a < fit.size(); ++a) {
    for (int32_t b = a + 1; b < fit.size(); ++b) {
      if (fit.openly_admissible(a, b)) graph.edges.push_back({a, b, 0});
    }
  }
  return graph;
}

}  // namespace

std::vector<Shortage> shortages(const Program& program, const Fit& fit) {
  const int32_t n = fit.size();
  std::vector<Shortage> found;
  if (n > kMostPeople) return found;
  const solve::Graph graph = nameable_pairs(fit);
  const solve::Matching matching =
      solve::max_weight_matching(graph, solve::Objective::kCardinalityThenWeight);
  if (2 * matching.pairs + n % 2 >= n) return found;
  const solve::Barrier barrier = solve::find_barrier(graph, matching.mate);
  const auto outer = [&](int32_t v) { return barrier.is_outer[static_cast<size_t>(v)]; };
  const auto inner = [&](int32_t v) { return barrier.is_inner[static_cast<size_t>(v)]; };
  Parts components(n);  // odd ones, without the barrier
  Parts pieces(n);      // those and the barrier's people between them
  for (const solve::WeightedEdge& edge : graph.edges) {
    if (outer(edge.u) && outer(edge.v)) components.merge(edge.u, edge.v);
    if ((outer(edge.u) && (outer(edge.v) || inner(edge.v))) || (inner(edge.u) && outer(edge.v)))
      pieces.merge(edge.u, edge.v);
  }
  std::vector<int32_t> size(static_cast<size_t>(n), 0);
  for (int32_t v = 0; v < n; ++v) ++size[static_cast<size_t>(components.find(v))];
  std::vector<Shortage> piece_of(static_cast<size_t>(n));
  for (int32_t v = 0; v < n; ++v) {
    Shortage& piece = piece_of[static_cast<size_t>(pieces.find(v))];
    if (inner(v)) piece.partners.push_back(v);
    if (!outer(v)) continue;
    // Of an odd part of three or more the last can make a trio with two of its own.
    const int32_t part = components.find(v);
    if (program.trio && size[static_cast<size_t>(part)] > 1) continue;
    piece.people.push_back(v);
    if (part == v) ++piece.parts;
  }
  for (Shortage& piece : piece_of) {
    // A person without any partner is named elsewhere.
    const bool alone = piece.partners.empty() && piece.people.size() == 1;
    if (piece.over() > 0 && !alone) found.push_back(std::move(piece));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Shortage& a, const Shortage& b) { return a.over() > b.over(); });
  return found;
}

}  // namespace weft

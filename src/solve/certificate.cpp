#include "solve/certificate.h"

#include <algorithm>
#include <numeric>

namespace weft::solve {
namespace {

// Sums over millions of duals of 2^43 each do not fit into 64 bits on their way.
__extension__ using Wide = __int128;

int64_t floor_quarter(Wide value) {
  const Wide quarter = value / kDualScale;
  return static_cast<int64_t>(value % kDualScale < 0 ? quarter - 1 : quarter);
}

// Odd components of the graph without the barrier.
int64_t odd_components(const Graph& graph, const std::vector<bool>& removed) {
  std::vector<int32_t> leader(static_cast<size_t>(graph.vertices));
  std::iota(leader.begin(), leader.end(), 0);
  const auto find = [&](int32_t v) {
    while (leader[static_cast<size_t>(v)] != v) {
      int32_t& above = leader[static_cast<size_t>(v)];
      above = leader[static_cast<size_t>(above)];
      v = above;
    }
    return v;
  };
  for (const WeightedEdge& edge : graph.edges) {
    if (removed[static_cast<size_t>(edge.u)] || removed[static_cast<size_t>(edge.v)]) continue;
    leader[static_cast<size_t>(find(edge.u))] = find(edge.v);
  }
  std::vector<int64_t> size(static_cast<size_t>(graph.vertices), 0);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    if (!removed[static_cast<size_t>(v)]) ++size[static_cast<size_t>(find(v))];
  }
  return std::count_if(size.begin(), size.end(), [](int64_t members) { return members % 2 != 0; });
}

}  // namespace

Certificate certify(const Graph& graph, Objective objective, const Matching& matching) {
  Certificate certificate;
  const auto fail = [&](std::string fault) {
    certificate.valid = certificate.optimal = false;
    certificate.fault = std::move(fault);
    return certificate;
  };
  const auto n = static_cast<size_t>(graph.vertices);
  if (matching.mate.size() != n || matching.vertex_dual.size() != n)
    return fail("not one mate and dual per vertex");

  // The pairs are edges of the graph, and nobody is in two.
  std::vector<bool> paired(n, false);
  int64_t weight = 0;
  int64_t pairs = 0;
  for (const WeightedEdge& edge : graph.edges) {
    if (matching.mate[static_cast<size_t>(edge.u)] != edge.v ||
        matching.mate[static_cast<size_t>(edge.v)] != edge.u) {
      continue;
    }
    paired[static_cast<size_t>(edge.u)] = paired[static_cast<size_t>(edge.v)] = true;
    weight += edge.weight;
    ++pairs;
  }
  for (size_t v = 0; v < n; ++v) {
    if ((matching.mate[v] != -1) != paired[v])
      return fail("vertex " + std::to_string(v) + " has no edge to its mate");
  }
  if (weight != matching.weight || pairs != matching.pairs)
    return fail("weight or number of pairs is not what is claimed");

  // Blossoms are odd sets with positive duals.
  std::vector<std::vector<size_t>> blossoms_of(n);
  Wide blossom_sum = 0;
  for (size_t i = 0; i < matching.blossoms.size(); ++i) {
    const Blossom& blossom = matching.blossoms[i];
    if (blossom.dual <= 0 || blossom.vertices.size() < 3 || blossom.vertices.size() % 2 == 0) {
      return fail("blossom " + std::to_string(i) + " is not an odd set with a positive dual");
    }
    for (const int32_t v : blossom.vertices) {
      if (v < 0 || v >= graph.vertices) return fail("a blossom holds what is not a vertex");
      auto& list = blossoms_of[static_cast<size_t>(v)];
      if (!list.empty() && list.back() == i) return fail("a blossom holds a vertex twice");
      list.push_back(i);
    }
    blossom_sum += Wide{blossom.dual} * static_cast<int64_t>(blossom.vertices.size() / 2);
  }

  // No edge is worth more than its duals.
  for (const WeightedEdge& edge : graph.edges) {
    int64_t dual = matching.vertex_dual[static_cast<size_t>(edge.u)] +
                   matching.vertex_dual[static_cast<size_t>(edge.v)];
    if (dual >= kDualScale * edge.weight) continue;
    const auto& a = blossoms_of[static_cast<size_t>(edge.u)];
    const auto& b = blossoms_of[static_cast<size_t>(edge.v)];
    for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (a[i] == b[j]) dual += matching.blossoms[a[i]].dual;
      const bool step_a = a[i] <= b[j];
      const bool step_b = b[j] <= a[i];
      i += step_a ? 1 : 0;
      j += step_b ? 1 : 0;
    }
    if (dual < kDualScale * edge.weight) {
      return fail("edge " + std::to_string(edge.u) + " " + std::to_string(edge.v) +
                  " violates the duals");
    }
  }

  Wide vertex_sum = 0;
  int64_t lowest = 0;
  for (size_t v = 0; v < n; ++v) {
    vertex_sum += matching.vertex_dual[v];
    lowest = v == 0 ? matching.vertex_dual[v] : std::min(lowest, matching.vertex_dual[v]);
  }
  if (objective == Objective::kWeight) {
    if (lowest < 0) return fail("a dual is negative, though a vertex may be left out");
    certificate.bound = floor_quarter(vertex_sum + blossom_sum);
    certificate.pairs_bound = graph.vertices / 2;
    certificate.valid = true;
    certificate.optimal = weight == certificate.bound;
    return certificate;
  }
  // With k pairs, n - 2k vertices are left out, each of them worth the smallest dual at least.
  certificate.bound = floor_quarter(vertex_sum + blossom_sum -
                                    (static_cast<int64_t>(n) - 2 * pairs) * Wide{lowest});
  std::vector<bool> removed(n, false);
  for (const int32_t v : matching.barrier) {
    if (v < 0 || v >= graph.vertices || removed[static_cast<size_t>(v)])
      return fail("the barrier is not a set of vertices");
    removed[static_cast<size_t>(v)] = true;
  }
  const auto barrier = static_cast<int64_t>(matching.barrier.size());
  certificate.pairs_bound =
      (static_cast<int64_t>(n) + barrier - odd_components(graph, removed)) / 2;
  certificate.valid = true;
  certificate.optimal = weight == certificate.bound && pairs == certificate.pairs_bound;
  return certificate;
}

}  // namespace weft::solve

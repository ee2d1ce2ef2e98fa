#include "solve/certificate.h"

#include <algorithm>
#include <numeric>

namespace weft::solve {
namespace {

using Wide = BlossomNest::Wide;

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

BlossomNest::BlossomNest(std::vector<Blossom> blossoms, size_t places) : innermost_(places, -1) {
  std::sort(blossoms.begin(), blossoms.end(), [](const Blossom& a, const Blossom& b) {
    return a.vertices.begin != b.vertices.begin ? a.vertices.begin < b.vertices.begin
                                                : a.vertices.end > b.vertices.end;
  });
  const auto count = static_cast<int32_t>(blossoms.size());
  parent_.assign(blossoms.size(), -1);
  top_.resize(blossoms.size());
  sum_.resize(blossoms.size());
  std::vector<int32_t> largest(blossoms.size(), -1);
  std::vector<int32_t> open;
  size_t filled = 0;
  const auto fill = [&](int32_t until) {
    for (; filled < static_cast<size_t>(until); ++filled) {
      innermost_[filled] = open.empty() ? -1 : open.back();
    }
  };
  const auto blossom = [&](int32_t i) -> const Blossom& {
    return blossoms[static_cast<size_t>(i)];
  };
  for (int32_t i = 0; i < count; ++i) {
    while (!open.empty() && blossom(open.back()).vertices.end <= blossom(i).vertices.begin) {
      fill(blossom(open.back()).vertices.end);
      open.pop_back();
    }
    fill(blossom(i).vertices.begin);
    sum_[static_cast<size_t>(i)] = blossom(i).dual;
    if (!open.empty()) {
      const int32_t above = open.back();
      nested_ = nested_ && blossom(above).vertices.end >= blossom(i).vertices.end;
      parent_[static_cast<size_t>(i)] = above;
      sum_[static_cast<size_t>(i)] += sum_[static_cast<size_t>(above)];
      int32_t& best = largest[static_cast<size_t>(above)];
      if (best == -1 || blossom(best).vertices.size() < blossom(i).vertices.size()) best = i;
    }
    open.push_back(i);
  }
  for (; !open.empty(); open.pop_back()) fill(blossom(open.back()).vertices.end);
  for (int32_t i = 0; i < count; ++i) {
    const int32_t above = parent_[static_cast<size_t>(i)];
    const bool goes_on = above != -1 && largest[static_cast<size_t>(above)] == i;
    top_[static_cast<size_t>(i)] = goes_on ? top_[static_cast<size_t>(above)] : i;
  }
}

Wide BlossomNest::common(size_t a, size_t b) const {
  int32_t x = innermost_[a];
  int32_t y = innermost_[b];
  while (x != -1 && y != -1) {
    const int32_t top_x = top_[static_cast<size_t>(x)];
    const int32_t top_y = top_[static_cast<size_t>(y)];
    // Numbers grow downwards.
    if (top_x == top_y) return sum_[static_cast<size_t>(std::min(x, y))];
    (top_x > top_y ? x : y) = parent_[static_cast<size_t>(std::max(top_x, top_y))];
  }
  return 0;
}

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

  // Blossoms are odd sets with positive duals, nested or apart.
  std::vector<size_t> place(n, n);
  if (matching.order.size() != n && !matching.blossoms.empty()) return fail("no order of vertices");
  for (size_t i = 0; i < matching.order.size(); ++i) {
    const int32_t v = matching.order[i];
    if (v < 0 || v >= graph.vertices || place[static_cast<size_t>(v)] != n)
      return fail("the order does not hold every vertex once");
    place[static_cast<size_t>(v)] = i;
  }
  Wide blossom_sum = 0;
  for (size_t i = 0; i < matching.blossoms.size(); ++i) {
    const auto& [range, dual] = matching.blossoms[i];
    if (range.begin < 0 || range.end > graph.vertices || range.end - range.begin < 3 ||
        (range.end - range.begin) % 2 == 0 || dual <= 0) {
      return fail("blossom " + std::to_string(i) + " is not an odd set with a positive dual");
    }
    blossom_sum += Wide{dual} * ((range.end - range.begin) / 2);
  }
  const BlossomNest nest(matching.blossoms, n);
  if (!nest.nested()) return fail("blossoms overlap");

  // No edge is worth more than its duals.
  for (const WeightedEdge& edge : graph.edges) {
    const auto u = static_cast<size_t>(edge.u);
    const auto v = static_cast<size_t>(edge.v);
    const Wide dual = Wide{matching.vertex_dual[u]} + matching.vertex_dual[v];
    const Wide worth = Wide{edge.weight} * kDualScale;
    if (dual >= worth) continue;
    if (place[u] == n || dual + nest.common(place[u], place[v]) < worth) {
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

std::string coverage_fault(EdgeSource& source, const Matching& matching) {
  const BlossomNest nest(matching.blossoms, matching.mate.size());
  std::vector<size_t> place(matching.mate.size());
  for (size_t i = 0; i < matching.order.size(); ++i)
    place[static_cast<size_t>(matching.order[i])] = i;
  PriceDuals duals;
  for (const int64_t dual : matching.vertex_dual) duals.vertex.push_back(dual / (kDualScale / 2));
  duals.common = [&](int32_t u, int32_t v) {
    return static_cast<int64_t>(
        nest.common(place[static_cast<size_t>(u)], place[static_cast<size_t>(v)]) /
        (kDualScale / 2));
  };
  if (!source.uncovered(duals).empty()) return "the duals do not cover all pairs";
  // A pair more would weigh less than nothing, and no pair does.
  const int64_t lowest =
      *std::min_element(matching.vertex_dual.begin(), matching.vertex_dual.end());
  if (2 * matching.pairs + 1 < source.vertices() && matching.weight >= -(lowest / 2))
    return "the number of pairs is not proven by the duals";
  return "";
}

}  // namespace weft::solve

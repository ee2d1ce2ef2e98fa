// The best trio: with y the duals and D their sum, a plan with trio t is worth at most D minus the
// slack of t, where the slack is what the duals of t exceed the mean of its three pairs by. Trios
// are tried in order of slack until no untried one can be better (a branch and bound of depth one).
#include <algorithm>
#include <array>
#include <numeric>

#include "pairs/pairs.h"
#include "solve/certificate.h"

namespace weft {
namespace {

using solve::Graph;
using solve::Matching;
using solve::Objective;

constexpr int32_t kEveryTrio = 700;
constexpr size_t kMostTrios = 400;
constexpr int64_t kTrioWork = 20'000'000;  // trios tried, times people squared
constexpr int64_t kNoPair = INT64_MAX;
constexpr int kLevelSweeps = 20;
constexpr int kPricedSweeps = 5;  // each looks at all pairs
constexpr int32_t kFree = -1;

}  // namespace

PairsAndTrio::Trio Pairs::of_people(const Trio& vertices) const {
  return {participant(vertices.odd), participant(vertices.a), participant(vertices.b)};
}

// Three times what a trio is worth, before it is rounded down.
int64_t Pairs::trio_thirds(const Trio& trio) const {
  return fit_.value(trio.odd, trio.a) + fit_.value(trio.odd, trio.b) + fit_.value(trio.a, trio.b);
}

int64_t Pairs::value_of(const Matching& matching) const {
  int64_t value = 0;
  for (int32_t u = 0; u < size(); ++u) {
    const int32_t v = matching.mate[static_cast<size_t>(u)];
    if (v > u && v < size()) value += fit_.value(participant(u), participant(v));
  }
  return value;
}

Matching Pairs::match_without(const Trio& trio) {
  const int32_t n = size();
  // The vertices that stay are numbered anew: an isolated vertex would cost the matching a pair.
  std::vector<int32_t> number(static_cast<size_t>(n), kFree);
  std::vector<int32_t> vertex_of;
  for (int32_t v = 0; v < n; ++v) {
    if (v == trio.odd || v == trio.a || v == trio.b) continue;
    number[static_cast<size_t>(v)] = static_cast<int32_t>(vertex_of.size());
    vertex_of.push_back(v);
  }
  Graph rest;
  rest.vertices = n - 3;
  for (const auto& pair : graph().edges) {
    const int32_t u = number[static_cast<size_t>(pair.u)];
    const int32_t v = number[static_cast<size_t>(pair.v)];
    if (u != kFree && v != kFree) rest.edges.push_back({u, v, pair.weight});
  }
  Matching found = solve::max_weight_matching(rest, Objective::kCardinalityThenWeight,
                                              [&](double) { report(0.95); });
  require(solve::certify(rest, Objective::kCardinalityThenWeight, found).optimal,
          "the matching is not proven by its duals");
  std::vector<int32_t> mate(static_cast<size_t>(n) + 1, kFree);
  for (size_t i = 0; i < vertex_of.size(); ++i) {
    if (found.mate[i] == kFree) continue;
    mate[static_cast<size_t>(vertex_of[i])] = vertex_of[static_cast<size_t>(found.mate[i])];
  }
  found.mate = std::move(mate);
  return found;
}

// Duals of the same sum, as even within each pair as the edges allow: a trio of vertices that all
// have the lower dual of their pair would seem to cost less than any trio does. Edges inside
// blossoms stay as they are.
std::vector<int64_t> Pairs::level_duals(const PairMatching& first,
                                        const std::vector<int32_t>& odd_vertices) {
  const int32_t n = size();
  const Matching& matching = first.solved.matching;
  std::vector<int64_t> dual = matching.vertex_dual;
  // Where a matching was priced, what was given has noise and the rest has not.
  const bool priced = method_ != PairMethod::kDense;
  std::optional<PairEdges> edges;
  if (priced) edges.emplace(values(), PairWeights{scale_.factor, 1}, odd_vertices, random_);
  for (int sweep = 0; sweep < (priced ? kPricedSweeps : kLevelSweeps); ++sweep) {
    // Both ends of an edge may be lowered: each has half of its slack.
    std::vector<int64_t> room(static_cast<size_t>(n) + 1, INT64_MAX);
    const auto limit = [&](int32_t u, int64_t slack) {
      const int64_t half = std::max<int64_t>(slack, 0) / 2;
      room[static_cast<size_t>(u)] = std::min(room[static_cast<size_t>(u)], half);
    };
    for (const auto& [u, v, weight] : first.solved.given.edges) {
      if (matching.mate[static_cast<size_t>(u)] == v) continue;
      const int64_t slack =
          dual[static_cast<size_t>(u)] + dual[static_cast<size_t>(v)] - solve::kDualScale * weight;
      limit(u, slack);
      limit(v, slack);
    }
    if (priced) {
      const auto least = edges->two_least(dual, 1, solve::kDualScale, matching.mate);
      for (int32_t u = 0; u < n; ++u) {
        const auto& nearest = least[static_cast<size_t>(u)][0];
        if (nearest.vertex != kFree) limit(u, dual[static_cast<size_t>(u)] + nearest.cost);
      }
    }
    for (int32_t u = 0; u < n; ++u) {
      const int32_t v = matching.mate[static_cast<size_t>(u)];
      if (v == kFree || v == n) continue;
      const int64_t above = dual[static_cast<size_t>(u)] - dual[static_cast<size_t>(v)];
      if (above <= 1) continue;
      const int64_t shift = std::min(above / 2, room[static_cast<size_t>(u)]);
      dual[static_cast<size_t>(u)] -= shift;
      dual[static_cast<size_t>(v)] += shift;
    }
  }
  return dual;
}

// With duals that are four-fold: 24 times the slack of a trio is the sum of its three pairs' costs
// and six duals of the extra vertex.
static_assert(solve::kDualScale == 4);
constexpr int64_t kOfDual = 3;
constexpr int64_t kOfWeight = 8;

// Per vertex the costs of its two cheapest pairs.
std::vector<PairEdges::TwoLeast> Pairs::cheapest(const PairMatching& first,
                                                 const std::vector<int64_t>& duals) {
  const int32_t n = size();
  constexpr int64_t kUnpaired = INT64_MAX / 8;
  std::vector<PairEdges::TwoLeast> all(static_cast<size_t>(n),
                                       {PairEdges::Least{kUnpaired, kFree}, {kUnpaired, kFree}});
  const auto offer = [&](int32_t u, int32_t v, int64_t cost) {
    auto& [least, second] = all[static_cast<size_t>(u)];
    if (v == least.vertex) {
      least.cost = std::min(least.cost, cost);
    } else if (cost < least.cost) {
      second = least;
      least = {cost, v};
    } else if (cost < second.cost) {
      second = {cost, v};
    }
  };
  if (method_ != PairMethod::kDense) {
    // The mates come with what was given.
    const PairEdges edges(values(), PairWeights{scale_.factor, 1}, {}, random_);
    const auto least = edges.two_least(duals, kOfDual, kOfWeight, first.solved.matching.mate);
    for (int32_t u = 0; u < n; ++u) {
      for (const auto& [cost, v] : least[static_cast<size_t>(u)]) {
        if (v != kFree) offer(u, v, cost + kOfDual * duals[static_cast<size_t>(u)]);
      }
    }
  }
  for (const auto& [u, v, weight] : first.solved.given.edges) {
    if (u >= n || v >= n) continue;
    const int64_t cost = kOfDual * (duals[static_cast<size_t>(u)] + duals[static_cast<size_t>(v)]) -
                         kOfWeight * weight;
    offer(u, v, cost);
    offer(v, u, cost);
  }
  return all;
}

PairsAndTrio Pairs::with_trio(const PairMatching& first,
                              const std::vector<int32_t>& odd_candidates) {
  PairsAndTrio result;
  const int32_t n = size();
  const std::vector<int32_t> turn = vertices_of(odd_candidates);
  const std::vector<int64_t> duals = level_duals(first, turn);
  const auto y = [&](int32_t v) { return duals[static_cast<size_t>(v)]; };
  int64_t dual_sum = std::accumulate(duals.begin(), duals.end(), int64_t{0});
  for (const auto& blossom : first.solved.matching.blossoms) {
    dual_sum += blossom.dual * static_cast<int64_t>(blossom.vertices.size() / 2);
  }
  // Thirds of points that a plan with a trio of this cost is worth at most.
  const auto bound_with = [&](int64_t cost_of_trio) {
    const int64_t parts = 6 * dual_sum - cost_of_trio - 6 * y(n);
    const int64_t unit = kOfWeight * scale_.factor;
    return parts >= 0 ? parts / unit : -((-parts + unit - 1) / unit);
  };
  if (n > kEveryTrio || method_ != PairMethod::kDense) {
    // Each member brings half of its two cheapest pairs at least.
    std::vector<int64_t> halves;
    for (const auto& [least, second] : cheapest(first, duals))
      halves.push_back(least.cost + second.cost);
    std::partial_sort(halves.begin(), halves.begin() + 3, halves.end());
    result.bound = bound_with((halves[0] + halves[1] + halves[2] + 1) / 2 - 1) / 3;
    return result;
  }
  const auto at = [&](int32_t u, int32_t v) {
    return static_cast<size_t>(u) * static_cast<size_t>(n) + static_cast<size_t>(v);
  };
  std::vector<int64_t> cost_of(static_cast<size_t>(n) * static_cast<size_t>(n), kNoPair);
  for (const auto& [u, v, weight] : graph().edges) {
    cost_of[at(u, v)] = cost_of[at(v, u)] = kOfDual * (y(u) + y(v)) - kOfWeight * weight;
  }
  std::vector<bool> in_turn(static_cast<size_t>(n), false);
  for (const int32_t v : turn) in_turn[static_cast<size_t>(v)] = true;
  // The cheapest trios, dearest on top of the heap; `beyond` is the cost of the cheapest that was
  // let go.
  const size_t kept = kMostTrios;
  using Priced = std::pair<int64_t, Trio>;
  const auto dearer = [](const Priced& a, const Priced& b) { return a.first < b.first; };
  std::vector<Priced> trios;
  int64_t beyond = kNoPair;
  for (int32_t u = 0; u < n; ++u) {
    for (int32_t v = u + 1; v < n; ++v) {
      const int64_t uv = cost_of[at(u, v)];
      if (uv == kNoPair) continue;
      for (int32_t w = v + 1; w < n; ++w) {
        const int64_t uw = cost_of[at(u, w)];
        const int64_t vw = cost_of[at(v, w)];
        if (uw == kNoPair || vw == kNoPair) continue;
        const int64_t sum = uv + uw + vw;
        if (trios.size() == kept && sum >= trios.front().first) {
          beyond = std::min(beyond, sum);
          continue;
        }
        const int32_t odd = in_turn[static_cast<size_t>(u)]   ? u
                            : in_turn[static_cast<size_t>(v)] ? v
                            : in_turn[static_cast<size_t>(w)] ? w
                                                              : kFree;
        if (odd == kFree) continue;
        trios.push_back({sum, {odd, odd == u ? v : u, odd == w ? v : w}});
        std::push_heap(trios.begin(), trios.end(), dearer);
        if (trios.size() <= kept) continue;
        std::pop_heap(trios.begin(), trios.end(), dearer);
        beyond = std::min(beyond, trios.back().first);
        trios.pop_back();
      }
    }
  }
  std::sort_heap(trios.begin(), trios.end(), dearer);
  const auto most =
      std::min<size_t>(trios.size(), static_cast<size_t>(kTrioWork / (int64_t{n} * n) + 1));
  int64_t best = -1;  // in thirds
  Matching best_rest;
  Trio best_trio{};
  size_t tried = 0;
  for (; tried < most; ++tried) {
    const auto& [cost_of_trio, trio] = trios[tried];
    if (bound_with(cost_of_trio) <= best) break;
    Matching rest = match_without(trio);
    if (rest.pairs * 2 != n - 3) continue;
    const int64_t value = 3 * value_of(rest) + trio_thirds(of_people(trio));
    if (value <= best) continue;
    best = value;
    best_rest = std::move(rest);
    best_trio = trio;
  }
  if (best < 0) {
    result.bound = first.value;
    return result;
  }
  const int64_t next = tried < trios.size() ? trios[tried].first : beyond;
  result.bound = (next == kNoPair ? best : std::max(best, bound_with(next))) / 3;
  result.mate.assign(static_cast<size_t>(n), kFree);
  for (int32_t u = 0; u < n; ++u) {
    const int32_t v = best_rest.mate[static_cast<size_t>(u)];
    if (v != kFree) result.mate[static_cast<size_t>(participant(u))] = participant(v);
  }
  result.trio = of_people(best_trio);
  return result;
}

}  // namespace weft

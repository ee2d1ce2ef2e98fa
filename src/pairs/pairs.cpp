#include "pairs/pairs.h"

#include <algorithm>
#include <numeric>

#include "solve/certificate.h"

namespace weft {
namespace {

using solve::Graph;
using solve::Matching;
using solve::Objective;
using solve::PricedMatching;

constexpr int kWeightBits = 40;  // what the solver takes
constexpr int32_t kMostDense = 1000;
constexpr int32_t kSample = 500;  // people whose duals say where candidates are
constexpr int32_t kWorthASample = 4 * kSample;
constexpr int32_t kNobody = -1;

}  // namespace

Pairs::Scale Pairs::scale_for(int64_t full_value, int64_t people) {
  int bits = kWeightBits - 1;
  while (bits > 0 && (int64_t{1} << bits) > (int64_t{1} << kWeightBits) / (full_value + 1)) --bits;
  const int64_t factor = int64_t{1} << bits;
  return {factor, static_cast<uint64_t>(std::max<int64_t>(factor / (3 * (people / 2 + 1)), 1))};
}

Pairs::Pairs(const Fit& fit, Random random, PairMethod method,
             std::function<void(const PairProgress&)> progress)
    : fit_(fit),
      random_(random),
      method_(method),
      progress_(std::move(progress)),
      scale_(scale_for(fit.full_value(), fit.size())),
      order_(static_cast<size_t>(fit.size())),
      vertex_of_(static_cast<size_t>(fit.size())) {
  if (method_ == PairMethod::kBySize) {
    method_ = fit.size() <= kMostDense ? PairMethod::kDense : PairMethod::kPriced;
  }
  std::iota(order_.begin(), order_.end(), 0);
  random_.shuffle(std::span<int32_t>(order_));
  for (int32_t v = 0; v < size(); ++v) vertex_of_[static_cast<size_t>(participant(v))] = v;
}

const Graph& Pairs::graph() {
  if (graph_) return *graph_;
  Graph& graph = graph_.emplace();
  graph.vertices = size();
  for (int32_t u = 0; u < size(); ++u) {
    for (int32_t v = u + 1; v < size(); ++v) {
      const int32_t a = participant(u);
      const int32_t b = participant(v);
      if (!fit_.admissible(a, b)) continue;
      graph.edges.push_back(
          {u, v,
           fit_.value(a, b) * scale_.factor + static_cast<int64_t>(random_.below(scale_.noise))});
    }
    odd_noise_.push_back(random_.below(scale_.noise));
  }
  return graph;
}

const PairValues& Pairs::values() {
  if (!values_) values_ = std::make_unique<PairValues>(fit_, order_);
  return *values_;
}

std::vector<int32_t> Pairs::vertices_of(const std::vector<int32_t>& participants) const {
  std::vector<int32_t> vertices;
  for (const int32_t i : participants) vertices.push_back(vertex_of_[static_cast<size_t>(i)]);
  std::sort(vertices.begin(), vertices.end());
  return vertices;
}

PairMatching Pairs::match(const std::vector<int32_t>& odd_candidates) {
  const std::vector<int32_t> odd_vertices = vertices_of(odd_candidates);
  return method_ == PairMethod::kDense ? match_dense(odd_vertices) : match_priced(odd_vertices);
}

// From vertices to participants.
PairMatching Pairs::read(PricedMatching solved) const {
  PairMatching found;
  found.mate.assign(static_cast<size_t>(size()), kNobody);
  const Matching& matching = solved.matching;
  for (int32_t u = 0; u < size(); ++u) {
    const int32_t v = matching.mate[static_cast<size_t>(u)];
    if (v == kNobody) continue;
    if (v == size()) {
      found.odd = participant(u);
      continue;
    }
    found.mate[static_cast<size_t>(participant(u))] = participant(v);
    if (v < u) continue;
    ++found.pairs;
    found.value += fit_.value(participant(u), participant(v));
  }
  found.bound = found.value;
  found.solver = method_ == PairMethod::kDense ? "blossom" : "priced";
  found.solved = std::move(solved);
  return found;
}

Graph Pairs::with_odd(const Graph& graph, const std::vector<int32_t>& odd_vertices) const {
  Graph more = graph;
  if (!odd_vertices.empty()) ++more.vertices;
  for (const int32_t v : odd_vertices) {
    more.edges.push_back({v, size(), static_cast<int64_t>(odd_noise_[static_cast<size_t>(v)])});
  }
  return more;
}

PricedMatching Pairs::proven(Graph graph) {
  PricedMatching solved;
  solved.given = std::move(graph);
  solved.matching = solve::max_weight_matching(solved.given, Objective::kCardinalityThenWeight,
                                               [&](double done) { report(0.9 * done); });
  const auto certificate =
      solve::certify(solved.given, Objective::kCardinalityThenWeight, solved.matching);
  require(certificate.optimal, "the matching is not proven by its duals");
  return solved;
}

PairMatching Pairs::match_dense(const std::vector<int32_t>& odd_vertices) {
  PairMatching found = read(proven(with_odd(graph(), odd_vertices)));
  require(found.solved.matching.weight / scale_.factor == found.value,
          "noise does not outweigh value");
  return found;
}

// The duals of a few, solved among themselves, say which pairs are worth trying for all.
void Pairs::estimate(PairEdges& edges) {
  Graph sample;
  sample.vertices = kSample;
  std::vector<int32_t> vertices(static_cast<size_t>(kSample));
  std::iota(vertices.begin(), vertices.end(), 0);
  for (int32_t u = 0; u < kSample; ++u) {
    for (int32_t v = u + 1; v < kSample; ++v) {
      const int64_t value = values().of(u, v);
      if (value != PairValues::kNoPair) sample.edges.push_back({u, v, value * scale_.factor});
    }
  }
  const Matching matching = solve::max_weight_matching(sample, Objective::kCardinalityThenWeight);
  std::vector<int64_t> duals;
  for (const int64_t dual : matching.vertex_dual) duals.push_back(dual / (solve::kDualScale / 2));
  edges.set_estimate(edges.covering(vertices, duals));
}

PricedMatching Pairs::proven(PairEdges& edges) {
  PricedMatching solved =
      solve::max_weight_matching(edges, [&](double done) { report(0.9 * done); });
  const Matching& matching = solved.matching;
  const auto certificate =
      solve::certify(solved.given, Objective::kCardinalityThenWeight, matching);
  require(certificate.optimal, "the matching is not proven by its duals");
  const std::string fault = solve::coverage_fault(edges, matching);
  require(fault.empty(), fault.c_str());
  return solved;
}

PairMatching Pairs::match_priced(const std::vector<int32_t>& odd_vertices) {
  PairEdges edges(values(), {scale_.factor, scale_.noise}, odd_vertices, random_.fork(1));
  edges.on_bounds([&](std::optional<int64_t> value, int64_t bound) {
    best_value_ = value;
    if (!best_bound_ || bound < *best_bound_) best_bound_ = bound;
    report(done_);
  });
  if (size() >= kWorthASample) estimate(edges);
  PairMatching found = read(proven(edges));
  require(found.solved.matching.weight / scale_.factor == found.value,
          "noise does not outweigh value");
  return found;
}

// The noise is worth so much of a pair's share of the best value; what it takes from the sum is
// less than what it gives.
PairMatching Pairs::match_surprising(const std::vector<int32_t>& odd_candidates, int32_t percent,
                                     const PairMatching& best) {
  const std::vector<int32_t> odd_vertices = vertices_of(odd_candidates);
  const int64_t most = best.pairs == 0 ? 0 : best.value * percent / (100 * best.pairs);
  const Scale scale = scale_for(fit_.full_value() + most, size());
  const PairWeights weights{
      scale.factor, static_cast<uint64_t>(std::max<int64_t>(most * scale.factor, int64_t{1}))};
  PairMatching found;
  if (method_ == PairMethod::kDense) {
    Graph drawn = graph();
    Random random = random_.fork(2);
    for (auto& [u, v, weight] : drawn.edges) {
      weight = weights.of(fit_.value(participant(u), participant(v))) +
               static_cast<int64_t>(random.below(weights.noise));
    }
    found = read(proven(with_odd(drawn, odd_vertices)));
  } else {
    PairEdges edges(values(), weights, odd_vertices, random_.fork(2));
    found = read(proven(edges));
  }
  require(found.pairs == best.pairs && best.value - found.value <= most * best.pairs,
          "no more is given up than was allowed");
  found.bound = best.bound;
  return found;
}

}  // namespace weft

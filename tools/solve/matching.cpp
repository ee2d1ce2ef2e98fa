// weft-solve matching: maximum-weight matching of a plain graph, with its certificate.
#include "solve/matching.h"

#include <cstdio>

#include "solve/certificate.h"
#include "workbench.h"

namespace weft::workbench {

int solve_matching(const Options& options) {
  if (options.objective != "cardinality" && options.objective != "weight") {
    throw Unreadable{"--objective is cardinality or weight"};
  }
  const auto objective = options.objective == "weight" ? solve::Objective::kWeight
                                                       : solve::Objective::kCardinalityThenWeight;
  constexpr int64_t kMostVertices = 20'000'000;
  constexpr int64_t kMostEdges = 500'000'000;
  constexpr int64_t kLargest = int64_t{1} << 40;
  Numbers numbers(options.file);
  solve::Graph graph;
  const int64_t vertices = numbers.next("the number of vertices");
  const int64_t edges = numbers.next("the number of edges");
  if (vertices < 0 || vertices > kMostVertices)
    numbers.fail("the number of vertices is out of range");
  if (edges < 0 || edges > kMostEdges) numbers.fail("the number of edges is out of range");
  graph.vertices = static_cast<int32_t>(vertices);
  graph.edges.reserve(static_cast<size_t>(edges));
  for (int64_t i = 0; i < edges; ++i) {
    const int64_t u = numbers.next("a vertex");
    const int64_t v = numbers.next("a vertex");
    const int64_t w = numbers.next("a weight");
    if (u < 0 || u >= vertices || v < 0 || v >= vertices)
      numbers.fail("vertices go from 0 to n - 1");
    if (u == v) numbers.fail("an edge must join two different vertices");
    if (w > kLargest || w < -kLargest) numbers.fail("weights go to 2^40");
    graph.edges.push_back({static_cast<int32_t>(u), static_cast<int32_t>(v), w});
  }
  numbers.end();
  solve::Matching matching;
  const double taken = median_seconds(
      options.repeat, [&] { matching = solve::max_weight_matching(graph, objective); });
  const solve::Certificate certificate = solve::certify(graph, objective, matching);
  std::printf("value %lld\nbound %lld\npairs %lld\nproof %s\nseconds %.6f\n",
              static_cast<long long>(matching.weight), static_cast<long long>(certificate.bound),
              static_cast<long long>(matching.pairs), certificate.optimal ? "optimal" : "none",
              taken);
  if (options.print) {
    for (const int32_t mate : matching.mate) std::printf("%d\n", mate);
  }
  return certificate.optimal ? 0 : 1;
}

}  // namespace weft::workbench

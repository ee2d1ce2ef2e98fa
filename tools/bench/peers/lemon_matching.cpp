// The peer of the matching benchmark: LEMON's MaxWeightedPerfectMatching on the same instance file.
// Prints value and seconds of the solver alone, as weft-solve does. LEMON's headers need C++17.
#include <lemon/matching.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <cstdio>

int main(int argc, char** argv) {
  std::FILE* file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  int n = 0;
  int m = 0;
  if (file == nullptr || std::fscanf(file, "%d %d", &n, &m) != 2) return 2;
  lemon::SmartGraph graph;
  graph.reserveNode(n);
  graph.reserveEdge(m);
  for (int i = 0; i < n; ++i) graph.addNode();
  lemon::SmartGraph::EdgeMap<int64_t> weight(graph);
  for (int i = 0; i < m; ++i) {
    int u = 0;
    int v = 0;
    long long w = 0;
    if (std::fscanf(file, "%d %d %lld", &u, &v, &w) != 3) return 2;
    weight[graph.addEdge(lemon::SmartGraph::nodeFromId(u), lemon::SmartGraph::nodeFromId(v))] = w;
  }
  const auto begin = std::chrono::steady_clock::now();
  lemon::MaxWeightedPerfectMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<int64_t>> solver(
      graph, weight);
  if (!solver.run()) return 1;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  std::printf("value %lld\nseconds %.6f\n", static_cast<long long>(solver.matchingWeight()),
              taken.count());
  return 0;
}

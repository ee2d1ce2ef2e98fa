// The peer of the assignment benchmark: LEMON's NetworkSimplex on the same instance file, each row
// with a way to stay unassigned. Prints value and seconds of the solver alone, as weft-solve does.
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

int main(int argc, char** argv) {
  std::FILE* file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  int rows = 0;
  int columns = 0;
  char kind[32] = "";
  if (file == nullptr || std::fscanf(file, "%d %d %31s", &rows, &columns, kind) != 3) return 2;
  const bool dense = std::strcmp(kind, "dense") == 0;
  const int64_t count = dense ? int64_t{rows} * columns : std::atoll(kind);
  std::vector<int> capacity(static_cast<size_t>(columns));
  for (int& places : capacity) {
    if (std::fscanf(file, "%d", &places) != 1) return 2;
  }
  // StaticGraph wants its arcs by source: rows, then columns; the sink is last.
  const int sink = rows + columns;
  std::vector<std::pair<std::pair<int, int>, int64_t>> arcs;
  arcs.reserve(static_cast<size_t>(count) + static_cast<size_t>(sink));
  for (int64_t i = 0; i < count; ++i) {
    int row = static_cast<int>(i / std::max(columns, 1));
    int column = static_cast<int>(i % std::max(columns, 1));
    long long weight = 0;
    if (!dense && std::fscanf(file, "%d %d", &row, &column) != 2) return 2;
    if (std::fscanf(file, "%lld", &weight) != 1) return 2;
    arcs.push_back({{row, rows + column}, weight});
  }
  for (int v = 0; v < sink; ++v) arcs.push_back({{v, sink}, 0});
  std::sort(arcs.begin(), arcs.end());
  int64_t largest = 0;
  for (const auto& arc : arcs) largest = std::max(largest, arc.second);
  const int64_t alone = -(largest + 1) * (rows + int64_t{1});  // cardinality first
  std::vector<std::pair<int, int>> ends;
  ends.reserve(arcs.size());
  for (const auto& arc : arcs) ends.push_back(arc.first);
  lemon::StaticDigraph graph;
  graph.build(sink + 1, ends.begin(), ends.end());
  lemon::StaticDigraph::ArcMap<int64_t> cost(graph);
  lemon::StaticDigraph::ArcMap<int> places(graph, 1);
  for (size_t i = 0; i < arcs.size(); ++i) {
    const auto arc = lemon::StaticDigraph::arcFromId(static_cast<int>(i));
    const int source = arcs[i].first.first;
    cost[arc] = -arcs[i].second;
    if (arcs[i].first.second != sink) continue;
    if (source < rows) cost[arc] = -alone;
    if (source >= rows) places[arc] = capacity[static_cast<size_t>(source - rows)];
  }
  lemon::StaticDigraph::NodeMap<int> supply(graph, 0);
  for (int r = 0; r < rows; ++r) supply[graph.node(r)] = 1;
  supply[graph.node(sink)] = -rows;
  const auto begin = std::chrono::steady_clock::now();
  lemon::NetworkSimplex<lemon::StaticDigraph, int, int64_t> solver(graph);
  solver.upperMap(places).costMap(cost).supplyMap(supply);
  if (solver.run() != solver.OPTIMAL) return 1;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  int64_t value = 0;
  for (size_t i = 0; i < arcs.size(); ++i) {
    const auto arc = lemon::StaticDigraph::arcFromId(static_cast<int>(i));
    value += solver.flow(arc) * arcs[i].second;
  }
  std::printf("value %lld\nseconds %.6f\n", static_cast<long long>(value), taken.count());
  return 0;
}

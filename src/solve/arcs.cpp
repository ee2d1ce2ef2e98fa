#include "solve/arcs.h"

namespace weft::solve {

Arcs::Arcs(int32_t vertices, const std::vector<WeightedEdge>& edges)
    : begin_(static_cast<size_t>(vertices) + 1, 0), arcs_(2 * edges.size()) {
  // Filled from behind, so that begin_ ends up where it should.
  for (const WeightedEdge& edge : edges) {
    ++begin_[static_cast<size_t>(edge.u)];
    ++begin_[static_cast<size_t>(edge.v)];
  }
  size_t sum = 0;
  for (size_t& begin : begin_) {
    sum += begin;
    begin = sum;
  }
  for (size_t i = edges.size(); i-- > 0;) {
    const WeightedEdge& edge = edges[i];
    arcs_[--begin_[static_cast<size_t>(edge.u)]] = {2 * edge.weight, edge.v};
    arcs_[--begin_[static_cast<size_t>(edge.v)]] = {2 * edge.weight, edge.u};
  }
}

}  // namespace weft::solve

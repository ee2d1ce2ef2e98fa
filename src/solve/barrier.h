// A witness that a matching has as many pairs as there can be.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/matching.h"

namespace weft::solve {

// A Hungarian forest from all unmatched vertices. Without its inner vertices the graph falls into
// as many odd components, all outer, as there are unmatched vertices and inner ones together
// (Tutte-Berge; Edmonds 1965; Gallai 1964: whatever maximum matching it starts from, the same).
struct Barrier {
  std::vector<int32_t> inner;
  std::vector<bool> is_inner;
  std::vector<bool> is_outer;
};

// O(m alpha(n)). REQUIRES: the matching has as many pairs as possible.
Barrier find_barrier(const Graph& graph, const std::vector<int32_t>& mate);

}  // namespace weft::solve

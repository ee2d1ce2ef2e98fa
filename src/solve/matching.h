// Maximum-weight matching in general graphs, with the dual solution as certificate.
//
// Weights are integers of any sign, |weight| <= 2^40. Duals are kept four-fold, so that they are
// integers: with y = vertex_dual, z = Blossom::dual and every edge uv,
//     y[u] + y[v] + sum of z over the blossoms that hold both u and v  >=  kDualScale * weight(uv).
// `certificate.h` turns that into a bound and checks it without the solver's help.
//
// Among equal optima the order of the edges decides; callers who want chance shuffle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace weft::solve {

inline constexpr int64_t kDualScale = 4;

struct WeightedEdge {
  int32_t u;
  int32_t v;
  int64_t weight;
};

// Simple graph: no loops, each pair at most once.
struct Graph {
  int32_t vertices = 0;
  std::vector<WeightedEdge> edges;
};

enum class Objective {
  kWeight,                 // the largest sum; edges that do not pay are left out
  kCardinalityThenWeight,  // as many pairs as possible, and among those the largest sum
};

// An odd set of three vertices or more, with dual > 0: a range of Matching::order. Of two blossoms
// one holds the other or they share nothing; chains of thousands are normal, so they are not stored
// as sets.
struct Blossom {
  struct Range {
    int32_t begin;
    int32_t end;
    size_t size() const { return static_cast<size_t>(end - begin); }
  };
  Range vertices;
  int64_t dual;
};

struct Matching {
  std::vector<int32_t> mate;  // -1: unmatched
  int64_t weight = 0;
  int64_t pairs = 0;
  std::vector<int64_t> vertex_dual;
  std::vector<int32_t> order;  // every vertex once
  std::vector<Blossom> blossoms;
  // kCardinalityThenWeight only: a Tutte-Berge barrier. Without these vertices the graph falls into
  // so many odd components that no matching can have more pairs.
  std::vector<int32_t> barrier;
};

// Share of the work that is done, 0 to 1; monotone.
using Progress = std::function<void(double done)>;

// Throws std::invalid_argument on loops, repeated pairs or vertices out of range.
Matching max_weight_matching(const Graph& graph, Objective objective,
                             const Progress& progress = {});

}  // namespace weft::solve

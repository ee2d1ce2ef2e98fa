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
#include <optional>
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

// The duals of vertices and blossoms in the middle of a search, two-fold: an edge is covered where
//     vertex[u] + vertex[v] + common(u, v) >= 2 * weight(uv).
struct PriceDuals {
  std::vector<int64_t> vertex;
  std::function<int64_t(int32_t u, int32_t v)> common;  // sum over blossoms that hold both, >= 0
  // What the duals bound the weight of the edges given so far by, two-fold; none while vertices lie
  // on the floor. With `reached`, a matching weighs just that.
  std::optional<int64_t> sum;
  bool reached = false;
};

// The edges of a graph too large to be written down: a few to begin with, then those that the duals
// of the others do not cover. An edge's weight may be anything until it is given, if it does not
// grow.
class EdgeSource {
 public:
  virtual ~EdgeSource() = default;
  virtual int32_t vertices() const = 0;
  virtual int64_t lowest_weight() const = 0;   // of any edge
  virtual int64_t highest_weight() const = 0;  // of any edge
  // Candidates: enough to come close to the optimum.
  virtual std::vector<WeightedEdge> first() = 0;
  // Whether first() gives all there are.
  virtual bool gives_all() const { return false; }
  // Duals to start from, two-fold, near those of the optimum; none where nothing is known of it.
  virtual std::vector<int64_t> start() { return {}; }
  // Some of the edges that are not covered, none of them given before; none where all are covered.
  virtual std::vector<WeightedEdge> uncovered(const PriceDuals& duals) = 0;
};

// Throws std::invalid_argument on loops, repeated pairs or vertices out of range.
Matching max_weight_matching(const Graph& graph, Objective objective,
                             const Progress& progress = {});

struct PricedMatching {
  Matching matching;  // with a barrier of `given`; its duals cover all edges of the source
  Graph given;        // what the source was asked for
};

// The most pairs, then the largest weight, over all edges of the source. Duals of who is unmatched
// lie so low that they prove the number of pairs too: a matching of one pair more would weigh more
// than its edges can.
PricedMatching max_weight_matching(EdgeSource& source, const Progress& progress = {});

}  // namespace weft::solve

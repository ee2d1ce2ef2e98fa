// The first phase of the matching solver: a maximum-weight *fractional* matching, in which besides
// whole pairs there may be odd cycles whose edges count one half. Its duals are optimal but for
// blossoms, and few cycles are left for the blossom search to resolve.
//
// One alternating tree at a time, from an unmatched vertex, as in Dijkstra's algorithm; it ends at
// the first of: an unmatched vertex, an odd cycle (taken apart), an edge between two outer vertices
// of the tree (a new odd cycle), an outer vertex whose dual has come down to the floor. So trees
// stay small. O(n m log n); in practice near linear. Sources: Balinski 1965 (half-integrality);
// Applegate and Cook 1993, Kolmogorov 2009 (as a start for perfect matching).
#pragma once

#include <cstdint>
#include <vector>

#include "solve/arcs.h"

namespace weft::solve {

class Fractional {
 public:
  static constexpr int32_t kNone = -1;

  // No dual falls below the floor, and only vertices on the floor stay unmatched.
  Fractional(int32_t vertices, int64_t floor);

  // First duals, each as small as its edges allow, and pairs along tight edges. From the duals
  // given, if there are any.
  void start(const Arcs& arcs, const std::vector<int64_t>& from);
  // For the next run(). REQUIRES: not above the one before.
  void lower_floor(int64_t floor) { floor_ = floor; }
  // False: there was nothing to do. REQUIRES: every edge's duals cover it.
  bool run(const Arcs& arcs, const Progress& progress);
  // Makes v's dual larger, for edges that are to come; v loses its mate or its cycle.
  void raise(int32_t v, int64_t by);

  int64_t dual(int32_t v) const { return vertices_[v].dual; }
  // There are no blossoms yet. For pricing.
  void prepare_common() {}
  int64_t common(int32_t, int32_t) const { return 0; }
  int64_t blossom_sum() const { return 0; }
  int32_t mate(int32_t v) const { return vertices_[v].mate; }
  int32_t next_in_cycle(int32_t v) const { return next_in_cycle_[v]; }

 private:
  enum class Label : int8_t { kFree, kOuter, kInner };
  enum class End { kFloor, kMeet, kCycle, kPause };

  struct Vertex {
    int64_t dual;    // outer: what it would have been at time 0
    Time best;       // free: when the first edge from the tree is tight; inner: since
                     // when
    int32_t mate;    // kNone: unmatched or in a cycle
    int32_t search;  // in which search best and label were set
    int32_t from;    // the outer end of that edge
    Label label;
  };

  bool is_root(int32_t v) const {
    return vertices_[v].mate == kNone && next_in_cycle_[v] == kNone && vertices_[v].dual > floor_;
  }
  bool search(const Arcs& arcs, int32_t root, size_t patience);
  void make_outer(int32_t v, Time now);
  void scan(const Arcs& arcs, int32_t u);
  void flip(int32_t v, int32_t new_mate);
  void open_cycle(int32_t v);
  void close_cycle(int32_t u, int32_t v);

  // See blossoms.h.
  static constexpr size_t kFirstPatience = 64;
  static constexpr size_t kMorePatience = 2;
  static constexpr int kSweeps = 8;

  int64_t floor_;
  Column<Vertex> vertices_;
  Column<int32_t> next_in_cycle_;
  int32_t search_ = 0;
  EventHeap heap_;
  std::vector<int32_t> outer_;
  std::vector<int32_t> inner_;
  size_t scanned_ = 0;
  // The first way to end that is known, and when.
  Time limit_ = kNever;
  End end_ = End::kFloor;
  int32_t end_u_ = kNone;
  int32_t end_v_ = kNone;
};

}  // namespace weft::solve

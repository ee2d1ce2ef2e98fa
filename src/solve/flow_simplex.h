// The network simplex method, for flows whose every node has an arc to or from one root: those arcs
// are the first spanning tree. `flow.h` and `assignment.h` are what to call.
//
// Invariants: arcs outside the tree carry 0 or their capacity; arcs in it have reduced cost 0; from
// every node some more could be sent to the root along the tree (strongly feasible, so that it
// never cycles). Arcs may be added between runs; the next run goes on from the basis there is.
//
// A step costs the cycle it closes and the subtree it moves; pricing looks at blocks of sqrt(arcs).
// The number of steps has no polynomial bound; in practice it is near linear in the arcs.
// Sources: Dantzig 1951; Cunningham 1976 (strong feasibility); Grigoriadis 1986 (block pricing);
// Kovács 2015 (what is fast in practice).
#pragma once

#include <cstdint>
#include <vector>

#include "solve/arcs.h"

namespace weft::solve {

class NetworkSimplex {
 public:
  // Nodes are 0 to nodes - 1, the root is `nodes`. REQUIRES: attach() for each node, in order,
  // before the first arc.
  explicit NetworkSimplex(int32_t nodes);

  // The arc between the next node and the root, and what it carries at first.
  void attach(bool to_root, int64_t cost, int64_t capacity, int64_t flow);
  // Carries nothing at first. Returns its number; the arcs of attach() are 0 to nodes - 1.
  int32_t add_arc(int32_t source, int32_t target, int64_t cost, int64_t capacity);

  void run();

  int64_t flow(int32_t arc) const { return flow_[arc]; }
  // cost + potential(source) - potential(target) is >= 0 where more fits, <= 0 where less does. The
  // root's is 0.
  int64_t potential(int32_t node) const { return potential_[node]; }
  int32_t arcs() const { return arcs_.size(); }
  int32_t source(int32_t arc) const { return arcs_[arc].source; }
  int32_t target(int32_t arc) const { return arcs_[arc].target; }

 private:
  static constexpr int32_t kNone = -1;

  // What pricing reads.
  struct PricedArc {
    int64_t cost;
    int32_t source;
    int32_t target;
  };
  struct Node {
    int32_t parent = kNone;
    int32_t arc = kNone;  // to the parent
    int32_t depth = 0;
    int32_t child = kNone;  // the first
    int32_t next = kNone;   // sibling
    int32_t previous = kNone;
    bool up = true;  // the arc points to the parent
  };

  int32_t find_entering();
  void pivot(int32_t entering);
  void shift(int32_t node, int32_t join, int64_t amount, bool towards_join);
  void unhang(int32_t node);
  void hang(int32_t node, int32_t parent, int32_t arc);
  void rehang(int32_t top, int32_t inner, int32_t outer, int32_t entering);

  int32_t root_;
  Column<Node> nodes_;
  Column<int64_t> potential_;
  Column<PricedArc> arcs_;
  Column<int8_t> state_;  // 1: carries nothing, 0: in the tree, -1: full
  Column<int64_t> flow_;
  Column<int64_t> capacity_;
  int32_t next_priced_ = 0;
};

}  // namespace weft::solve

// The second phase of the matching solver: from a fractional matching to a matching, by shrinking
// odd cycles to blossoms.
//
// One alternating tree at a time, from an unmatched outermost node; it stops at the first way to
// augment, so that a search costs what its tree costs, and all that is known of later moments than
// the earliest such way is thrown away at once. Within a search all moments are absolute: nothing
// in the queue ever has to be moved. Duals are implicit: an outer vertex stores what it would have
// been at time 0, an inner node since when it is inner, a node at rest what its vertices have still
// to be given. Blossoms live on from search to search; one whose dual has come down to 0 is
// expanded when it is inner.
//
// O(n m log n); a search touches its tree and the edges around it.
// Sources: Edmonds 1965; Galil 1986 (implicit duals, kinds of events); Applegate and Cook 1993 and
// Kolmogorov 2009 (start from a fractional matching, repair after pricing).
#pragma once

#include <cstdint>
#include <vector>

#include "solve/arcs.h"
#include "solve/fractional.h"

namespace weft::solve {

class Blossoms {
 public:
  static constexpr int32_t kNone = -1;

  Blossoms(int32_t vertices, int64_t floor, const Fractional& start);

  // REQUIRES: every edge's duals cover it.
  void run(const Arcs& arcs, const Progress& progress);
  // Makes the dual of v larger, for edges that are to come; v is in no blossom then, and unmatched.
  void raise(int32_t v, int64_t by);

  // After run():
  int64_t dual(int32_t v) const { return vertices_[v].dual; }
  // Sum of the duals of the blossoms that hold both. O(log depth), after prepare_common().
  int64_t common(int32_t u, int32_t v) const;
  void prepare_common();
  // Of the duals of blossoms, each as often as it can hold pairs; after prepare_common().
  int64_t blossom_sum() const;
  // Moves mates, duals and blossoms out, in the scale of `matching.h`; leaves nothing to go on
  // with.
  void take(Matching& matching);

 private:
  enum class Label : int8_t { kFree, kOuter, kInner };
  enum class End { kFloor, kMeet, kPause };

  struct Vertex {
    int64_t dual;          // outer: at time 0
    int32_t node;          // an outermost node, or one that `merged` leads on from
    int32_t next = kNone;  // in the list of its blossoms
  };
  // What the scan of an edge looks at: of vertices (the first n) and blossoms.
  struct Node {
    Time best = kNever;       // free: when the first edge from the tree is tight
    int64_t pending = 0;      // what the duals of its vertices have still to be given
    int32_t search = 0;       // in which search best and label were set
    int32_t merged;           // the blossom it went into in this search, or itself
    int32_t outside = kNone;  // the other end of the matched edge out of it
    Label label = Label::kFree;
  };
  struct Shape {
    int64_t dual = 0;  // blossoms; as of `since`
    Time since = 0;    // when it got its label
    int32_t parent = kNone;
    int32_t inside;              // its end of the matched edge, or the vertex that has none
    int32_t entry_from = kNone;  // the edge from the tree: outer end
    int32_t entry_to = kNone;    // and its vertex in here
    int32_t next = kNone;        // around the blossom it is in,
    int32_t next_from = kNone;   // over the edge from here
    int32_t next_to = kNone;     // to there
    int32_t child = kNone;       // any of its own
    int32_t first = kNone;       // its vertices
    int32_t last = kNone;
    int32_t size = 0;
  };

  int32_t vertex_count() const { return vertices_.size(); }
  bool is_blossom(int32_t node) const { return node >= vertex_count(); }
  Label label(int32_t node) const {
    return nodes_[node].search == search_ ? nodes_[node].label : Label::kFree;
  }
  int32_t top(int32_t vertex);

  bool search(const Arcs& arcs, int32_t root, size_t patience);
  void make_outer(int32_t node);
  void make_inner(int32_t node);
  void offer_floor(int32_t vertex);
  void push(Time time, int32_t a, int32_t b);
  void scan(const Arcs& arcs, int32_t u);
  void scan_free(const Arcs& arcs, int32_t node);
  void shrink(int32_t u, int32_t v);
  void absorb_inner(int32_t node);
  void expand(const Arcs& arcs, int32_t blossom);
  void settle();
  void augment();
  int32_t new_blossom();
  int32_t open(int32_t blossom);
  void match_children(int32_t base);
  void set_match(int32_t node, int32_t inside, int32_t outside) {
    shapes_[node].inside = inside;
    nodes_[node].outside = outside;
  }
  template <typename Visit>
  void each_vertex(int32_t node, Visit visit) {
    const int32_t last = shapes_[node].last;
    for (int32_t v = shapes_[node].first;; v = vertices_[v].next) {
      visit(v);
      if (v == last) break;
    }
  }

  // A search that has seen so many outer vertices lets go of its tree and keeps the duals; when all
  // have had their turn, those that are left may go further. So trees grow about evenly: letting
  // each run to its end costs ten times as much on graphs with places, because the last ones have
  // to cross everything.
  static constexpr size_t kFirstPatience = 64;
  static constexpr size_t kMorePatience = 2;

  int64_t floor_;
  Column<Vertex> vertices_;
  Column<Node> nodes_;
  Column<Shape> shapes_;
  std::vector<int32_t> spare_;  // blossoms that are no more
  int32_t search_ = 0;
  Time now_ = 0;
  EventHeap heap_;
  std::vector<Event> at_once_;  // events of this very moment
  std::vector<int32_t> outer_vertices_;
  size_t scanned_ = 0;
  std::vector<int32_t> labelled_;  // nodes that had a label in this search
  Column<int32_t> mark_;
  int32_t marks_ = 0;
  // For common(): how blossoms are nested, with shortcuts upwards (Myers 1983).
  struct Nesting {
    int64_t sum;  // of duals, from here up
    int32_t depth;
    int32_t parent;
    int32_t jump;
  };
  Column<Nesting> nesting_;
  Time limit_ = kNever;  // the first way to end that is known
  End end_ = End::kFloor;
  int32_t end_u_ = kNone;
  int32_t end_v_ = kNone;
};

}  // namespace weft::solve

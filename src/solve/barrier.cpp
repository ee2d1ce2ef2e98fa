#include "solve/barrier.h"

#include <utility>

#include "solve/arcs.h"
#include "solve/none.h"

namespace weft::solve {
namespace {

class HungarianForest {
 public:
  HungarianForest(const Graph& graph, const std::vector<int32_t>& mate)
      : arcs_(graph.vertices, graph.edges),
        mate_(mate),
        outer_(graph.vertices, 0),
        entry_(graph.vertices, kNone),
        leader_(graph.vertices, 0),
        base_(graph.vertices, 0),
        mark_(graph.vertices, 0) {
    for (int32_t v = 0; v < graph.vertices; ++v) leader_[v] = base_[v] = v;
  }

  Barrier barrier() {
    const int32_t n = arcs_.vertices();
    for (int32_t v = 0; v < n; ++v) {
      if (mate_of(v) == kNone) make_outer(v);
    }
    for (size_t i = 0; i < queue_.size(); ++i) {
      const int32_t u = queue_[i];
      for (const Arc* arc = arcs_.begin(u); arc != arcs_.end(u); ++arc) {
        const int32_t v = arc->to;
        if (outer_[v] != 0) {
          if (find(u) != find(v)) shrink(u, v);
        } else if (entry_[v] == kNone) {
          entry_[v] = u;
          make_outer(mate_of(v));
        }
      }
    }
    Barrier barrier;
    barrier.is_inner.resize(static_cast<size_t>(n));
    barrier.is_outer.resize(static_cast<size_t>(n));
    for (int32_t v = 0; v < n; ++v) {
      barrier.is_outer[static_cast<size_t>(v)] = outer_[v] != 0;
      if (outer_[v] != 0 || entry_[v] == kNone) continue;
      barrier.is_inner[static_cast<size_t>(v)] = true;
      barrier.inner.push_back(v);
    }
    return barrier;
  }

 private:
  int32_t mate_of(int32_t v) const { return mate_[static_cast<size_t>(v)]; }
  int32_t find(int32_t v) {
    while (leader_[v] != v) {
      leader_[v] = leader_[leader_[v]];
      v = leader_[v];
    }
    return v;
  }
  int32_t base(int32_t v) { return base_[find(v)]; }
  void make_outer(int32_t v) {
    outer_[v] = 1;
    queue_.push_back(v);
  }
  // The base above the one given, or none at a root.
  int32_t above(int32_t outer_base) {
    const int32_t inner = mate_of(outer_base);
    return inner == kNone ? kNone : base(entry_[inner]);
  }
  // u and v are in the same tree: else there would be a matching with more pairs.
  void shrink(int32_t u, int32_t v) {
    ++marks_;
    int32_t a = base(u);
    int32_t b = base(v);
    int32_t meeting = kNone;
    while (meeting == kNone) {
      if (a != kNone) {
        if (mark_[a] == marks_) {
          meeting = a;
        } else {
          mark_[a] = marks_;
          a = above(a);
        }
      }
      std::swap(a, b);
    }
    for (const int32_t end : {u, v}) {
      for (int32_t x = base(end); x != meeting;) {
        const int32_t inner = mate_of(x);
        const int32_t next = base(entry_[inner]);
        merge(x, meeting);
        merge(inner, meeting);
        if (outer_[inner] == 0) make_outer(inner);
        x = next;
      }
    }
  }
  void merge(int32_t v, int32_t meeting) {
    leader_[find(v)] = find(meeting);
    base_[find(meeting)] = meeting;
  }

  Arcs arcs_;
  const std::vector<int32_t>& mate_;
  Column<int8_t> outer_;
  Column<int32_t> entry_;  // inner: the outer vertex it was reached from
  Column<int32_t> leader_;
  Column<int32_t> base_;  // of leaders
  Column<int32_t> mark_;
  int32_t marks_ = 0;
  std::vector<int32_t> queue_;
};

}  // namespace

Barrier find_barrier(const Graph& graph, const std::vector<int32_t>& mate) {
  return HungarianForest(graph, mate).barrier();
}

}  // namespace weft::solve

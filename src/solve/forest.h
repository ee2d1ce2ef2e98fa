// The search behind max_weight_matching: a forest of alternating trees over a sparse graph.
//
// All trees grow at once; a priority queue holds, lazily, the moments at which an edge becomes
// tight or the dual of a blossom runs out. An augmentation takes down its two trees and leaves the
// others standing. Duals are implicit: a vertex stores its value relative to its set, a set its
// offset, a node the time of its last change of label, so that growing all trees costs nothing
// until somebody looks.
//
// O(n m log n). Sources: Edmonds 1965; Galil, Micali, Gabow 1986 (lazy duals); Cook and Rohe 1999
// and Kolmogorov 2009 (many trees, kept standing); Ahuja, Mehlhorn, Orlin, Tarjan 1990 (radix
// heap).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "solve/matching.h"

namespace weft::solve {

// A monotone priority queue: no key is smaller than the last one taken out. Amortised O(log range).
class RadixHeap {
 public:
  struct Event {
    int64_t key;
    int32_t from;
    uint32_t arc;
  };

  bool empty() const { return size_ == 0; }
  void push(const Event& event) {
    buckets_[bucket(event.key)].push_back(event);
    ++size_;
  }
  Event pop();

 private:
  size_t bucket(int64_t key) const {
    const auto differ = static_cast<uint64_t>(key ^ last_);
    return differ == 0 ? 0 : 64 - static_cast<size_t>(__builtin_clzll(differ));
  }

  std::array<std::vector<Event>, 65> buckets_;
  int64_t last_ = 0;
  size_t size_ = 0;
};

class Forest {
 public:
  enum class Start {
    kGreedy,   // every vertex has its own first dual: for perfect matchings alone
    kUniform,  // all have the same, so that unmatched vertices keep equal and smallest duals
  };
  enum class Stop {
    kNoMoreEvents,
    kDualsUsedUp,  // when the duals of unmatched vertices reach 0: the largest sum with any number
                   // of pairs
  };

  // REQUIRES: kDualsUsedUp goes with kUniform. The graph must outlive the forest.
  Forest(const Graph& graph, Start start, Stop stop);

  void run(const Progress& progress);
  bool perfect() const { return unmatched_ == 0; }
  Matching result();

  // For pricing, after run().
  int64_t dual(int32_t vertex) const { return value(vertex); }
  bool is_outer(int32_t vertex) const { return nodes_[index(top(vertex))].label == Label::kOuter; }
  bool is_inner(int32_t vertex) const { return nodes_[index(top(vertex))].label == Label::kInner; }
  int32_t top(int32_t vertex) const { return node_of_set_[index(set_[index(vertex)])]; }
  // After relabelling stopped: what blossoms add to the duals of pairs.
  class CommonDuals;
  CommonDuals common_duals() const;

 private:
  static constexpr int32_t kNone = -1;
  static constexpr uint32_t kNoArc = 0xFFFFFFFF;  // an event of the blossom `from`
  enum class Label : int8_t { kFree, kOuter, kInner };

  struct Link {  // an edge of the graph, by its ends
    int32_t from;
    int32_t to;
  };
  struct Arc {
    int32_t to;
    int64_t weight;  // four times the edge's
  };
  // A vertex (the first n) or a blossom.
  struct Node {
    int32_t parent = kNone;
    int32_t base = kNone;
    int32_t root = kNone;
    Link entry{kNone, kNone};  // inner: from its parent in the tree into it
    int32_t set = kNone;
    int32_t first = kNone, last = kNone;  // its vertices, as a list
    int32_t size = 1;
    Label label = Label::kFree;
    bool alive = false;
    int64_t dual = 0;  // blossoms; as of `since`
    int64_t since = 0;
  };
  struct Cycle {
    std::vector<int32_t> kids;  // the base's first, then around
    std::vector<Link> links;    // [i] from kids[i] to kids[i + 1]
  };

  static size_t index(int32_t i) { return static_cast<size_t>(i); }
  bool is_vertex(int32_t node) const { return node < vertices_; }
  Cycle& cycle(int32_t node) { return cycles_[index(node - vertices_)]; }

  void start_greedy();
  void start_uniform();
  void plant_trees();

  int64_t value(int32_t v) const {
    const int32_t set = set_[index(v)];
    const Node& node = nodes_[index(node_of_set_[index(set)])];
    const int64_t grown = node.label == Label::kOuter   ? node.since - now_
                          : node.label == Label::kInner ? now_ - node.since
                                                        : 0;
    return value_[index(v)] + offset_[index(set)] + grown;
  }
  void relabel(int32_t node, Label label);
  void put_in_tree(int32_t node, int32_t root);
  void make_outer(int32_t node, int32_t root);
  void make_inner(int32_t node, Link entry, int32_t root);
  void scan_outer(int32_t v);
  void scan_free(int32_t v);
  void scan_free_node(int32_t node);
  void move_to_set(int32_t node, int32_t from, int32_t to);

  void handle(const RadixHeap::Event& event);
  void grow(int32_t u, int32_t v);
  void shrink(int32_t u, int32_t v, int32_t meeting);
  void expand(int32_t blossom);
  void augment(int32_t u, int32_t v);
  void take_down(int32_t root);
  int32_t meeting_of(int32_t u, int32_t v);
  int32_t outer_above(int32_t node) const;
  int32_t kid_with(int32_t blossom, int32_t v) const;
  void rebase(int32_t node, int32_t v);
  int32_t new_blossom();

  int32_t vertices_;
  Stop stop_;
  std::vector<size_t> arcs_begin_;
  std::vector<Arc> arcs_;
  std::vector<Node> nodes_;
  std::vector<Cycle> cycles_;
  std::vector<int32_t> spare_;  // dead blossoms
  std::vector<int32_t> mate_;
  std::vector<int32_t> next_vertex_;
  std::vector<int64_t> value_;   // per vertex
  std::vector<int32_t> set_;     // per vertex
  std::vector<int64_t> offset_;  // per set; sets are named by one of their vertices
  std::vector<int32_t> node_of_set_;
  std::vector<std::vector<int32_t>>
      trees_;  // per root vertex: nodes that were put in, some long shrunk
  std::vector<uint32_t> mark_;
  uint32_t stamp_ = 0;
  std::vector<std::pair<int32_t, int32_t>> rebasing_;
  RadixHeap heap_;
  int64_t now_ = 0;  // how far the trees have grown
  int64_t used_up_ = 0;
  int64_t unmatched_ = 0;
};

// Sum of the duals of the blossoms that hold both of two vertices, O(1) each. Blossoms are nested,
// so with the vertices in an order that keeps each blossom together it is the least of the sums of
// neighbours between them: a range minimum over a sparse table (Bender, Farach-Colton 2000). O(n
// (log n + depth)) to build.
class Forest::CommonDuals {
 public:
  int64_t of(int32_t u, int32_t v) const;

 private:
  friend class Forest;
  std::vector<size_t> place_;                // of a vertex in the order
  std::vector<std::vector<int64_t>> least_;  // [k][i]: of the 2^k neighbours from place i
};

}  // namespace weft::solve

#include "solve/flow_simplex.h"

#include <algorithm>

namespace weft::solve {

NetworkSimplex::NetworkSimplex(int32_t nodes)
    : root_(nodes), nodes_(nodes + 1, Node{}), potential_(nodes + 1, 0) {}

void NetworkSimplex::attach(bool to_root, int64_t cost, int64_t capacity, int64_t flow) {
  const int32_t node = arcs_.size();
  arcs_.push_back(to_root ? PricedArc{cost, node, root_} : PricedArc{cost, root_, node});
  state_.push_back(0);
  flow_.push_back(flow);
  capacity_.push_back(capacity);
  hang(node, root_, node);
  nodes_[node].depth = 1;
  potential_[node] = to_root ? -cost : cost;
}

int32_t NetworkSimplex::add_arc(int32_t source, int32_t target, int64_t cost, int64_t capacity) {
  arcs_.push_back({cost, source, target});
  state_.push_back(1);
  flow_.push_back(0);
  capacity_.push_back(capacity);
  return arcs_.size() - 1;
}

void NetworkSimplex::run() {
  for (int32_t arc = find_entering(); arc != kNone; arc = find_entering()) pivot(arc);
}

int32_t NetworkSimplex::find_entering() {
  const int32_t all = arcs_.size();
  int32_t block = 10;
  while (static_cast<int64_t>(block) * block < all) block += block / 8 + 1;
  if (next_priced_ >= all) next_priced_ = 0;
  int32_t best = kNone;
  int64_t most = 0;
  int32_t at = next_priced_;
  for (int32_t left = all; left > 0;) {
    const int32_t count = std::min({block, left, all - at});
    for (int32_t i = at; i < at + count; ++i) {
      const PricedArc& arc = arcs_[i];
      const int64_t gain = state_[i] * (potential_[arc.target] - arc.cost - potential_[arc.source]);
      if (gain > most) {
        most = gain;
        best = i;
      }
    }
    left -= count;
    at = at + count == all ? 0 : at + count;
    if (best != kNone) break;
  }
  next_priced_ = at;
  return best;
}

void NetworkSimplex::pivot(int32_t entering) {
  const PricedArc arc = arcs_[entering];
  const bool forward = state_[entering] == 1;
  const int32_t first = forward ? arc.source : arc.target;
  const int32_t second = forward ? arc.target : arc.source;
  int32_t join = first;
  for (int32_t other = second; join != other;) {
    if (nodes_[join].depth >= nodes_[other].depth) {
      join = nodes_[join].parent;
    } else {
      other = nodes_[other].parent;
    }
  }
  // The flow goes join -> first -> second -> join. Of several arcs that stop it the last one
  // leaves.
  int64_t amount = capacity_[entering];
  int32_t leaving = kNone;
  bool on_first = false;
  for (int32_t v = first; v != join; v = nodes_[v].parent) {
    const int32_t tree = nodes_[v].arc;
    const int64_t room = nodes_[v].up ? flow_[tree] : capacity_[tree] - flow_[tree];
    if (room < amount) {
      amount = room;
      leaving = v;
      on_first = true;
    }
  }
  for (int32_t v = second; v != join; v = nodes_[v].parent) {
    const int32_t tree = nodes_[v].arc;
    const int64_t room = nodes_[v].up ? capacity_[tree] - flow_[tree] : flow_[tree];
    if (room <= amount) {
      amount = room;
      leaving = v;
      on_first = false;
    }
  }
  if (amount > 0) {
    flow_[entering] += forward ? amount : -amount;
    shift(first, join, amount, false);
    shift(second, join, amount, true);
  }
  if (leaving == kNone) {
    state_[entering] = static_cast<int8_t>(-state_[entering]);
    return;
  }
  const int32_t left = nodes_[leaving].arc;
  state_[left] = flow_[left] == 0 ? 1 : -1;
  state_[entering] = 0;
  rehang(leaving, on_first ? first : second, on_first ? second : first, entering);
}

void NetworkSimplex::shift(int32_t node, int32_t join, int64_t amount, bool towards_join) {
  for (int32_t v = node; v != join; v = nodes_[v].parent) {
    flow_[nodes_[v].arc] += nodes_[v].up == towards_join ? amount : -amount;
  }
}

void NetworkSimplex::unhang(int32_t node) {
  const Node& it = nodes_[node];
  if (it.previous == kNone) {
    nodes_[it.parent].child = it.next;
  } else {
    nodes_[it.previous].next = it.next;
  }
  if (it.next != kNone) nodes_[it.next].previous = it.previous;
}

void NetworkSimplex::hang(int32_t node, int32_t parent, int32_t arc) {
  Node& it = nodes_[node];
  it.parent = parent;
  it.arc = arc;
  it.up = arcs_[arc].source == node;
  it.previous = kNone;
  it.next = nodes_[parent].child;
  if (it.next != kNone) nodes_[it.next].previous = node;
  nodes_[parent].child = node;
}

// The subtree of `top` is cut off, turned so that `inner` is its root, and hung under `outer`.
void NetworkSimplex::rehang(int32_t top, int32_t inner, int32_t outer, int32_t entering) {
  int32_t parent = outer;
  int32_t arc = entering;
  for (int32_t v = inner;;) {
    const int32_t old_parent = nodes_[v].parent;
    const int32_t old_arc = nodes_[v].arc;
    unhang(v);
    hang(v, parent, arc);
    if (v == top) break;
    parent = v;
    arc = old_arc;
    v = old_parent;
  }
  const int64_t cost = arcs_[entering].cost;
  const int64_t change = potential_[outer] + (nodes_[inner].up ? -cost : cost) - potential_[inner];
  for (int32_t v = inner;;) {
    Node& node = nodes_[v];
    potential_[v] += change;
    node.depth = nodes_[node.parent].depth + 1;
    if (node.child != kNone) {
      v = node.child;
      continue;
    }
    while (v != inner && nodes_[v].next == kNone) v = nodes_[v].parent;
    if (v == inner) break;
    v = nodes_[v].next;
  }
}

}  // namespace weft::solve
